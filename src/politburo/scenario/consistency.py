"""Checks that need more than one key of a file: months inside the run, labels said once, keys that exclude each other.

What can mean nothing is refused too, such as a blank title or a choice named twice; but what politburo wrote itself is
taken as it is.

They look at what the files say as it is written, so that they find their errors together with those of the schema;
what the schema refuses they leave alone. Months must lie in the run where the file itself writes them: what it
inherits may reach beyond a run that it made shorter.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any
from unicodedata import category

from politburo.scenario.checks import nearest, shown, to_day
from politburo.scenario.document import Document, labels
from politburo.scenario.error_messages import MOST_ADVISED, problem_at
from politburo.scenario.line_numbers import Location
from politburo.scenario.months import calendar_month, month_name, month_number, month_of_effect
from politburo.terms.errors import Problem

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
    yield from _successions_in_one_month(document)
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


def _successions_in_one_month(document: Document) -> Iterator[Problem]:
    """Successions after another one that acts from the same month: of these only one can be."""
    first: dict[int, int] = {}
    for position, event in _events(document):
        day = _day(event.get("date"))
        if day is None or event.get("kind") != "succession":
            continue
        month = month_of_effect(day)
        known = first.setdefault(month, position)
        if known != position:
            where = _line_of(document, ("events", known))
            message = f"another succession acts from {month_name(month)} too{where}; a month can have one"
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
