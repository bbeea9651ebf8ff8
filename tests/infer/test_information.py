"""Mutual information against values that are known, and without bias where theories say the same."""

from __future__ import annotations

import math

import numpy as np
import pytest

from politburo.infer.information import edges_of, information


def entropy(share: float) -> float:
    return -share * math.log2(share) - (1 - share) * math.log2(1 - share)


def test_an_event_of_known_chances_has_the_information_that_is_known():
    chance = np.random.default_rng(1)
    values = np.stack([(chance.random((400, 4)) < share).astype(float) for share in (0.1, 0.7)])
    found = information(values, np.ones((2, 400)))
    exact = entropy(0.4) - (entropy(0.1) + entropy(0.7)) / 2
    assert found.bits == pytest.approx(exact, abs=0.03)
    assert found.low < exact < found.high and found.high - found.low < 0.15


def test_what_tells_theories_apart_for_sure_tells_all_that_there_is_to_know():
    values = np.stack([np.full((20, 2), float(theory)) for theory in range(4)])
    found = information(values, np.ones((4, 20)))
    assert found.bits == pytest.approx(2) and found.low == pytest.approx(2)


def test_where_theories_say_the_same_the_plain_estimate_is_too_high_and_the_corrected_one_is_not():
    chance = np.random.default_rng(2)
    found = [information(chance.poisson(5, (5, 24, 2)).astype(float), np.ones((5, 24))) for _ in range(60)]
    assert np.mean([one.plain for one in found]) > 0.04
    assert np.mean([one.bits for one in found]) < 0.015
    assert np.mean([one.low == 0 for one in found]) > 0.85


def test_pairs_that_are_the_same_under_all_theories_tell_nothing():
    values = np.repeat(np.random.default_rng(3).gamma(1, 100, (1, 12, 2)), 3, axis=0)
    found = information(values, np.ones((3, 12)))
    assert (found.bits, found.low, found.high) == (0, 0, 0)


def test_the_interval_holds_the_truth_about_as_often_as_it_says():
    exact = entropy(0.5) - (entropy(0.3) + entropy(0.7)) / 2
    chance, held = np.random.default_rng(4), 0
    for _ in range(200):
        values = np.stack([(chance.random((40, 2)) < share).astype(float) for share in (0.3, 0.7)])
        found = information(values, np.ones((2, 40)))
        held += found.low <= exact <= found.high
    assert 0.82 <= held / 200 <= 0.97


def test_runs_that_do_not_count_and_sets_that_weigh_nothing_are_left_out():
    chance = np.random.default_rng(5)
    values = np.stack([(chance.random((40, 2)) < share).astype(float) for share in (0.1, 0.9)])
    weights = np.ones((2, 40))
    weights[:, 20:] = 0
    spoiled = values.copy()
    spoiled[:, 20:] = 7.0
    assert information(spoiled, weights).plain == pytest.approx(information(values[:, :20], weights[:, :20]).plain)
    gone = values.copy()
    gone[:, 20:] = np.nan
    assert information(gone, np.ones((2, 40))).plain == pytest.approx(information(spoiled, weights).plain)
    assert information(np.full((2, 5, 2), np.nan), np.ones((2, 5))).bits == 0


def test_bins_are_even_and_a_value_that_is_frequent_has_one_of_its_own():
    assert edges_of(np.arange(100.0), np.ones(100)).tolist() == [19, 39, 59, 79]
    assert edges_of(np.array([0.0] * 80 + [1.0] * 20), np.ones(100)).tolist() == [0]
    assert len(edges_of(np.zeros(10), np.ones(10))) == 0
