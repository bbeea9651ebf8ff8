"""`politburo life` as a user calls it."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import politburo as pb
from politburo.cli import main


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which a small run has been made under the name `results`."""
    place = tmp_path_factory.mktemp("life")
    pb.run("example", runs=2, scale=0.02, until="2002-12", out=place / "results")
    return place


def life(folder: Path, monkeypatch: pytest.MonkeyPatch, *options: object, of: str = "results") -> Result:
    monkeypatch.chdir(folder)
    return CliRunner().invoke(main, ["life", of, *map(str, options)])


@pytest.mark.slow
def test_a_life_is_told_in_words_in_a_table_and_in_two_pictures(folder: Path):
    command = [sys.executable, "-m", "politburo", "life", "results", "--post", "3", "--run", "1"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("Post 3 (party, top leadership rank, Capital) in run 1 of An invented country")
    assert "what happened" in done.stdout
    assert "2001-01" in done.stdout
    assert done.stdout.splitlines()[-2:] == [f"picture: results/lives/post-3-run-1.{kind}" for kind in ("png", "svg")]
    assert all((folder / "results" / "lives" / f"post-3-run-1.{kind}").stat().st_size for kind in ("png", "svg"))
    assert done.stderr == "run 1 of An invented country, again …\n"


def test_following_a_life_leaves_the_results_as_they_are(folder: Path, monkeypatch: pytest.MonkeyPatch):
    before = pb.open(folder / "results").fingerprint
    assert life(folder, monkeypatch, "--person", 5).exit_code == 0
    assert pb.open(folder / "results").status == "finished"
    assert pb.open(folder / "results").fingerprint == before


def test_json_has_every_month_of_the_life(folder: Path, monkeypatch: pytest.MonkeyPatch):
    done = life(folder, monkeypatch, "--person", 5, "--json")
    assert done.stderr == ""
    told = json.loads(done.stdout)
    assert (told["person"], told["post"], told["run"], told["scenario"]) == (5, None, 0, "example")
    assert told["months"][0]["month"] == "2000-01"
    assert told["months"][0]["standing"] == "serving"
    assert 0 < told["months"][0]["fear"] < 1
    assert {place["post"] for place in told["posts"]} >= {month["post"] for month in told["months"]}
    assert told["words"].startswith("Person 5 in run 0")
    assert all((folder / picture).exists() for picture in told["pictures"])


def test_around_a_month_only_its_neighbours_are_shown(folder: Path, monkeypatch: pytest.MonkeyPatch):
    shown = life(folder, monkeypatch, "--post", 3, "--month", "2001-12").stdout
    assert "2001-01" in shown
    assert "2002-03" in shown
    assert "2000-12" not in shown
    assert "2002-04" not in shown


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ((), "--post, or a person with --person"),
        (("--post", 1, "--person", 1), "--post, or a person with --person"),
        (("--post", 9999), "There is no post 9999; the posts have the numbers 0 to"),
        (("--post", 1, "--run", 2), "it holds runs 0 to 1"),
        (("--post", 1, "--month", "May"), "--month: 'May' is not a month"),
        (("--post", 1, "--month", "2003-01"), "which spans 2000-01 to 2002-12"),
    ],
)
def test_what_cannot_be_followed_is_refused_in_a_sentence(
    folder: Path, monkeypatch: pytest.MonkeyPatch, options: tuple[object, ...], said: str
):
    done = life(folder, monkeypatch, *options)
    assert (done.exit_code, done.stdout) == (2, "")
    assert said in done.stderr


def test_a_folder_without_a_run_is_refused(folder: Path, monkeypatch: pytest.MonkeyPatch):
    done = life(folder, monkeypatch, "--post", 1, of=".")
    assert done.exit_code == 3
    assert "is not a run folder" in done.stderr
