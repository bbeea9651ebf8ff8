"""Claims about a security assurance: C15a, C16, C17. Minimum effects and runs were set down before the runs."""

from __future__ import annotations

import numpy as np
import pytest

from politburo.month import Outcome
from tests.claims.ensemble import CHANGE_ROW, Arm, Effect, effect, mean_of, paired, simulated, stayed_in_both, total_of

pytestmark = pytest.mark.claim

EXPECTED = (("assurance_expected", 0.6, 0, 36),)
CANCELLED = (("assurance_expected", 0.6, 0, 6),)
CAMPAIGN = (("campaign", 0.8, 0, 36),)


def weighing(wave: tuple[tuple[str, float, int, int], ...] = (), off: tuple[str, ...] = ()) -> Arm:
    """An arm whose leader weighs threats and costs."""
    return Arm(wave=wave, off=off, logic="strategic")


def relative(changed: Arm, base: Arm, name: str, first: int, last: int) -> tuple[Effect, float]:
    """The effect on a series, and the level it starts from."""
    watch = mean_of(name, first, last)
    return effect(changed, base, watch), float(np.mean([watch(one) for one in simulated(base)]))


class TestC15aCadresExpectAGuaranteedLeaderToBeBolder:
    """A guarantee is expected with credibility 0.6 from a leader who weighs threats: subjective risk rises by 10 %.

    That the lever enters through anticipation alone makes its share 1 by construction; what is not coded is the sign,
    which comes from what this leader would do, and the consequences for conduct.
    """

    MINIMUM = 0.10

    def test_subjective_risk_rises(self):
        found, level = relative(weighing(EXPECTED), weighing(), "perceived_risk", 3, 6)
        assert found.low > 0 and found.mean / level >= self.MINIMUM, (found, level)

    def test_it_does_not_where_the_leader_would_do_the_same_with_a_guarantee(self):
        found, _ = relative(Arm(wave=EXPECTED), Arm(), "perceived_risk", 3, 6)
        assert found.mean == 0, found

    def test_without_anticipation_there_is_no_effect(self):
        off = ("anticipation",)
        found, _ = relative(weighing(EXPECTED, off), weighing(off=off), "perceived_risk", 3, 6)
        assert found.mean == 0, found

    def test_conduct_follows_more_cadres_fall_silent_and_lie_low(self):
        silent, _ = relative(weighing(EXPECTED), weighing(), "openness_acquaintances", 3, 12)
        low, _ = relative(weighing(EXPECTED), weighing(), "lying_low", 3, 12)
        assert silent.high < 0, silent
        assert low.low > 0, low


class TestC16FearRisesAtTheAnnouncement:
    """Announcement × campaign: the announcement alone raises fear by 10 % while purges stay within 10 %."""

    MINIMUM, MARGIN, LEFT = 0.10, 0.10, 1 / 3

    def test_the_announcement_alone_raises_fear(self):
        found, level = relative(weighing(EXPECTED), weighing(), "fear", 1, 6)
        assert found.low > 0 and found.mean / level >= self.MINIMUM, (found, level)

    def test_with_a_campaign_it_raises_fear_too(self):
        both, campaign = weighing(EXPECTED + CAMPAIGN), weighing(CAMPAIGN)
        found, level = relative(both, campaign, "fear", 1, 6)
        assert found.low > 0 and found.mean / level >= self.MINIMUM, (found, level)

    def test_a_campaign_alone_raises_fear_too(self):
        found, _ = relative(weighing(CAMPAIGN), weighing(), "fear", 1, 6)
        assert found.low > 0, found

    def test_purges_stay_within_the_margin_while_the_assurance_is_only_expected(self):
        changed, base = weighing(EXPECTED), weighing()
        found = effect(changed, base, total_of("penalties", 0, 6))
        level = np.mean([total_of("penalties", 0, 6)(one) for one in simulated(base)])
        assert found.low > -self.MARGIN * level and found.high < self.MARGIN * level, (found, level)

    def test_fear_falls_back_after_a_cancellation(self):
        changed, base = weighing(CANCELLED), weighing()
        peak = effect(changed, base, mean_of("fear", 3, 6))
        later = effect(changed, base, mean_of("fear", 12, 15))
        assert later.high < self.LEFT * peak.mean, (peak, later)

    def test_the_rise_flows_through_anticipation(self):
        off = ("anticipation",)
        found, _ = relative(weighing(EXPECTED, off), weighing(off=off), "fear", 1, 6)
        assert found.mean == 0, found


class TestC17TheSupportIsAShow:
    """At the announcement displayed loyalty rises, private loyalty falls, among those who stay."""

    MINIMUM_SHOWN, MINIMUM_FELT = 0.005, 0.002

    def stayers(self, name: str, off: tuple[str, ...] = ()) -> Effect:
        changed, base = weighing(EXPECTED, off), weighing(off=off)

        def difference(a: Outcome, b: Outcome) -> float:
            who = stayed_in_both(a, b)
            return float(getattr(a.state.cadres, name)[who].mean() - getattr(b.state.cadres, name)[who].mean())

        return paired(simulated(changed), simulated(base), difference)

    def test_displayed_loyalty_rises(self):
        found = self.stayers("display")
        assert found.low > 0 and found.mean >= self.MINIMUM_SHOWN, found

    def test_it_rises_within_half_a_year(self):
        found, _ = relative(weighing(EXPECTED), weighing(), "displayed_loyalty", 1, 6)
        assert found.low > 0, found

    def test_private_loyalty_falls(self):
        found = self.stayers("devotion")
        assert found.high < 0 and found.mean <= -self.MINIMUM_FELT, found

    def test_without_preference_falsification_the_show_is_gone(self):
        assert self.stayers("display", off=("preference_falsification",)).mean <= 0


def test_all_arms_are_watched_over_the_same_months():
    one = simulated(weighing())[0]
    assert len(one.series["fear"]) == CHANGE_ROW + 36
