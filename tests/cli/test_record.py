"""`politburo record`: what was known on a day is printed and saved."""

import json
from pathlib import Path

import pytest

import politburo as pb
from tests.cli.calling import printed, refused


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("record") / "results"
    return pb.run("example", runs=1, scale=0.05, until="2002-12", out=made).folder


def test_what_was_known_is_printed_beside_what_was_true_and_saved(folder: Path):
    said = printed("record", str(folder), "--as-of", "2001-12-31")
    assert "Known on 31 December 2001, persons since 2000-01 (simulated, not observed)" in said
    assert "counted from reports" in " ".join(said.split())
    place = folder / "record-2001-12-31"
    assert f"table: {place / 'reports.csv'}" in said.splitlines()
    assert sorted(file.name for file in place.iterdir()) == ["known.csv", "reports.csv"]


def test_json_and_a_folder_of_ones_own(folder: Path, tmp_path: Path):
    said = json.loads(printed("record", str(folder), "--out", str(tmp_path / "all"), "--json"))
    assert (said["question"], [table["name"] for table in said["tables"]]) == ("record", ["known", "reports"])
    assert (tmp_path / "all" / "known.csv").exists()


def test_what_is_no_day_is_refused(folder: Path):
    assert "is not a day" in refused("record", str(folder), "--as-of", "soon")
