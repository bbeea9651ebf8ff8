"""From what a file says to what happens in each month.

Time is resolved by the month. A lever that the file leaves out, and a stepped lever before its first step, has its
default value; a straight line is flat before its first point and after its last. Within a month steps and lines come
first, then events by day; where two change the same lever, the later wins, and a line that still rises or falls wins
over every event of an earlier month. An event acts from its own month if it falls on the 15th or before, from the next
month if it falls after that; one whose effect would begin after the end of the scenario changes nothing. What lasts a
number of months gives way to the lever's own course when they are over.

Steps and events from before the start come from a scenario that this one extends: they count for what the levers are
at the start, and such events are not among those of the scenario; nor are events after its end.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace
from itertools import pairwise
from pathlib import Path
from typing import Any

from politburo.scenario.checks import printable
from politburo.scenario.document import Document
from politburo.scenario.events import PublicEvent, successions
from politburo.scenario.months import calendar_month, month_of_effect, spans
from politburo.scenario.scenario import Scenario
from politburo.scenario.schema import (
    LEVER_DEFAULTS,
    LONGEST_TITLE,
    AsRunSection,
    Content,
    EventSection,
    LeaderSection,
    RunSection,
    Section,
    given,
)
from politburo.terms.levers import Levers
from politburo.terms.mechanisms import without
from politburo.terms.parameters import Parameters

DEFAULT_SEED = RunSection.model_fields["seed"].default
DEFAULT_LOGIC = LeaderSection.model_fields["logic"].default


def resolve(document: Document, content: Content | None = None) -> Scenario:
    """The scenario that a valid document says; `content` is what its data hold where that has been checked already.

    It is called by its file unless the document has a name of its own.
    """
    content = Content.model_validate(document.data, context=True) if content is None else content
    months = range(content.start, content.end + 1)
    events = tuple(event_of(event) for event in sorted(content.events, key=lambda event: event.day))
    inside = tuple(event for event in events if calendar_month(event.day) in months)
    off = tuple(mechanism for mechanism, on in content.mechanisms if not on)
    logic = changes_of(content.leader.logic, content.start)
    seeds = spans(carried(changes_of(content.run.seed, content.start), DEFAULT_SEED, months), content.start)
    chooses, held = tuple(dict.fromkeys(content.leader.chooses)), given(content.leader.holds)
    scenario = Scenario(
        name=content.name or printable(Path(document.own.name).stem)[:LONGEST_TITLE],
        title=content.title,
        description=content.description,
        country=content.country,
        start=content.start,
        end=content.end,
        seed=seeds[0].value,
        runs=content.run.runs,
        scale=content.run.scale,
        levers=_levers(dict(content.levers), events, given(content.overrides), months),
        logics=tuple(carried(logic, DEFAULT_LOGIC, months)),
        chooses=tuple(name for name in chooses if name not in held or held[name] > content.start),
        successions=successions(inside, months),
        events=inside,
        parameters=without(_parameters(content), off),
        off=off,
        parent=content.extends or content.parent,
        draws_anew=tuple((span.first, span.value) for span in seeds[1:]),
        as_run=_as_run(content.run.as_run, months),
        holds=tuple((name, month) for name, month in held.items() if name in chooses and month in months[1:]),
    )
    object.__setattr__(scenario, "document", document)  # no field that `replace` would copy
    return scenario


def _as_run(written: list[AsRunSection], months: range) -> tuple[tuple[int, int], ...]:
    """The months up to which all runs are drawn as one, inside the scenario, each with that run."""
    numbers = [next((entry.run for entry in written if month <= entry.until), None) for month in months]
    return tuple((span.last, span.value) for span in spans(numbers, months.start) if span.value is not None)


def event_of(event: EventSection) -> PublicEvent:
    """The event that a section of a file says."""
    besides = tuple(given(event.levers).items())
    return PublicEvent(event.day, event.kind, event.label, event.value, event.months, besides)


def _levers(
    written: Mapping[str, Any], events: tuple[PublicEvent, ...], overrides: Mapping[str, Any], months: range
) -> tuple[Levers, ...]:
    """The levers of every month: steps and lines, then lasting effects of events, those that end, and overrides."""
    changes = {name: changes_of(written[name], months.start) for name in LEVER_DEFAULTS}
    for event in events:
        for name, value in event.lasting.items():
            changes[name][month_of_effect(event.day)] = value
    courses = {name: carried(changes[name], LEVER_DEFAULTS[name], months) for name in LEVER_DEFAULTS}
    for event in events:
        first = month_of_effect(event.day) - months.start
        for name, value in event.passing.items():
            for position in range(max(first, 0), min(first + (event.months or 1), len(months))):
                courses[name][position] = value
    for name, override in overrides.items():
        values = carried(changes_of(override, months.start), None, months)
        courses[name] = [own if value is None else value for own, value in zip(courses[name], values, strict=True)]
    return tuple(Levers(*values) for values in zip(*courses.values(), strict=True))


def changes_of(written: Any, start: int) -> dict[int, Any]:
    """Value from each month on: of steps, of straight lines, of one value from `start` on, or of nothing at all."""
    if written is None:
        return {}
    if isinstance(written, Section):
        return _line(written.linear, start)  # type: ignore[attr-defined]
    return {step.start: step.value for step in written} if isinstance(written, list) else {start: written}


def _line(points: list[Any], start: int) -> dict[int, float]:
    """The value of every month on straight lines between points, and at `start` if they begin later."""
    changes = {min(start, points[0].start): points[0].value}
    for before, after in pairwise(points):
        slope = (after.value - before.value) / (after.start - before.start)
        for month in range(before.start, after.start):
            changes[month] = before.value + slope * (month - before.start)
    changes[points[-1].start] = points[-1].value
    return changes


def carried(changes: Mapping[int, Any], default: Any, months: range) -> list[Any]:
    """The value in each month when every change holds until the next one."""
    before = [month for month in changes if month < months.start]
    course, value = [], changes[max(before)] if before else default
    for month in months:
        value = changes.get(month, value)
        course.append(value)
    return course


def _parameters(content: Content) -> Parameters:
    """The parameters with what the document sets."""
    parameters = Parameters()
    groups = {}
    for phase in fields(Parameters):
        section = content.record if phase.name == "record" else getattr(content.parameters, phase.name)
        groups[phase.name] = replace(getattr(parameters, phase.name), **given(section))
    return Parameters(**groups)
