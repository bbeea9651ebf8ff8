"""A process follows a smooth function of some of its inputs, and gives no effect to the others."""

from __future__ import annotations

import numpy as np

from politburo.ask.emulate.process import process

DIMENSIONS = 5


def places(count: int, seed: int) -> np.ndarray:
    return np.random.default_rng(seed).uniform(-1, 1, (count, DIMENSIONS))


def smooth(at: np.ndarray) -> np.ndarray:
    """A function of three of five inputs, with a slope, a bend that no straight line sees, and the two together."""
    return 3 * at[:, 0] + 2 * at[:, 1] ** 2 + at[:, 0] * np.sin(2 * at[:, 2])


def test_it_recovers_a_smooth_function_at_places_that_it_was_not_fitted_to():
    found = process(places(120, 1), smooth(places(120, 1)))
    further = places(500, 2)
    left = found.at(further) - smooth(further)
    assert left.std() < 0.03 * smooth(further).std()


def test_noise_is_not_taken_for_an_effect():
    noise = np.random.default_rng(3).normal(0, 1, 120)
    found = process(places(120, 1), noise)
    assert found.at(places(500, 2)).std() < 0.35


def test_an_input_without_effect_has_none_in_it():
    found = process(places(120, 1), smooth(places(120, 1)))
    one, other = places(200, 4), places(200, 4)
    other[:, 4] = -one[:, 4]
    assert np.abs(found.at(one) - found.at(other)).max() < 0.05 * smooth(one).std()


def test_values_that_are_all_the_same_are_emulated_as_they_are():
    found = process(places(20, 1), np.full(20, 7.0))
    assert (found.at(places(5, 2)) == 7.0).all()


def test_the_same_values_give_the_same_bits():
    one, other = (process(places(60, 1), smooth(places(60, 1))) for _ in range(2))
    assert (one.at(places(9, 2)) == other.at(places(9, 2))).all()
