"""What `politburo check` prints: that scenario files are fine, or everything that is wrong with them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import click

from politburo.scenario import Scenario, load
from politburo.scenario.checks import printable
from politburo.scenario.error_messages import problem_at, told
from politburo.scenario.resources import estimate, in_bytes
from politburo.scenario.writer import document_of
from politburo.terms.errors import Problem, ScenarioError
from politburo.terms.leaders import LEADER_NAMES


@dataclass(frozen=True, slots=True)
class Checked:
    """A file and the scenario in it; or, where it cannot be used, all that is wrong: as one text, and one by one."""

    file: str
    scenario: Scenario | None
    text: str = ""
    problems: tuple[Problem, ...] = ()


def check(files: Sequence[str], *, as_json: bool) -> bool:
    """Check the files and print what came out, errors on standard error; whether all are fine."""
    found = [examine(file) for file in files]
    if as_json:
        click.echo(json.dumps([_as_object(checked) for checked in found], indent=2))
    else:
        for checked in found:
            if checked.scenario is None:
                click.echo(checked.text, err=True)
            else:
                click.echo(f"{printable(checked.file)} is fine: {_size(checked.scenario)}")
    return all(checked.scenario for checked in found)


def examine(file: str) -> Checked:
    """Read a file as a run would, and import the leaders of other packages that it names."""
    try:
        scenario = load(file)
        unusable = list(_unusable_leaders(scenario))
        if unusable:
            raise told(file, unusable)
    except ScenarioError as error:
        return Checked(file, None, str(error), error.problems or (Problem(file, None, None, str(error)),))
    return Checked(file, scenario)


def _unusable_leaders(scenario: Scenario) -> Iterator[Problem]:
    """Why logics of other packages cannot be used; politburo's own always can."""
    for name in dict.fromkeys(scenario.logics):
        if name in LEADER_NAMES:
            continue
        from politburo.leader import logic_named

        try:
            logic_named(name)
        except ScenarioError as error:
            yield problem_at(document_of(scenario), ("leader", "logic"), printable(str(error)).removesuffix("."))


def _size(scenario: Scenario) -> str:
    """How much is simulated, and the results that it leaves on the disk."""
    needed = estimate(scenario)
    runs = "one run" if needed.runs == 1 else f"{needed.runs} runs"
    months = "one month" if needed.months == 1 else f"{needed.months} months"
    return f"{months}, {runs}, about {in_bytes(needed.disk)} of results"


def _as_object(checked: Checked) -> dict[str, Any]:
    """What came out of one file, for editors and scripts; `disk` is in bytes."""
    needed = estimate(checked.scenario) if checked.scenario else None
    return {
        "file": checked.file,
        "fine": checked.scenario is not None,
        "months": needed.months if needed else None,
        "runs": needed.runs if needed else None,
        "disk": needed.disk if needed else None,
        "errors": [asdict(problem) for problem in checked.problems],
    }
