"""Claims about terror: C05, C06, C08, C09. Minimum effects and numbers of runs were written down before the runs."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from politburo.month import Outcome
from tests.claims.ensemble import (
    Arm,
    Effect,
    country_of,
    effect,
    mean_of,
    mediated,
    paired,
    simulated,
    stayed_in_both,
    total_of,
)  # fmt: skip

pytestmark = pytest.mark.claim

MILD, HARSH = (("purge_intensity", 0.03),), (("purge_intensity", 0.15),)


def among_stayers(name: str, changed: Arm, base: Arm, rank: int | None = None) -> Effect:
    """Difference at the end among cadres who stay in post throughout in both runs, in a rank or in all."""
    ranks = country_of(base).posts.rank

    def difference(a: Outcome, b: Outcome) -> float:
        who = stayed_in_both(a, b) & ((ranks == rank) if rank is not None else True)
        return float(getattr(a.state.cadres, name)[who].mean() - getattr(b.state.cadres, name)[who].mean())

    return paired(simulated(changed), simulated(base), difference)


def arms(off: tuple[str, ...] = ()) -> tuple[Arm, Arm]:
    """The harsh and the mild arm."""
    return Arm(HARSH, off=off), Arm(MILD, off=off)


def arms_with_random_exposure(off: tuple[str, ...] = ()) -> tuple[Arm, Arm]:
    """The same in a larger country where contact with the outside falls to anyone."""
    harsh, mild = (replace(arm, scale=0.3, random_exposure=True) for arm in arms(off))
    return harsh, mild


class TestC05FearDrawsOutLoyalty:
    """Purge intensity 0.03 → 0.15: among those who stay, display rises and private loyalty falls."""

    MINIMUM = 0.01

    def test_displayed_loyalty_rises_among_those_who_stay(self):
        found = among_stayers("display", *arms())
        assert found.low > 0 and found.mean >= self.MINIMUM, found

    def test_private_loyalty_falls_among_those_who_stay(self):
        found = among_stayers("devotion", *arms())
        assert found.high < 0 and found.mean <= -self.MINIMUM, found

    @pytest.mark.parametrize("rank", [0, 1, 2, 3])
    def test_both_hold_in_each_rank(self, rank: int):
        shown, felt = among_stayers("display", *arms(), rank), among_stayers("devotion", *arms(), rank)
        assert shown.low > 0, shown
        assert felt.high < 0, felt

    def test_the_rise_of_display_flows_through_preference_falsification(self):
        share = mediated(
            among_stayers("display", *arms()), among_stayers("display", *arms(off=("preference_falsification",)))
        )
        assert share > 0.5, share

    def test_the_fall_of_loyalty_flows_through_resentment_of_fear(self):
        share = mediated(among_stayers("devotion", *arms()), among_stayers("devotion", *arms(off=("resentment",))))
        assert share > 0.5, share


class TestC06FearDrivesFlight:
    """Purge intensity 0.03 → 0.15 with contact with the outside drawn at random: flights per head rise."""

    MINIMUM = 1.3  # ratio of flights

    def exposed(self, outcome: Outcome, exposed: bool) -> float:
        abroad = outcome.events["abroad"][(outcome.events["kind"] == 1) & (outcome.events["month"] >= 2012 * 12)] == 1
        return float(np.count_nonzero(abroad == exposed))

    def test_flights_per_head_rise(self):
        changed, base = arms_with_random_exposure()
        found = effect(changed, base, total_of("flights"))
        before = np.mean([total_of("flights")(one) for one in simulated(base)])
        assert found.low > 0 and 1 + found.mean / before >= self.MINIMUM, (found, before)

    def test_they_rise_more_per_head_in_exposed_posts(self):
        changed, base = arms_with_random_exposure()
        posts = country_of(base).posts
        abroad = int(posts.abroad.sum())

        def more(a: Outcome, b: Outcome) -> float:
            rise = [self.exposed(a, where) - self.exposed(b, where) for where in (True, False)]
            return rise[0] / abroad - rise[1] / (posts.count - abroad)

        found = paired(simulated(changed), simulated(base), more)
        assert found.low > 0, found

    def test_the_rise_flows_through_flight_from_fear(self):
        whole = effect(*arms_with_random_exposure(), total_of("flights"))
        without = effect(*arms_with_random_exposure(("flight_from_fear",)), total_of("flights"))
        assert mediated(whole, without) > 0.5, (whole, without)


class TestC08SomeRetireToTrivialPosts:
    """Type-blindness 0 → 1 at the same purge intensity, and separately surveillance 0.2 → 0.8."""

    MINIMUM = 0.005  # share of cadres

    BLIND = Arm((("purge_intensity", 0.1), ("type_blindness", 1.0)))
    SEEING = Arm((("purge_intensity", 0.1), ("type_blindness", 0.0)))
    WATCHED = Arm((("purge_intensity", 0.1), ("surveillance", 0.8)))
    UNWATCHED = Arm((("purge_intensity", 0.1), ("surveillance", 0.2)))

    @pytest.mark.xfail(reason="C08 fails for arbitrariness: +0.0002 [-0.0007, +0.0010] of cadres, 0.005 asked for")
    def test_more_lie_low_under_arbitrary_terror(self):
        found = effect(self.BLIND, self.SEEING, mean_of("lying_low"))
        assert found.low > 0 and found.mean >= self.MINIMUM, found

    def test_more_lie_low_under_surveillance(self):
        found = effect(self.WATCHED, self.UNWATCHED, mean_of("lying_low"))
        assert found.low > 0 and found.mean >= self.MINIMUM, found

    def test_under_surveillance_it_is_lost_company_that_makes_office_worth_less(self):
        off = ("lost_company",)
        whole = effect(self.WATCHED, self.UNWATCHED, mean_of("lying_low"))
        changes = self.WATCHED.changes, self.UNWATCHED.changes
        without = effect(Arm(changes[0], off=off), Arm(changes[1], off=off), mean_of("lying_low"))
        assert mediated(whole, without) > 0.5, (whole, without)


class TestC09OfficialsTurnCold:
    """Purge intensity 0.03 → 0.15: silence toward acquaintances; visible bribe-taking falls, hidden much less."""

    MINIMUM_OPENNESS, MINIMUM_VISIBLE, MOST_HIDDEN = 0.05, 0.15, 1 / 3

    def test_openness_falls_toward_acquaintances_more_than_toward_close_friends(self):
        far = effect(*arms(), mean_of("openness_acquaintances"))
        close = effect(*arms(), mean_of("openness_close"))
        assert far.high < 0 and far.mean <= -self.MINIMUM_OPENNESS, far
        assert far.mean < close.mean, (far, close)

    def test_visible_bribes_fall_and_hidden_ones_much_less(self):
        falls = {}
        for kind in ("bribes_visible", "bribes_hidden"):
            found = effect(*arms(), mean_of(kind))
            falls[kind] = -found.mean / np.mean([mean_of(kind)(one) for one in simulated(arms()[1])])
            assert found.high < 0, found
        assert falls["bribes_visible"] >= self.MINIMUM_VISIBLE, falls
        assert falls["bribes_hidden"] <= self.MOST_HIDDEN * falls["bribes_visible"], falls

    def test_the_silence_flows_through_the_chill(self):
        whole = effect(*arms(), mean_of("openness_acquaintances"))
        without = effect(*arms(off=("chill",)), mean_of("openness_acquaintances"))
        assert mediated(whole, without) > 0.9, (whole, without)
