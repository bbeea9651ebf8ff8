"""The leader hears what the elite shows, doubts it the more it is afraid, and is alarmed by failed coups."""

import numpy as np
import pytest

from politburo.month.inform import inform
from tests.month.setting import HOUSEHOLDS, POSTS, first_month, shuffled

STRENGTHS = {
    "inform.doubt": 0.8, "inform.prior": 0.3, "inform.attempt_alarm": 0.4, "inform.rooting": 20.0,
    "inform.inexperience": 0.5, "inform.learning": 12.0,
}  # fmt: skip
TOP = POSTS.rank < 2


def test_the_report_follows_its_equation():
    now = shuffled(first_month(STRENGTHS))
    now.state.regime.alarm[0] = 0.1
    now.counts.plots_found[:] = 9
    now.counts.coup_attempts[0] = 2
    inform(now)
    cadres, homes, regime = now.state.cadres, now.state.homes, now.state.regime
    shown, afraid = (float(column[TOP].astype(float).mean()) for column in (cadres.displayed_loyalty, cadres.fear))
    alarm = 0.1 + 0.4 * 2
    assert regime.alarm[0] == pytest.approx(alarm)
    expected = (1 - shown + 0.8 * afraid * 0.3) / (1 + 0.8 * afraid) + alarm
    assert regime.elite_threat[0] == pytest.approx(expected, rel=1e-6)
    assert regime.elite_fear[0] == pytest.approx(afraid, rel=1e-6)
    assert regime.competence[0] == pytest.approx(float(cadres.competence[TOP].astype(float).mean()), rel=1e-5)
    grievance = np.average(homes.grievance.astype(float), weights=HOUSEHOLDS.weight.astype(float))
    assert regime.public_grievance[0] == pytest.approx(float(grievance), rel=1e-6)


def test_arms_count_as_far_as_their_holders_talk_and_have_taken_root():
    now = shuffled(first_month(STRENGTHS))
    cadres, (first, second) = now.state.cadres, POSTS.top[:2]
    cadres.openness_acquaintances[POSTS.top] = 0.0
    cadres.openness_acquaintances[first], cadres.since[first] = 0.5, now.month - 20
    cadres.openness_acquaintances[second], cadres.since[second] = 1.0, now.month - 60
    inform(now)
    arms = POSTS.arms.astype(float)
    able = arms[first] * 0.5 * 0.5 + arms[second] * 1.0 * 0.75
    assert now.state.regime.elite_capability[0] == pytest.approx(able / arms[POSTS.top].sum(), rel=1e-6)


def test_the_share_of_the_predecessors_men_is_that_of_the_two_top_ranks():
    now = shuffled(first_month(STRENGTHS))
    now.state.cadres.predecessor[:] = 1
    now.state.cadres.predecessor[POSTS.top[:3]] = 0
    inform(now)
    assert now.state.regime.predecessor_share[0] == pytest.approx(1 - 3 / len(POSTS.top))


def test_administration_is_as_good_as_cadres_are_able_and_have_learned_their_posts():
    now = shuffled(first_month(STRENGTHS))
    now.state.cadres.since[:] = now.month - 1
    now.state.cadres.since[::2] = now.month - 36
    inform(now)
    competence = now.state.cadres.competence.astype(float)
    lacking = np.where(np.arange(len(competence)) % 2, 0.5 * 12 / 13, 0.5 * 12 / 48)
    assert now.state.regime.administration[0] == pytest.approx((competence - lacking).mean(), rel=1e-5)


def test_a_report_without_doubt_is_what_is_shown():
    now = shuffled(first_month(dict.fromkeys(STRENGTHS, 0.0) | {"inform.rooting": 20.0, "inform.learning": 12.0}))
    inform(now)
    shown = float(now.state.cadres.displayed_loyalty[TOP].astype(float).mean())
    assert now.state.regime.elite_threat[0] == pytest.approx(1 - shown, rel=1e-6)


def reported(shown: float, fear: float) -> float:
    """The threat that is reported of an elite that shows this much loyalty, in this much fear."""
    now = first_month(STRENGTHS)
    now.state.cadres.displayed_loyalty[:], now.state.cadres.fear[:] = shown, fear
    inform(now)
    return now.state.regime.elite_threat[0]


def test_the_more_the_elite_is_afraid_the_less_its_display_tells_the_leader():
    """What he infers goes from what is shown to what he expects, from either side."""
    warm, cold = [[reported(shown, fear) for fear in (0.0, 0.4, 1.0)] for shown in (0.9, 0.4)]
    assert warm == sorted(warm)
    assert cold == sorted(cold, reverse=True)
    assert (warm[0], cold[0]) == pytest.approx((0.1, 0.6))
    assert warm[2] < 0.3 < cold[2]


def test_fear_alone_makes_no_threat():
    """An elite that shows what the leader expects is as much of a threat in terror as without it."""
    assert reported(0.7, 1.0) == pytest.approx(reported(0.7, 0.0))
