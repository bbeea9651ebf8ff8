"""Courses are told in few words that lose nothing which matters."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from politburo.scenario import month_number
from politburo.scenario.spans import Span, extent, month_span, number, numbers, spans

START = month_number("2010-11")


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
