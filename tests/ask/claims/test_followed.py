"""What is followed from month to month, among whom, and that groups are settled before the change."""

from dataclasses import replace

import numpy as np
import pytest
from scipy.stats import spearmanr

from politburo.ask.claims.followed import (
    OF_HOMES,
    POPULATIONS,
    QUANTITIES,
    Request,
    spread_before,
    summed_up,
    weights_of,
)
from politburo.terms.hazards import HAZARDS
from tests.ask.claims.made import CALM, ROW, common, country, seen

HARSH = replace(CALM, held=(("purge_intensity", 0.8),))
f = np.array


def weights(*among: str, observe: str = "cadres.fear") -> np.ndarray:
    return weights_of(Request(observe, "mean", among), common().before)


def test_a_mean_over_everyone_is_what_the_series_says():
    fear = Request("cadres.fear", "mean", ())
    np.testing.assert_allclose(seen(HARSH, fear).follower.months[fear], seen(HARSH).series["fear"][ROW:], rtol=1e-5)
    belief = Request("homes.belief", "mean", ())
    np.testing.assert_allclose(
        seen(HARSH, belief).follower.months[belief], seen(HARSH).series["belief"][ROW:], rtol=1e-5
    )


def test_hazards_add_up_to_what_is_counted_of_them():
    plot = Request("hazard of joining a plot", "mean", ())
    expected = seen(HARSH).series["plot_hazard"][ROW:] / country().whole_sizes.sum()
    np.testing.assert_allclose(seen(HARSH, plot).follower.months[plot], expected, rtol=1e-4)


def test_flights_are_those_that_happen():
    flight = Request("flight", "mean", ())
    arm = replace(HARSH, parameters=(("choose.flee_rate", 0.005),))
    found = np.array(seen(arm, flight).follower.months[flight]) * country().whole_sizes.sum()
    np.testing.assert_allclose(found, seen(arm).series["flights"][ROW:], atol=0.01)


def test_the_wish_to_leave_is_the_hazard_of_flight_without_ways_and_holds():
    """Among those abroad, none of whom is vetted or withdrawn, they differ by the rate and by family that is held."""
    arm = replace(CALM, off=("hostages", "vetting"))
    wish, hazard = (Request(name, "mean", ("posted abroad",)) for name in ("wish to leave", "hazard of flight"))
    months = seen(arm, wish, hazard).follower.months
    rate = common(arm).run.now.parameters.choose.flee_rate
    np.testing.assert_allclose(np.array(months[hazard]) / rate, months[wish], rtol=1e-3)
    wishes = {"fear", "news", "outside", "loyalty", "shared_fate", "frailty"}
    ways_and_holds = {"rate", "access", "border", "hostages", "vetting"}
    assert {term.name for term in HAZARDS["flight"].terms} == wishes | ways_and_holds


def test_correlations_and_spreads_are_the_textbooks():
    x, y, ones = f([1.0, 2.0, 4.0]), f([1.0, 0.0, 3.0]), np.ones(3)
    assert summed_up("correlation", x, ones, y) == pytest.approx(np.corrcoef(x, y)[0, 1])
    assert summed_up("spread", x, ones) == pytest.approx(x.std())
    assert summed_up("mean", x, f([1.0, 0.0, 3.0])) == pytest.approx(13 / 4)
    assert np.isnan(summed_up("mean", x, np.zeros(3)))
    assert np.isnan(summed_up("correlation", np.ones(3), ones, y))


def test_correlations_of_ranks_are_the_textbooks_and_weights_count_as_so_many_equals():
    x, y = f([1.0, 2.0, 2.0, 8.0, 5.0, 5.0]), f([3.0, 1.0, 1.0, 9.0, 2.0, 1.0])
    assert summed_up("rank correlation", x, np.ones(6), y) == pytest.approx(spearmanr(x, y)[0])
    times = np.array([1, 3, 2, 1, 2, 4])
    assert summed_up("rank correlation", x, times.astype(float), y) == pytest.approx(
        spearmanr(np.repeat(x, times), np.repeat(y, times))[0]
    )
    assert summed_up("rank correlation", x**3, np.ones(6), y) == summed_up("rank correlation", x, np.ones(6), y)


def test_what_strangers_hear_is_what_somebody_else_says():
    own, others = (common().before.known[f"voiced to acquaintances{of}"] for of in ("", " by another"))
    np.testing.assert_array_equal(np.sort(own), np.sort(others))
    assert (own != others).mean() > 0.9
    assert abs(summed_up("rank correlation", own, np.ones(len(own)), others)) < 0.1


def test_what_is_said_of_what_comes_is_what_is_seen_of_it_as_far_as_one_talks():
    before = common().before
    known, cadres, homes = before.known, before.cadres, before.homes
    np.testing.assert_allclose(
        known["expectation voiced to close friends"], cadres.perceived_risk * cadres.openness_close, rtol=1e-6
    )
    assert (known["expectation voiced to acquaintances"] <= known["expectation voiced to close friends"]).all()
    risk = known["expectation voiced by households"] / homes.talk * common().run.now.parameters.live.fear_horizon
    np.testing.assert_allclose(risk / (1 + risk), homes.fear, rtol=1e-5)


def test_those_sent_abroad_are_followed_wherever_they_go():
    hazard, person = (
        Request(name, "mean", ("drawn to be sent abroad",)) for name in ("hazard of flight", "cadres.person")
    )
    sent, at_home = (seen(replace(CALM, practice=one), hazard, person) for one in ("sent abroad", None))
    before = common().before
    assert sent.follower.months[person][0] == at_home.follower.months[person][0]
    assert sent.follower.months[person][0] == before.cadres.person[before.sent].mean()
    assert sent.follower.months[hazard][0] > 1.5 * at_home.follower.months[hazard][0]
    moved = seen(replace(CALM, shock="moved elsewhere"), person).follower.months[person]
    assert moved[0] == at_home.follower.months[person][0]


def test_the_standard_deviation_is_that_of_the_month_before_the_change():
    before = common().before
    fear = before.cadres.fear[before.drawn].astype(float)
    assert spread_before(Request("cadres.fear", "mean", ("the panel",)), before) == pytest.approx(fear.std(), rel=1e-5)


def test_persons_in_post_at_the_change_are_followed_and_newcomers_left_out():
    person = Request("cadres.person", "mean", ("in post at the change",))
    everyone = Request("cadres.person", "mean", ())
    months = seen(HARSH, person, everyone).follower.months
    assert max(months[person]) < common().before.newcomers_from
    assert months[everyone][-1] > months[person][-1]


def test_several_names_mean_those_in_all_of_them():
    posts = country().posts
    both = weights("organ military", "rank county") > 0
    np.testing.assert_array_equal(both, (posts.organ == 1) & (posts.rank == 3))
    np.testing.assert_array_equal(weights("in rank 1") > 0, posts.rank == 0)
    for name, organ in (("guard", "security"), ("trade", "trade"), ("serve abroad", "diplomacy")):
        expected = posts.organ == country().organs.index(organ)
        np.testing.assert_array_equal(weights(f"in organs that {name}") > 0, expected)


def test_friends_have_one_of_the_drawn_among_their_close_friends_and_are_not_drawn():
    drawn, posts = common().before.drawn, country().posts
    friends = weights("close friends of the drawn") > 0
    assert drawn[posts.close[friends]].any(axis=1).all()
    assert not (friends & drawn).any()


def test_strangers_are_like_the_friends_and_have_no_tie_within_two_steps_to_the_few():
    before, posts = common().before, country().posts
    strangers = weights("strangers matched to the friends of the few")
    friends = weights("close friends of the few") > 0
    near = before.few
    for _ in range(2):
        near = near | near[posts.close].any(axis=1) | near[posts.acquaintances].any(axis=1)
    assert not (near & (strangers > 0)).any()
    assert 0 < strangers.sum() <= friends.sum()
    assert set(posts.circle[strangers > 0]) <= set(posts.circle[friends])


def test_the_halves_of_the_friends_are_told_apart_by_the_hazard_before_the_change():
    hazard = common().before.known["hazard of flight"]
    high, low = (weights(f"of these the half with the {name} hazard") > 0 for name in ("higher", "lower"))
    assert not (high & low).any()
    assert hazard[high].min() > hazard[low].max()


def test_the_panel_disposed_to_loyalty_is_a_third_of_it():
    before = common().before
    third = weights("the panel, disposed to loyalty") > 0
    assert third.sum() == pytest.approx(before.drawn.sum() / 3, abs=1)
    assert before.cadres.disposition[third].min() >= np.quantile(before.cadres.disposition[before.drawn], 0.6)


def test_households_without_such_kin_are_spread_over_provinces_as_the_kin_are():
    homes = country().households
    kin, others = (weights(name, observe="homes.belief") for name in OF_HOMES[1:])
    assert not ((kin > 0) & (others > 0)).any()
    for province in np.unique(homes.province[kin > 0]):
        there = homes.province == province
        assert others[there].sum() == pytest.approx(kin[there].sum(), rel=1e-5)


@pytest.mark.parametrize("name", POPULATIONS)
def test_every_group_weighs_posts_or_households(name: str):
    found = weights(name, observe="homes.belief" if name in OF_HOMES else "cadres.fear")
    assert found.shape == (country().households.count if name in OF_HOMES else country().posts.count,)
    assert (found >= 0).all()


@pytest.mark.parametrize("name", QUANTITIES)
def test_everything_that_can_be_followed_is_a_number_for_each(name: str):
    of = QUANTITIES[name].of
    found = common().before.known[name]
    assert found.shape == (country().posts.count if of == "cadres" else country().households.count,)
