"""From what a file says to what happens in each month.

Time is resolved by the month. A lever that the file leaves out, and a stepped lever before its first step, has its
default value. Within a month steps come first, then events by day; where two change the same lever, the later wins.
An event acts from its own month if it falls on the 15th or before, from the next month if it falls after that; one
whose effect would begin after the end of the scenario changes nothing. What lasts a number of months gives way
to the lever's own course when they are over.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields, replace
from typing import Any

from politburo.scenario.effects import EFFECTS
from politburo.scenario.months import month_of_effect
from politburo.scenario.scenario import PublicEvent, Scenario
from politburo.scenario.schema import Document, LeaderSection
from politburo.terms.declarations import declared
from politburo.terms.levers import Levers
from politburo.terms.mechanisms import without
from politburo.terms.parameters import Parameters

LEVER_DEFAULTS = {name: default for name, _, default in declared(Levers)}


def resolve(document: Document, name: str) -> Scenario:
    """The scenario that a valid document says; `name` holds unless the document has a name of its own."""
    months = range(document.start, document.end + 1)
    events = tuple(
        PublicEvent(event.day, event.kind, event.label, event.value, event.months)
        for event in sorted(document.events, key=lambda event: event.day)
    )
    off = tuple(mechanism for mechanism, on in document.mechanisms if not on)
    logic = _changes(document.leader.logic, document.start)
    return Scenario(
        name=document.name or name,
        title=document.title,
        description=document.description,
        country=document.country,
        start=document.start,
        end=document.end,
        seed=document.seed,
        runs=document.runs,
        scale=document.scale,
        levers=_levers(dict(document.levers), () if document.resolved else events, months),
        logics=tuple(_carried(logic, LeaderSection.model_fields["logic"].default, months)),
        chooses=tuple(dict.fromkeys(document.leader.chooses)),
        successions=successions(events, months),
        events=events,
        parameters=without(_parameters(document), off),
        off=off,
    )


def successions(events: Iterable[PublicEvent], months: range) -> tuple[int, ...]:
    """The months in which a successor takes over."""
    taken = {month_of_effect(event.day) for event in events if event.kind == "succession"}
    return tuple(sorted(taken.intersection(months)))


def _levers(written: Mapping[str, Any], events: tuple[PublicEvent, ...], months: range) -> tuple[Levers, ...]:
    """The levers of every month: steps, then lasting effects of events, then those that end."""
    changes = {name: _changes(written[name], months.start) for name in LEVER_DEFAULTS}
    for event in events:
        effect = EFFECTS[event.kind]
        for name in effect.clears:
            changes[name][month_of_effect(event.day)] = 0.0
        if effect.sets and effect.lasts == "onward":
            changes[effect.sets][month_of_effect(event.day)] = event.value
    courses = {name: _carried(changes[name], LEVER_DEFAULTS[name], months) for name in LEVER_DEFAULTS}
    for event in events:
        effect = EFFECTS[event.kind]
        if effect.sets and effect.lasts != "onward":
            first = month_of_effect(event.day) - months.start
            for position in range(first, min(first + (event.months or 1), len(months))):
                courses[effect.sets][position] = event.value
    return tuple(Levers(*values) for values in zip(*courses.values(), strict=True))


def _changes(written: Any, start: int) -> dict[int, Any]:
    """Value from each month on: of steps, of one value from `start` on, or of nothing at all."""
    if written is None:
        return {}
    return {step.start: step.value for step in written} if isinstance(written, list) else {start: written}


def _carried(changes: Mapping[int, Any], default: Any, months: range) -> list[Any]:
    """The value in each month when every change holds until the next one."""
    course, value = [], default
    for month in months:
        value = changes.get(month, value)
        course.append(value)
    return course


def _parameters(document: Document) -> Parameters:
    """The parameters with what the document sets."""
    parameters = Parameters()
    groups = {}
    for phase in fields(Parameters):
        section = getattr(document.parameters, phase.name)
        groups[phase.name] = replace(getattr(parameters, phase.name), **section.model_dump(exclude_none=True))
    return Parameters(**groups)
