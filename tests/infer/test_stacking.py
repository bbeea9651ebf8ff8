"""Stacking finds the mixture that forecasts best, and differences of scores have intervals by origins."""

from __future__ import annotations

import numpy as np
import pytest

from politburo.infer.stacking import difference, stacked, stacked_again


def test_weights_are_those_of_the_mixture_that_made_what_came():
    """Of what came 70 % is from the first of two: the weights are these shares, whatever each row is scaled by."""
    chance = np.random.default_rng(1)
    values = np.where(chance.random(4_000) < 0.7, chance.normal(-2, 1, 4_000), chance.normal(2, 1, 4_000))
    densities = np.exp(-0.5 * (values[:, None] - np.array([-2.0, 2.0, 9.0])) ** 2)
    found = stacked(densities, np.ones(4_000))
    assert found == pytest.approx([0.7, 0.3, 0.0], abs=0.02)
    assert stacked(densities * chance.random((4_000, 1)), np.ones(4_000)) == pytest.approx(found, abs=1e-3)


def test_no_other_weights_score_better():
    chance = np.random.default_rng(2)
    densities, weights = chance.gamma(0.5, 1, (30, 4)), chance.random(30)
    best = stacked(densities, weights)
    score = weights @ np.log(densities @ best)
    for other in chance.dirichlet(np.ones(4), 300):
        assert weights @ np.log(densities @ other) <= score + 1e-6


def test_a_forecast_that_counts_nothing_changes_nothing():
    chance = np.random.default_rng(3)
    densities = chance.gamma(1, 1, (12, 3))
    weights = np.array([1.0] * 10 + [0.0] * 2)
    assert stacked(densities, weights) == pytest.approx(stacked(densities[:10], np.ones(10)), abs=1e-4)


def test_few_origins_leave_weights_wide_open():
    chance = np.random.default_rng(4)
    days = np.repeat(np.arange(5), 6)
    luck = np.exp(chance.normal(0, 1.5, 5))[days]
    densities = np.column_stack([luck, 1 / luck])
    low, high = stacked_again(densities, np.ones(30), days.tolist())
    assert low[0] < 0.2 and high[0] > 0.8
    sure_low, sure_high = stacked_again(np.column_stack([np.full(30, 3.0), np.ones(30)]), np.ones(30), days.tolist())
    assert sure_low[0] == pytest.approx(1, abs=1e-3) and sure_high[0] == pytest.approx(1, abs=1e-3)


def test_differences_are_over_origins():
    own, other = np.array([1.0, 1.0, 2.0, 2.0]), np.array([0.5, 0.5, 2.5, 2.5])
    mean, low, high = difference(own, other, np.ones(4), [1, 1, 2, 2])
    assert mean == 0 and low == pytest.approx(-0.5) and high == pytest.approx(0.5)
