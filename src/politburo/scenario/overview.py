"""A resolved scenario for reading: each lever and parameter with what is declared of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from operator import attrgetter

from politburo.scenario.differences import Chosen, parameter_key
from politburo.scenario.months import Span, extent, month_name, number, spans
from politburo.scenario.resolution import LEVER_DEFAULTS
from politburo.scenario.scenario import Scenario
from politburo.scenario.schema import LEVER_DECLARATIONS, PARAMETER_DECLARATIONS
from politburo.terms.declarations import Declaration
from politburo.terms.mechanisms import strengths
from politburo.terms.parameters import Parameters

MOST_STEPS = 6
"""Steps of a lever that are listed one by one."""


@dataclass(frozen=True, slots=True)
class LeverCourse:
    """A lever through the months: its spans of one value, and the spans in which the leader chooses it himself.

    Where he chooses, the value in the first of these months is what he starts from, and all others have no effect.
    """

    name: str
    declaration: Declaration
    default: float
    spans: tuple[Span, ...]
    chosen: tuple[Span, ...]

    @property
    def in_force(self) -> tuple[Span, ...]:
        """The spans of what decides the lever: a value, or that the leader chooses it."""
        months = range(self.spans[0].first, self.spans[-1].last + 1)
        values = [span.value for span in self.spans for _ in range(span.first, span.last + 1)]
        logics = {month: span.value for span in self.chosen for month in range(span.first, span.last + 1)}
        course = [
            Chosen(logics[month]) if month in logics else value for month, value in zip(months, values, strict=True)
        ]
        return spans(course, months.start)

    @property
    def words(self) -> tuple[str, ...]:
        """The value, or its steps, or a summary of many steps; then when the leader chooses the lever."""
        given = [span for span in self.in_force if not isinstance(span.value, Chosen)]
        values = [span.value for span in given]
        if not given:
            said = [f"starts from {number(self.spans[0].value)}"]
        elif len(set(values)) == 1:
            said = [number(values[0]) + (" (default)" if values[0] == self.default else "")]
        elif len(given) <= MOST_STEPS:
            said = [f"{number(span.value)} from {month_name(span.first)}" for span in given]
        else:
            ends = f"{number(values[0])} to {number(values[-1])}"
            said = [f"{ends} in {len(given)} steps within {extent(values)}"]
        chosen = (span for span in self.in_force if isinstance(span.value, Chosen))
        return (*said, *(f"{span.value.words} {span.months}" for span in chosen))

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
