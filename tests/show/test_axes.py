"""Axes: time as a number, and round values that do not crowd."""

from datetime import date
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from politburo.show.axes import WIDTH, TimeAxis, axis_around_zero, count_axis, round_step, share_axis, year_of

SHARES = st.tuples(st.floats(0, 1), st.floats(0, 1)).map(sorted)


def test_a_year_begins_on_its_first_day_and_is_half_over_in_july():
    assert year_of(date(2012, 1, 1)) == 2012
    assert year_of(date(2013, 7, 2)) == pytest.approx(2013.5, abs=0.002)
    assert year_of(date(2012, 12, 31)) < 2013


def test_the_axis_of_time_goes_from_the_first_day_to_the_last():
    time = TimeAxis(2008 * 12, 2019 * 12 + 11)
    assert (time.pixel(2008), time.pixel(2014), time.pixel(2020)) == (0, WIDTH / 2, WIDTH)


def test_long_times_name_fewer_years():
    named = TimeAxis(1900 * 12, 1999 * 12).channel("x")["axis"]["values"]
    assert named[:2] == [1900, 1905]


@given(SHARES)
def test_an_axis_of_shares_holds_all_values_and_stays_within_zero_and_one(values: list[float]):
    axis = share_axis(*values, height=100)
    assert 0 <= axis.low <= values[0] + 1e-6
    assert values[1] - 1e-6 <= axis.high <= 1
    assert axis.low < axis.high


@given(st.floats(0, 1e7))
def test_an_axis_of_counts_begins_with_none_and_holds_the_highest(highest: float):
    axis = count_axis(highest, height=100)
    assert axis.low == 0
    assert axis.high > highest
    assert axis.ticks()[0] == 0


@given(SHARES | st.tuples(st.just(0.0), st.floats(1, 1e7)).map(list))
def test_ticks_lie_on_the_axis_and_do_not_crowd(values: list[float]):
    axis = share_axis(*values, height=100) if values[1] <= 1 else count_axis(values[1], height=100)
    places = [axis.pixel(tick) for tick in axis.ticks()]
    assert len(places) >= 2
    assert all(-1e-6 <= place <= 100 + 1e-6 for place in places)
    assert all(lower - upper >= 20 - 1e-6 for lower, upper in pairwise(places))


def test_four_times_the_count_stands_twice_as_high():
    axis = count_axis(1000, height=100)
    assert 100 - axis.pixel(400) == pytest.approx(2 * (100 - axis.pixel(100)))


@pytest.mark.parametrize(("least", "step"), [(0.03, 0.05), (1, 1), (1.01, 2), (21, 50), (60, 100)])
def test_steps_are_round(least: float, step: float):
    assert round_step(least) == pytest.approx(step)


def test_a_narrow_axis_draws_every_year_and_names_as_many_as_find_room():
    axis = TimeAxis(2008 * 12, 2019 * 12 + 11, 282).channel("x")["axis"]
    assert axis["values"] == list(range(2008, 2020))
    assert "(datum.value - 2008) % 2 == 0" in axis["labelExpr"]


@pytest.mark.parametrize(
    ("first", "last", "months"), [(2010 * 12, 2010 * 12 + 2, 3), (2009 * 12 + 11, 2010 * 12 + 11, 13)]
)
def test_a_time_with_few_years_is_told_by_its_months(first: int, last: int, months: int):
    axis = TimeAxis(first, last).channel("x")["axis"]
    assert len(axis["values"]) >= min(months, 12)
    assert axis["values"][0] == first / 12
    assert "%b %Y" in axis["labelExpr"]


def test_an_axis_around_zero_holds_all_values_and_zero():
    for values in ((0.5, 2.7), (-0.5, -0.7), (-300.0, 4.0), (0.0001, 0.0002), (np.nan, 1.0)):
        axis = axis_around_zero(np.array(values), 96)
        assert axis.low <= min(0, np.nanmin(values))
        assert axis.high >= max(0, np.nanmax(values))
        assert 0 in axis.ticks()
        assert len(axis.ticks()) >= 2


def test_where_nothing_differs_there_is_an_axis_all_the_same():
    axis = axis_around_zero(np.zeros(3), 96)
    assert (axis.low, axis.high) == (-1, 1)
