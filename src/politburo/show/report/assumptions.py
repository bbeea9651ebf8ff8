"""What a run assumes, for the report: what differs from its parent, levers, dated events, and every parameter."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from politburo.answer import Column, Row, Table
from politburo.scenario import load, parent_of, scenario_names
from politburo.scenario.differences import differences
from politburo.scenario.months import number, spans
from politburo.scenario.overview import ParameterValue, lever_courses, parameter_values
from politburo.terms.mechanisms import MECHANISMS

if TYPE_CHECKING:
    from politburo.scenario import Scenario


def parent(scenario: Scenario) -> Scenario | None:
    """What the scenario is compared with: the one that it extends, else the one of the library that has its name."""
    found = parent_of(scenario)
    if found is None and scenario.parent is None and scenario.name in scenario_names():
        return load(scenario.name)
    return found


def differences_table(scenario: Scenario, other: Scenario) -> Table:
    """What differs from another scenario."""
    rows = tuple((it.where, it.what, it.months, it.a, it.b) for it in differences(other, scenario))
    columns = ("what", "meaning", "months", f"in {other.name}", "here")
    return _table("differences", f"What differs from the scenario {other.name}", columns, rows)


def parameters_table(scenario: Scenario) -> Table:
    """Every parameter with its meaning, value, default, unit, range, source and mechanism."""
    rows = tuple(
        (
            entry.key,
            entry.declaration.meaning,
            _value(entry),
            _unit(entry.declaration.unit),
            f"{number(entry.declaration.low)} to {number(entry.declaration.high)}",
            entry.declaration.source,
            entry.declaration.mechanism or "",
        )
        for entry in parameter_values(scenario)
    )
    columns = ("parameter", "meaning", "value", "unit", "plausible range", "source", "mechanism")
    return _table("parameters", "Parameters", columns, rows, right=("value",))


def levers_table(scenario: Scenario) -> Table:
    """Every lever with its course over the months, and when the leader chooses it."""
    rows = tuple(
        (
            course.name,
            course.declaration.meaning,
            "; ".join(course.words),
            _unit(course.declaration.unit),
            f"{number(course.declaration.low)} to {number(course.declaration.high)}",
        )
        for course in lever_courses(scenario)
    )
    columns = ("lever", "meaning", "value", "unit", "range")
    return _table("levers", "Levers, with what the dated events do to them", columns, rows)


def events_table(scenario: Scenario) -> Table:
    """The dated public events with what they do in the model."""
    rows = tuple((event.day.isoformat(), event.label, event.kind, event.changes) for event in scenario.events)
    return _table("dated_events", "Dated public events", ("date", "event", "kind", "what it does"), rows)


def switched_off(scenario: Scenario) -> Table:
    """The mechanisms that are switched off."""
    off = (entry for entry in MECHANISMS if entry.name in scenario.off)
    rows = tuple((entry.name, entry.meaning, entry.phase, entry.reference) for entry in off)
    return _table("switched_off", "Mechanisms switched off", ("mechanism", "meaning", "phase", "reference"), rows)


def logics(scenario: Scenario) -> str:
    """The leader's logics, each with the months in which it rules."""
    found = spans(scenario.logics, scenario.start)
    return str(found[0].value) if len(found) == 1 else ", ".join(f"{span.value} {span.months}" for span in found)


def _table(name: str, title: str, columns: Sequence[str], rows: Sequence[Row], *, right: Sequence[str] = ()) -> Table:
    """A table of texts; those of columns in `right` are aligned there."""
    made = tuple(Column(column, format="number" if column in right else "text") for column in columns)
    return Table(name, title, made, rows, simulated=False)


def _value(entry: ParameterValue) -> str:
    if entry.off:
        return f"{number(entry.value)} ({entry.off} is off)"
    return number(entry.value) + (f" (default {number(entry.default)})" if entry.changed else "")


def _unit(unit: str) -> str:
    return "" if unit == "1" else unit
