"""The command `report`: writes the page into the folder of a run, and says where it is."""

from __future__ import annotations

import shutil
import webbrowser
from pathlib import Path

import pytest
from click.testing import CliRunner

import politburo as pb
from politburo.cli.commands import politburo
from politburo.show.page.report import report_html


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
