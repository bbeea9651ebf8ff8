"""Answers and the model page in Markdown: nothing that stands in a text can break a table, a block or a link."""

from __future__ import annotations

import pytest

from politburo.answer import Column, Listing, Table
from politburo.show.markdown import (
    Part,
    anchor,
    answer_markdown,
    contents,
    escaped,
    from_docstring,
    rendered,
    table,
)
from tests.answer.made import MadeUp

TREE = (Part("First", ("one",), (Part("Inner", ("two",)), Part("Other"))), Part("Second"))


def test_headings_are_numbered_by_their_place():
    lines = [line for line in rendered(TREE).splitlines() if line.startswith("#")]
    assert lines == ["## 1 First", "### 1.1 Inner", "### 1.2 Other", "## 2 Second"]


def test_the_contents_name_every_heading_and_lead_to_it():
    assert contents(TREE).splitlines() == [
        "- [1 First](#1-first)",
        "  - [1.1 Inner](#11-inner)",
        "  - [1.2 Other](#12-other)",
        "- [2 Second](#2-second)",
    ]


def test_the_contents_end_at_their_depth():
    assert contents(TREE, depth=1).splitlines() == ["- [1 First](#1-first)", "- [2 Second](#2-second)"]


def test_an_anchor_is_what_github_makes_of_a_heading():
    assert anchor("2.6 Last month's cases") == "26-last-months-cases"
    assert anchor("7.11 Shared by phases: penalise") == "711-shared-by-phases-penalise"


def test_a_cell_keeps_to_its_row_and_column():
    assert table(("a", "b"), [("x | y", "two\nlines")]).splitlines()[-1] == r"| x \| y | two lines |"


def test_a_column_with_nothing_in_it_is_left_out():
    assert table(("a", "b"), [("x", ""), ("y", "")]) == "| a |\n| --- |\n| x |\n| y |"


def test_a_table_without_rows_is_nothing():
    assert table(("a", "b"), []) == ""


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("a < b > c", "a &lt; b &gt; c"),
        ("<script>", "&lt;script&gt;"),
        ("2 * 3 * 4", r"2 \* 3 \* 4"),
        ("McMahon & Slantchev", "McMahon & Slantchev"),
        ("&lt;", "&amp;lt;"),
        ("`a < b` and <", "`a < b` and &lt;"),
        ("o_j and σ", "o_j and σ"),
    ],
)
def test_a_text_shows_as_it_was_said(said: str, written: str):
    assert escaped(said) == written


def test_indented_lines_of_a_docstring_become_a_block_and_keep_their_columns():
    said = """What it does.

    a = b
      + c < d

And why.
"""
    assert from_docstring(said) == "What it does.\n\n```text\na = b\n  + c < d\n```\n\nAnd why."


def test_a_block_that_ends_the_docstring_is_closed():
    assert from_docstring("What.\n\n    a = b\n").endswith("```text\na = b\n```")


def test_two_blocks_are_two():
    assert from_docstring("A.\n\n    a\n\nB.\n\n    b\n").count("```") == 4


def test_the_hanging_lines_of_a_list_are_no_block():
    assert "```" not in from_docstring("A.\n\n- one\n  and more\n- two\n")


def test_an_answer_shows_signs_of_its_own_as_they_are():
    said = answer_markdown(MadeUp())
    assert said.startswith("# A title with &lt;angle brackets&gt;\n")
    assert "Another \\*does\\* not." in said
    assert "&lt;b&gt;\\|fear" in said


def test_an_answer_has_no_bulk_tables_and_numbers_on_the_right():
    assert "Month by month" not in answer_markdown(MadeUp())
    numbers = Table("t", "Title", (Column("x"), Column("n", format="count")), [("a", 1)])
    assert "| x | n |\n| --- | ---: |\n| a | 1 |\n" in answer_markdown(Listing("list", "A list", (numbers,)))
