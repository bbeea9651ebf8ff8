"""How a run is made again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from politburo.scenario import adapt, load, month_name, scenario_names

if TYPE_CHECKING:
    from politburo.ask.run.results import Results
    from politburo.scenario import Scenario


def command(results: Results) -> str:
    """The command that makes the same run: by name where the library has the scenario, else from the resolved file."""
    scenario = results.scenario
    named = _of_the_library(scenario)
    if named is None:
        return f"politburo run scenario.toml --runs {scenario.runs}"
    options = [f"--runs {scenario.runs}", f"--seed {scenario.seed}"]
    options += [f"--until {month_name(scenario.end)}"] if scenario.end != named.end else []
    options += [f"--scale {scenario.scale:g}"] if scenario.scale != named.scale else []
    return " ".join(["politburo run", named.name, *options])


def _of_the_library(scenario: Scenario) -> Scenario | None:
    """The scenario of the library that this one is, but for runs, seed, scale and last month; None where it is none."""
    if scenario.name not in scenario_names():
        return None
    named = load(scenario.name)
    if not named.start <= scenario.end <= named.end:
        return None
    until = month_name(scenario.end)
    same = adapt(named, runs=scenario.runs, seed=scenario.seed, scale=scenario.scale, until=until)
    return named if same.digest() == scenario.digest() else None
