"""A sweep holds every run at one end against the same run at the other; its page says what works."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import numpy as np
import pytest

import politburo as pb
from politburo.ask.sweep import plan, sweep
from politburo.cli.commands import politburo
from politburo.scenario import load, with_off
from politburo.terms.errors import ScenarioError, UsageError
from tests.ask.sweep.swept import made, with_regions
from tests.run.experiment.made_up import BASE, Simulation

pytestmark = pytest.mark.slow

PAGE = (Path(__file__).parents[3] / "docs" / "sweeps.md").read_text(encoding="utf-8")


def test_the_effect_of_a_factor_is_the_paired_difference_between_its_ends(tmp_path: Path):
    found = made(tmp_path, {"sanctions": "0:1:3"}).effect("sanctions", "fear")
    assert found.difference == pytest.approx(1, abs=1e-5)
    assert found.high - found.low < 1e-5  # what is common to both ends cancels
    assert found.at_high - found.at_low == pytest.approx(found.difference)
    assert (found.pairs, found.finding) == (4, "distinguishable")


def test_on_a_grid_the_other_factor_is_averaged_over(tmp_path: Path):
    done = made(tmp_path, ["sanctions=0:1:3", "fear.horizon=1:3:3"])
    assert done.effect("sanctions", "fear").difference == pytest.approx(1, abs=1e-5)
    assert done.effect("fear.horizon", "fear").difference == pytest.approx(2, abs=1e-5)


def test_spread_points_are_held_against_each_other_by_quarters(tmp_path: Path):
    done = made(tmp_path, ["sanctions=0:1", "fear.horizon=1:3"], points=64, runs=2)
    assert done.effect("sanctions", "fear").difference == pytest.approx(0.75, abs=0.1)
    assert done.effect("fear.horizon", "fear").difference == pytest.approx(1.5, abs=0.2)
    with pytest.raises(UsageError, match="'surveillance' is not varied"):
        done.effect("surveillance", "fear")


def test_a_run_that_is_missing_at_an_end_is_no_pair(tmp_path: Path):
    done = made(
        tmp_path, {"sanctions": "0:1:3"}, fails=lambda scenario, run: scenario.levers[-1].sanctions == 1 and run == 2
    )
    assert done.effect("sanctions", "fear").pairs == 3
    assert len(done.failures) == 1
    assert (
        "1 run is missing everywhere below. Run 2 of scenario 'example' (seed 1) with sanctions = 1 failed"
        in done.warnings[0]
    )


def test_one_run_has_a_difference_but_no_interval(tmp_path: Path):
    found = made(tmp_path, {"sanctions": "0:1:3"}, runs=1).effect("sanctions", "fear")
    assert found.difference == pytest.approx(1, abs=1e-5)
    assert np.isnan([found.low, found.high]).all()
    assert found.finding == "one pair, so no interval"


def test_asking_for_other_outcomes_simulates_nothing(tmp_path: Path):
    first = made(tmp_path, {"sanctions": "0:1:3"})
    again = made(tmp_path, {"sanctions": "0:1:3"}, outcomes=["grievance"], fails=lambda _scenario, _run: True)
    assert again.results.fingerprint == first.results.fingerprint
    assert again.outcomes == ("grievance",)
    assert pb.open_experiment(tmp_path).provenance.fingerprint == first.results.fingerprint


def test_without_more_said_a_grid_goes_over_the_whole_range():
    one, two = plan(BASE, ["market"]), plan(BASE, ["market", "elite_weight"])
    assert one.experiment.points[:, 0].tolist() == [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1]
    assert len(two.experiment.points) == 49
    assert one.experiment.runs == BASE.runs


def test_every_point_of_a_region_lies_in_its_range(tmp_path: Path):
    done = with_regions(tmp_path)
    fear = done.results.mean("fear")
    assert [name == "calm" for name in done.placed.names] == (fear < 2.9).tolist()
    assert {"calm", "afraid"} == set(done.placed.names)
    assert all(0 < share <= 1 for share in done.placed.agreement)
    rows = [row for row in done.table("outcomes").records() if row["outcome"] == "fear"]
    assert [row["region"] for row in rows] == list(done.placed.names)


@pytest.mark.parametrize(
    ("over", "how", "told"),
    [
        (None, {}, "Nothing is varied"),
        ([], {}, "Nothing is varied"),
        (["market", "surveillance", "campaign"], {}, "one or two levers or parameters, not 3"),
        (["market"], {"outcomes": ["happiness"]}, "There is no outcome 'happiness'"),
        (["market"], {"start": "1999-01"}, "lies outside the scenario"),
        (["market"], {"points": 0}, "number of points is 0"),
        (["market"], {"runs": 0}, "number of runs cannot be used"),
        (["fear.horizon"], {"start": "2000-06"}, r"'fear\.horizon' would change for the whole run"),
    ],
)
def test_what_cannot_be_swept_is_refused(tmp_path: Path, over: list[str] | None, how: dict, told: str):
    with pytest.raises(UsageError, match=told):
        made(tmp_path / "none", over, **how)
    assert not (tmp_path / "none").exists()


def test_what_can_change_nothing_is_not_swept(tmp_path: Path):
    off = with_off(BASE, "external_restraint")
    with pytest.raises(UsageError, match="would change nothing"):
        sweep(off, ["govern.competence_cost"], out=tmp_path / "none")


def test_the_leaders_map_is_a_sweep_of_the_two_weights():
    asked = plan("leaders-map")
    assert [one.name for one in asked.factors] == ["govern.public_weight", "govern.elite_weight"]
    assert asked.base.parameters == load("north-korea").parameters
    assert asked.base.logics[-1] == "strategic"
    assert {region.name for region in asked.regions} == {"carrot", "stick", "carrot and stick", "neither"}
    assert plan("leaders-map", runs=2, scale=0.5).base.scale == 0.5
    with pytest.raises(UsageError, match="says itself what it goes over"):
        plan("leaders-map", ["market"])
    with pytest.raises(UsageError, match="says itself what it goes over, and from when"):
        plan("leaders-map", start="2014-01")


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('title = "Calm and afraid"', "", "title"),
        ("runs = 3", 'runs = "three"', "runs"),
        ("runs = 3", "rnus = 3", "rnus"),
        ('"0:1:3"', '"0:7:3"', r"7\.0 lies outside"),
        ('"grievance"]', '"grief"]', "There is no outcome 'grief'"),
        ("below = 2.9", "under = 2.9", "under"),
        ("{ fear = { below = 2.9 } }", "{ fear = { from = 3, below = 2 } }", "range of 'fear' is empty"),
        ('name = "calm"', 'name = "other"', "belongs to no region"),
        ('scenario = "example"', 'scenario = "exmaple"', "did you mean 'example'"),
    ],
)
def test_a_file_that_cannot_be_used_says_where_and_why(tmp_path: Path, old: str, new: str, told: str):
    with_regions(tmp_path)
    file = tmp_path / "calm.toml"
    assert old in file.read_text()
    file.write_text(file.read_text().replace(old, new, 1))
    with pytest.raises((UsageError, ScenarioError), match=told):
        plan(file)


def test_a_scenario_beside_a_sweep_is_found(tmp_path: Path):
    with_regions(tmp_path)
    (tmp_path / "mine.toml").write_text('extends = "example"\ntitle = "Mine"\n')
    file = tmp_path / "calm.toml"
    file.write_text(file.read_text().replace('"example"', '"mine.toml"'))
    assert plan(file).base.title == "Mine"


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)


def test_the_python_of_the_page_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    simulation = Simulation().used(monkeypatch)
    [block] = blocks("python")
    exec(block, {})
    assert len(simulation.asked) == 33


@pytest.mark.parametrize("typed", re.findall(r"^politburo (.*)$", "\n".join(blocks("sh")), re.MULTILINE))
def test_the_commands_of_the_page_can_be_performed(typed: str):
    name, *words = shlex.split(typed)
    said = politburo.commands[name].make_context(name, words).params
    asked = plan(
        said["scenario"],
        list(said["over"]) or None,
        start=said["start"],
        outcomes=said["outcomes"],
        points=said["points"],
        runs=said["runs"],
        scale=said["scale"],
    )
    asked.experiment.check()


def test_the_file_of_the_page_can_be_swept(tmp_path: Path):
    [written] = blocks("toml")
    (tmp_path / "mine.toml").write_text(written)
    asked = plan(tmp_path / "mine.toml")
    asked.experiment.check()
    assert [region.name for region in asked.regions] == ["calm"]
