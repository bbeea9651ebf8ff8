"""Sums that are packed by hand are those of a plain loop, to the bit."""

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from numba.core.errors import TypingError

from politburo.numerics.compile import kernel
from politburo.numerics.packed import (
    PAIR,
    ROW,
    USUAL,
    eight,
    eight_sums,
    eight_sums_of_products,
    in_eights,
    sum_pairs,
    sum_rows,
)


@kernel
def rows_of(table, places):
    return sum_rows(table, places)


@kernel
def pairs_of(table, places):
    return sum_pairs(table, places)


@kernel
def eights_of(values):
    return eight_sums(values)


@kernel
def products_of(values, weights):
    return eight_sums_of_products(values, weights)


@pytest.fixture(scope="module", autouse=True)
def _compiled():
    """So that no case waits for the compiler."""
    some = np.zeros(16, np.float32)
    rows_of(some.reshape(4, 4), np.zeros(1, np.int32))
    pairs_of(some.reshape(8, 2), np.zeros(1, np.int32))
    eights_of(some)
    products_of(some, some)
    in_eights(0, 1, 2)


def drawn(seed: int, *shape: int) -> np.ndarray:
    """Numbers of unlike size, so that their order matters."""
    draw = np.random.default_rng(seed)
    return (draw.normal(size=shape) * 10.0 ** draw.integers(-4, 5, shape)).astype(np.float32)


@given(st.integers(0, 2**32 - 1), st.integers(1, 50), st.integers(0, 20))
@example(0, 50, USUAL[ROW])
@example(0, 50, USUAL[PAIR])
def test_rows_are_added_in_the_order_of_the_places(seed: int, count: int, ties: int):
    table = drawn(seed, count, 4)
    places = np.random.default_rng(seed).integers(0, count, ties).astype(np.int32)
    expected = np.zeros(4, np.float32)
    for place in places:
        expected += table[place]
    assert rows_of(table, places) == tuple(expected)
    assert pairs_of(np.ascontiguousarray(table[:, :2]), places) == tuple(expected[:2])


@given(st.integers(0, 2**32 - 1), st.integers(0, 100))
def test_eight_sums_run_side_by_side_and_leave_out_what_is_no_whole_eight(seed: int, count: int):
    values, weights = drawn(seed, count), drawn(seed + 1, count)
    whole = count // 8 * 8
    expected, weighted = np.zeros(8), np.zeros(8)
    for row in values[:whole].reshape(-1, 8):
        expected += row
    for row in (values[:whole] * weights[:whole]).reshape(-1, 8):
        weighted += row
    assert eights_of(values) == tuple(expected)
    assert products_of(values, weights) == tuple(weighted)


@pytest.mark.parametrize("start", range(4))
def test_a_column_may_start_anywhere(start: int):
    """Slices of a column are as good as a column of their own."""
    values = drawn(3, 100)
    assert eights_of(values[start : start + 64]) == eights_of(values[start : start + 64].copy())


def test_numbers_that_do_not_stand_one_after_the_other_are_refused():
    with pytest.raises(TypingError):
        eights_of(drawn(3, 100)[::2])
    with pytest.raises(TypingError):
        eights_of(drawn(3, 100).astype(np.float64))


@given(st.integers(0, 100), st.integers(0, 100), st.integers(0, 20))
def test_a_stretch_is_made_longer_to_whole_eights_but_not_beyond_the_last_place(first: int, length: int, more: int):
    end, count = first + length, first + length + more
    longer = in_eights(first, end, count)
    assert end <= longer < end + 8
    assert (longer - first) % 8 == 0 or longer == count


def test_the_first_eight_numbers_of_a_column_are_told_in_their_order():
    assert eight(drawn(3, 8)) == tuple(drawn(3, 8))
