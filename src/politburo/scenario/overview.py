"""A resolved scenario for reading: each lever and parameter with what is declared of it."""

from __future__ import annotations

from dataclasses import dataclass
from operator import attrgetter

from politburo.scenario.months import Span, extent, month_name, number, spans
from politburo.scenario.scenario import Scenario
from politburo.scenario.schema import LEVER_DECLARATIONS, LEVER_DEFAULTS, PARAMETER_DECLARATIONS
from politburo.terms.declarations import Declaration
from politburo.terms.leaders import LEADER_NAMES
from politburo.terms.mechanisms import strengths
from politburo.terms.parameters import Parameters

MOST_STEPS = 6
"""Steps of a lever that are listed one by one."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """Stands for the value of a lever that the leader chooses himself, by a logic of rule."""

    logic: str

    @property
    def words(self) -> str:
        """Who chooses; what the logic of another package chooses is not known beforehand."""
        may = "" if self.logic in LEADER_NAMES else "may be "
        return f"{may}chosen by the leader ({self.logic})"


@dataclass(frozen=True, slots=True)
class LeverCourse:
    """A lever through the months: `in_force` holds what decides it, a value or that the leader chooses it.

    `start` is its value in the first month: where he chooses it from then on, what he starts from.
    """

    name: str
    declaration: Declaration
    default: float
    start: float
    in_force: tuple[Span, ...]

    @property
    def words(self) -> tuple[str, ...]:
        """The value, or its steps, or a summary of many steps; then when the leader chooses the lever."""
        given = [span for span in self.in_force if not isinstance(span.value, Chosen)]
        values = [span.value for span in given]
        if not given:
            said = [f"starts from {number(self.start)}"]
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
        return len(self.in_force) == 1 and self.in_force[0].value == self.default


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
    courses = in_force(scenario, range(scenario.start, scenario.end + 1))
    return tuple(
        LeverCourse(
            name,
            declaration,
            LEVER_DEFAULTS[name],
            getattr(scenario.levers[0], name),
            spans(courses[name], scenario.start),
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


def in_force(scenario: Scenario, months: range) -> dict[str, list[float | Chosen]]:
    """What decides each lever in each of the months: the value that the scenario gives it, or the leader."""
    courses: dict[str, list[float | Chosen]] = {name: [] for name in LEVER_DECLARATIONS}
    for month in months:
        levers, chosen = scenario.levers_at(month), scenario.chosen_at(month)
        leader = Chosen(scenario.logics[month - scenario.start])
        for name, course in courses.items():
            course.append(leader if name in chosen else getattr(levers, name))
    return courses


def parameter_key(path: str) -> str:
    """The name of a parameter as a file has it: `parameters.fear.horizon`, `record.seen_1`.

    Files and people name the record by itself, since it changes nothing that happens.
    """
    return path if path.startswith("record.") else f"parameters.{path}"
