"""Noise taken out: shares of true effects, intervals that hold them, and sets that are alike."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.special import ndtr

from politburo.ask.claims.mixture import Share, independent_sets, likeness, mixture, share_of, share_without

Values = NDArray[np.float64]

AGAIN = 12


def above_zero(effects: Values, noise: Values, chance: np.random.Generator, independent: float = 0.0) -> Share:
    """The share of sets with a true effect above zero, as it is found from two pairs each with so much noise."""
    pairs = effects[:, None] + noise[:, None] * chance.standard_normal((len(effects), 2))
    found = mixture(pairs[:, :, None])
    return share_of(found, ndtr(found.centres[:, 0] / found.widths[0]), 0, independent or len(effects))


def normal(chance: np.random.Generator, sets: int) -> Values:
    return 1 + chance.standard_normal(sets)


def in_two_places(chance: np.random.Generator, sets: int) -> Values:
    return np.where(chance.random(sets) < 0.8, 1.0, -1.0)


def with_a_tail(chance: np.random.Generator, sets: int) -> Values:
    return chance.exponential(1.0, sets) - 0.3


CASES: dict[str, tuple[Callable[[np.random.Generator, int], Values], Callable[[Values], Values], float]] = {
    "normal": (normal, np.ones_like, float(ndtr(1.0))),
    "normal, much noise": (normal, lambda effects: 2 * np.ones_like(effects), float(ndtr(1.0))),
    "normal, noise that grows with the effect": (normal, lambda e: 0.3 + 0.8 * np.abs(e), float(ndtr(1.0))),
    "in two places": (in_two_places, np.ones_like, 0.8),
    "with a tail": (with_a_tail, lambda e: 0.5 + 0.5 * np.abs(e), float(np.exp(-0.3))),
}


@pytest.mark.slow
@pytest.mark.parametrize("case", CASES)
def test_noise_is_taken_out_and_the_interval_holds_the_true_share(case: str):
    effects, noise, truth = CASES[case]
    chance = np.random.default_rng(7)
    found, raw = [], []
    for _ in range(AGAIN):
        true = effects(chance, 120)
        found.append(above_zero(true, noise(true), chance))
        raw.append(float((true + noise(true) * chance.standard_normal(120) / np.sqrt(2) > 0).mean()))
    assert abs(np.mean([one.value for one in found]) - truth) < max(0.8 * abs(np.mean(raw) - truth), 0.03)
    assert sum(one.low <= truth <= one.high for one in found) >= 0.8 * AGAIN


def test_a_share_of_all_has_the_interval_of_as_many_sets_as_are_independent():
    chance = np.random.default_rng(3)
    true = 5 + chance.random(100)
    assert above_zero(true, np.full(100, 0.1), chance).low == pytest.approx(0.025 ** (1 / 100), abs=0.01)
    assert above_zero(true, np.full(100, 0.1), chance, independent=4.0).low == pytest.approx(0.025 ** (1 / 4), abs=0.02)


def test_sets_without_any_effect_count_against_it():
    chance = np.random.default_rng(4)
    pairs = 5 + chance.random((30, 2, 1))
    found = mixture(pairs)
    share = share_of(found, ndtr(found.centres[:, 0] / found.widths[0]), 10, 40.0)
    assert share.value == pytest.approx(0.75)
    assert share.low < 0.75 < share.high


def test_what_is_there_between_sets_is_told_from_the_noise():
    chance = np.random.default_rng(5)
    true = chance.standard_normal((400, 1, 2)) * [1.0, 0.0]
    between = mixture(true + chance.standard_normal((400, 2, 2))).between
    assert between == pytest.approx([1 / 1.5, 0.0], abs=0.12)


def test_all_the_same_in_every_set_is_no_error():
    found = mixture(np.full((5, 2, 1), -2.0))
    assert share_of(found, ndtr(found.centres[:, 0] / found.widths[0]), 0, 5.0).value == 0.0


def test_sets_of_one_chain_tell_as_much_as_one():
    chance = np.random.default_rng(6)
    apart = chance.standard_normal((40, 200))
    assert independent_sets(likeness(apart)) == pytest.approx(40)
    chains = np.repeat(apart[:4], 10, axis=0) + 0.01 * chance.standard_normal((40, 200))
    assert independent_sets(likeness(chains)) == pytest.approx(4, rel=0.01)


def test_of_few_parameters_no_likeness_is_told():
    assert independent_sets(likeness(np.random.default_rng(8).standard_normal((30, 3)))) == 30
    assert independent_sets(likeness(np.zeros((5, 200)))) == 5


def test_without_a_spread_the_interval_is_that_of_a_count():
    assert share_without(0.0, 10).high == pytest.approx(1 - 0.025 ** (1 / 10), abs=1e-4)
    half = share_without(0.5, 20)
    assert (half.low, half.high) == pytest.approx((0.272, 0.728), abs=1e-3)
