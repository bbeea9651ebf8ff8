"""A resolved scenario as plain data for reading: each lever, event and parameter with what is declared of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from operator import attrgetter
from typing import Any

from politburo.scenario.differences import differences, parameter_key
from politburo.scenario.events import PublicEvent
from politburo.scenario.months import Span, month_name, spans
from politburo.scenario.resolution import LEVER_DEFAULTS
from politburo.scenario.scenario import Scenario
from politburo.scenario.schema import LEVER_DECLARATIONS, PARAMETER_DECLARATIONS
from politburo.terms.declarations import Declaration
from politburo.terms.mechanisms import strengths
from politburo.terms.parameters import Parameters


@dataclass(frozen=True, slots=True)
class LeverCourse:
    """A lever through the months: its spans of one value, and the spans in which the leader chooses it himself.

    Where he chooses, the value is what he is given to start from.
    """

    name: str
    declaration: Declaration
    default: float
    spans: tuple[Span, ...]
    chosen: tuple[Span, ...]

    @property
    def at_default(self) -> bool:
        """Whether the lever has its default value throughout and nobody moves it."""
        return not self.chosen and len(self.spans) == 1 and self.spans[0].value == self.default


@dataclass(frozen=True, slots=True)
class ParameterValue:
    """A parameter by its key in a file; `off` names the mechanism that is switched off and sets it, if one is."""

    key: str
    declaration: Declaration
    default: float
    value: float
    off: str | None

    @property
    def changed(self) -> bool:
        """Whether the scenario sets it itself; a mechanism that is switched off does not count."""
        return self.off is None and self.value != self.default


def lever_courses(scenario: Scenario) -> tuple[LeverCourse, ...]:
    """Every lever through the months, in the order in which levers are declared."""
    return tuple(
        LeverCourse(
            name,
            declaration,
            LEVER_DEFAULTS[name],
            spans([getattr(levers, name) for levers in scenario.levers], scenario.start),
            tuple(_chosen(scenario, name)),
        )
        for name, declaration in LEVER_DECLARATIONS.items()
    )


def parameter_values(scenario: Scenario) -> tuple[ParameterValue, ...]:
    """Every parameter, in the order in which parameters are declared."""
    defaults = Parameters()
    off = {f"{phase}.{name}": mechanism for mechanism in scenario.off for phase, name, _ in strengths(mechanism)}
    return tuple(
        ParameterValue(
            parameter_key(path),
            declaration,
            attrgetter(path)(defaults),
            attrgetter(path)(scenario.parameters),
            off.get(path),
        )
        for path, declaration in PARAMETER_DECLARATIONS.items()
    )


def _chosen(scenario: Scenario, lever: str) -> Iterator[Span]:
    """The spans of months in which the leader chooses the lever, with the logic that does."""
    course = [
        logic if lever in scenario.chosen_at(month) else None
        for month, logic in enumerate(scenario.logics, scenario.start)
    ]
    yield from (span for span in spans(course, scenario.start) if span.value is not None)


def as_data(scenario: Scenario, parent: Scenario | None) -> dict[str, Any]:
    """The scenario as plain data for JSON; months and days are text, and every lever and parameter is there."""
    courses = lever_courses(scenario)
    return {
        "name": scenario.name,
        "title": scenario.title,
        "description": scenario.description,
        "country": scenario.country,
        "start": month_name(scenario.start),
        "end": month_name(scenario.end),
        "months": len(scenario.levers),
        "run": {
            "seed": scenario.seed,
            "runs": scenario.runs,
            "scale": scenario.scale,
            "draws_anew": [{"from": month_name(month), "seed": seed} for month, seed in scenario.draws_anew],
            "as_run": [{"until": month_name(month), "run": run} for month, run in scenario.as_run],
        },
        "leader": {
            "logic": _steps(spans(scenario.logics, scenario.start)),
            "chooses": [course.name for course in courses if course.chosen],
            "holds": {name: month_name(month) for name, month in scenario.holds},
        },
        "levers": {course.name: _lever_data(course) for course in courses},
        "events": [_event_data(event) for event in scenario.events],
        "mechanisms_off": list(scenario.off),
        "parameters": {value.key: _parameter_data(value) for value in parameter_values(scenario)},
        "digest": scenario.digest(),
        "parent": None if parent is None else parent.name,
        "differs_from_parent": [] if parent is None else [asdict(found) for found in differences(parent, scenario)],
    }


def _lever_data(course: LeverCourse) -> dict[str, Any]:
    return _declared(course.declaration) | {
        "default": course.default,
        "steps": _steps(course.spans),
        "chosen_by_leader": [
            {"from": month_name(span.first), "to": month_name(span.last), "logic": span.value} for span in course.chosen
        ],
    }


def _event_data(event: PublicEvent) -> dict[str, Any]:
    return asdict(event) | {
        "day": event.day.isoformat(),
        "levers": dict(event.levers),
        "modelled": event.is_modelled,
        "changes": event.changes,
    }


def _parameter_data(value: ParameterValue) -> dict[str, Any]:
    declaration = value.declaration
    return _declared(declaration) | {
        "source": declaration.source,
        "default": value.default,
        "value": value.value,
        "mechanism": declaration.mechanism,
        "off": value.off is not None,
    }


def _declared(declaration: Declaration) -> dict[str, Any]:
    return {name: getattr(declaration, name) for name in ("meaning", "unit", "low", "high")}


def _steps(found: Iterable[Span]) -> list[dict[str, Any]]:
    return [{"from": month_name(span.first), "value": span.value} for span in found]
