"""Answers as HTML and Markdown: text stays text."""

from politburo.answer import Column, Listing, Table
from politburo.show.markup import answer_html, answer_markdown, table_html
from tests.answer.made import MadeUp


def test_html_holds_no_markup_of_a_table():
    said = answer_html(MadeUp())
    assert "<b>" not in said
    assert "&lt;b&gt;|fear" in said
    assert "&lt;angle brackets&gt;" in said


def test_bulk_tables_are_for_files_alone():
    assert "Month by month" not in answer_html(MadeUp())
    assert "Month by month" not in answer_markdown(MadeUp())


def test_markdown_shows_signs_of_its_own_as_they_are():
    said = answer_markdown(MadeUp())
    assert said.startswith("# A title with &lt;angle brackets&gt;\n")
    assert "Another \\*does\\* not." in said
    assert "&lt;b&gt;\\|fear" in said


def test_numbers_are_aligned_right():
    table = Table("t", "Title", (Column("x"), Column("n", format="count")), [("a", 1)])

    listing = Listing("list", "A list", (table,))
    assert "| x | n |\n| --- | ---: |\n| a | 1 |\n" in answer_markdown(listing)
    assert 'text-align:right;vertical-align:top;white-space:pre-line">1</td>' in table_html(table)
