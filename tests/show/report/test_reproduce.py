"""How a run is made again: a command that makes the same run."""

import shlex
from dataclasses import replace

import pytest

from politburo.ask.run.results import Results
from politburo.cli.run import run
from politburo.run.plan import file_name
from politburo.scenario import Scenario, adapt, load, with_levers
from politburo.show.report.reproduce import command

from ..imagined import Imagined, imagined

EXAMPLE = load("example")


def of(scenario: Scenario) -> Results:
    """Imagined results of a scenario."""
    return Imagined.of(imagined(), scenario=scenario)


@pytest.mark.parametrize(
    "scenario", [EXAMPLE, adapt(EXAMPLE, runs=3, seed=7, scale=0.25, until="2003-06"), load("no-summit")]
)
def test_the_command_of_a_scenario_of_the_library_asks_for_the_same_scenario(scenario: Scenario):
    program, called, name, *options = shlex.split(command(of(scenario)))
    assert (program, called) == ("politburo", "run")
    asked = run.make_context("run", [name, *options]).params
    wanted = {key: asked[key] for key in ("runs", "seed", "until", "scale")}
    assert adapt(load(asked["scenario"]), **wanted).digest() == scenario.digest()
    assert asked["runs"] == scenario.runs


def test_a_scenario_that_is_not_in_the_library_is_run_from_its_resolved_file():
    assert command(of(with_levers(EXAMPLE, rents=0.5))) == "politburo run scenario.toml --runs 8"
    assert command(of(replace(EXAMPLE, name="mine"))) == "politburo run scenario.toml --runs 8"


def test_files_are_named_by_the_scenario_whatever_its_name():
    assert file_name(replace(EXAMPLE, name="../a <b>/c")) == "a-b-c"
    assert file_name(replace(EXAMPLE, name="?")) == "scenario"
