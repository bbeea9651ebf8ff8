"""`politburo sweep` as a user sees it."""

import json
from pathlib import Path

import pytest

from tests.cli.calling import call, printed, refused
from tests.run.experiment.made_up import Simulation

pytestmark = pytest.mark.slow

ASKED = ("sweep", "example", "--until", "2000-12", "--runs", "3", "--over", "sanctions=0:1:3")


@pytest.fixture(autouse=True)
def simulation(monkeypatch: pytest.MonkeyPatch) -> Simulation:
    return Simulation().used(monkeypatch)


def test_it_shows_effects_words_and_where_everything_is(tmp_path: Path):
    result = call(*ASKED, "--outcome", "fear", "--out", str(tmp_path / "out"))
    said = result.stdout
    assert "An invented country, 3 points × 3 runs" in result.stderr
    assert said.startswith("Sanctions · An invented country\n\nEffect of sanctions from 0 to 1")
    assert "+1.0" in said and "distinguishable" in said
    *files, folder = said.splitlines()[-6:]
    paths = [Path(line.partition(": ")[2]) for line in files]
    assert {path.name for path in paths} == {
        "answer.json", "effects.csv", "outcomes.csv", "outcomes.png", "outcomes.svg",
    }  # fmt: skip
    assert all(path.stat().st_size > 100 for path in paths)
    assert folder == f"folder: {tmp_path / 'out'}"


def test_json_is_one_answer_about_the_outcomes_that_were_asked_for(tmp_path: Path, simulation: Simulation):
    more = ("--over", "fear.horizon=1:3:2", "--outcome", "fear", "--outcome", "grievance")
    said = json.loads(printed(*ASKED, *more, "--out", str(tmp_path), "--json"))
    assert (said["question"], said["provenance"]["runs"], said["provenance"]["seed"]) == ("sweep", 3, 1)
    assert said["warnings"] == []
    effects, outcomes = said["tables"]
    assert len(outcomes["rows"]) == 6 * 2
    assert {row[0] for row in effects["rows"]} == {"sanctions", "fear.horizon"}
    assert len(simulation.asked) == 18


def test_quiet_prints_the_folder_and_the_same_command_finds_it(
    tmp_path: Path, simulation: Simulation, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.chdir(tmp_path)
    said = printed(*ASKED, "--quiet")
    assert said.startswith("runs/example-experiment-")
    assert printed(*ASKED, "--quiet") == said
    assert len(simulation.asked) == 9


def test_failed_runs_are_told_and_the_rest_is_shown(tmp_path: Path, simulation: Simulation):
    simulation.fails = lambda scenario, run: scenario.levers[-1].sanctions == 0.5 and run == 1
    result = call(*ASKED, "--out", str(tmp_path))
    assert result.exit_code == 1
    assert "Run 1 of scenario 'example' (seed 1) with sanctions = 0.5 failed: ZeroDivisionError" in result.stderr
    assert "Warning: 1 run is missing everywhere below." in result.stdout


def test_a_long_sweep_says_beforehand_how_long_it_takes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("politburo.cli.sweep.LONG", 100)
    monkeypatch.setattr("politburo.cli.progress._seconds_a_month", lambda _country, _scale: 3.0)
    result = call(*ASKED, "--out", str(tmp_path), "--threads", "1")
    assert "This takes about 5 minutes unless parts of it are there already" in result.stderr.replace("\n", " ")


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--over", "markt=0:1"), "There is no lever or parameter 'markt'; did you mean"),
        (("--outcome", "fears"), "There is no outcome 'fears'; did you mean 'fear'"),
        (("--over", "surveillance", "--over", "campaign"), "one or two levers or parameters, not 3"),
        (("--from", "2005-01"), "2005-01 lies outside the scenario"),
    ],
)
def test_what_cannot_be_swept_is_said_in_a_sentence(options: tuple[str, ...], told: str):
    assert told in refused(*ASKED, *options)
