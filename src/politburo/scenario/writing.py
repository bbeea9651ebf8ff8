"""A resolved scenario as TOML that people can read and `load` reads back to an equal scenario."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, fields
from typing import Any

from politburo.scenario.files import HEADER
from politburo.scenario.months import month_name
from politburo.scenario.resolve import LEVER_DEFAULTS
from politburo.scenario.scenario import PublicEvent, Scenario
from politburo.scenario.schema import LABEL, LINE, LINES
from politburo.terms.errors import UsageError
from politburo.terms.mechanisms import without
from politburo.terms.parameters import Parameters


def to_toml(scenario: Scenario) -> str:
    """The scenario as the text of a file; levers and parameters at their default values are left out.

    Raises UsageError for a text in it that no file may hold, such as a title with control characters.
    """
    _check_texts(scenario)
    return HEADER + "\n".join(_lines(scenario)) + "\n"


def _check_texts(scenario: Scenario) -> None:
    texts = [("name", scenario.name, LINE), ("title", scenario.title, LINE)]
    texts += [("description", scenario.description, LINES), ("parent", scenario.parent or "none", LINE)]
    texts += [("label of an event", event.label, LABEL) for event in scenario.events]
    for what, text, check in texts:
        try:
            check(text)
        except ValueError as error:
            raise UsageError(f"The {what} of the scenario cannot be written: {error}.") from None


def _lines(scenario: Scenario) -> Iterator[str]:
    values = {key: getattr(scenario, key) for key in ("name", "title", "description", "country")}
    values |= {"start": month_name(scenario.start), "end": month_name(scenario.end), "resolved": True}
    values |= {} if scenario.parent is None else {"parent": scenario.parent}
    yield from (f"{key} = {_written(value)}" for key, value in values.items())
    yield "\n[run]"
    seeds = [scenario.seed_at(month) for month in range(scenario.start, scenario.end + 1)]
    yield f"seed = {_steps(seeds, scenario.start)}"
    yield from (f"{key} = {_written(getattr(scenario, key))}" for key in ("runs", "scale"))
    if scenario.as_run:
        shared = (f"{{ until = {_written(month_name(last))}, run = {run} }}" for last, run in scenario.as_run)
        yield f"as_run = [{', '.join(shared)}]"
    yield "\n[leader]"
    yield f"logic = {_steps(scenario.logics, scenario.start)}"
    yield f"chooses = {_written(list(scenario.chooses))}"
    if scenario.holds:
        held = (f"{name} = {_written(month_name(month))}" for name, month in scenario.holds)
        yield f"holds = {{ {', '.join(held)} }}"
    yield "\n[levers]"
    for name, default in LEVER_DEFAULTS.items():
        course = [getattr(levers, name) for levers in scenario.levers]
        if any(value != default for value in course):
            yield f"{name} = {_steps(course, scenario.start)}"
    yield "\n[mechanisms]"
    yield from (f"{name} = false" for name in scenario.off)
    yield from _parameters(scenario)
    for event in scenario.events:
        yield from _event(event)


def _parameters(scenario: Scenario) -> Iterator[str]:
    """The parameters that differ from what they are with the same mechanisms off."""
    usual = without(Parameters(), scenario.off)
    for phase in fields(Parameters):
        ours, theirs = asdict(getattr(scenario.parameters, phase.name)), asdict(getattr(usual, phase.name))
        changed = {name: value for name, value in ours.items() if value != theirs[name]}
        if changed:
            yield "\n[record]" if phase.name == "record" else f"\n[parameters.{phase.name}]"
            yield from (f"{name} = {_written(value)}" for name, value in changed.items())


def _event(event: PublicEvent) -> Iterator[str]:
    yield "\n[[events]]"
    yield f"date = {_written(event.day.isoformat())}"
    for key in ("kind", "label", "value", "months"):
        if getattr(event, key) is not None:
            yield f"{key} = {_written(getattr(event, key))}"
    if event.levers:
        yield f"levers = {{ {', '.join(f'{name} = {_written(value)}' for name, value in event.levers)} }}"


def _steps(course: Sequence[Any], start: int) -> str:
    """One value where the course never changes, else a list of steps, one a line."""
    changes = [position for position, value in enumerate(course) if position == 0 or value != course[position - 1]]
    if len(changes) == 1:
        return _written(course[0])
    steps = (f"  {{from = {_written(month_name(start + p))}, value = {_written(course[p])}}},\n" for p in changes)
    return "[\n" + "".join(steps) + "]"


def _written(value: Any) -> str:
    """A TOML value. JSON spells numbers, booleans, lists and texts as TOML does, but for line ends and DEL."""
    if isinstance(value, str) and "\n" in value:
        return '"""\n' + "\n".join(_written(line)[1:-1] for line in value.split("\n")) + '"""'
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
