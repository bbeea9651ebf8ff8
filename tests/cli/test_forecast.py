"""`politburo forecast` as a user sees it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.calling import printed, refused

ASKED = ("forecast", "north-korea", "--until", "2015-12", "--baselines")


def test_baselines_are_forecast_without_a_run_and_can_be_scored(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    said = printed(*ASKED, "--as-of", "2012-12-31", "--as-of", "2013-12-31", "--draws", "draws.parquet")
    assert said.startswith("Forecasts as of 31 December 2012 to 31 December 2013, 2 days")
    assert "random walk" in said and "simulated" not in said
    assert {path.name for path in tmp_path.iterdir()} == {"draws.parquet"}
    scored = json.loads(printed("score", "draws.parquet", "--with", "north-korea", "--json"))
    [days] = {row[3] for row in scored["tables"][1]["rows"]}
    assert days == 2


def test_files_of_others_and_numbers_out_of_bounds_are_refused(tmp_path: Path):
    (tmp_path / "mine.csv").write_text("mine\n")
    assert "was not written by politburo" in refused(
        *ASKED, "--as-of", "2012-12-31", "--draws", str(tmp_path / "mine.csv")
    )
    assert "at most 20" in refused(*ASKED, "--as-of", "2012-12-31", "--years", "21")
