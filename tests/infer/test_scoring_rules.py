"""Scores are those of the closed forms."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy.special import ndtri
from scipy.stats import norm

from politburo.infer.scoring_rules import LEVELS, Scored, crps, log_score, pit_histogram
from tests.infer.made_up import figure, forecast

pytestmark = pytest.mark.slow


def quantiles(mean: float, sd: float, count: int = 2_000) -> np.ndarray:
    return mean + sd * ndtri((np.arange(count) + 0.5) / count)


def crps_of_normal(mean: float, sd: float, value: float) -> float:
    """Gneiting & Raftery 2007, equation 21."""
    z = (value - mean) / sd
    return sd * float(z * (2 * norm.cdf(z) - 1) + 2 * norm.pdf(z) - 1 / math.sqrt(math.pi))


@pytest.mark.parametrize("value", [60.0, 95.0, 100.0, 140.0])
def test_the_crps_of_normal_draws_is_that_of_the_normal_distribution(value: float):
    scored = Scored(forecast(quantiles(100, 10)), figure(value))
    assert crps([scored], logged=False)[0] == pytest.approx(crps_of_normal(100, 10, value), rel=0.002, abs=0.005)


def test_the_crps_of_a_few_draws_is_the_mean_distance_less_half_the_distance_between_different_ones():
    draws, value = np.array([3.0, 4.0, 9.0]), 5.0
    apart = np.abs(draws[:, None] - draws[None, :]).sum() / (2 * 3 * 2)
    scored = [Scored(forecast(draws), figure(value))]
    assert crps(scored, logged=False)[0] == pytest.approx(np.abs(draws - value).mean() - apart)


def test_the_crps_of_a_certain_forecast_is_its_absolute_error_on_both_scales():
    scored = [Scored(forecast(np.full(50, 99.0)), figure(199))]
    assert crps(scored, logged=False)[0] == pytest.approx(100)
    assert crps(scored, logged=True)[0] == pytest.approx(math.log(2))


def test_on_the_scale_of_the_logarithm_a_factor_counts_the_same_for_many_and_few():
    few = Scored(forecast(quantiles(100, 10) * 2 - 1), figure(99))
    many = Scored(forecast(quantiles(100, 10) * 200 - 1), figure(9_999))
    assert crps([few], logged=True)[0] == pytest.approx(crps([many], logged=True)[0], rel=1e-6)


@pytest.mark.parametrize("value", [-0.5, 0.0, 1.5])
def test_the_log_score_of_normal_draws_is_that_of_the_normal_density(value: float):
    assert log_score(quantiles(0, 1), value) == pytest.approx(-norm.logpdf(value), abs=0.03)


def test_log_scores_differ_by_the_same_on_both_scales():
    one, other = (Scored(forecast(quantiles(mean, 10)), figure(100)) for mean in (100, 120))
    assert one.log_score_natural - other.log_score_natural == pytest.approx(one.log_score - other.log_score)


def test_a_log_score_is_finite_where_all_draws_are_the_same():
    assert math.isfinite(Scored(forecast(np.full(50, 3.0)), figure(3)).log_score)


@pytest.mark.parametrize("level", LEVELS)
def test_intervals_of_the_right_distribution_hold_as_much_as_they_say(level: float):
    chance = np.random.default_rng(1)
    draws = quantiles(100, 10)
    held = [Scored(forecast(draws), figure(value)).covered(level) for value in chance.normal(100, 10, 2_000)]
    assert np.mean(held) == pytest.approx(level, abs=0.03)


def test_the_transform_is_even_of_right_forecasts_and_not_of_others_even_for_counts_of_few():
    chance = np.random.default_rng(2)
    values, draws = chance.poisson(1.5, 2_000), chance.poisson(1.5, 4_000)
    right = pit_histogram([Scored(forecast(draws), figure(value)).pit for value in values], 5)
    wrong = pit_histogram([Scored(forecast(draws * 2), figure(value)).pit for value in values], 5)
    assert (right.sum(), wrong.sum()) == pytest.approx((2_000, 2_000))
    assert np.ptp(right) < 100 < np.ptp(wrong)
