"""The particle filter against models whose answer is known: a linear one with normal errors, and a hidden chain."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import pytest
from numpy.typing import NDArray

from politburo.infer.filter import ImpossibleError, Step, filtered, systematic, weighted_quantile

Values = NDArray[np.float64]


@dataclass
class Walk:
    """x goes to 0.9 x + a normal step of 0.5; what is observed is x with a normal error of 0.7."""

    observed: Values
    count: int
    chance: np.random.Generator

    def start(self) -> Values:
        return self.chance.normal(0, 1, self.count)

    def advance(self, states: Values, time: int) -> Values:
        return 0.9 * states + self.chance.normal(0, 0.5, self.count)

    def log_likelihood(self, states: Values, time: int) -> Values:
        return -0.5 * ((self.observed[time] - states) / 0.7) ** 2 - math.log(0.7 * math.sqrt(2 * math.pi))

    def chosen(self, states: Values, places: NDArray[np.int64], time: int) -> Values:
        return states[places]


def kalman(observed: Values) -> tuple[list[tuple[float, float]], float]:
    """Mean and standard deviation of x after each observation, and the logarithm of the likelihood of all."""
    mean, variance, found, whole = 0.0, 1.0, [], 0.0
    for value in observed.tolist():
        mean, variance = 0.9 * mean, 0.81 * variance + 0.25
        expected = variance + 0.49
        whole += -0.5 * ((value - mean) ** 2 / expected + math.log(2 * math.pi * expected))
        gain = variance / expected
        mean, variance = mean + gain * (value - mean), (1 - gain) * variance
        found.append((mean, math.sqrt(variance)))
    return found, whole


def walked(count: int, seed: int) -> tuple[list[tuple[float, float]], list[Step], Values]:
    observed = np.cumsum(np.random.default_rng(1).normal(0, 0.6, 40)) * 0.5
    found: list[tuple[float, float]] = []

    def look(step: Step, states: Values) -> None:
        mean = float((step.weights * states).sum())
        found.append((mean, math.sqrt(float((step.weights * (states - mean) ** 2).sum()))))

    chance = np.random.default_rng(seed)
    steps = list(filtered(Walk(observed, count, chance), range(40), chance, look))
    return found, steps, observed


def test_a_linear_model_with_normal_errors_is_filtered_as_kalman_does():
    found, steps, observed = walked(4_000, 3)
    exact, whole = kalman(observed)
    assert [one[0] for one in found] == pytest.approx([one[0] for one in exact], abs=0.06)
    assert [one[1] for one in found] == pytest.approx([one[1] for one in exact], rel=0.12)
    assert sum(step.evidence for step in steps) == pytest.approx(whole, abs=0.35)


def test_more_histories_come_nearer_to_the_exact_answer():
    exact = np.array([one[0] for one in kalman(walked(10, 0)[2])[0]])

    def error(count: int) -> float:
        return float(np.mean([np.abs([one[0] for one in walked(count, seed)[0]] - exact).mean() for seed in range(8)]))

    assert error(1_600) < 0.4 * error(50)


@dataclass
class Chain:
    """A hidden chain of three states, of which a sign in four is seen with a chance by state."""

    moves: Values
    seen: Values
    signs: tuple[int, ...]
    count: int
    chance: np.random.Generator

    def start(self) -> NDArray[np.int64]:
        return self.chance.integers(0, 3, self.count)

    def advance(self, states: NDArray[np.int64], time: int) -> NDArray[np.int64]:
        return (self.chance.random(self.count)[:, None] > np.cumsum(self.moves[states], axis=1)).sum(axis=1)

    def log_likelihood(self, states: NDArray[np.int64], time: int) -> Values:
        with np.errstate(divide="ignore"):
            return np.log(self.seen[states, self.signs[time]])

    def chosen(self, states: NDArray[np.int64], places: NDArray[np.int64], time: int) -> NDArray[np.int64]:
        return states[places]


MOVES = np.array([[0.9, 0.1, 0.0], [0.1, 0.8, 0.1], [0.0, 0.3, 0.7]])
SEEN = np.array([[0.7, 0.2, 0.1, 0.0], [0.2, 0.5, 0.3, 0.0], [0.0, 0.2, 0.3, 0.5]])


def test_a_hidden_chain_is_filtered_as_the_exact_recursion_does():
    signs = (0, 0, 1, 2, 3, 3, 1, 1, 0, 0, 2, 1, 3, 2, 0)
    exact, belief, whole = [], np.full(3, 1 / 3), 0.0
    for sign in signs:
        belief = belief @ MOVES * SEEN[:, sign]
        whole += math.log(belief.sum())
        belief = belief / belief.sum()
        exact.append(belief)
    found: list[NDArray] = []
    chance = np.random.default_rng(5)
    model = Chain(MOVES, SEEN, signs, 6_000, chance)
    steps = list(
        filtered(model, range(len(signs)), chance, lambda step, at: found.append(np.bincount(at, step.weights, 3)))
    )
    assert np.abs(np.array(found) - np.array(exact)).max() < 0.03
    assert sum(step.evidence for step in steps) == pytest.approx(whole, abs=0.1)
    assert any(step.resampled for step in steps) and not steps[-1].resampled


def test_what_no_history_allows_is_an_error_that_names_the_step():
    never = np.array([[1.0, 0.0, 0.0, 0.0]] * 3)
    chance = np.random.default_rng(5)
    with pytest.raises(ImpossibleError, match="At step 2 of 2"):
        list(filtered(Chain(MOVES, never, (0, 1), 50, chance), range(2), chance))


def test_systematic_resampling_takes_each_as_often_as_its_weight_says_up_to_one():
    weights = np.random.default_rng(2).dirichlet(np.full(40, 0.3))
    for start in (0.0, 0.37, 0.999):
        counts = np.bincount(systematic(weights, start), minlength=40)
        assert counts.sum() == 40 and (np.abs(counts - 40 * weights) < 1).all()
    mean = np.mean([np.bincount(systematic(weights, at), minlength=40) for at in np.linspace(0, 1, 200)], axis=0)
    assert mean == pytest.approx(40 * weights, abs=0.02)


def test_quantiles_are_those_of_the_weight():
    values, weights = np.array([3.0, 1.0, 2.0, np.nan]), np.array([0.5, 0.25, 0.25, 0.0])
    assert [weighted_quantile(values, weights, share) for share in (0.25, 0.5, 0.51, 1.0)] == [1, 2, 3, 3]
    assert math.isnan(weighted_quantile(values, np.array([0.0, 0.0, 0.0, 1.0]), 0.5))
