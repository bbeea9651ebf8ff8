"""A resolved scenario as plain data for reading: each lever, event and parameter with what is declared of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from operator import attrgetter

from politburo.scenario.changes import PARAMETER_DECLARATIONS
from politburo.scenario.differences import parameter_key
from politburo.scenario.effects import lasting, passing
from politburo.scenario.months import calendar_month, month_name, month_of_effect
from politburo.scenario.resolve import LEVER_DEFAULTS
from politburo.scenario.scenario import PublicEvent, Scenario
from politburo.scenario.schema import LEVER_DECLARATIONS
from politburo.scenario.spans import Span, number, spans
from politburo.terms.declarations import Declaration
from politburo.terms.leaders import chosen_by
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


def what_it_changes(event: PublicEvent) -> str:
    """What a dated event does, in the words of a file: `campaign 0.5 for 3 months from 2012-01`; empty if nothing."""
    changes = list(_changes(event))
    acts = month_of_effect(event.day)
    later = f" from {month_name(acts)}" if acts != calendar_month(event.day) else ""
    return ", ".join(changes) + later if changes else ""


def _changes(event: PublicEvent) -> Iterator[str]:
    """What an event does, lever by lever, and for how long where that is not onward."""
    if event.kind == "succession":
        yield "a successor rules"
    yield from (f"{name} {number(value)}" for name, value in lasting(event).items())
    for_months = "for a month" if event.months in (None, 1) else f"for {event.months} months"
    yield from (f"{name} {number(value)} {for_months}" for name, value in passing(event).items())


def _chosen(scenario: Scenario, lever: str) -> Iterator[Span]:
    """The spans of months in which the leader chooses the lever, with the logic that does."""
    course = [
        logic if lever in scenario.chooses_at(month) and lever in chosen_by(logic) else None
        for month, logic in enumerate(scenario.logics, scenario.start)
    ]
    yield from (span for span in spans(course, scenario.start) if span.value is not None)
