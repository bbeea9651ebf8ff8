"""What differs between two scenarios, as plain data: the setting, the leader, levers month by month, events, rules.

Titles and descriptions are no differences: they change nothing. Levers and logics are compared in the months that both
scenarios have; that one is longer is a difference of its own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from politburo.scenario.changes import PARAMETER_DECLARATIONS
from politburo.scenario.months import month_name
from politburo.scenario.scenario import PublicEvent, Scenario
from politburo.scenario.schema import LEVER_DECLARATIONS
from politburo.scenario.spans import Span, extent, month_span, number, numbers, spans
from politburo.terms.declarations import Declaration
from politburo.terms.leaders import CHOOSABLE
from politburo.terms.mechanisms import MECHANISMS

ABSENT = "none"
"""Stands for an event that one of the two does not have."""

MOST_SPANS = 6
"""Spans of months that are told one by one; of more, the lowest and highest values are told."""

RECORD = "record"
"""The group of parameters that files and people name by itself, since it changes nothing that happens."""


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
    def change(self) -> str:
        """The change in one line: `2012-01 to 2013-06: 0.35 → 0.1`."""
        return f"{self.months}: {self.a} → {self.b}" if self.months else f"{self.a} → {self.b}"


def differences(a: Scenario, b: Scenario) -> tuple[Difference, ...]:
    """What differs between two scenarios, always in the same order; empty if nothing does."""
    sections = (_setting, _leader, _levers, _events, _mechanisms, _parameters)
    return tuple(difference for section in sections for difference in section(a, b))


def said_of(declaration: Declaration) -> str:
    """Meaning and unit of a term: `reach of surveillance [share]`; a pure number has no unit."""
    return declaration.meaning if declaration.unit == "1" else f"{declaration.meaning} [{declaration.unit}]"


def said_of_event(event: PublicEvent) -> str:
    """A dated event without its label: `2013-12-06, recall home, 0.5`."""
    parts = [event.day.isoformat(), event.kind]
    parts += [number(event.value)] if event.value is not None else []
    parts += [f"{event.months} months"] if event.months is not None else []
    parts += [f"{name} {number(value)}" for name, value in event.levers]
    return ", ".join(parts)


SETTING: tuple[tuple[str, str, Callable[[Scenario], str]], ...] = (
    ("country", "the country", attrgetter("country")),
    ("start", "first month", lambda scenario: month_name(scenario.start)),
    ("end", "last month", lambda scenario: month_name(scenario.end)),
    ("run.seed", "seed of chance", attrgetter("chance")),
    ("run.runs", "number of runs", lambda scenario: str(scenario.runs)),
    ("run.scale", "share of the country that is simulated", lambda scenario: number(scenario.scale)),
)


def _setting(a: Scenario, b: Scenario) -> Iterator[Difference]:
    for where, what, said in SETTING:
        if said(a) != said(b):
            yield Difference(where, what, "", said(a), said(b))


def _leader(a: Scenario, b: Scenario) -> Iterator[Difference]:
    months = _common(a, b)
    ours, theirs = _cut(a, a.logics, months), _cut(b, b.logics, months)
    for span in _differing(ours, theirs, months.start):
        yield Difference("leader.logic", "logic of rule", span.months, *span.value)
    for name in CHOOSABLE:
        chosen = tuple(_chosen(scenario, name) for scenario in (a, b))
        if chosen[0] != chosen[1]:
            yield Difference(f"leader.chooses.{name}", "whether a choosing logic sets this lever", "", *chosen)


def _chosen(scenario: Scenario, lever: str) -> str:
    """Whether a choosing logic sets a lever, and until which month if not to the end."""
    if lever not in scenario.chooses:
        return "no"
    held = dict(scenario.holds)
    return f"until {month_name(held[lever] - 1)}" if lever in held else "yes"


def _levers(a: Scenario, b: Scenario) -> Iterator[Difference]:
    months = _common(a, b)
    ours, theirs = _cut(a, a.levers, months), _cut(b, b.levers, months)
    for name, declaration in LEVER_DECLARATIONS.items():
        courses = [getattr(levers, name) for levers in ours], [getattr(levers, name) for levers in theirs]
        for when, *values in _told(*courses, months.start):
            yield Difference(f"levers.{name}", said_of(declaration), when, *values)


def _told(ours: Sequence[float], theirs: Sequence[float], start: int) -> Iterator[tuple[str, str, str]]:
    """Months and both values, span by span; where there are many spans, by stretches of months or all in one."""
    found = _differing(ours, theirs, start)
    if len(found) <= MOST_SPANS:
        yield from ((span.months, *numbers(*span.value)) for span in found)
        return
    stretches = _stretches(found)
    if len(stretches) > MOST_SPANS:
        stretches = [found]
    for stretch in stretches:
        months = sum(span.last - span.first + 1 for span in stretch)
        first, last = stretch[0].first, stretch[-1].last
        some = "" if months == last - first + 1 else f" ({months} of these months)"
        a, b = (extent(side) for side in zip(*(span.value for span in stretch), strict=True))
        yield month_span(first, last) + some, a, f"{b}, in other months" if a == b else b


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
        said = [[said_of_event(event) for event in side[label]] for side in (ours, theirs)]
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
    told = set(a.off) ^ set(b.off)
    for path, declaration in PARAMETER_DECLARATIONS.items():
        values = tuple(attrgetter(path)(scenario.parameters) for scenario in (a, b))
        if values[0] != values[1] and declaration.mechanism not in told:
            yield Difference(parameter_key(path), said_of(declaration), "", *numbers(*values))


def parameter_key(path: str) -> str:
    """The name of a parameter as a file has it: `parameters.fear.horizon`, `record.seen_1`."""
    return path if path.startswith(f"{RECORD}.") else f"parameters.{path}"
