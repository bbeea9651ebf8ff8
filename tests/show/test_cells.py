"""Cells are read as they are meant: digits that count, true minus signs, and no more precision than there is."""

import math
from datetime import date

import pytest

from politburo.answer import Basis, Block, Column, Crossed, Table, Value
from politburo.answer.table import Format
from politburo.show.cells import parts, shown
from tests.answer.made import MadeUp


def one(value: Value, form: Format) -> str:
    return shown(Table("t", "t", (Column("x", format=form),), [(value,)])).rows[0][0]


@pytest.mark.parametrize(
    ("value", "form", "expected"),
    [
        (1234.5, "count", "1,235"),
        (-3, "count", "−3"),
        (2018, "integer", "2018"),
        (0.21234, "number", "0.21"),
        (-1234.5, "difference", "−1,234"),
        (0.0, "difference", "0"),
        (0.256, "percent", "26 %"),
        (0.012, "percent", "1.2 %"),
        (0.0062, "percent", "0.62 %"),
        (0.0002, "percent", "0.020 %"),
        (-0.0002, "percent", "−0.020 %"),
        (0.0, "percent", "0 %"),
        ("2018-05", "month", "May 2018"),
        ("never", "month", "never"),
        (date(2018, 6, 12), "date", "12 Jun 2018"),
        (True, "yes", "yes"),
        ("private_loyalty", "name", "private loyalty"),
        ("a_b", "text", "a_b"),
        (None, "number", "–"),
        (math.nan, "count", "–"),
        (None, "text", ""),
        (math.inf, "number", "∞"),
        ("\x1b[31m", "text", "\\x1b[31m"),
    ],
)
def test_a_value_is_shown_in_its_format(value: Value, form: Format, expected: str):
    assert one(value, form) == expected


def test_a_share_too_small_for_the_digits_of_its_interval_is_said_to_be_less():
    columns = (Column("x", format="percent", interval=("low", "high")), Column("low"), Column("high"))
    table = Table("t", "t", columns, [(0.0002, 0.0, 0.015), (-0.0002, -0.015, 0.0)])
    assert [row[0] for row in shown(table).rows] == ["< 0.1 % [0.0, 1.5 %]", "> −0.1 % [−1.5, 0.0 %]"]


def test_levels_have_the_digits_in_which_their_difference_shows():
    found = shown(MadeUp().table())
    assert found.rows[0][1] == "0.2123"
    assert found.rows[0][2] == "+0.00110 [+0.00070, +0.00150]"


def test_the_heading_of_an_interval_says_its_level():
    assert "difference [90 %]" in shown(MadeUp().table()).headings


def test_rows_that_are_omitted_are_counted():
    table = Table("t", "t", (Column("x"),), [("a",), ("b",), ("c",)], most=1)
    assert shown(table).notes == ("2 more rows omitted for space; --csv writes all of them.",)


def test_what_is_below_a_table_says_what_its_intervals_are():
    table = Table("t", "t", (Column("x"),), [("a",)], "Read it so.", Basis("5 runs", "nothing"))
    assert shown(table).notes == ("Read it so.", "90 % intervals over 5 runs (nothing).")


def test_a_crossed_table_has_a_column_for_each_quantity_and_a_line_for_each_value_that_is_there():
    columns = (Column("year"), Column("what"), Column("seen", format="count"), Column("said"))
    rows = [("2010", "a", 1, ""), ("2010", "b", 2, ""), ("2011", "a", 3, "5–6"), ("2011", "b", 4, "")]
    blocks = (Block("All", {"a": "A", "b": "B"}), Block("Where there is something", {"a": "A"}, "said"))
    crossed = Crossed("what", ("year",), ("seen", "said"), "account", blocks)
    every, some = parts(Table("t", "t", columns, rows, "A note.", simulated=False, crossed=crossed))
    assert (every.title, every.headings, every.notes) == ("All", ("year", "account", "A", "B"), ())
    assert every.rows == (
        ("2010", "seen", "1", "2"),
        ("2011", "seen", "3", "4"),
        ("", "said", "5–6", ""),
    )
    assert some.rows == (("2011", "seen", "3"), ("", "said", "5–6"))
    assert some.notes == ("A note.",)
