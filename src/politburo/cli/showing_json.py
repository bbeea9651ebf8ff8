"""What `politburo show --json` prints: a resolved scenario as one object."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from politburo.scenario import PublicEvent, Scenario, month_name
from politburo.scenario.differences import differences
from politburo.scenario.overview import LeverCourse, ParameterValue, lever_courses, parameter_values, what_it_changes
from politburo.scenario.spans import Span, spans
from politburo.terms.declarations import Declaration


def as_object(scenario: Scenario, parent: Scenario | None) -> dict[str, Any]:
    """The scenario as plain data for JSON; months and days are text, and every lever and parameter is there."""
    return {
        "name": scenario.name,
        "title": scenario.title,
        "description": scenario.description,
        "country": scenario.country,
        "start": month_name(scenario.start),
        "end": month_name(scenario.end),
        "months": len(scenario.levers),
        "run": _run(scenario),
        "leader": {
            "logic": _steps(spans(scenario.logics, scenario.start)),
            "chooses": list(scenario.chooses),
            "holds": {name: month_name(month) for name, month in scenario.holds},
        },
        "levers": {course.name: _lever(course) for course in lever_courses(scenario)},
        "events": [_event(event) for event in scenario.events],
        "mechanisms_off": list(scenario.off),
        "parameters": {value.key: _parameter(value) for value in parameter_values(scenario)},
        "digest": scenario.digest(),
        "parent": None if parent is None else parent.name,
        "differs_from_parent": [] if parent is None else [asdict(found) for found in differences(parent, scenario)],
    }


def _run(scenario: Scenario) -> dict[str, Any]:
    return {
        "seed": scenario.seed,
        "runs": scenario.runs,
        "scale": scenario.scale,
        "draws_anew": [{"from": month_name(month), "seed": seed} for month, seed in scenario.draws_anew],
        "as_run": [{"until": month_name(month), "run": run} for month, run in scenario.as_run],
    }


def _lever(course: LeverCourse) -> dict[str, Any]:
    return _declared(course.declaration) | {
        "default": course.default,
        "steps": _steps(course.spans),
        "chosen_by_leader": [
            {"from": month_name(span.first), "to": month_name(span.last), "logic": span.value} for span in course.chosen
        ],
    }


def _event(event: PublicEvent) -> dict[str, Any]:
    return asdict(event) | {
        "day": event.day.isoformat(),
        "levers": dict(event.levers),
        "changes": what_it_changes(event),
    }


def _parameter(value: ParameterValue) -> dict[str, Any]:
    declaration = value.declaration
    return _declared(declaration) | {
        "source": declaration.source,
        "default": value.default,
        "value": value.value,
        "mechanism": declaration.mechanism,
        "off": value.off is not None,
    }


def _declared(declaration: Declaration) -> dict[str, Any]:
    return {
        "meaning": declaration.meaning,
        "unit": declaration.unit,
        "low": declaration.low,
        "high": declaration.high,
    }


def _steps(found: Iterable[Span]) -> list[dict[str, Any]]:
    return [{"from": month_name(span.first), "value": span.value} for span in found]
