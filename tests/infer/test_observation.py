"""From parameter sets to what will be published: held to the last figure, and as uncertain as a synthetic truth."""

from __future__ import annotations

import math

import numpy as np
import pytest

from politburo.infer.baselines import PRIOR_SPREAD
from politburo.infer.observation import MOST_DISPERSED, dispersion, errors_of, logged_rates, published
from politburo.infer.quantities import QUANTITIES, History
from tests.infer.made_up import figure

[TOTAL] = [one for one in QUANTITIES if one.series == "arrivals_total"]
[TOP] = [one for one in QUANTITIES if one.series == "top_list_replaced"]


def known(values: list[float], first: int = 2008) -> History:
    return History(TOTAL, tuple(figure(value, first + place) for place, value in enumerate(values)))


def drawn(simulated: np.ndarray, history: History, rates: np.ndarray, weights: np.ndarray, **more: float) -> np.ndarray:
    errors = errors_of(history, np.log(simulated))
    return published(TOTAL, np.log(rates), errors, weights, 1.0, 1.0, np.random.default_rng(1), **more)


def test_a_set_that_misses_by_a_factor_is_held_to_the_last_figure():
    """Whether a set makes half or ten times of what is published, its forecast goes on from the last figure."""
    shape = np.array([1.0, 1.2, 1.1])
    for factor in (0.5, 10.0):
        simulated = factor * 1_000 * np.array([shape])
        draws = drawn(simulated, known((1_000 * shape).tolist()), factor * 900 * np.ones(1), np.ones(1))
        assert np.median(draws) == pytest.approx(900, rel=0.03)


def test_sets_whose_errors_kept_changing_are_less_sure():
    history = known([1_000.0, 1_000.0, 1_000.0])
    steady, shaky = (errors_of(history, np.log([row])) for row in ([500.0] * 3, [500.0, 2_000.0, 500.0]))
    assert shaky.spread[0] > 2 * steady.spread[0]
    assert steady.spread[0] < PRIOR_SPREAD


def test_sets_that_weigh_nothing_and_those_whose_regime_fell_are_not_drawn():
    history, simulated = known([1_000.0]), np.full((3, 1), 1_000.0)
    rates = np.array([1_000.0, 50.0, np.nan])
    draws = drawn(simulated, history, rates, np.array([1.0, 0.0, 5.0]))
    assert np.quantile(draws, 0.01) > 200 and np.isfinite(draws).all()


def test_where_nothing_was_known_the_spread_is_what_a_model_is_allowed_and_more():
    nothing = History(TOTAL, ())
    rates, weights = np.full(1, 1e6), np.ones(1)
    narrow, wide = (np.log(drawn(np.empty((1, 0)), nothing, rates, weights, allowed=allowed)) for allowed in (0.0, 0.5))
    assert np.median(wide) == pytest.approx(math.log(1e6), abs=0.05)
    assert np.std(wide) > 1.5 * np.std(narrow)


def test_the_dispersion_of_counts_is_that_of_the_runs_less_that_of_a_small_part():
    chance = np.random.default_rng(2)
    means = chance.uniform(50, 150, (400, 1))
    poisson = chance.poisson(means, (400, 8)).astype(float)
    assert dispersion(poisson, 1.0) < 0.005
    part = np.asarray(30.0 * chance.poisson(means / 30, (400, 8)), np.float64)
    assert dispersion(part, 30.0) < 0.05
    negative = np.asarray(chance.poisson(means * chance.gamma(5, 0.2, (400, 8))), np.float64)
    assert dispersion(negative, 1.0) == pytest.approx(0.2, rel=0.1)
    rare = np.asarray(chance.poisson(0.02, (400, 8)) * 100.0, np.float64)
    assert dispersion(rare, 1.0) == MOST_DISPERSED
    assert dispersion(np.full((4, 2), np.nan), 1.0) == 0


def test_where_nobody_is_counted_half_of_the_least_that_could_be_stands():
    rates = logged_rates(TOTAL, np.zeros((1, 2)), 1.0, 33.0)
    assert np.exp(rates) == pytest.approx([0.5 * 33 / 2])
    assert np.isnan(logged_rates(TOTAL, np.full((1, 2), np.nan), 1.0, 1.0)).all()


def test_shares_stay_shares():
    history = History(TOP, (figure(0.4, series="top_list_replaced", unit="share of persons"),))
    errors = errors_of(history, np.log(TOP.rate(np.array([[0.3]]), 1.0)))
    draws = published(
        TOP, np.log(TOP.rate(np.array([0.9]), 1.0)), errors, np.ones(1), 1.0, 3.0, np.random.default_rng(1)
    )
    assert draws.min() > 0 and draws.max() <= 1


@pytest.mark.parametrize(("walk", "least", "most"), [(PRIOR_SPREAD, 0.80, 0.97), (0.6, 0.75, 0.97)])
def test_intervals_hold_a_synthetic_truth_as_often_as_they_say(walk: float, least: float, most: float):
    """Four hundred countries, each one of the sets with a discrepancy that walks, known for seven years.

    Nothing tells the machine which set is the truth, nor how far its discrepancy walks.
    """
    chance = np.random.default_rng(3)
    held = 0
    for number in range(400):
        courses = np.exp(7 + np.cumsum(chance.normal(0, 0.15, (20, 9)), axis=1))
        truth = courses[number % 20] * np.exp(chance.normal(0, 0.3) + np.cumsum(chance.normal(0, walk, 9)))
        told = chance.poisson(truth).astype(float)
        errors = errors_of(known([max(one, 0.5) for one in told[:7]]), np.log(courses[:, :7]))
        draws = published(TOTAL, np.log(courses[:, 8]), errors, np.ones(20), 1.0, 2.0, chance)
        low, high = np.quantile(draws, (0.05, 0.95))
        held += low <= told[8] <= high
    assert least <= held / 400 <= most
