"""The command cite as a user calls it: what it prints, and where it refuses."""

from importlib.metadata import version
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import politburo as pb
from politburo.cli import main
from politburo.show.cite import citation_of_everything


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The empty folder in which every command is given."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def call(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments)


def test_cite_without_a_run_cites_politburo_and_all_that_it_stands_on():
    said = call("cite")
    assert said.stdout == citation_of_everything()
    assert f"@misc{{politburo-{version('politburo')}," in said.stdout


def test_cite_with_a_run_cites_what_its_results_stand_on():
    results = pb.run("example", runs=1, scale=0.02, until="2000-02", out="results")
    assert call("cite", "results").stdout == pb.citation(results)


def test_cite_of_a_folder_that_is_no_run_is_an_error(folder: Path):
    said = call("cite", "nowhere")
    assert said.exit_code == 2
    assert "nowhere is not a run folder" in said.stderr
