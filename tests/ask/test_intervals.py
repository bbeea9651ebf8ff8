"""Intervals over pairs and runs, against numbers worked out by hand and against each other."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from politburo.ask.intervals import (
    by_set,
    difference_of,
    interval,
    intervals,
    peak,
    share_interval,
    spread,
    unpaired_runs,
)

RUNS = arrays.arrays(
    np.float64, st.tuples(st.integers(1, 9), st.integers(1, 4)), elements=st.just(np.nan) | st.floats(0, 1e6)
)

FOUR = np.array([1.0, 2.0, 3.0, 4.0])


def half_width(pairs: np.ndarray) -> float:
    """Half the width of the interval of a paired difference."""
    found = intervals(pairs, 0.9)
    return float(found.high - found.low) / 2


def test_the_interval_is_students():
    mean, low, high = interval(FOUR, 0.95)
    assert mean == 2.5
    # t(3 degrees of freedom) = 3.1824, standard error = 1.2910 / 2
    assert (low, high) == pytest.approx((0.4457, 4.5543), abs=1e-4)


@given(st.lists(st.floats(-100, 100), min_size=2, max_size=9))
def test_many_intervals_at_once_are_the_same_as_each_alone(values: list[float]):
    pairs = np.array(values)
    found = intervals(np.stack([pairs, -pairs], axis=1), 0.9)
    assert (found.mean[0], found.low[0], found.high[0]) == pytest.approx(interval(pairs, 0.9), abs=1e-9)
    assert found.low[1] == pytest.approx(-found.high[0], abs=1e-9)


def test_pairs_without_a_value_are_left_out():
    found = intervals(np.array([[1.0, math.nan], [2.0, math.nan], [math.nan, math.nan], [3.0, 5.0]]), 0.9)
    assert found.pairs.tolist() == [3, 1]
    assert (found.mean[0], found.low[0]) == pytest.approx(interval(np.array([1.0, 2.0, 3.0]), 0.9)[:2])
    assert found.mean[1] == 5.0  # of one pair there is a mean, and no interval
    assert math.isnan(found.low[1])
    none = intervals(np.full((3, 1), math.nan), 0.9)
    assert math.isnan(none.mean[0])
    assert none.pairs[0] == 0


@given(st.floats(-10, 10), st.integers(2, 30))
def test_pairs_that_are_all_alike_have_no_width(value: float, count: int):
    found = intervals(np.full(count, value), 0.9)
    assert found.mean == found.low == found.high == value


def test_independent_seeds_take_the_runs_that_their_spread_takes():
    """Of two arms that share no chance pairing spares nothing; where they share almost all of it, it spares most."""
    chance = np.random.default_rng(1)
    shared, own, other = chance.normal(size=(3, 1000))
    assert unpaired_runs(own, other, half_width(other - own), 0.9) == pytest.approx(1000, rel=0.1)
    base, changed = shared + 0.1 * own, shared + 0.1 * other
    half = half_width(changed - base)
    # The variance of a paired difference is 2 × 0.1², that of an unpaired one 2 × (1 + 0.1²).
    assert unpaired_runs(base, changed, half, 0.9) == pytest.approx(1000 * 101, rel=0.1)


def test_it_is_not_said_how_many_where_nothing_can_be_measured():
    assert unpaired_runs(FOUR, FOUR, 0.0, 0.9) is None  # no number of runs has no width at all
    assert unpaired_runs(FOUR[:2], FOUR[:2], 1.0, 0.9) is None
    assert unpaired_runs(FOUR, FOUR, math.nan, 0.9) is None
    assert unpaired_runs(np.ones(5), np.ones(5), 0.0, 0.9) == 2  # no spread at all


def test_a_share_has_the_interval_of_clopper_and_pearson():
    # None in twenty: 1 − 0.05^(1/20). Three in ten: tables of Clopper and Pearson at 90 %.
    assert share_interval(0, 20) == (0.0, pytest.approx(1 - 0.05 ** (1 / 20)))
    assert share_interval(20, 20) == (pytest.approx(0.05 ** (1 / 20)), 1.0)
    assert share_interval(0, 0) == (0.0, 1.0)
    assert share_interval(3, 10) == (pytest.approx(0.0873, abs=1e-4), pytest.approx(0.6066, abs=1e-4))


@pytest.mark.parametrize(
    ("pairs", "said"),
    [
        ([], "no pair has a value"),
        ([2.0], "one pair, so no interval"),
        ([0.0, 0.0], "identical in every pair"),
        ([2.0, 2.0], "the same difference in every pair"),
        ([2.0, 2.1, 1.9], "distinguishable"),
        ([-2.0, 2.1, 0.3], "not distinguishable"),
    ],
)
def test_what_a_difference_shows_is_said_in_a_few_words(pairs: list[float], said: str):
    found = difference_of(np.array([*pairs, math.nan]))
    assert (found.finding, found.pairs) == (said, len(pairs))
    assert np.isnan(found.low) == np.isnan(found.high) == (len(set(pairs)) < 2)


def test_median_and_interval_of_one_to_twenty_one():
    found = spread(np.arange(1.0, 22.0))
    assert (found.median, found.low, found.high, found.runs) == (11, 2, 20, 21)


def test_runs_whose_regime_has_ended_say_nothing():
    found = spread([[1.0, np.nan], [3.0, np.nan], [np.nan, 7.0]])
    assert found.median.tolist() == [2, 7]
    assert found.runs.tolist() == [2, 1]


def test_where_no_run_is_left_there_is_no_median():
    found = spread([[np.nan], [np.nan]])
    assert np.isnan([found.median, found.low, found.high]).all()
    assert found.runs.tolist() == [0]


@given(RUNS)
def test_the_interval_holds_the_median(values: np.ndarray):
    found = spread(values)
    some = found.runs > 0
    assert (found.low[some] <= found.median[some]).all()
    assert (found.median[some] <= found.high[some]).all()


def test_the_peak_is_where_the_median_is_highest():
    assert peak(spread([[1.0, 5.0, 2.0], [9.0, 5.0, 2.0], [1.0, 5.0, np.nan]])) == 1
    assert peak(spread([[np.nan, np.nan]])) is None


def test_half_of_the_runs_lie_between_the_quartiles():
    found = spread(np.arange(1.0, 22.0))
    assert (found.half_low, found.half_high) == (6, 16)


def test_runs_of_one_set_count_as_their_mean_and_without_sets_values_stay_as_they_are():
    values = np.array([[1.0, 2.0], [3.0, np.nan], [5.0, np.nan], [7.0, 4.0]])
    assert by_set(values, None) is values
    assert by_set(values, np.array([2, 0, 1, 3])) is values
    np.testing.assert_array_equal(by_set(values, np.array([0, 1, 0, 1])), [[3.0, 2.0], [5.0, 4.0]])
    np.testing.assert_array_equal(by_set(values, np.array([0, 1, 1, 0])), [[4.0, 3.0], [4.0, np.nan]])
