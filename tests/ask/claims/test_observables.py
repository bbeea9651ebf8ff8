"""What is observed of a run, against what is in its series, and what is made of both arms together."""

from dataclasses import replace

import numpy as np
import pytest

from politburo.ask.claims.followed import Request, spread_before
from politburo.ask.claims.observables import (
    COMPOSED,
    DERIVED,
    OF_GAINS,
    known,
    nobody,
    parts_of,
    request_of,
    requests_of,
    statistics_of,
    value,
    values_of,
)
from politburo.ask.claims.record import Test, Watch
from politburo.country import plan_of
from tests.ask.claims.made import CALM, ROW, country, seen

HARSH = replace(CALM, held=(("purge_intensity", 0.8),))
FREE, SHUT = (replace(CALM, held=(("market_tolerance", value),)) for value in (0.9, 0.1))


def look(watch: Watch, arm=HARSH) -> float:
    return value(watch, seen(arm, *(request_of(replace(watch, observe=part)) for part in parts_of(watch.observe))))


def test_a_series_is_summed_up_over_its_window():
    fear = seen(HARSH).series["fear"][ROW + 2 : ROW + 8].astype(float)
    assert look(Watch("fear", "mean", window=(2, 8))) == pytest.approx(fear.mean())
    assert look(Watch("fear", "highest", window=(2, 8))) == pytest.approx(fear.max())
    assert look(Watch("fear", "variation", window=(2, 8))) == pytest.approx(fear.std())
    penalties = seen(HARSH).series["penalties"][ROW:]
    assert look(Watch("penalties", "total", window=(0, 12))) == pytest.approx(penalties.sum())


def test_what_is_followed_is_a_mean_over_the_window_or_its_last_month():
    months = seen(HARSH, Request("cadres.fear", "mean", ())).follower.months[Request("cadres.fear", "mean", ())]
    assert look(Watch("cadres.fear", "mean", window=(2, 8))) == pytest.approx(np.mean(months[2:8]))
    assert look(Watch("cadres.fear", "last", window=(2, 8))) == months[7]


def test_what_is_composed_is_the_mean_of_its_parts_in_their_standard_deviations():
    watch, among = Watch("unease of cadres", among=("the drawn",), window=(2, 8)), ("the drawn",)
    parts = [Request(name, "mean", among) for name in COMPOSED["unease of cadres"][1]]
    whole = seen(HARSH, *parts)
    expected = [np.mean(whole.follower.months[one][2:8]) / spread_before(one, whole.before) for one in parts]
    assert value(watch, whole) == pytest.approx(np.mean(expected))
    test = Test("unease", "", HARSH, CALM, watch, "up")
    assert set(requests_of([test])) == set(parts)


def test_a_regime_that_falls_before_the_middle_of_the_window_gives_no_value():
    whole = seen(HARSH)
    watch = Watch("fear", "mean", window=(2, 8))
    assert np.isnan(value(watch, replace(whole, lived=4)))
    assert not np.isnan(value(watch, replace(whole, lived=5)))
    assert not np.isnan(value(Watch("coup attempted", "any", window=(2, 8)), replace(whole, lived=0)))


def test_gains_compare_each_household_with_itself_in_the_other_arm():
    watch = Watch("homes.income", "gains", window=(2, 12))
    arms = [seen(arm, request_of(watch)) for arm in (FREE, SHUT)]
    test = Test("gains", "", FREE, SHUT, watch, "up", scale="log")
    high, middle, _ = values_of(test, arms[0], arms[1])
    gain = np.mean(
        [a - b for a, b in zip(*(one.follower.each[request_of(watch)][2:] for one in arms), strict=True)], axis=0
    )
    weight = country().households.weight
    assert weight[gain <= middle].sum() / weight.sum() == pytest.approx(0.5, abs=0.01)
    assert weight[gain <= high].sum() / weight.sum() == pytest.approx(0.95, abs=0.01)
    assert values_of(replace(test, watch=replace(watch, statistic="median gain")), arms[0], arms[1])[0] == middle


def test_levels_are_told_by_their_rank_correlation_with_what_is_watched():
    arms = [replace(CALM, held=(("purge_intensity", level),)) for level in (0.02, 0.3, 0.9)]
    test = Test("levels", "", arms[2], arms[0], Watch("fear", window=(4, 12)), "up", levels=(arms[1],))
    low, middle, high = map(seen, arms)
    assert values_of(test, high, low, [middle])[0] == pytest.approx(1.0)
    assert values_of(test, low, high, [middle])[0] == pytest.approx(-1.0)


def test_a_slope_is_per_unit_of_what_stands_beside_it():
    watch = Watch("voiced to close friends", "mean", ("the panel",), (1, 6), "disaffection")
    beside = Request("disaffection", "mean", ("the panel",))
    arms = [replace(CALM, panel=True, shock=shock) for shock in ("doubt", None)]
    changed, base = (seen(arm, request_of(watch), beside) for arm in arms)
    test = Test("slope", "", arms[0], arms[1], watch, "up", scale="slope")
    per = np.mean(changed.follower.months[beside][1:6]) - np.mean(base.follower.months[beside][1:6])
    assert values_of(test, changed, base)[2] == pytest.approx(per)


def test_penalties_by_rank_add_up_to_all_of_them():
    total = sum(look(Watch(f"penalties in rank {rank}", "total", window=(0, 12))) for rank in range(1, 5))
    assert total == pytest.approx(look(Watch("penalties", "total", window=(0, 12))), rel=1e-4)


def test_every_penalty_has_a_form():
    assert look(Watch("penalties without a form", "total", window=(0, 12))) == pytest.approx(0, abs=0.01)


def test_shares_lie_between_none_and_all():
    found = look(Watch("plotters found out", "share", window=(0, 12)))
    assert np.isnan(found) or 0 <= found <= 1


def test_everything_known_can_be_observed():
    for name in known():
        statistic = statistics_of(name)[0]
        assert isinstance(look(Watch(name, statistic, window=(0, 12))), float), name


def test_an_unknown_name_has_no_statistic():
    assert statistics_of("cadres.shoe size") == ()
    assert "income P90/P10" in DERIVED
    assert set(OF_GAINS) < set(statistics_of("homes.income"))


NOTHING = "Example has no "
IDLE = tuple(replace(one, trades=False, guards=False) for one in plan_of("example").organs)
HOME = tuple(replace(one, abroad=0) for one in plan_of("example").postings)
OF_RANK_1 = tuple(one for one in plan_of("example").postings if (one.organ == 4) <= (one.rank > 0))


@pytest.mark.parametrize(
    ("changes", "names", "said"),
    [
        ({}, ("in organs that trade", "in rank 4", "posted abroad"), ""),
        ({"organs": IDLE}, ("the panel", "in organs that trade"),
         f"{NOTHING}posts of organs that trade"),
        ({"organs": IDLE}, ("in organs that guard",), f"{NOTHING}posts of organs that guard the regime"),
        ({}, ("in rank 5",), f"{NOTHING}posts of rank 5, counted from the top"),
        ({"postings": OF_RANK_1}, ("in organs that trade", "in rank 1"),
         f"{NOTHING}posts of organs that trade, and of these posts of rank 1, counted from the top"),
        ({"postings": HOME}, ("posted abroad",), f"{NOTHING}posts abroad"),
        ({"postings": HOME}, ("drawn to be sent abroad",),
         f"{NOTHING}those drawn at home to be sent abroad, wherever they go"),
        ({}, ("organ trade",), ""),
        ({"postings": OF_RANK_1}, ("organ trade", "rank top leadership"),
         f"{NOTHING}posts of organ trade, and of these posts of rank top leadership"),
    ],
)  # fmt: skip
def test_a_country_that_has_no_such_posts_is_said_to_have_none(changes: dict, names: tuple[str, ...], said: str):
    assert nobody(names, replace(plan_of("example"), **changes)) == said
