"""Checks that need more than one key of a file: months inside the run, labels said once, keys that exclude each other.

They look at what the files say as it is written, so that they find their errors together with those of the schema;
what the schema refuses they leave alone. Months must lie in the run where the file itself writes them: what it
inherits may reach beyond a run that it made shorter.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from politburo.scenario.checks import nearest, shown, to_day
from politburo.scenario.document import Document, labels
from politburo.scenario.error_messages import MOST_ADVISED, problem_at
from politburo.scenario.line_numbers import Location
from politburo.scenario.months import calendar_month, month_name, month_number
from politburo.terms.errors import Problem


def inconsistencies(document: Document) -> Iterator[Problem]:
    """Everything in a file that is wrong together though each part of it may be right."""
    yield from _excluding_keys(document)
    yield from _labels_said_twice(document)
    span = _span(document.data)
    if span is None or document.is_complete:
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


def _labels_said_twice(document: Document) -> Iterator[Problem]:
    """Events with a label that another one has: pictures and files that extend this one know events by label."""
    if document.is_complete:
        return
    first: dict[str, int] = {}
    for position, event in enumerate(_tables(document.data.get("events"))):
        label = event.get("label")
        if not isinstance(label, str):
            continue
        if label in first:
            _, line = document.place(("events", first[label], "label"))
            where = "" if line is None else f" (line {line})"
            yield problem_at(document, ("events", position, "label"), f"{shown(label)} names another event too{where}")
        first.setdefault(label, position)


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
        try:
            yield ("events", position, "date"), calendar_month(to_day(event.get("date")))
        except ValueError:
            continue


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
