"""What a scenario says in vain, which is likely a slip: events that change nothing, steps that repeat, idle values.

Only what the file itself says is looked at; what it inherits may well be without effect in it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from politburo.scenario.checks import shown
from politburo.scenario.document import Document
from politburo.scenario.error_messages import problem_at
from politburo.scenario.events import PublicEvent
from politburo.scenario.line_numbers import Location
from politburo.scenario.months import month_name, month_of_effect
from politburo.scenario.resolution import carried, changes_of, event_of
from politburo.scenario.scenario import Scenario
from politburo.scenario.schema import LEVER_DEFAULTS, PARAMETER_DECLARATIONS, Content, given
from politburo.terms.errors import Problem
from politburo.terms.leaders import LEADER_NAMES


@dataclass(slots=True)
class _Month:
    """The value of a lever in a month; the event that sets it, by its position; and the value without that event."""

    value: float
    event: int | None = None
    without: float = 0.0


def idle_parts(scenario: Scenario) -> Iterator[Problem]:
    """What is without effect though the scenario's own file says it; nothing for one that politburo wrote."""
    document = scenario.document
    if document is None or document.is_complete:
        return
    content = Content.model_validate(document.data, context=True)
    yield from _repeated_steps(document, content)
    yield from _idle_holds(document, content, scenario)
    yield from _idle_parameters(document, content, scenario)
    events = {position: event_of(event) for position, event in enumerate(content.events)}
    for position, why in sorted(_idle_events(content, scenario, events).items()):
        if document.is_own(("events", position)):
            yield problem_at(document, ("events", position), _nothing_changed(events[position], why))


def _repeated_steps(document: Document, content: Content) -> Iterator[Problem]:
    """Steps of the logic or the seed with the value that holds already."""
    courses: tuple[tuple[Location, object], ...] = (
        (("leader", "logic"), content.leader.logic),
        (("run", "seed"), content.run.seed),
    )
    for location, steps in courses:
        found = steps if isinstance(steps, list) else []
        for position, (before, step) in enumerate(pairwise(found), 1):
            if step.value == before.value and document.is_own(location):
                said = f"{shown(step.value)} holds already since {month_name(before.start)}; the step changes nothing"
                yield problem_at(document, (*location, position), said)


def _idle_holds(document: Document, content: Content, scenario: Scenario) -> Iterator[Problem]:
    """Months from which the leader no longer chooses a lever that he never chose."""
    for name, month in given(content.leader.holds).items():
        before = range(scenario.start, min(month, scenario.end + 1))
        if document.is_own(("leader", "holds", name)) and not any(name in scenario.chosen_at(one) for one in before):
            said = f"the leader does not choose {name!r} before {month_name(month)}; the line changes nothing"
            yield problem_at(document, ("leader", "holds", name), said)


def _idle_parameters(document: Document, content: Content, scenario: Scenario) -> Iterator[Problem]:
    """Strengths of mechanisms that are off, and parameters of politburo's own logics that rule in no month."""
    known = set(scenario.logics) <= set(LEADER_NAMES)  # a logic of another package may use any parameter
    sections = [(("parameters", group), section) for group, section in content.parameters]
    for location, section in [*sections, (("record",), content.record)]:
        for name in given(section):
            if not document.is_own((*location, name)):
                continue
            mechanism = PARAMETER_DECLARATIONS[f"{location[-1]}.{name}"].mechanism
            why = f"the mechanism {mechanism!r} is off" if mechanism in scenario.off else ""
            if known and location[-1] in LEADER_NAMES and location[-1] not in scenario.logics:
                why = f"the logic {location[-1]!r} rules in no month"
            if why:
                yield problem_at(document, (*location, name), f"{why}; the value changes nothing")


def _nothing_changed(event: PublicEvent, why: tuple[str, ...]) -> str:
    begin = f"{shown(event.label)} changes nothing in the simulation: "
    if not event.passing and not any(event.lasting.values()) and all("has that value" in one for one in why):
        return f"{begin}nothing was announced or promised that it could end"
    return begin + ", ".join(why)


def _idle_events(content: Content, scenario: Scenario, events: dict[int, PublicEvent]) -> dict[int, tuple[str, ...]]:
    """The events that move no lever in any month and bring no successor, by position, and why they do not.

    One that another event of the same month takes the place of is not among them: what happens within a month may be
    told in steps.
    """
    months = range(scenario.start, scenario.end + 1)
    late = {position: month_of_effect(event.day) for position, event in events.items() if event.is_modelled}
    late = {position: month for position, month in late.items() if month >= months.stop}
    moved: dict[str, dict[int, PublicEvent]] = defaultdict(dict)
    for position, event in sorted(events.items(), key=lambda one: one[1].day):
        if position not in late and event.kind != "succession":
            for name in {**event.lasting, **event.passing}:
                moved[name][position] = event
    why: dict[int, list[str]] = defaultdict(list)
    acting: set[int] = set()
    for name, movers in moved.items():
        reasons = _reasons(name, content, scenario, movers)
        for position in movers:
            if reasons.get(position):
                why[position].append(reasons[position])
            else:
                acting.add(position)
    found = {position: tuple(reasons) for position, reasons in why.items() if position not in acting}
    return found | {
        position: (f"it would act from {month_name(month)}, after the end",) for position, month in late.items()
    }


def _reasons(name: str, content: Content, scenario: Scenario, events: dict[int, PublicEvent]) -> dict[int, str]:
    """Why events do not move a lever, by position; nothing of one that does, or that others take the place of.

    What a logic of another package chooses is not known, so that it may leave the lever to the event.
    """
    months = range(scenario.start, scenario.end + 1)
    held = carried(changes_of(given(content.overrides).get(name), months.start), None, months)
    acting: set[int] = set()
    reasons: dict[int, str] = {}
    for month, now, override in zip(months, _course(name, content, events, months), held, strict=True):
        if now.event is None:
            continue
        if now.value == now.without:
            reasons[now.event] = f"{name} has that value already"
        elif override is not None:
            reasons[now.event] = f"{name} is held by [overrides] then"
        elif name in scenario.chosen_at(month) and scenario.logics[month - months.start] in LEADER_NAMES:
            reasons[now.event] = f"{name} is chosen by the leader then"
        else:
            acting.add(now.event)
    return {position: reason for position, reason in reasons.items() if position not in acting}


def _course(name: str, content: Content, events: dict[int, PublicEvent], months: range) -> list[_Month]:
    """A lever through the months, as `resolution` makes it before overrides; `events` are those that move it."""
    writes: dict[int, list[tuple[int | None, float]]] = defaultdict(list)
    for month, value in changes_of(getattr(content.levers, name), months.start).items():
        writes[month].append((None, value))
    for position, event in events.items():
        if name in event.lasting:
            writes[month_of_effect(event.day)].append((position, event.lasting[name]))
    now, course = _Month(LEVER_DEFAULTS[name]), []
    for month in range(min([months.start, *writes]), months.stop):
        for position, value in writes.get(month, ()):
            now = _Month(value, position, now.value)
        course.append(now)
    course = course[-len(months) :]
    for position, event in events.items():
        if name in event.passing:
            first = month_of_effect(event.day)
            for month in range(max(first, months.start), min(first + (event.months or 1), months.stop)):
                place = month - months.start
                course[place] = _Month(event.passing[name], position, course[place].value)
    return course
