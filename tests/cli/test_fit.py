"""`politburo fit` sets a run of north-korea beside what is published, and refuses others."""

import csv
from pathlib import Path

import pytest
from click.testing import CliRunner

from politburo.cli import main

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("runs") / "short"
    asked = ["run", "north-korea", "--runs", "2", "--scale", "0.01", "--until", "2012-12", "--quiet"]
    assert CliRunner().invoke(main, [*asked, "--out", str(place)]).exit_code == 0
    return place


def test_it_says_how_many_targets_are_met_and_which_are_not_covered(folder: Path, tmp_path: Path):
    said = CliRunner().invoke(main, ["fit", str(folder), "--csv", str(tmp_path)])
    assert said.exit_code == 0
    assert "of 17 targets, and within the published range for" in " ".join(said.stdout.split())
    with (tmp_path / "targets.csv").open(encoding="utf-8") as file:
        rows = {(row["target"], row["start"]): row for row in csv.DictReader(line for line in file if line[0] != "#")}
    assert rows["cadre_executions_per_year", "2012-01-01"]["runs"] == "2"
    assert rows["cadre_executions_per_year", "2013-01-01"]["runs"] == "0"
    assert rows["cadre_executions_per_year", "2013-01-01"]["simulated"] == ""
