"""Median and interval over runs."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from politburo.ask.spread import peak, spread

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


def test_the_peak_is_where_the_median_is_highest():
    assert peak(spread([[1.0, 5.0, 2.0], [9.0, 5.0, 2.0], [1.0, 5.0, np.nan]])) == 1
    assert peak(spread([[np.nan, np.nan]])) is None


def test_half_of_the_runs_lie_between_the_quartiles():
    found = spread(np.arange(1.0, 22.0))
    assert (found.half_low, found.half_high) == (6, 16)
