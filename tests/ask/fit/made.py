"""Runs, reports and rows made up for the tests of the fit."""

from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np

from politburo.ask.fit.answer import FitRow
from politburo.ask.fit.measures import SimulatedRun, series_asked
from politburo.country.countries import files_of
from politburo.country.figures import Figure, Target
from politburo.record import Reports
from politburo.record.reports import REPORT_NAMES
from politburo.terms.events import EVENT_COLUMNS, EVENT_NAMES
from politburo.terms.words import FORMS

START, END = 2008 * 12, 2019 * 12 + 11


DAY = date(2013, 6, 15)


EVIDENCE = files_of("north-korea").evidence


FIGURE = Figure(
    "some_target", date(2013, 1, 1), date(2013, 12, 31), 100.0, 90.0, 110.0, "persons", "A", "", "", DAY, 5, ""
)


ROW = FitRow(Target(FIGURE, "FIT", "record: x", "arrivals", 1.25), np.full(20, 100.0))


def target(series: str, start: str | None = None, last: str = "9999") -> Target:
    return next(
        found
        for found in EVIDENCE.of_kind("FIT")
        if found.figure.series == series
        and found.figure.start.isoformat() >= (start or "")
        and str(found.figure.end) <= last
    )


def reports(*told: tuple, **columns: Any) -> Reports:
    """Reports from (kind, day of the event, day of the report, form) in this order, the form left out for none."""
    kinds, happened, known, forms = zip(*((*one, None)[:4] for one in told), strict=True) if told else ((),) * 4
    zeros = np.zeros(len(told), np.int8)
    found = Reports(
        kind=np.array([REPORT_NAMES.index(kind) for kind in kinds], np.int8),
        event=np.arange(len(told), dtype=np.int32),
        event_day=np.array(happened, "datetime64[D]"),
        report_day=np.array(known, "datetime64[D]"),
        form=np.array([-1 if form is None else FORMS.index(form) for form in forms], np.int8),
        organ=zeros,
        rank=zeros,
        province=zeros,
        sex=zeros,
        persons=np.ones(len(told), np.int32),
        family=np.zeros(len(told), np.int32),
        named=np.zeros(len(told), np.int8),
        weight=np.ones(len(told), np.float32),
    )
    return replace(found, **{name: np.array(values, np.int8) for name, values in columns.items()})


def events(*happened: tuple) -> dict:
    """Events from (kind, day, agent, rank) or (kind, day, agent, rank, form)."""
    rows: list[tuple[Any, ...]] = [(*one, "execution")[:5] for one in happened]
    given = {
        "kind": [EVENT_NAMES.index(row[0]) for row in rows],
        "month": [row[1].year * 12 + row[1].month - 1 for row in rows],
        "day": [row[1].day for row in rows],
        "agent": [row[2] for row in rows],
        "person": [row[2] for row in rows],
        "rank": [row[3] for row in rows],
        "form": [FORMS.index(row[4]) if row[0] == "penalty" else -1 for row in rows],
    }
    return {column.name: np.array(given.get(column.name, [0] * len(rows)), column.dtype) for column in EVENT_COLUMNS}


def a_run(
    *told: tuple, happened: tuple = (), start: int = START, end: int = END, top_posts: int = 10, **columns: Any
) -> SimulatedRun:
    names = ("Pyongyang", "Ryanggang", "N_Hamgyong", "S_Hamgyong")
    series = dict.fromkeys(series_asked(), np.zeros(end - start + 1))
    return SimulatedRun(events(*happened), reports(*told, **columns), start, end, top_posts, names, series)


def at(*values: float, **changed: Any) -> FitRow:
    return FitRow(replace(ROW.target, **changed), np.array(values, float))


def rivals(account: str, *values: float) -> FitRow:
    return at(*values, rivals="executions", account=account)
