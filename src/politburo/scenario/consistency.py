"""What a file says wrongly as a whole, which is an error, and what it says in vain, which is a warning.

Wrong together are months outside the run, labels said twice, keys that exclude each other. What can mean nothing is
refused too, such as a blank title or a choice named twice; but what politburo wrote itself is taken as it is. These
checks look at what the files say as it is written, so that they find their errors together with those of the schema;
what the schema refuses they leave alone. Months must lie in the run where the file itself writes them: what it
inherits may reach beyond a run that it made shorter.

In vain are events that change nothing, steps that repeat, and idle values, which are likely slips. Only what the file
itself says is looked at; what it inherits may well be without effect in it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING, Any
from unicodedata import category

from politburo.scenario.document import Document, labels
from politburo.scenario.error_messages import MOST_ADVISED, problem_at
from politburo.scenario.events import PublicEvent
from politburo.scenario.months import calendar_month, month_name, month_number, month_of_effect
from politburo.scenario.scenario import Scenario, carried, changes_of, event_of
from politburo.scenario.schema import LEVER_DEFAULTS, PARAMETER_DECLARATIONS, Content, given
from politburo.terms.checks import nearest, shown, to_day
from politburo.terms.errors import Problem
from politburo.terms.leaders import LEADER_NAMES
from politburo.terms.line_numbers import Location

if TYPE_CHECKING:
    from politburo.country.plan import CountryPlan

INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
"""Characters without width that are no blanks by name."""


def inconsistencies(document: Document) -> Iterator[Problem]:
    """Everything in a file that is wrong together though each part of it may be right."""
    yield from _excluding_keys(document)
    if document.is_complete:
        return
    yield from _blank_texts(document)
    yield from _labels_said_twice(document)
    yield from _named_twice(document)
    yield from _repeated_in_a_month(document)
    span = _span(document.data)
    if span is None:
        return
    for location, month in _dated(document.data):
        if document.is_own(location) and not span[0] <= month <= span[1]:
            start, end = (month_name(entry) for entry in span)
            yield problem_at(
                document, location, f"{month_name(month)} lies outside the scenario, which runs from {start} to {end}"
            )


def unknown_labels(child: Document, parent: Document | None) -> Iterator[Problem]:
    """Labels that are to be dropped though the parent has no such event."""
    dropped = child.own.data.get("drop_events")
    if not isinstance(dropped, list):
        return
    if parent is None:
        if "extends" not in child.own.data:
            yield problem_at(child, ("drop_events",), "there is nothing to drop them from without 'extends'")
        return
    known = labels(parent.data)
    for position, label in enumerate(dropped):
        if isinstance(label, str) and label not in known:
            there = nearest(label, known) if known and position < MOST_ADVISED else "see the labels there"
            message = f"{parent.own.name} has no event with the label {shown(label)}; {there}"
            yield problem_at(child, ("drop_events", position), message)


def unknown_names(document: Document, plan: CountryPlan) -> Iterator[Problem]:
    """Organs, ranks and provinces of which a purge is ordered though the country has none of that name."""
    there = {"organ": plan.organs, "rank": plan.ranks, "province": plan.provinces}
    for position, event in _events(document):
        order = event.get("order")
        for what, entries in there.items():
            name = order.get(what) if isinstance(order, dict) else None
            known = tuple(entry.name for entry in entries)
            if isinstance(name, str) and name not in known:
                message = f"{plan.name} has no {what} {shown(name)}; {nearest(name, known)}"
                yield problem_at(document, ("events", position, "order", what), message)


def _excluding_keys(document: Document) -> Iterator[Problem]:
    if document.is_complete and "extends" in document.data:
        yield problem_at(document, ("extends",), "a complete file extends nothing; all that it needs is in it")
    if not document.is_complete and "parent" in document.data:
        yield problem_at(document, ("parent",), "only a complete file keeps its parent's name; use 'extends'")


def _blank_texts(document: Document) -> Iterator[Problem]:
    """A title, name or label of nothing but blanks; that an empty one is none, the schema says."""
    found = [((key,), document.data.get(key)) for key in ("title", "name")]
    found += [(("events", position, "label"), event.get("label")) for position, event in _events(document)]
    for location, text in found:
        if isinstance(text, str) and text and all(category(sign) == "Zs" or sign in INVISIBLE for sign in text):
            yield problem_at(document, location, f"{shown(text)} is blank; write at least one visible character")


def _labels_said_twice(document: Document) -> Iterator[Problem]:
    """Events with a label that another one has, or has but for blanks: pictures and other files know them by it."""
    first: dict[str, int] = {}
    for position, event in _events(document):
        label = event.get("label")
        if not isinstance(label, str):
            continue
        known = first.setdefault("".join(label.split()), position)
        if known == position or not label.strip():
            continue
        other, where = document.data["events"][known]["label"], _line_of(document, ("events", known, "label"))
        differs = "names another event too" if other == label else f"differs from {shown(other)} by blanks alone"
        yield problem_at(document, ("events", position, "label"), f"{shown(label)} {differs}{where}")


def _named_twice(document: Document) -> Iterator[Problem]:
    """Levers to choose, and labels to drop, that a list names again."""
    leader = document.data.get("leader")
    lists: list[tuple[Location, Any]] = [(("drop_events",), document.data.get("drop_events"))]
    lists += [(("leader", "chooses"), leader.get("chooses"))] if isinstance(leader, dict) else []
    for location, names in lists:
        met: set[str] = set()
        for position, name in enumerate(names if isinstance(names, list) else []):
            if isinstance(name, str) and name in met:
                yield problem_at(document, (*location, position), f"{shown(name)} is named twice; name it once")
            met |= {name} if isinstance(name, str) else set()


ONCE_A_MONTH = ("succession", "recall home")
"""Kinds of events of which a month can have one: two would be neither the later nor both together."""


def _repeated_in_a_month(document: Document) -> Iterator[Problem]:
    """Events of a kind that a month can have once, after another one that acts from the same month."""
    first: dict[tuple[str, int], int] = {}
    for position, event in _events(document):
        day, kind = _day(event.get("date")), event.get("kind")
        if day is None or kind not in ONCE_A_MONTH:
            continue
        month = month_of_effect(day)
        known = first.setdefault((kind, month), position)
        if known != position:
            where = _line_of(document, ("events", known))
            message = f"another {kind} acts from {month_name(month)} too{where}; a month can have one"
            yield problem_at(document, ("events", position, "date"), message)


def _line_of(document: Document, location: Location) -> str:
    """In brackets, the line of what stands there."""
    _, line = document.place(location)
    return "" if line is None else f" (line {line})"


def _dated(data: dict[str, Any]) -> Iterator[tuple[Location, int]]:
    """Every month that is written in steps, straight lines, events and of runs, as far as it is one."""
    leader, run = data.get("leader"), data.get("run")
    courses = [
        ((table, name), course)
        for table in ("levers", "overrides")
        for name, course in (data[table].items() if isinstance(data.get(table), dict) else ())
    ]
    courses += [(("leader", "logic"), leader.get("logic"))] if isinstance(leader, dict) else []
    courses += [(("run", "seed"), run.get("seed"))] if isinstance(run, dict) else []
    for location, course in courses:
        if isinstance(course, dict):
            course, location = course.get("linear"), (*location, "linear")
        for position, point in enumerate(_tables(course)):
            month = _month(point.get("from"))
            if month is not None:
                yield (*location, position, "from"), month
    holds = leader.get("holds") if isinstance(leader, dict) else None
    for name, written in holds.items() if isinstance(holds, dict) else ():
        month = _month(written)
        if month is not None:
            yield ("leader", "holds", name), month
    if isinstance(run, dict):
        for position, entry in enumerate(_tables(run.get("as_run"))):
            month = _month(entry.get("until"))
            if month is not None:
                yield ("run", "as_run", position, "until"), month
    for position, event in enumerate(_tables(data.get("events"))):
        day = _day(event.get("date"))
        if day is not None:
            yield ("events", position, "date"), calendar_month(day)


def _events(document: Document) -> Iterator[tuple[int, dict[str, Any]]]:
    return enumerate(_tables(document.data.get("events")))


def _tables(entries: Any) -> Iterator[dict[str, Any]]:
    """The entries of a list, with an empty table for each that is none, so that positions hold."""
    for entry in entries if isinstance(entries, list) else []:
        yield entry if isinstance(entry, dict) else {}


def _span(data: dict[str, Any]) -> tuple[int, int] | None:
    """First and last month of the run, or None while one of them is in error itself."""
    start, end = _month(data.get("start")), _month(data.get("end"))
    return None if start is None or end is None or start > end else (start, end)


def _month(written: Any) -> int | None:
    if not isinstance(written, str):
        return None
    try:
        return month_number(written)
    except ValueError:
        return None


def _day(written: Any) -> date | None:
    try:
        return to_day(written)
    except ValueError:
        return None


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
    nobody = {place: event for place, event in events.items() if event.order is not None and event.order.share == 0}
    found |= {position: ("it orders the purge of nobody",) for position in nobody if position not in acting}
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
    """A lever through the months, as `scenario` makes it before overrides; `events` are those that move it."""
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
                without = course[place].value
                course[place] = _Month(event.passing_over(name, without), position, without)
    return course
