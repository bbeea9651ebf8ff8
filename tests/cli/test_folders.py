"""`politburo report`, `record`, `fit` and `merge` as a user calls them."""

from __future__ import annotations

import csv
import json
import shutil
import webbrowser
from pathlib import Path

import pytest
from click.testing import CliRunner

import politburo as pb
from politburo.cli import main
from politburo.cli.commands import politburo
from politburo.show.page.report import report_html
from tests.cli.calling import printed, refused
from tests.run.folder.test_merge import filled


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> pb.Results:
    return pb.run("example", runs=1, scale=0.05, until="2001-12", out=tmp_path_factory.mktemp("runs") / "of <i>mine")


@pytest.mark.slow
def test_the_report_is_written_and_its_path_printed(results: pb.Results):
    finished = CliRunner().invoke(politburo, ["report", str(results.folder)])
    path = results.folder / "report.html"
    assert finished.output == f"{path}\n"
    assert path.read_text(encoding="utf-8") == report_html(results)
    path.write_text(path.read_text(encoding="utf-8") + "of before")
    CliRunner().invoke(politburo, ["report", str(results.folder)])
    assert path.read_text(encoding="utf-8") == report_html(results)
    path.write_text("mine")
    assert CliRunner().invoke(politburo, ["report", str(results.folder)]).exit_code == 2
    assert path.read_text() == "mine"
    path.unlink()


@pytest.mark.parametrize("there", [True, False])
def test_the_report_is_opened_where_there_is_a_browser(
    results: pb.Results, there: bool, monkeypatch: pytest.MonkeyPatch
):
    opened = []
    monkeypatch.setattr(webbrowser, "open", lambda address: opened.append(address) or there)
    finished = CliRunner().invoke(politburo, ["report", str(results.folder), "--open"])
    assert finished.exit_code == 0
    assert opened == [(results.folder / "report.html").resolve().as_uri()]
    assert ("No browser could be started" in finished.stderr) is not there


def test_what_is_no_run_folder_is_refused_in_a_sentence_and_left_alone(tmp_path: Path):
    finished = CliRunner().invoke(politburo, ["report", str(tmp_path)])
    assert finished.exit_code == 2
    assert finished.stderr == f"Error: {tmp_path} is not a run folder: it has no manifest.json.\n"
    assert list(tmp_path.iterdir()) == []
    assert CliRunner().invoke(politburo, ["report", str(tmp_path / "nowhere")]).exit_code == 2


def test_a_folder_without_a_finished_run_has_nothing_to_report(results: pb.Results, tmp_path: Path):
    shutil.copytree(results.folder, tmp_path / "begun")
    (tmp_path / "begun" / "done" / "run-00000.json").unlink()
    finished = CliRunner().invoke(politburo, ["report", str(tmp_path / "begun")])
    assert finished.exit_code == 3
    assert "holds no finished run yet" in finished.stderr


@pytest.fixture(scope="module")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("record") / "results"
    return pb.run("example", runs=1, scale=0.05, until="2002-12", out=made).folder


def test_what_was_known_is_printed_beside_what_was_true_and_saved(recorded: Path):
    said = printed("record", str(recorded), "--as-of", "2001-12-31")
    assert "Known on 31 December 2001, persons since 2000-01 (simulated, not observed)" in said
    assert "counted from reports" in " ".join(said.split())
    place = recorded / "record-2001-12-31"
    assert f"table: {place / 'reports.csv'}" in said.splitlines()
    assert sorted(file.name for file in place.iterdir()) == ["known.csv", "reports.csv"]


def test_json_and_a_folder_of_ones_own(recorded: Path, tmp_path: Path):
    said = json.loads(printed("record", str(recorded), "--out", str(tmp_path / "all"), "--json"))
    assert (said["question"], [table["name"] for table in said["tables"]]) == ("record", ["known", "reports"])
    assert (tmp_path / "all" / "known.csv").exists()


def test_what_is_no_day_is_refused(recorded: Path):
    assert "is not a day" in refused("record", str(recorded), "--as-of", "soon")


@pytest.fixture(scope="module")
def fitted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("runs") / "short"
    lasting = place.with_suffix(".toml")
    lasting.write_text('extends = "north-korea"\nend = "2012-12"\n[mechanisms]\ncoups = false\n')
    asked = ["run", str(lasting), "--runs", "2", "--scale", "0.01", "--quiet"]
    assert CliRunner().invoke(main, [*asked, "--out", str(place)]).exit_code == 0
    return place


@pytest.mark.slow
def test_it_says_how_many_targets_are_met_and_which_are_not_covered(fitted: Path, tmp_path: Path):
    said = CliRunner().invoke(main, ["fit", str(fitted), "--csv", str(tmp_path)])
    assert said.exit_code == 0
    assert "independent targets" in " ".join(said.stdout.split())
    with (tmp_path / "targets.csv").open(encoding="utf-8") as file:
        rows = {(row["target"], row["start"]): row for row in csv.DictReader(line for line in file if line[0] != "#")}
    assert rows["cadre_executions_per_year", "2012-01-01"]["runs"] == "2"
    assert rows["cadre_executions_per_year", "2013-01-01"]["runs"] == "0"
    assert rows["cadre_executions_per_year", "2013-01-01"]["simulated"] == ""


def test_what_was_merged_is_counted_as_a_table_and_as_json(tmp_path: Path):
    shards = [str(filled(tmp_path / str(index), index, 2)) for index in (1, 2)]
    said = printed("merge", *shards, "--out", str(tmp_path / "all"))
    assert said.startswith(f"Merged into {tmp_path / 'all'}\n")
    assert said.endswith(f"folder: {tmp_path / 'all'}\n")
    again = json.loads(printed("merge", *shards, "--out", str(tmp_path / "all"), "--json"))
    [table] = again["tables"]
    assert dict(zip([column["name"] for column in table["columns"]], table["rows"][0], strict=True)) == {
        "copied": 0, "there_already": 5, "damaged": 0,
    }  # fmt: skip


def test_what_holds_nothing_is_refused(tmp_path: Path):
    said = refused("merge", str(tmp_path), "--out", str(tmp_path / "all"))
    assert "there is nothing to merge" in said
