"""`politburo nowcast` as a user sees it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.calling import printed, refused

pytestmark = pytest.mark.slow

SIZE = ("--scale", "0.02")


def test_an_example_is_written_and_then_said_what_it_tells(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    assert printed("nowcast", "example", "--example", "reports.csv", "--until", "2000-04", *SIZE).startswith("table:")
    asked = ("nowcast", "example", "--reports", "reports.csv", "--particles", "20", *SIZE)
    said = printed(*asked, "--as-of", "2000-03-31", "--series", "fear", "--out", "answer")
    assert said.startswith("The elite in 2000-03, given reports") and "Left out: 8 counts of later months" in said
    assert {"months.png", "months.svg"} <= {path.name for path in (tmp_path / "answer").rglob("*")}
    found = json.loads(printed(*asked, "--json"))
    assert [table["name"] for table in found["tables"]] == [
        "state", "one_more", "reports", "months", "filter", "particles",
    ]  # fmt: skip
    assert found["provenance"]["stamp"] == "simulated, not observed"


def test_what_cannot_be_together_and_files_of_others_are_refused(tmp_path: Path):
    assert "Give either the reports" in refused("nowcast", "example")
    mine = tmp_path / "mine.csv"
    mine.write_text("month,kind,count\n2000-02,announcement,1\n")
    assert "was not written by politburo" in refused("nowcast", "example", "--example", str(mine), *SIZE)
    asked = ("nowcast", "example", "--reports", str(mine))
    assert "is the last month of an example" in refused(*asked, "--until", "2001-01")
    assert "at least 20" in refused(*asked, "--particles", "2")
