"""What `politburo check` prints: that scenario files are fine, or everything that is wrong with them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

import click

from politburo.scenario import Scenario, load
from politburo.scenario.checks import printable
from politburo.terms.errors import Problem, ScenarioError
from politburo.terms.leaders import LEADER_NAMES


@dataclass(frozen=True, slots=True)
class Checked:
    """A file, the scenario in it where there is one, and what is wrong: as one text, and one by one."""

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
            if checked.text:
                click.echo(checked.text, err=True)
            else:
                click.echo(f"{printable(checked.file)} is fine: {_size(checked)}")
    return not any(checked.text for checked in found)


def examine(file: str) -> Checked:
    """Read a file as a run would, and import the leaders of other packages that it names."""
    try:
        scenario = load(file)
    except ScenarioError as error:
        problems = error.problems or (Problem(file, None, None, str(error)),)
        return Checked(file, None, str(error), problems)
    unusable = [sentence for name in dict.fromkeys(scenario.logics) if (sentence := _unusable(name))]
    problems = tuple(Problem(file, None, "leader.logic", sentence) for sentence in unusable)
    text = "\n".join(f"{printable(file)}: leader.logic: {printable(sentence)}" for sentence in unusable)
    return Checked(file, scenario, text, problems)


def _unusable(logic: str) -> str:
    """Why another package's logic cannot be used; empty if it can, or is politburo's own."""
    if logic in LEADER_NAMES:
        return ""
    from politburo.leader import logic_named

    try:
        logic_named(logic)
    except ScenarioError as error:
        return str(error)
    return ""


def _size(checked: Checked) -> str:
    scenario = checked.scenario
    assert scenario is not None
    runs = "one run" if scenario.runs == 1 else f"{scenario.runs} runs"
    months = "one month" if len(scenario.levers) == 1 else f"{len(scenario.levers)} months"
    return f"{months}, {runs}"


def _as_object(checked: Checked) -> dict[str, Any]:
    """What came out of one file, for editors and scripts."""
    scenario = checked.scenario
    return {
        "file": checked.file,
        "fine": not checked.text,
        "months": len(scenario.levers) if scenario else None,
        "runs": scenario.runs if scenario else None,
        "errors": [asdict(problem) for problem in checked.problems],
    }
