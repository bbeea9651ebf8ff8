"""Answers as files open elsewhere and say where they come from."""

import csv
import json
from pathlib import Path

import duckdb
import openpyxl
import pytest

from politburo.answer import Column, Listing, Table
from politburo.answer.files import csv_of, write_excel
from politburo.terms.errors import UsageError
from tests.answer.made import MadeUp


def test_every_format_is_written_and_opens(tmp_path: Path):
    files = MadeUp().save(tmp_path, ("json", "csv", "parquet", "xlsx", "md", "html"))
    assert [path.name for path in files] == [
        "answer.json",
        "totals.csv",
        "months.csv",
        "totals.parquet",
        "months.parquet",
        "answer.xlsx",
        "answer.md",
        "answer.html",
    ]
    assert json.loads((tmp_path / "answer.json").read_text())["question"] == "made up"
    assert (tmp_path / "answer.html").read_text().startswith('<!doctype html><html lang="en"><meta charset="utf-8">')
    with duckdb.connect() as database:
        found = database.execute(f"select baseline, provenance from '{tmp_path / 'totals.parquet'}'").fetchone()
    assert found == (0.2123, str(MadeUp().provenance))


def test_csv_has_names_every_column_and_where_it_comes_from():
    answer = MadeUp()
    first, *rows = csv.reader(csv_of(answer.table(), str(answer.provenance)).splitlines())
    assert first == [*answer.table().places, "intervals", "provenance"]
    assert rows[1][-2] == "90 % intervals over 20 pairs of runs (chance only: parameters are held at their defaults)"
    assert rows[0][:3] == ["private_loyalty", "0.2123", "0.0011"]
    assert rows[1][2] == ""
    assert rows[1][-1] == str(answer.provenance)


def test_a_workbook_has_a_sheet_for_each_table_and_text_is_never_a_formula(tmp_path: Path):
    table = Table("cells", "Cells", (Column("text"), Column("number")), [("=1+1", float("inf"))], simulated=False)
    write_excel(Listing("list", "Cells", (table,)), tmp_path / "book.xlsx")
    book = openpyxl.load_workbook(tmp_path / "book.xlsx")
    assert book.sheetnames == ["about", "cells"]
    [_, _, row] = book["cells"].iter_rows()
    assert (row[0].value, row[0].data_type, row[1].value) == ("=1+1", "s", None)


def test_an_answer_without_a_folder_asks_for_one():
    with pytest.raises(UsageError, match="in which folder"):
        MadeUp().save()


def test_an_answer_with_a_folder_is_saved_there(tmp_path: Path):
    assert MadeUp(tmp_path / "kept").save(formats=("md",)) == (tmp_path / "kept" / "answer.md",)
