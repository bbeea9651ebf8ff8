"""Skill, its intervals, the test of Diebold and Mariano, and as how many independent forecasts some tell."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy.stats import t

from politburo.infer.skill import diebold_mariano, independent, skill


def test_skill_is_one_less_the_ratio_of_scores():
    found = skill(np.full(12, 3.0), np.full(12, 4.0), np.ones(12), [place % 4 for place in range(12)])
    assert (found.value, found.low, found.high) == pytest.approx((0.25, 0.25, 0.25))
    assert (found.forecasts, found.origins) == (12, 4)


def test_the_interval_of_skill_is_over_origins_and_not_over_forecasts():
    """Fifty forecasts of each of six days that are all alike say no more than one of each does."""
    chance = np.random.default_rng(1)
    own, other = chance.uniform(1, 3, 6), chance.uniform(1, 3, 6)
    one = skill(own, other, np.ones(6), list(range(6)))
    fifty = skill(np.repeat(own, 50), np.repeat(other, 50), np.ones(300), np.repeat(np.arange(6), 50).tolist())
    assert (fifty.low, fifty.high) == pytest.approx((one.low, one.high))
    assert one.low < one.value < one.high


def test_of_two_days_there_is_no_interval():
    assert math.isnan(skill(np.ones(4), np.full(4, 2.0), np.ones(4), [1, 1, 2, 2]).low)


def test_the_interval_of_skill_holds_none_as_often_as_it_says():
    chance = np.random.default_rng(3)
    held = 0
    for _ in range(200):
        own, other = chance.gamma(4, 1, (2, 60))
        found = skill(own, other, np.ones(60), np.repeat(np.arange(20), 3).tolist())
        held += found.low <= 0 <= found.high
    assert 0.80 <= held / 200 <= 0.97


def test_one_step_ahead_the_test_is_that_of_student_with_the_correction_for_few():
    """Harvey, Leybourne & Newbold (1997) with horizon 1: the plain t of the mean."""
    differences = np.array([0.3, -0.1, 0.4, 0.2, 0.0, 0.5])
    found = diebold_mariano(differences, 1)
    plain = differences.mean() / (differences.std(ddof=1) / math.sqrt(6))
    assert found.statistic == pytest.approx(plain)
    assert found.p == pytest.approx(2 * t.sf(plain, 5))


def test_the_test_finds_nothing_as_often_as_it_says_though_forecasts_overlap():
    chance = np.random.default_rng(5)
    shocks = chance.normal(size=(400, 41))
    found = [diebold_mariano(row[1:] + row[:-1], 2).p for row in shocks]
    plain = [diebold_mariano(row[1:] + row[:-1], 1).p for row in shocks]
    assert 0.03 <= np.mean(np.array(found) < 0.1) <= 0.17 < np.mean(np.array(plain) < 0.1)


def test_the_test_finds_a_difference_that_is_there_and_its_side():
    found = diebold_mariano(np.random.default_rng(6).normal(-1, 0.5, 20), 1)
    assert found.difference < 0 and found.statistic < -2 and found.p < 0.01


@pytest.mark.parametrize("differences", [[], [0.1, 0.2], [0.3, 0.3, 0.3, 0.3]])
def test_of_too_few_differences_or_such_as_are_all_the_same_there_is_no_test(differences: list[float]):
    assert math.isnan(diebold_mariano(np.array(differences), 1).p)


def test_forecasts_that_share_nothing_tell_as_many_and_copies_as_one():
    scores = np.random.default_rng(7).normal(size=400)
    years = [place // 4 for place in range(400)]
    assert independent(scores, years) > 300
    assert independent(np.repeat(scores[:100], 4), years) == pytest.approx(100)
    assert independent(scores, list(range(400))) == 400
