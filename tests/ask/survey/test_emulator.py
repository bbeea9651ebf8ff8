"""Emulators of what a set makes of a target, where that is a rule that the test knows."""

import math

import numpy as np
import pytest

from politburo.ask.survey.emulator import FARTHEST, emulator, relevance
from politburo.ask.survey.implausibility import Measure
from tests.ask.survey.made_up import RULES, target

ARRIVALS = Measure(target(value=100), RULES)


def scores(sets: int, parameters: int = 30, seed: int = 1) -> np.ndarray:
    return np.random.default_rng(seed).standard_normal((sets, parameters))


def log_of_mean(at: np.ndarray) -> np.ndarray:
    """Three parameters matter, two of them also together."""
    return math.log(100) + 0.5 * at[:, 0] - 0.4 * at[:, 1] + 0.3 * at[:, 0] * at[:, 1] + 0.3 * np.sin(2 * at[:, 2])


def test_sets_that_were_not_run_are_known_better_than_by_a_linear_regression():
    there, others = scores(800), scores(200, seed=2)
    noise = np.exp(0.05 * np.random.default_rng(3).standard_normal(800))
    found = emulator(ARRIVALS, there, np.exp(log_of_mean(there)) * noise, chance=0.05**2)
    wrong = float(np.std(found.means(others) - log_of_mean(others)))
    line = np.column_stack([np.ones(800), there])
    slopes = np.linalg.lstsq(line, log_of_mean(there), rcond=None)[0]
    by_line = float(np.std(np.column_stack([np.ones(200), others]) @ slopes - log_of_mean(others)))
    assert wrong < 0.6 * by_line
    assert found.error == pytest.approx(wrong, rel=0.5)


def test_the_mean_of_counts_that_are_mostly_zero_is_emulated_and_not_that_of_their_logarithms():
    """Each agent stands for forty, and in most runs none flees; the mean is what is published of all."""
    there, others = scores(1500, 10), scores(300, 10, seed=2)
    mean = 20 * np.exp(0.4 * there[:, 0])
    values = np.random.default_rng(4).poisson(mean / 40).astype(np.float64) * 40
    found = emulator(Measure(target(value=20), RULES), there, values, 2.0)
    truth = math.log(20) + 0.4 * others[:, 0]
    assert float(np.mean(found.means(others) - truth)) == pytest.approx(0, abs=0.15)
    assert np.corrcoef(found.means(others), truth)[0, 1] > 0.9


def test_parameters_that_matter_weigh_and_others_hardly():
    at = scores(600, 40)
    weights = relevance(at, 2 * at[:, 3] - at[:, 7] + 0.1 * scores(600, 1, seed=5)[:, 0])
    assert np.argsort(-weights)[:2].tolist() == [3, 7]
    assert weights[3] / weights[7] == pytest.approx(2, rel=0.1)
    assert float((weights**2).sum()) == pytest.approx(1)
    assert np.delete(weights, [3, 7]).max() < 0.03


def test_what_is_far_from_what_is_published_counts_as_so_far():
    at = scores(200, 5)
    found = emulator(ARRIVALS, at, np.where(at[:, 0] > 0, 1e9, 100.0), chance=0.0)
    assert found.means(at).max() < math.log(100) + 1.5 * FARTHEST


def test_shares_near_one_are_emulated_as_they_are():
    home = Measure(target("home_share_of_arrivals", 0.8, unit="share", tolerance=1.1), RULES)
    at = scores(300, 5)
    found = emulator(home, at, 0.8 + 0.02 * at[:, 0], chance=0.0)
    assert found.means(at) * 0.8 == pytest.approx(0.8 + 0.02 * at[:, 0], abs=0.01)


def test_a_parameter_and_a_target_that_never_change_harm_nothing():
    at = np.column_stack([scores(100, 3), np.zeros(100)])
    found = emulator(ARRIVALS, at, np.full(100, 50.0), chance=0.0)
    assert found.means(at) == pytest.approx(math.log(50), abs=0.01)
