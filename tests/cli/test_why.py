"""`politburo why` as a user calls it."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import politburo as pb
from politburo.cli import main
from politburo.scenario import adapt, load
from politburo.scenario.changes import with_levers


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which a small run with many purges has been made under the name `results`."""
    place = tmp_path_factory.mktemp("why")
    scenario = adapt(load("example"), runs=2, scale=0.02, until="2002-12")
    pb.run(with_levers(scenario, start=None, purge_intensity=0.3), out=place / "results")
    return place


@pytest.fixture
def executed(folder: Path) -> int:
    """Number of an execution in run 1."""
    events = pb.open(folder / "results").events
    return int(events.loc[(events["run"] == 1) & (events["form"] == "execution"), "event"].to_numpy()[0])


def why(folder: Path, monkeypatch: pytest.MonkeyPatch, *options: object) -> Result:
    monkeypatch.chdir(folder)
    return CliRunner().invoke(main, ["why", "results", *map(str, options)])


@pytest.mark.slow
def test_an_event_is_explained_in_a_sentence_with_bars_and_two_pictures(folder: Path, executed: int):
    command = [sys.executable, "-m", "politburo", "why", "results", "--run", "1", "--event", str(executed)]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=300)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("In run 1, on ")
    said = " ".join(done.stdout.split())
    assert "was executed for disloyalty; the hazard of such a penalty was" in said
    assert "were penalised in the twelve months up to then" in said
    assert "│" in done.stdout
    name = f"results/why/run-1-event-{executed}"
    assert done.stdout.splitlines()[-2:] == [f"picture: {name}.{kind}" for kind in ("png", "svg")]
    assert all((folder / f"{name}.{kind}").stat().st_size for kind in ("png", "svg"))


def test_json_has_the_terms_with_the_weightiest_first(folder: Path, executed: int, monkeypatch: pytest.MonkeyPatch):
    told = json.loads(why(folder, monkeypatch, "--run", 1, "--event", executed, "--json").stdout)
    assert (told["run"], told["event"], told["kind"], told["form"]) == (1, executed, "penalty", "execution")
    weights = [abs(term["contribution"]) for term in told["terms"]]
    assert weights == sorted(weights, reverse=True)
    assert weights[0] > 0
    assert 0 < told["hazard"] < 1
    assert 0 < told["rate_of_circle"] < 1
    assert told["words"].startswith("In run 1, on ")


def test_asking_why_leaves_the_results_as_they_are(folder: Path, executed: int, monkeypatch: pytest.MonkeyPatch):
    before = pb.open(folder / "results").fingerprint
    assert why(folder, monkeypatch, "--run", 1, "--event", executed).exit_code == 0
    assert pb.open(folder / "results").status == "finished"
    assert pb.open(folder / "results").fingerprint == before


@pytest.mark.slow
def test_without_an_event_those_are_listed_that_can_be_asked_about(folder: Path, monkeypatch: pytest.MonkeyPatch):
    done = why(folder, monkeypatch)
    rows = [line.split() for line in done.stdout.splitlines() if line.split()[:1] and line.split()[0].isdigit()]
    assert 10 <= len(rows) <= 20
    last = done.stdout.splitlines()[-1]
    assert last == f"Ask about one of them: politburo why results --run 0 --event {rows[0][0]}"
    for row in rows:
        assert why(folder, monkeypatch, "--event", row[0]).exit_code == 0


def test_the_list_can_be_narrowed_to_a_kind_and_read_as_json(folder: Path, monkeypatch: pytest.MonkeyPatch):
    told = json.loads(why(folder, monkeypatch, "--run", 1, "--kind", "promotion", "--json").stdout)
    assert told["run"] == 1
    assert {event["kind"] for event in told["events"]} == {"promotion"}
    assert {event["run"] for event in told["events"]} == {1}
    assert all(event["hazard"] > 0 for event in told["events"])


def test_a_kind_that_did_not_happen_is_said_to_be_missing(folder: Path, monkeypatch: pytest.MonkeyPatch):
    done = why(folder, monkeypatch, "--kind", "regime end")
    assert (done.exit_code, done.stdout) == (0, "There is no event of kind 'regime end' in run 0 of results.\n")


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--run", 2), "it holds runs 0 to 1"),
        (("--event", 10**9), "has no event 1000000000; its events are numbered 0 to"),
        (("--kind", "rotation"), "Events of kind 'rotation' carry no reasons; these do: penalty"),
        (("--kind", "penalty", "--event", 1), "--kind chooses which events are listed"),
    ],
)
def test_what_cannot_be_asked_is_refused_in_a_sentence(
    folder: Path, monkeypatch: pytest.MonkeyPatch, options: tuple[object, ...], said: str
):
    done = why(folder, monkeypatch, *options)
    assert (done.exit_code, done.stdout) == (2, "")
    assert said in done.stderr


def test_an_event_that_carries_no_reasons_is_refused(folder: Path, monkeypatch: pytest.MonkeyPatch):
    events = pb.open(folder / "results").events
    number = events.loc[(events["run"] == 0) & (events["kind"] == "rotation"), "event"].to_numpy()[0]
    done = why(folder, monkeypatch, "--event", number)
    assert done.exit_code == 2
    assert "carries no reasons" in done.stderr
