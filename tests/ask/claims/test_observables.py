"""What is observed of a run, against what is in its series, events and state, and among whom."""

from dataclasses import replace

import numpy as np
import pytest

from politburo.ask.claims.arms import start_month, struck
from politburo.ask.claims.observables import (
    DERIVED,
    MONTHS_OF_A_WAVE,
    OF_TRAITS,
    POPULATIONS,
    Seen,
    among,
    known,
    nobody,
    statistics_of,
    value,
)
from politburo.ask.claims.record import Arm, Watch
from politburo.country import plan_of
from politburo.terms.events import EVENT_NAMES
from tests.ask.claims.made import CALM, CHANGE, ROW, country, everyone, outcome, pair

HARSH = replace(CALM, held=(("purge_intensity", 0.8),))


def look(watch: Watch, who=None, arm=HARSH) -> float:
    seen = Seen(outcome(arm), outcome(), country(), everyone() if who is None else who, ROW, start_month(CALM))
    return value(watch, seen)


def test_a_series_is_summed_up_over_its_window():
    fear = outcome(HARSH).series["fear"][ROW + 2 : ROW + 8].astype(float)
    assert look(Watch("fear", "mean", window=(2, 8))) == pytest.approx(fear.mean())
    assert look(Watch("fear", "highest", window=(2, 8))) == pytest.approx(fear.max())
    assert look(Watch("fear", "variation", window=(2, 8))) == pytest.approx(fear.std())
    penalties = outcome(HARSH).series["penalties"][ROW:]
    assert look(Watch("penalties", "total", window=(0, 12))) == pytest.approx(penalties.sum())


def test_events_are_counted_among_those_asked_about_in_the_window():
    events = outcome(HARSH).events
    penalties = events["kind"] == EVENT_NAMES.index("penalty")
    inside = penalties & (events["month"] >= start_month(CALM) + ROW)
    assert look(Watch("penalty", "total", window=(0, 12))) == inside.sum() > 0
    assert np.isnan(look(Watch("penalty", "per 1,000", window=(0, 12)), ~everyone()))  # nobody was asked about
    army = country().posts.organ == 1
    hit = army[events["agent"][inside]]
    assert look(Watch("penalty", "per 1,000", window=(0, 12)), army) == pytest.approx(1000 * hit.sum() / army.sum())


def test_traits_are_those_of_the_end():
    display = outcome(HARSH).state.cadres.displayed_loyalty.astype(float)
    assert look(Watch("cadres.displayed_loyalty", "mean")) == pytest.approx(display.mean())
    assert look(Watch("cadres.displayed_loyalty", "spread")) == pytest.approx(display.std())
    assert look(Watch("cadres.displayed_loyalty", "standardised")) == pytest.approx(
        display.mean() / outcome().state.cadres.displayed_loyalty.astype(float).std()
    )


def test_correlation_and_slope_are_the_textbooks():
    cadres = outcome(HARSH).state.cadres
    fear, devotion = cadres.fear.astype(float), cadres.private_loyalty.astype(float)
    beside = Watch("cadres.fear", "correlation", beside="cadres.private_loyalty")
    assert look(beside) == pytest.approx(np.corrcoef(fear, devotion)[0, 1])
    assert look(replace(beside, statistic="slope")) == pytest.approx(np.polyfit(devotion, fear, 1)[0])


def test_where_all_are_alike_there_is_nothing_to_measure_by():
    alone = np.arange(country().posts.count) == 0
    assert np.isnan(look(Watch("cadres.displayed_loyalty", "standardised"), alone))
    assert np.isnan(look(Watch("cadres.fear", "correlation", beside="cadres.private_loyalty"), alone))
    assert np.isnan(look(Watch("cadres.fear", "slope", beside="cadres.private_loyalty"), alone))


def test_households_count_by_the_people_they_stand_for():
    belief, weight = outcome(HARSH).state.homes.belief, country().households.weight
    assert look(Watch("homes.belief", "mean")) == pytest.approx(np.average(belief, weights=weight), rel=1e-5)


def test_every_penalty_has_a_form():
    assert look(Watch("penalties without a form", "total", window=(0, 12))) == 0


def test_shares_lie_between_none_and_all():
    for name in ("plotters found out", "executed of the penalised"):
        found = look(Watch(name, "share", window=(0, 12)))
        assert np.isnan(found) or 0 <= found <= 1


def test_everything_known_can_be_observed():
    for name in known():
        statistic = statistics_of(name)[0]
        assert isinstance(look(Watch(name, statistic, window=(0, 12))), float), name


def test_an_unknown_name_has_no_statistic():
    assert statistics_of("cadres.shoe size") == ()
    assert "income P90/P10" in DERIVED
    assert "mean" in OF_TRAITS


def test_no_name_is_everyone():
    assert among((), pair(HARSH)).all()


def test_those_who_stay_stayed_in_both_arms():
    who = among(("those who stay",), pair(HARSH))
    assert 0 < who.sum() < len(who)
    for arm in (HARSH, CALM):
        assert (outcome(arm).state.cadres.since[who] < CHANGE).all()


def test_several_names_mean_those_in_all_of_them():
    both = among(("organ military", "rank county"), pair(HARSH))
    posts = country().posts
    np.testing.assert_array_equal(both, (posts.organ == 1) & (posts.rank == 3))


def test_friends_of_the_shocked_have_one_among_their_close_friends():
    hit, posts = struck(country()), country().posts
    close, far = (among((f"{kind} of the shocked",), pair(HARSH)) for kind in ("close friends", "acquaintances"))
    assert hit[posts.close[close]].any(axis=1).all()
    assert not hit[posts.close[far]].any()
    assert not (close & hit).any() and not (close & far).any()


def test_strangers_have_no_tie_to_anyone_struck():
    strangers = among(("strangers to the shocked",), pair(HARSH))
    hit, posts = struck(country()), country().posts
    assert not hit[posts.close[strangers]].any()
    assert not hit[posts.acquaintances[strangers]].any()


def test_circles_hit_are_those_in_which_the_change_penalised_more_per_head():
    hit, spared = among(("in circles hit",), pair(HARSH)), among(("in circles spared",), pair(HARSH))
    assert (hit ^ spared).all()

    def more(who: np.ndarray) -> float:
        counts = [_penalised(arm, who) for arm in (HARSH, CALM)]
        return (counts[0] - counts[1]) / np.count_nonzero(who)

    assert more(hit) > more(spared)


def _penalised(arm: Arm, who: np.ndarray) -> int:
    events = outcome(arm).events
    inside = (events["kind"] == EVENT_NAMES.index("penalty")) & (events["month"] >= CHANGE)
    inside &= events["month"] < CHANGE + MONTHS_OF_A_WAVE
    return int(np.count_nonzero(who[events["agent"][inside]]))


def test_ranks_count_from_the_top_and_tasks_tell_organs_apart_whatever_they_are_called():
    posts = country().posts
    np.testing.assert_array_equal(among(("in rank 1",), pair(HARSH)), posts.rank == 0)
    for name, organ in (("guard", "security"), ("trade", "trade"), ("serve abroad", "diplomacy")):
        expected = posts.organ == country().organs.index(organ)
        np.testing.assert_array_equal(among((f"in organs that {name}",), pair(HARSH)), expected)


NOTHING = "Example has no "
IDLE = tuple(replace(one, trades=False, guards=False) for one in plan_of("example").organs)
HOME = tuple(replace(one, abroad=0) for one in plan_of("example").postings)
NO_BORDER = tuple(replace(one, border_access=0.0) for one in plan_of("example").provinces)
OF_RANK_1 = tuple(one for one in plan_of("example").postings if (one.organ == 4) <= (one.rank > 0))


@pytest.mark.parametrize(
    ("changes", "names", "said"),
    [
        ({}, ("in organs that trade", "in rank 4", "posted abroad"), ""),
        ({"organs": IDLE}, ("those who stay", "in organs that trade"),
         f"{NOTHING}posts of organs that trade"),
        ({"organs": IDLE}, ("in organs that guard",), f"{NOTHING}posts of organs that guard the regime"),
        ({}, ("in rank 5",), f"{NOTHING}posts of rank 5, counted from the top"),
        ({"postings": OF_RANK_1}, ("in organs that trade", "in rank 1"),
         f"{NOTHING}posts of organs that trade, and of these posts of rank 1, counted from the top"),
        ({"postings": HOME}, ("posted abroad",), f"{NOTHING}posts abroad"),
        ({"postings": HOME}, ("could leave",), ""),
        ({"postings": HOME, "provinces": NO_BORDER}, ("could leave",), f"{NOTHING}posts abroad or near an open border"),
        ({}, ("organ trade",), ""),
        ({"postings": OF_RANK_1}, ("organ trade", "rank top leadership"),
         f"{NOTHING}posts of organ trade, and of these posts of rank top leadership"),
    ],
)  # fmt: skip
def test_a_country_that_has_no_such_posts_is_said_to_have_none(changes: dict, names: tuple[str, ...], said: str):
    assert nobody(names, replace(plan_of("example"), **changes)) == said


@pytest.mark.parametrize("name", POPULATIONS)
def test_every_group_is_a_part_of_the_posts(name: str):
    who = among((name,), pair(HARSH))
    assert who.dtype == np.bool_
    assert who.shape == (country().posts.count,)
