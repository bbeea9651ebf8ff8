"""`politburo score` as a user sees it."""

from __future__ import annotations

import json
from pathlib import Path

from politburo.infer.forecasts import save_forecasts
from tests.cli.calling import call, printed, refused
from tests.infer.made_up import figure, forecast, later_csv


def made(folder: Path) -> tuple[str, ...]:
    """What is asked of forecasts of two years, of which one misses."""
    forecasts = [
        forecast([value + step for step in range(40)], year, by=by, as_of=year - 1)
        for by, values in (("simulation", (980, 2_000)), ("random walk", (900, 1_000)))
        for year, value in zip((2012, 2013), values, strict=True)
    ]
    path = save_forecasts(folder / "draws.csv", forecasts, "politburo 0")
    (folder / "later.csv").write_text(later_csv([figure(1_000, 2012), figure(1_010, 2013)]))
    return "score", str(path), "--with", str(folder / "later.csv")


def test_it_says_first_who_wins_and_lists_the_misses(tmp_path: Path):
    said = printed(*made(tmp_path), "--out", str(tmp_path / "scored"))
    assert said.startswith("Forecasts of simulation, scored")
    assert "Simulation loses to random walk" in said
    assert "Every figure outside of the 90 % interval" in said
    assert {"answer.json", "skill.csv", "misses.csv", "scored.csv"} <= {
        path.name for path in (tmp_path / "scored").iterdir()
    }


def test_json_is_one_answer(tmp_path: Path):
    said = json.loads(printed(*made(tmp_path), "--json"))
    assert said["question"] == "score"
    assert {table["name"] for table in said["tables"]} >= {"forecasters", "skill", "coverage", "tests", "misses", "pit"}


def test_what_cannot_be_scored_is_refused_with_exit_code_2_and_what_is_damaged_with_3(tmp_path: Path):
    asked = made(tmp_path)
    assert "does not exist" in refused("score", str(tmp_path / "none.csv"), *asked[2:])
    assert "holds no figure" in refused(*asked[:3], "example")
    (tmp_path / "damaged.parquet").write_bytes(b"PAR1")
    assert call("score", str(tmp_path / "damaged.parquet"), *asked[2:]).exit_code == 3
