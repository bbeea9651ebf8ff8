"""What a run assumes, for the report: levers, dated events, mechanisms switched off, and every parameter's source."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, fields
from itertools import groupby
from typing import TYPE_CHECKING, Any

from politburo.scenario import month_name
from politburo.show.report.tables import Table
from politburo.terms.declarations import declared
from politburo.terms.levers import Levers
from politburo.terms.mechanisms import MECHANISMS
from politburo.terms.parameters import Parameters

if TYPE_CHECKING:
    from politburo.scenario import Scenario

MOST_STEPS = 6
"""Steps of a lever that are written out; of more only the range is said."""


def parameters_table(scenario: Scenario) -> Table:
    """Every parameter with its meaning, value, default, unit, range, source and mechanism."""
    rows, usual = [], Parameters()
    for phase in fields(Parameters):
        ours = asdict(getattr(scenario.parameters, phase.name))
        for name, said, default in declared(type(getattr(usual, phase.name))):
            value = ours[name]
            rows.append(
                (
                    f"{phase.name}.{name}",
                    said.meaning,
                    f"{value:g}" if value == default else f"{value:g} (default {default:g})",
                    _unit(said.unit),
                    f"{said.low:g} to {said.high:g}",
                    said.source,
                    said.mechanism or "",
                )
            )
    columns = ("parameter", "meaning", "value", "unit", "plausible range", "source", "mechanism")
    return Table("Parameters", columns, tuple(rows), ("value", "plausible range"))


def levers_table(scenario: Scenario) -> Table:
    """Every lever with its course over the months; those that the leader chooses are marked."""
    rows = []
    for name, said, default in declared(Levers):
        course = [getattr(levers, name) for levers in scenario.levers]
        chosen = " (chosen by the leader once his logic chooses)" if _is_chosen(scenario, name) else ""
        usual = " (default)" if set(course) == {default} else ""
        rows.append((name, said.meaning, _course(course, scenario.start) + usual + chosen, _unit(said.unit)))
    return Table("Levers", ("lever", "meaning", "course", "unit"), tuple(rows))


def events_table(scenario: Scenario) -> Table:
    """The dated public events with what they say to the model."""
    rows = tuple(
        (event.day.isoformat(), event.label, event.kind, _given(event.value), _given(event.months))
        for event in scenario.events
    )
    return Table("Dated public events", ("date", "event", "kind", "value", "months"), rows, ("value", "months"))


def switched_off(scenario: Scenario) -> Table:
    """The mechanisms that are switched off."""
    rows = tuple(
        (entry.name, entry.meaning, entry.phase, entry.reference) for entry in MECHANISMS if entry.name in scenario.off
    )
    return Table("Mechanisms switched off", ("mechanism", "meaning", "phase", "reference"), rows)


def logics(scenario: Scenario) -> str:
    """The leader's logics, each with the month from which it rules."""
    return "; ".join(_steps(scenario.logics, scenario.start))


def _is_chosen(scenario: Scenario, name: str) -> bool:
    return name in scenario.chooses and any(logic != "scripted" for logic in scenario.logics)


def _course(course: Sequence[float], start: int) -> str:
    steps = list(_steps([f"{value:g}" for value in course], start))
    if len(steps) <= MOST_STEPS:
        return "; ".join(steps)
    return f"{course[0]:g} to {course[-1]:g} in {len(steps)} steps, between {min(course):g} and {max(course):g}"


def _steps(course: Sequence[str], start: int) -> Iterator[str]:
    """What holds from when on; no month where it never changes."""
    at = 0
    runs = [(value, len(list(months))) for value, months in groupby(course)]
    for value, months in runs:
        yield value if len(runs) == 1 else f"{value} from {month_name(start + at)}"
        at += months


def _unit(unit: str) -> str:
    return "" if unit == "1" else unit


def _given(value: Any) -> str:
    return "" if value is None else f"{value:g}"
