"""Packaged tables of public figures, and the targets among them, read with the standard library alone.

Conflicting accounts stand as separate figures: each says who told it and when, and none of them is "the" series.
`known_from` is the day from which a figure was public: the date of its source; where the source is dated by month
alone the first day of that month, by year alone the last day of that year, and if undated the end of the figure's own
period, and in these cases never before that period has ended. Events of the timeline that were announced as they
happened are public from their own day, whatever the date of the page that lists them now.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from functools import cache
from importlib.resources import files

from politburo.terms.errors import EvidenceError

TABLE_MEANINGS: dict[str, str] = {
    "timeline": "dated public events; the events of scenarios have their days from it",
    "structure": "population by province, posts, missions abroad; the country is built from it",
    "livelihoods": "markets, trade, growth, prices, surveys of people who left; the course of markets in scenarios",
    "border": "prices of brokers, transit times, controls; the border in scenarios, transit in simulated reports",
    "reporting": "delays and errors of reports; the simulated reports",
    "purges": "officials purged and executed, by year and source; only compared with results",
    "defectors": "arrivals by sex, home province and occupation; only compared with results",
    "targets": "ranges derived from the other tables, with which the simulated reports are compared",
}
"""Table → what is in it and what it is used for."""

TABLES = tuple(TABLE_MEANINGS)


@dataclass(frozen=True, slots=True)
class Figure:
    """One public figure: `value` in `unit` for the days `start` to `end`, with the range `low` to `high`.

    `reliability` goes from 1 (one unnamed voice) to 5 (official count or seen by all).
    """

    series: str
    start: date
    end: date
    value: float
    low: float
    high: float
    unit: str
    source_title: str
    source_url: str
    source_date: str
    known_from: date
    reliability: int
    note: str


@cache
def figures(table: str) -> tuple[Figure, ...]:
    """All figures of a table in the order of the file. Raises EvidenceError for a table that does not exist."""
    return tuple(_figure_of(row) for row in rows(table))


def figure(table: str, series: str, period: str | None = None) -> Figure:
    """The one figure of a series, or of its period: an ISO date or the beginning of one (`2013`, `2013-05`).

    Raises EvidenceError if the table has no such series or period, or several figures that the period does not part.
    """
    of_series = [entry for entry in figures(table) if entry.series == series]
    if not of_series:
        known = tuple(dict.fromkeys(entry.series for entry in figures(table)))
        raise EvidenceError(f"the evidence table {table!r} has no series {series!r}; {_nearest(series, known)}")
    found = [entry for entry in of_series if entry.start.isoformat().startswith(period or "")]
    if len(found) == 1:
        return found[0]
    periods = ", ".join(dict.fromkeys(f"{entry.start} to {entry.end}" for entry in of_series))
    asked = "" if period is None else f" for {period}"
    count = "no figure" if not found else f"{len(found)} figures"
    raise EvidenceError(f"the series {series!r} of the evidence table {table!r} has {count}{asked}; it has {periods}")


def yearly(series: str, year: int) -> tuple[Figure, ...]:
    """The figures of a series, in any table, whose period lies within the year; empty if it has none for that year.

    Raises EvidenceError for a series that no table has.
    """
    everything = [entry for table in TABLES if table != "targets" for entry in figures(table)]
    found = [entry for entry in everything if entry.series == series]
    if not found:
        known = tuple(dict.fromkeys(entry.series for entry in everything))
        raise EvidenceError(f"no evidence table has a series {series!r}; {_nearest(series, known)}")
    return tuple(entry for entry in found if entry.start.year == entry.end.year == year)


@dataclass(frozen=True, slots=True)
class Target:
    """A figure to hold a simulation against.

    `kind` is FIT (the record should come near it) or PRIOR (it only bounds what is plausible). `compared_with` names
    what a FIT figure is compared with: `record: …` for what outsiders would have seen, `series: …` for a series that is
    public as it happens; it is empty for a PRIOR.
    """

    figure: Figure
    kind: str
    compared_with: str


def targets(kind: str | None = None) -> tuple[Target, ...]:
    """All targets in the order of their table, or those of one kind (FIT or PRIOR)."""
    pairs = zip(figures("targets"), rows("targets"), strict=True)
    found = (Target(entry, row["kind"], row["compared_with"]) for entry, row in pairs)
    return tuple(target for target in found if kind is None or target.kind == kind)


@cache
def rows(table: str) -> tuple[dict[str, str], ...]:
    """The rows of a table as written, column by name. Raises EvidenceError for a table that does not exist."""
    if table not in TABLES:
        raise EvidenceError(f"there is no evidence table {table!r}; the tables are {', '.join(TABLES)}")
    text = (files("politburo.evidence") / "tables" / f"{table}.csv").read_text(encoding="utf-8")
    return tuple(csv.DictReader(text.splitlines()))


def _figure_of(row: dict[str, str]) -> Figure:
    return Figure(
        series=row["series"],
        start=date.fromisoformat(row["start"]),
        end=date.fromisoformat(row["end"]),
        value=float(row["value"]),
        low=float(row["low"]),
        high=float(row["high"]),
        unit=row["unit"],
        source_title=row["source_title"],
        source_url=row["source_url"],
        source_date=row["source_date"],
        known_from=date.fromisoformat(row["known_from"]),
        reliability=int(row["reliability"]),
        note=row["note"],
    )


def _nearest(name: str, known: tuple[str, ...]) -> str:
    near = get_close_matches(name, known, n=3, cutoff=0.4)
    return f"did you mean {' or '.join(map(repr, near))}?" if near else f"it could be {', '.join(known)}"
