"""A resolved scenario for reading: each lever and parameter with what is declared of it, and what differs from another.

Differences are plain data: the setting, the leader, levers month by month, events, rules. What counts is what is in
force: where the leader chooses a lever, that he does, and not the scenario's own value. Titles and descriptions are no
differences: they change nothing. Levers and logics are compared in the months that both scenarios have; that one is
longer is a difference of its own.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter
from typing import Any

from politburo.scenario.events import NOT_MODELLED, PublicEvent
from politburo.scenario.months import Span, extent, month_name, month_span, number, numbers, spans
from politburo.scenario.scenario import Scenario
from politburo.scenario.schema import LEVER_DECLARATIONS, LEVER_DEFAULTS, PARAMETER_DECLARATIONS
from politburo.terms.checks import meaning_and_unit, printable
from politburo.terms.declarations import Declaration
from politburo.terms.errors import UsageError
from politburo.terms.leaders import LEADER_NAMES
from politburo.terms.mechanisms import MECHANISMS, strengths
from politburo.terms.parameters import Parameters
from politburo.terms.words import AT_DEFAULTS

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


ABSENT = "none"
"""Stands for an event that one of the two does not have."""

MOST_SPANS = 6
"""Spans of months that are listed one by one; of more, the lowest and highest values are given."""

NOTHING = "none"
"""Stands for no lever at all."""

Mean = Callable[[str, int, int], float]
"""The mean of a lever, by its name, over runs and months, from a first month to a last one (numbers); NaN: unknown."""

Means = tuple[Mean | None, Mean | None]


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that differs.

    `where` names it as a file does (`levers.market_tolerance`), `what` says it in words with its unit, `months` are
    those in which it differs (empty where it is no matter of months), and `a` and `b` are what each scenario has.
    """

    where: str
    what: str
    months: str
    a: str
    b: str

    @property
    def name(self) -> str:
        """What differs without the section of the file; the label of an event."""
        section, _, name = self.where.partition(".")
        return name or section

    @property
    def change(self) -> str:
        """The change in one line: `2012-01 to 2013-06: 0.35 → 0.1`."""
        return f"{self.months}: {self.a} → {self.b}" if self.months else f"{self.a} → {self.b}"


def differences(a: Scenario, b: Scenario, means: Means = (None, None)) -> tuple[Difference, ...]:
    """What differs between two scenarios, always in the same order; empty if nothing does.

    Of a lever that the leader chooses the scenario's own value is without effect, and not shown. `means` holds for each
    of the two what says which value it had on average, where runs are at hand.
    """
    found = [*_setting(a, b), *_leader(a, b), *_levers(a, b, means), *_events(a, b)]
    return (*found, *_mechanisms(a, b), *_parameters(a, b))


def event_in_words(event: PublicEvent) -> str:
    """A dated event without its label: `2013-12-06, recall home, 0.5`."""
    parts = [event.day.isoformat(), event.kind if event.is_modelled else NOT_MODELLED]
    parts += [number(event.value)] if event.value is not None else []
    parts += [f"{event.months} months"] if event.months is not None else []
    parts += [f"{name} {number(value)}" for name, value in event.levers]
    parts += [event.order.whom] if event.order is not None else []
    return ", ".join(parts)


def common_months(scenarios: Sequence[Scenario]) -> range:
    """The months that all of them have. Raises UsageError when there is none."""
    first, last = max(one.start for one in scenarios), min(one.end for one in scenarios)
    if first > last:
        spans = ", ".join(f"{one.name} {month_name(one.start)} to {month_name(one.end)}" for one in scenarios)
        raise UsageError(f"Scenarios that have no month in common cannot be compared: {printable(spans)}.")
    return range(first, last + 1)


def first_difference(a: Scenario, b: Scenario) -> int | None:
    """The first month in common from which the two ask for different things; None where they never do.

    What outsiders get to see of it all is left aside: it changes nothing that happens.
    """
    months = common_months([a, b])
    if _throughout(a) != _throughout(b):
        return months.start
    return next((month for month in months if _asked_in(a, month) != _asked_in(b, month)), None)


def _throughout(scenario: Scenario) -> tuple:
    parameters = replace(scenario.parameters, record=Parameters().record)
    return scenario.start, scenario.country, scenario.scale, scenario.households, parameters


def _asked_in(scenario: Scenario, month: int) -> tuple:
    logic, chosen = scenario.logics[month - scenario.start], set(scenario.chosen_at(month))
    chance = scenario.seed_at(month), scenario.run_at(-1, month)
    return scenario.levers_at(month), logic, chosen, month in scenario.successions, scenario.orders_at(month), chance


SETTING: tuple[tuple[str, str, Callable[[Scenario], str]], ...] = (
    ("country", "the country", attrgetter("country")),
    ("start", "first month", lambda scenario: month_name(scenario.start)),
    ("end", "last month", lambda scenario: month_name(scenario.end)),
    ("run.seed", "seed of chance", attrgetter("chance")),
    ("run.runs", "number of runs", lambda scenario: str(scenario.runs)),
    ("run.scale", "share of the country that is simulated", lambda scenario: number(scenario.scale)),
    ("run.households", "number of households that are simulated", attrgetter("households_in_words")),
    ("ensemble", "parameter sets of the runs", lambda scenario: printable(scenario.ensemble or AT_DEFAULTS)),
)


def _setting(a: Scenario, b: Scenario) -> Iterator[Difference]:
    for where, what, said in SETTING:
        if said(a) != said(b):
            yield Difference(where, what, "", said(a), said(b))


def _leader(a: Scenario, b: Scenario) -> Iterator[Difference]:
    """The logics of rule, and the levers that they do choose."""
    months = _common(a, b)
    for span in _differing(_cut(a, a.logics, months), _cut(b, b.logics, months), months.start):
        yield Difference("leader.logic", "logic of rule", span.months, *span.value)
    ours, theirs = ([one.chosen_at(month) for month in months] for one in (a, b))
    for span in _differing(ours, theirs, months.start):
        chosen = (", ".join(names) or NOTHING for names in span.value)
        yield Difference("leader.chooses", "levers that the leader chooses himself", span.months, *chosen)


def _levers(a: Scenario, b: Scenario, means: Means) -> Iterator[Difference]:
    months = _common(a, b)
    ours, theirs = (in_force(one, months) for one in (a, b))
    for name, declaration in LEVER_DECLARATIONS.items():
        for when, *values in _lever_differences(name, ours[name], theirs[name], months.start, means):
            yield Difference(f"levers.{name}", meaning_and_unit(declaration), when, *values)
        begun = [one.levers[0] for one in (a, b) if name in one.chosen_at(one.start) and one.start in months]
        values = [getattr(levers, name) for levers in begun]
        if len(values) == 2 and values[0] != values[1]:
            what = f"{meaning_and_unit(declaration)}: where the leader's choice starts from"
            yield Difference(f"levers.{name}", what, month_name(months.start), *numbers(*values))


def _lever_differences(
    lever: str,
    ours: Sequence[float | Chosen],
    theirs: Sequence[float | Chosen],
    start: int,
    means: Means,
) -> Iterator[tuple[str, str, str]]:
    """Months and both values, span by span; where there are many spans, by stretches of months or all in one."""
    found = [span for span in _differing(ours, theirs, start) if not all(isinstance(one, Chosen) for one in span.value)]
    stretches = [[span] for span in found]
    if len(found) > MOST_SPANS:
        stretches = _stretches(found)
        stretches = stretches if len(stretches) <= MOST_SPANS else [found]
    for stretch in stretches:
        months = sum(span.last - span.first + 1 for span in stretch)
        first, last = stretch[0].first, stretch[-1].last
        some = "" if months == last - first + 1 else f" ({months} of these months)"
        pair = stretch[0].value
        if len(stretch) == 1 and all(isinstance(one, float) for one in pair):
            a, b = numbers(*pair)
        else:
            a, b = (_side([(span, span.value[side]) for span in stretch], lever, means[side]) for side in (0, 1))
        yield month_span(first, last) + some, a, f"{b}, in other months" if a == b else b


def _side(values: Sequence[tuple[Span, float | Chosen]], lever: str, mean: Mean | None) -> str:
    """The values of one scenario in some spans of months: their extent, and that the leader chooses, where he does."""
    given = [value for _, value in values if not isinstance(value, Chosen)]
    chosen = [(span, value) for span, value in values if isinstance(value, Chosen)]
    parts = [extent(given)] if given else []
    parts += dict.fromkeys(value.words for _, value in chosen)
    if chosen and mean is not None:
        average = mean(lever, chosen[0][0].first, chosen[-1][0].last)
        parts[-1] += "" if math.isnan(average) else f", {number(average)} on average"
    return "; ".join(parts)


def _stretches(found: Sequence[Span]) -> list[list[Span]]:
    """The spans, together where one follows at once upon another."""
    stretches: list[list[Span]] = []
    for span in found:
        if stretches and stretches[-1][-1].last + 1 == span.first:
            stretches[-1].append(span)
        else:
            stretches.append([span])
    return stretches


def _differing(ours: Sequence[Any], theirs: Sequence[Any], start: int) -> list[Span]:
    """Spans of months with the two values that differ there."""
    pairs = spans(list(zip(ours, theirs, strict=True)), start)
    return [span for span in pairs if span.value[0] != span.value[1]]


def _common(a: Scenario, b: Scenario) -> range:
    """The months that both scenarios have; none where one ends before the other starts."""
    first = max(a.start, b.start)
    return range(first, max(first, min(a.end, b.end) + 1))


def _cut(scenario: Scenario, course: Sequence[Any], months: range) -> Sequence[Any]:
    return course[months.start - scenario.start : months.stop - scenario.start] if months else ()


def _events(a: Scenario, b: Scenario) -> Iterator[Difference]:
    """Events are the same by their labels; those of the first come first, then those that only the second has."""
    ours, theirs = _by_label(a.events), _by_label(b.events)
    for label in [*ours, *(label for label in theirs if label not in ours)]:
        said = [[event_in_words(event) for event in side[label]] for side in (ours, theirs)]
        if said[0] != said[1]:
            yield Difference(
                f"events.{label}", "a dated public event", "", *("; ".join(side) or ABSENT for side in said)
            )


def _by_label(events: Sequence[PublicEvent]) -> dict[str, list[PublicEvent]]:
    found: dict[str, list[PublicEvent]] = defaultdict(list)
    for event in events:
        found[event.label].append(event)
    return found


def _mechanisms(a: Scenario, b: Scenario) -> Iterator[Difference]:
    for mechanism in MECHANISMS:
        states = tuple("off" if mechanism.name in scenario.off else "on" for scenario in (a, b))
        if states[0] != states[1]:
            yield Difference(f"mechanisms.{mechanism.name}", mechanism.meaning, "", *states)


def _parameters(a: Scenario, b: Scenario) -> Iterator[Difference]:
    """The parameters that differ, but for strengths of a mechanism that is off in one of the two: that says it all."""
    switched = set(a.off) ^ set(b.off)
    for path, declaration in PARAMETER_DECLARATIONS.items():
        values = tuple(attrgetter(path)(scenario.parameters) for scenario in (a, b))
        if values[0] != values[1] and declaration.mechanism not in switched:
            yield Difference(parameter_key(path), meaning_and_unit(declaration), "", *numbers(*values))
