"""`politburo evidence` as a user calls it."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.calling import printed, refused


def test_figures_are_printed_written_and_paged(tmp_path: Path):
    said = printed("evidence", "north-korea", "--page", str(tmp_path / "page.html"), "--csv", str(tmp_path / "tables"))
    assert "354 public figures" in said
    assert (tmp_path / "page.html").read_text().startswith("<!DOCTYPE html>")
    assert {"conflicts.csv", "timeline.csv", "targets.csv"} <= {file.name for file in (tmp_path / "tables").iterdir()}


def test_the_answer_as_json_keeps_to_the_day():
    said = json.loads(printed("evidence", "north-korea", "--as-of", "2012-06-30", "--json"))
    assert said["question"] == "evidence"
    assert said["provenance"]["details"]["as of"] == "2012-06-30"
    assert "2013" not in json.dumps([table["rows"] for table in said["tables"] if table["name"] == "timeline"])


def test_a_page_is_not_written_over_the_file_of_another(tmp_path: Path):
    (tmp_path / "mine.html").write_text("mine")
    assert "mine.html" in refused("evidence", "north-korea", "--page", str(tmp_path / "mine.html"))
    assert (tmp_path / "mine.html").read_text() == "mine"


def test_a_country_that_there_is_not_is_refused():
    assert "did you mean 'north-korea'" in refused("evidence", "north-koera")
