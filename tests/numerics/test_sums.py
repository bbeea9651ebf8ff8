"""Sums of our own: right, and to the bit what NumPy makes where NumPy's order is promised."""

import numpy as np
import pytest
from numpy.typing import NDArray

from politburo.numerics import sums
from politburo.numerics.compile import kernel


def numbers(*values: float) -> NDArray[np.float32]:
    return np.array(values, dtype=np.float32)


@kernel
def totals(values, weights):
    return sums.total(values), sums.total_weighted(values, weights)


@kernel
def pairwise(values):
    return sums.pairwise(values)


@pytest.mark.parametrize("count", [0, 1, 7, 8, 9, 64, 1003])
def test_totals_are_sums_whatever_the_length(count: int):
    values, weights = numbers(*range(count)), numbers(*(2.0 + i % 3 for i in range(count)))
    assert totals(values, weights) == (float(values.sum()), float((values * weights).sum()))


def test_totals_keep_small_parts_beside_large_ones():
    values = numbers(2.0**24, *[1.0] * 1000)
    assert totals(values, values)[0] == 2.0**24 + 1000


@pytest.mark.parametrize("kind", [np.float32, np.float64])
@pytest.mark.parametrize("count", [1, 3, 4, 7, 8, 9, 24, 120, 127, 128])
def test_a_pairwise_sum_has_the_bits_of_numpys(count: int, kind: type):
    values = np.random.default_rng(count).lognormal(sigma=3, size=count).astype(kind)
    assert pairwise(values) == values.sum()


def test_a_column_is_added_up_by_group_block_by_block():
    blocks, group = np.array([0, 3, 4, 7], np.int32), np.array([1, 1, 1, 0, 1, 1, 1], np.uint8)
    column, weight = numbers(1, 2, 3, 4, 5, 6, 7), numbers(1, 1, 1, 2, 3, 3, 3)
    plain, weighted = np.array([10.0, 20.0, 30.0]), np.zeros(3)
    sums.sum_groups(plain, blocks, group, column)
    sums.sum_weighted_groups(weighted, blocks, group, column, weight)
    assert plain.tolist() == [14, 44, 30]
    assert weighted.tolist() == [8, 6 + 54, 0]


def test_a_sum_in_order_adds_one_after_the_other():
    values = np.array([2.0**53, 1.0, 1.0, -(2.0**53)])
    assert sums.in_order(values) == 0.0
    assert sums.in_order(values[::-1].astype(np.float32)) == 2.0
    assert sums.in_order(np.empty(0)) == 0.0
