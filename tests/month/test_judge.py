"""Purge intensity says how many are penalised; conduct, arms and prominence only who."""

import math

import numpy as np
import pytest

from politburo.month import judge as module
from politburo.month.judge import judge, penalty_hazard
from politburo.terms.events import EVENT_NAMES
from tests.month.setting import POSTS, add_cases, close_to, first_month, levers, numbers, shuffled, sigma

STRENGTHS = {
    "judge.rank_2": 0.5, "judge.rank_3": 0.1, "judge.rank_4": 0.03, "judge.lukewarm": 3.0, "judge.association": 1.0,
    "judge.talk": 1.0, "judge.cohort": 0.5, "judge.menace": 1.0, "judge.false_alarm": 0.8, "judge.slope": 2.0,
    "judge.campaign": 0.5, "judge.shield": 0.8, "judge.low_profile": 0.5,
}  # fmt: skip
SUSPICION = ("lukewarm", "association", "talk", "cohort", "menace", "false_alarm")
NEUTRAL = STRENGTHS | {f"judge.{name}": 0.0 for name in (*SUSPICION, "campaign", "shield")}
PENALTY = {
    "judge.threat_severity": 1.0, "judge.plot_severity": 3.0, "judge.rank_severity": 0.5, "judge.cut_demotion": 0.0,
    "judge.cut_removal": 1.0, "judge.cut_expulsion": 2.0, "judge.cut_execution": 3.0, "judge.client_case": 0.5,
    "hear.acquaintance_worth": 0.3,
}  # fmt: skip
LEVERS = {"purge_intensity": 0.3, "offence_threshold": 1.5, "type_blindness": 0.2, "surveillance": 0.6, "campaign": 0.4}
SOME = (0, 61, 500, 1500, 2999)
WEIGHTS = (1.0, 0.5, 0.1, 0.03)


def prepared(strengths=STRENGTHS, announced=1.0, run=3, **held):
    """The month before judgement."""
    now = shuffled(first_month(strengths | PENALTY, levers(**LEVERS | held), run=run))
    now.state.cadres.predecessor[::2] = 1
    now.state.regime.announced[0] = announced
    return now


def hazards(now) -> np.ndarray:
    """The hazard of every cadre in the judgement that was made (n,)."""
    s, rates = now.scratch, now.scratch.rates.astype(float)[POSTS.rank]
    return rates[:, module.FOR_GUILT] * s.guilt + rates[:, module.BLINDLY] * s.visible


def test_suspicion_and_guilt_follow_their_equations():
    now = prepared()
    c, alarm = now.state.cadres, now.draw(module.Purpose.SUSPECT, POSTS.count).copy()
    association = c.association.copy()
    now.scratch.vacant[61] = 1
    add_cases(now, [61], flight=1)
    judge(now)
    for i in SOME:
        cold, arms = 1 - float(c.displayed_loyalty[i]), float(POSTS.arms[i])
        suspicion = 3.0 * 0.6 * cold + 1.0 * 0.6 * float(c.openness_acquaintances[i]) * (
            1 - float(c.private_loyalty[i])
        )
        suspicion += 0.5 * float(c.predecessor[i]) + 1.0 * arms * cold + 0.8 * float(alarm[i])
        suspicion += 1.0 * (1 - math.exp(-float(association[i])))
        visible = float(POSTS.prominence[i]) * (0.5 if c.standing[i] == 1 else 1.0) * (0 if i == 61 else 1)
        assert now.scratch.visible[i] == pytest.approx(visible, rel=1e-5)
        guilt = visible * math.exp(-0.8 * arms) * sigma(2.0 * (suspicion - (1.5 - 0.5 * 0.4)))
        assert now.scratch.guilt[i] == pytest.approx(guilt, rel=3e-5)


def test_suspicion_by_association_saturates():
    strengths = NEUTRAL | {"judge.association": 0.7, "judge.slope": 1.0, "judge.low_profile": 1.0}
    now = prepared(strengths, purge_intensity=0.0, offence_threshold=0.0)
    judge(now)
    for i in SOME:
        suspicion = 0.7 * (1 - math.exp(-float(now.state.cadres.association[i])))
        assert now.scratch.guilt[i] == pytest.approx(float(POSTS.prominence[i]) * sigma(suspicion), rel=1e-5)


@pytest.mark.parametrize(
    ("strengths", "held"),
    [
        (STRENGTHS, {}),
        (STRENGTHS, {"type_blindness": 0.0}),
        (STRENGTHS, {"type_blindness": 1.0}),
        (STRENGTHS, {"offence_threshold": 5.0, "type_blindness": 0.0}),
        (STRENGTHS, {"offence_threshold": 0.0, "surveillance": 1.0, "campaign": 1.0}),
        (STRENGTHS | {"judge.lukewarm": 8.0, "judge.shield": 3.0}, {}),
        (NEUTRAL, {}),
        (NEUTRAL | {"judge.slope": 10.0}, {"offence_threshold": 5.0, "type_blindness": 0.0}),
    ],
)
@pytest.mark.parametrize("announced", [0.2, 1.0, 1.8])
def test_the_expected_number_in_each_rank_is_set_by_intensity_alone(strengths, held, announced):
    now = prepared(strengths, announced, **held)
    judge(now)
    expected = [
        announced * 0.3 / 12 * weight * size for weight, size in zip(WEIGHTS, (60, 240, 700, 2000), strict=True)
    ]
    found = [hazards(now)[POSTS.rank == r].sum() for r in range(4)]
    assert found == pytest.approx(expected, rel=1e-5)


def test_posts_that_have_fallen_vacant_are_neither_counted_nor_penalised():
    now = prepared(purge_intensity=1.0)
    now.scratch.vacant[:1500] = 1
    add_cases(now, np.arange(1500), flight=1)
    judge(now)
    holders = [int(np.count_nonzero(POSTS.rank[1500:] == r)) for r in range(4)]
    expected = [1 / 12 * weight * count for weight, count in zip(WEIGHTS, holders, strict=True)]
    assert [hazards(now)[POSTS.rank == r].sum() for r in range(4)] == pytest.approx(expected, rel=1e-5)
    assert now.log.column("agent").min() >= 1500


def test_nobody_is_penalised_twice_in_a_month():
    now = prepared(purge_intensity=1.0)
    already = np.arange(0, POSTS.count, 2, dtype=np.int32)
    add_cases(now, already)
    judge(now)
    assert (hazards(now)[already] == 0).all()
    assert (now.log.column("agent") % 2 == 1).all()
    assert len(now.log) > 0


def test_without_purges_nobody_is_penalised():
    now = prepared(purge_intensity=0.0)
    judge(now)
    assert len(now.log) == 0
    assert (now.scratch.vacant == 0).all()


def test_over_many_months_as_many_are_penalised_as_expected():
    count = np.zeros(4)
    for run in range(60):
        now = prepared(run=run)
        judge(now)
        assert (now.log.column("kind") == EVENT_NAMES.index("penalty")).all()
        assert (now.log.column("charge") == 0).all()
        count += np.bincount(now.log.column("rank"), minlength=4)
    for rank, size in enumerate((60, 240, 700, 2000)):
        low, high = close_to(60 * 0.3 / 12 * WEIGHTS[rank] * size)
        assert low < count[rank] < high


def test_no_hazard_exceeds_nine_in_ten():
    certain, highest, beyond = (penalty_hazard(*numbers(1, 0, per_guilt, 0)) for per_guilt in (0.89, 0.9, 5.0))
    assert certain < highest == beyond == pytest.approx(0.9)


def test_the_cold_are_likelier_to_be_hit_unless_purges_are_blind():
    def ratio(blindness):
        now = prepared(NEUTRAL | {"judge.lukewarm": 3.0}, type_blindness=blindness)
        now.state.cadres.standing[:] = 0
        judge(now)
        per_prominence = hazards(now) / POSTS.prominence
        cold, warm = now.state.cadres.displayed_loyalty < 0.2, now.state.cadres.displayed_loyalty > 0.8
        return per_prominence[(POSTS.rank == 3) & cold].mean() / per_prominence[(POSTS.rank == 3) & warm].mean()

    assert ratio(0.0) > 2
    assert ratio(1.0) == pytest.approx(1, abs=1e-5)


def test_arms_shield_and_endanger():
    def hazard_of_the_armed(**strengths):
        now = prepared(NEUTRAL | {f"judge.{name}": value for name, value in strengths.items()}, type_blindness=0.0)
        now.state.cadres.displayed_loyalty[:] = 0.2
        judge(now)
        return hazards(now)[(POSTS.rank == 0) & (POSTS.organ == 1)].sum()

    assert hazard_of_the_armed(shield=1.0) < hazard_of_the_armed() < hazard_of_the_armed(menace=2.0)


def test_who_lies_low_is_hit_less():
    now = prepared(NEUTRAL)
    judge(now)
    per_prominence = hazards(now) / POSTS.prominence
    county, low = POSTS.rank == 3, now.state.cadres.standing == 1
    assert per_prominence[county & low].mean() == pytest.approx(0.5 * per_prominence[county & ~low].mean(), rel=1e-5)
