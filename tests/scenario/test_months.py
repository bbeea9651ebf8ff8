"""Months are whole numbers that people write as year and month; spans of them lose nothing that matters."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from politburo.scenario.months import (
    Span,
    calendar_month,
    extent,
    month_name,
    month_number,
    month_of_effect,
    month_span,
    number,
    numbers,
    spans,
)

START = month_number("2010-11")


def test_a_month_is_twelve_times_the_year_and_the_months_before_it():
    assert month_number("2012-01") == 2012 * 12
    assert month_number("2011-12") == 2012 * 12 - 1


def test_names_and_numbers_of_months_answer_each_other():
    assert all(month_number(month_name(month)) == month for month in range(1900 * 12, 2201 * 12))


@pytest.mark.parametrize(
    "text", ["2012", "2012-1", "2012-00", "2012-13", "1899-12", "2201-01", "2012-01-01", "", "٢٠١٢-٠١"]
)
def test_what_is_no_month_is_refused(text):
    with pytest.raises(ValueError, match="is not a month between 1900 and 2200"):
        month_number(text)


def test_the_15th_acts_in_its_month_and_the_16th_in_the_next():
    assert month_of_effect(date(2011, 12, 15)) == calendar_month(date(2011, 12, 31)) == month_number("2011-12")
    assert month_of_effect(date(2011, 12, 16)) == month_number("2012-01")


def test_a_course_is_cut_where_its_value_changes():
    assert spans("aabba", START) == (
        Span(START, START + 1, "a"),
        Span(START + 2, START + 3, "b"),
        Span(START + 4, START + 4, "a"),
    )
    assert [span.months for span in spans("aab", START)] == ["2010-11 to 2010-12", "2011-01"]


def test_a_course_without_months_has_no_spans():
    assert spans([], START) == ()


@given(st.lists(st.integers(0, 2)), st.integers(20_000, 26_000))
def test_spans_make_up_the_course_again_without_gaps(course, start):
    found = spans(course, start)
    assert [span.value for span in found for _ in range(span.first, span.last + 1)] == course
    assert all(a.last + 1 == b.first and a.value != b.value for a, b in pairwise(found))


def test_months_and_numbers_are_written_as_people_write_them():
    assert month_span(START, START) == "2010-11"
    assert [number(value) for value in (0.0, 1.0, 0.35, 13300.0, 1 / 3)] == ["0", "1", "0.35", "13300", "0.333333"]
    assert extent([0.6, 0.3, 0.6]) == "0.3–0.6"
    assert extent([0.5]) == "0.5"


@given(st.floats(0, 1e5), st.floats(0, 1e5))
def test_numbers_that_differ_read_differently(a, b):
    if a != b:
        assert len(set(numbers(a, b))) == 2
