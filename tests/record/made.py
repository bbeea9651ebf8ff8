"""Events made by hand, and parameters with which everything or nothing is seen."""

from collections import Counter
from dataclasses import replace
from datetime import date

import numpy as np
from numpy.typing import ArrayLike, NDArray

from politburo.record import REPORT_COLUMNS, Reports
from politburo.terms.events import EVENT_COLUMNS, EVENT_NAMES
from politburo.terms.parameters import Record
from politburo.terms.words import FORMS

START = 2008 * 12

ALL_SEEN = replace(
    Record(),
    seen_1=1.0,
    seen_2=1.0,
    seen_3=1.0,
    seen_4=1.0,
    seen_minor=1.0,
    announced=0.0,
    false_share=0.0,
    double_share=0.0,
    flight_seen=1.0,
    flight_seen_inland=1.0,
    arrive=1.0,
    earlier_leavers=0.0,
)
"""Every event is reported exactly once; nobody is on the way when the run starts."""


def events(kind: str, day: date = date(2013, 6, 15), form: str | None = None, **columns: ArrayLike) -> dict:
    """Events of one kind, form and day, as many as the longest column has values; the rest is 0, persons 1."""
    count = max((np.size(values) for values in columns.values()), default=1)
    given = {
        "month": day.year * 12 + day.month - 1,
        "day": day.day,
        "kind": EVENT_NAMES.index(kind),
        "form": -1 if form is None else FORMS.index(form),
        "agent": np.arange(count),
        "persons": 1,
        "weight": 1,
        **columns,
    }
    return {column.name: np.full(count, given.get(column.name, 0), column.dtype) for column in EVENT_COLUMNS}


def together(*parts: dict) -> dict:
    """The events of all parts, mixed as they would be month by month."""
    joined = {column.name: np.concatenate([part[column.name] for part in parts]) for column in EVENT_COLUMNS}
    order = np.argsort(joined["month"], kind="stable")
    return {name: values[order] for name, values in joined.items()}


def rows(reports: Reports) -> Counter:
    """How often each row occurs, whatever the number of its event."""
    columns = [column for column in REPORT_COLUMNS if column != "event"]
    return Counter(zip(*(getattr(reports, column).tolist() for column in columns), strict=True))


def lags(reports: Reports) -> NDArray[np.int64]:
    """Days from event to report."""
    return (reports.report_day - reports.event_day).astype(np.int64)


def close(found: int | np.integer, tries: int | np.integer, chance: float) -> bool:
    """Whether a count lies within five standard deviations of what the chance leads one to expect."""
    return abs(found - tries * chance) < 5 * np.sqrt(tries * chance * (1 - chance))
