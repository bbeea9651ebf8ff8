"""Median and interval over runs."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from politburo.show.spread import interval, number, spread

RUNS = arrays.arrays(
    np.float64, st.tuples(st.integers(1, 9), st.integers(1, 4)), elements=st.just(np.nan) | st.floats(0, 1e6)
)


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


@pytest.mark.parametrize(("value", "said"), [(0, "0"), (2.5, "3"), (3.49, "3"), (1234.5, "1,235")])
def test_counts_are_said_whole(value: float, said: str):
    assert number(value) == said


def test_an_interval_goes_from_one_count_to_another():
    assert interval(7.6, 1200) == "8–1,200"


def test_half_of_the_runs_lie_between_the_quartiles():
    found = spread(np.arange(1.0, 22.0))
    assert (found.half_low, found.half_high) == (6, 16)
