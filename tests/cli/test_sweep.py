"""`politburo sweep` as a user sees it, and the list of outcomes."""

import json
from pathlib import Path

import pytest

from politburo.run.outcomes import OUTCOMES
from tests.cli.calling import call, printed, refused
from tests.run.experiment.made_up import Simulation

ASKED = ("sweep", "example", "--until", "2000-12", "--runs", "3", "--over", "sanctions=0:1:3")


@pytest.fixture(autouse=True)
def simulation(monkeypatch: pytest.MonkeyPatch) -> Simulation:
    return Simulation().used(monkeypatch)


def test_it_shows_effects_words_and_where_everything_is(tmp_path: Path):
    said = printed(*ASKED, "--outcome", "fear", "--out", str(tmp_path / "out"))
    assert "An invented country, 3 points × 3 runs" in said
    assert "sanctions" in said
    assert "+1.00 [+1.00, +1.00]" in said
    *_, png, svg, points, effects, folder = said.splitlines()
    files = [Path(line.partition(": ")[2]) for line in (png, svg, points, effects)]
    assert [file.name for file in files] == ["picture.png", "picture.svg", "outcomes.csv", "effects.csv"]
    assert all(file.stat().st_size > 100 for file in files)
    assert folder == f"folder: {tmp_path / 'out'}"


def test_json_is_one_object(tmp_path: Path, simulation: Simulation):
    said = json.loads(printed(*ASKED, "--over", "fear.horizon=1:3:2", "--out", str(tmp_path), "--json"))
    assert (said["runs"], said["seed"], said["missing"], said["failures"]) == (3, 1, 0, [])
    assert len(said["points"]) == 6 * 6
    assert {row["factor"] for row in said["effects"]} == {"sanctions", "fear.horizon"}
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
    assert "1 runs are missing" in result.stdout


def test_a_long_sweep_says_beforehand_how_long_it_takes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("politburo.cli.sweeping.LONG", 100)
    monkeypatch.setattr("politburo.cli.pacing._seconds_a_month", lambda _country, _scale: 3.0)
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


def test_all_outcomes_are_listed_with_units_and_meanings():
    lines = printed("outcomes").splitlines()
    assert [line.split()[0] for line in lines] == list(OUTCOMES)
    assert all(
        one.meaning in line and (one.unit == "1" or one.unit in line)
        for one, line in zip(OUTCOMES.values(), lines, strict=True)
    )
