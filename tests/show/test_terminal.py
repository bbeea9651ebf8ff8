"""Answers in the terminal: plain lines, whole, and literal."""

from politburo.answer import Basis, Column, Table
from politburo.show.terminal import as_text, table_parts
from tests.answer.made import MadeUp


def test_an_answer_is_printed_from_title_to_provenance():
    lines = repr(MadeUp()).splitlines()
    assert lines[0] == "A title with <angle brackets>"
    assert "Totals (simulated, not observed)" in lines
    assert " ".join(lines[-2:]).endswith(str(MadeUp().provenance))
    assert "Month by month" not in "\n".join(lines)


def test_text_from_files_is_no_markup():
    table = Table("t", "[bold]Title", (Column("x"),), [("[red]a",)], simulated=False)
    said = as_text(table_parts(table))
    assert "[bold]Title" in said
    assert "[red]a" in said


def test_a_table_without_rows_says_so():
    table = Table("t", "Title", (Column("x"),), [], simulated=False)
    assert as_text(table_parts(table)).splitlines() == ["Title", "none"]


def test_numbers_stand_one_below_the_other_and_so_do_their_intervals():
    columns = (Column("n", format="count", interval=("low", "high")), Column("low"), Column("high"))
    table = Table("t", "Title", columns, [(5, 1, 9), (1234, 1000, 1300), (7, None, None)], simulated=False)
    lines = as_text(table_parts(table)).splitlines()[-3:]
    assert lines == ["    5 [1, 9]", "1,234 [1,000, 1,300]", "    7"]


def test_a_table_of_many_columns_is_no_wider_than_the_terminal():
    columns = (Column("organ"), *(Column(f"rank_{at}", "posts", "posts", "count", f"Rank {at}") for at in range(11)))
    rows = [("Ministry of a very long name indeed", *range(1000, 12000, 1000))]
    drawn = as_text(table_parts(Table("organs", "Organs", columns, rows, keys=("organ",))), 100)
    assert max(map(len, drawn.splitlines())) <= 100
    assert "Ministry" in drawn


def test_the_level_of_an_interval_is_never_broken_in_a_heading():
    counted = Column("n", "", "", "count", "known of the true cases", interval=("low", "high"))
    columns = (counted, Column("low"), Column("high"), Column("quantity"))
    table = Table("t", "Title", columns, [(5, 1, 9, "persons")], basis=Basis("8 runs"), simulated=False)
    assert "[90 %]" in as_text(table_parts(table), 38)
