"""The public figures that come with a country: every account with its source, and where accounts differ.

Side by side stand accounts of one series whose periods overlap and whose values differ. Of running totals, whose
periods begin on one day and end on another, this is only to be expected; the table says which they are.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import groupby
from pathlib import Path
from typing import ClassVar

from politburo.answer import Answer, Column, Provenance, Row, Table
from politburo.answer.numbers import day_in_words, numbered
from politburo.country.countries import files_at
from politburo.country.figures import TARGETS, Evidence, Figure
from politburo.country.folder import CountryFiles
from politburo.terms.checks import printable, to_day
from politburo.terms.errors import UsageError

ACCOUNT = (
    Column("series", meaning="name of the series", format="name"),
    Column("start", meaning="first day of the period", format="date", shown=False),
    Column("end", meaning="last day of the period", format="date", shown=False),
    Column("period", meaning="the days of which it speaks"),
    Column("value", "", "what was said", "number", shown=False),
    Column("low", "", "lower end of the range", "number", shown=False),
    Column("high", "", "upper end of the range", "number", shown=False),
    Column("said", meaning="value and range with the unit", heading="value"),
    Column("unit", meaning="unit of value and range", shown=False),
    Column("source", meaning="where it was published"),
    Column("address", meaning="its address on the web", shown=False),
    Column("source_date", meaning="day of the source, or a part of it", shown=False),
    Column("known_from", meaning="day from which it was public", format="date", heading="public from"),
    Column("reliability", "1", "from 1 (one unnamed voice) to 5 (official count or seen by all)", "integer"),
    Column("note", meaning="what a reader must know", shown=False),
)


def evidence(of: str | Path, as_of: str | None = None) -> CountryEvidence:
    """The public figures of the country of that name or in that folder, by default all, else those public on a day.

    Raises UsageError for a day that is none, a name that there is not, and for a country without figures; CountryError
    with all that is wrong.
    """
    files = files_at(of).check()
    day = None if as_of is None else a_day(as_of)
    if not len(files.evidence):
        raise UsageError(f"No public figures come with the country {files.plan.name!r}.")
    return CountryEvidence(files, day)


def a_day(written: str) -> date:
    """A day as of which something is asked, such as `2012-12-31`. Raises UsageError."""
    try:
        return to_day(written)
    except ValueError as error:
        raise UsageError(f"The day cannot be used: {error}.") from None


@dataclass(frozen=True, eq=False, repr=False)
class CountryEvidence(Answer):
    """The public figures of a country, by default all, else those that were public on a day."""

    question: ClassVar[str] = "evidence"

    files: CountryFiles
    day: date | None = None

    @property
    def title(self) -> str:
        """Of what they are."""
        return f"Public figures: {self.files.plan.title}"

    @property
    def provenance(self) -> Provenance:
        """The folder, and as of when."""
        as_of = {"as of": self.day.isoformat()} if self.day else {}
        return Provenance(details={"country": printable(self.files.source)} | as_of, stamp=None)

    @cached_property
    def evidence(self) -> Evidence:
        """What there is, or was by that day."""
        return self.files.evidence if self.day is None else self.files.evidence.as_of(self.day)

    @cached_property
    def conflicts(self) -> tuple[tuple[str, tuple[Figure, ...]], ...]:
        """Accounts of one series that overlap in time and differ, with the table they stand in."""
        tables = ((name, self.evidence.table(name)) for name in self.evidence.tables)
        return tuple((name, found) for name, figures in tables for found in differing(figures))

    @cached_property
    def _sentences(self) -> tuple[str, ...]:
        everything, found = len(self.files.evidence), self.evidence
        count = numbered(len(found), "public figure")
        of = f" of {everything} public figures were public on {day_in_words(self.day)}" if self.day else ""
        sources = {entry.source_title for name in found.tables for entry in found.table(name)}
        first = f"{len(found)}{of}" if self.day else count
        alike = sum(_one_period(figures) for _, figures in self.conflicts)
        return (
            f"{first}, from {numbered(len(sources), 'source')}, in the tables {', '.join(found.tables)}."
            if len(found)
            else f"None{of}.",
            f"{numbered(len(self.conflicts), 'group')} of accounts of one series overlap in time and differ: "
            f"{alike} for one period, {len(self.conflicts) - alike} for unlike ones."
            if self.conflicts
            else "No accounts of one series overlap in time and differ.",
        )

    @cached_property
    def _tables(self) -> tuple[Table, ...]:
        found = self.evidence
        tables = [_conflicts(self.conflicts)] if self.conflicts else []
        for name in found.tables:
            columns: tuple[Column, ...] = ACCOUNT
            rows: list[Row] = [_account(entry) for entry in found.table(name)]
            if name == TARGETS:
                columns += (
                    Column("kind", meaning="FIT: the reports should come near it; PRIOR: a bound on what is plausible"),
                    Column("compared_with", meaning="what it is compared with", shown=False),
                    Column("about", meaning="the group in which it is shown", shown=False),
                    Column("tolerance", "1", "factor by which a model may miss it", "number", shown=False),
                    Column(
                        "joint", meaning="whether it counts in measures over all targets", format="yes", shown=False
                    ),
                    Column("rivals", meaning="the matter of which conflicting accounts tell", shown=False),
                    Column("account", meaning="which of them this is", shown=False),
                )
                rows = [
                    (*row, one.kind, one.compared_with, one.about, one.tolerance, one.joint, one.rivals, one.account)
                    for row, one in zip(rows, found.targets, strict=True)
                ]
            title = f"{name[0].upper()}{name[1:]}"
            tables.append(Table(_identifier(name), title, columns, rows, simulated=False))
        return tuple(tables)


def differing(figures: Sequence[Figure]) -> Iterator[tuple[Figure, ...]]:
    """Groups of figures of one series and unit that overlap in time, each with one before it, and differ in value."""
    by_series = sorted(figures, key=lambda one: (one.series, one.unit, one.start, one.end))
    for _, of_series in groupby(by_series, key=lambda one: (one.series, one.unit)):
        group: list[Figure] = []
        last = date.min
        for one in of_series:
            if group and one.start > last:
                yield from _differing(group)
                group = []
            group.append(one)
            last = max(last, one.end) if len(group) > 1 else one.end
        yield from _differing(group)


def _differing(group: list[Figure]) -> Iterator[tuple[Figure, ...]]:
    if len({one.value for one in group}) > 1:
        yield tuple(group)


def _one_period(figures: Sequence[Figure]) -> bool:
    return len({(one.start, one.end) for one in figures}) == 1


def _periods(figures: Sequence[Figure]) -> str:
    if _one_period(figures):
        return "one period"
    return "running totals" if len({one.start for one in figures}) == 1 else "periods overlap"


def _conflicts(conflicts: Sequence[tuple[str, Sequence[Figure]]]) -> Table:
    columns = (
        Column("table", meaning="table in which the accounts stand"),
        Column("conflict", "1", "number of the conflict", "integer", shown=False),
        ACCOUNT[0],
        Column("periods", meaning="whether the accounts speak of one period, or of such as overlap"),
        *ACCOUNT[1:],
    )
    rows: list[Row] = []
    for number, (name, figures) in enumerate(conflicts, 1):
        for at, one in enumerate(figures):
            series, *rest = _account(one)
            rows.append((name, number, series, _periods(figures) if at == 0 else "", *rest))
    return Table("conflicts", "Accounts of one series that overlap in time and differ", columns, rows, simulated=False)


def _account(one: Figure) -> Row:
    period = f"{one.start}" if one.start == one.end else f"{one.start} to {one.end}"
    between = "" if one.low == one.high else f" ({one.low:,.6g} to {one.high:,.6g})"
    said = f"{one.value:,.10g}{between} {one.unit}"
    return (
        one.series, one.start, one.end, period, one.value, one.low, one.high, said, one.unit,
        one.source_title, one.source_url, one.source_date, one.known_from, one.reliability, one.note,
    )  # fmt: skip


def _identifier(name: str) -> str:
    """The name of a topic as files can bear it."""
    return "".join(sign if sign.isalnum() else "_" for sign in name)
