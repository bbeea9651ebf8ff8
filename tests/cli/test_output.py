"""Every command that answers does it in one way."""

import json
from pathlib import Path

from click.testing import CliRunner

from politburo.answer.json_schema import answer_schema
from politburo.cli import main


def called(*words: str) -> str:
    result = CliRunner().invoke(main, words)
    assert result.exit_code == 0, result.output
    return result.stdout


def test_an_answer_is_a_table_json_csv_or_a_workbook(tmp_path: Path):
    assert "penalised" in called("outcomes")
    told = json.loads(called("outcomes", "--json"))
    assert [table["name"] for table in told["tables"]] == ["outcomes"]
    said = called("outcomes", "--csv", str(tmp_path), "--excel", str(tmp_path / "book.xlsx"))
    assert f"table: {tmp_path / 'outcomes.csv'}" in said
    assert f"workbook: {tmp_path / 'book.xlsx'}" in said
    assert (tmp_path / "outcomes.csv").read_text().startswith("name,unit,meaning,provenance\n")


def test_quiet_prints_nothing_where_there_is_no_folder():
    assert called("outcomes", "--quiet") == ""


def test_the_schema_of_answers_is_printed():
    assert json.loads(called("schema", "--answers")) == answer_schema()
