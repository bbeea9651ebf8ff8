"""Reports as a file of comma-separated values: how many of each kind became known in each month.

    month    the month in which they became known, such as 2013-05
    kind     what is reported: a kind of report of the model, such as `penalty report` (`politburo nowcast --help`)
    count    persons reported, a whole number from 0; none is a count too, and a month that is left out is not known
    source   where the count is from, if anybody says; not read

Files may be anyone's. Any other column is an error, but for `provenance`, in which politburo says what it wrote itself.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

from politburo.record import REPORT_KINDS
from politburo.record.reports import REPORT_NAMES
from politburo.scenario.months import month_name, month_number
from politburo.terms.checks import nearest, printable, shown
from politburo.terms.errors import UsageError
from politburo.terms.text_files import UnusableFileError, content_of, decoded

COLUMNS = ("month", "kind", "count")
OTHERS = ("source", "provenance")

MOST_BYTES, MOST_ROWS, MOST_COUNT = 5_000_000, 50_000, 10_000_000
"""Size of a file, its rows, and the persons of one count, at most."""


@dataclass(frozen=True)
class ReportCounts:
    """Counts of persons reported by month (year × 12 + month − 1) and kind; what is not in it is not known."""

    counts: Mapping[tuple[int, str], int]

    @property
    def months(self) -> tuple[int, ...]:
        """The months of which something is known, in order."""
        return tuple(sorted({month for month, _ in self.counts}))

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of which something is known, in the order of the model."""
        there = {kind for _, kind in self.counts}
        return tuple(kind for kind in REPORT_NAMES if kind in there)

    def of(self, month: int) -> dict[str, int]:
        """What is known of a month, by kind."""
        return {kind: self.counts[month, kind] for kind in self.kinds if (month, kind) in self.counts}

    def within(self, first: int, last: int) -> ReportCounts:
        """The counts of the months from the first to the last."""
        return ReportCounts({key: count for key, count in self.counts.items() if first <= key[0] <= last})

    def __len__(self) -> int:
        """How many counts there are."""
        return len(self.counts)


def read_reports(path: str | Path) -> ReportCounts:
    """The counts of a file. Raises UsageError for one that cannot be used, with line, column, value and what may be."""
    name = printable(str(path))
    try:
        content = content_of(Path(path), MOST_BYTES, "file of reports")
        if len(content) > MOST_BYTES:
            raise UnusableFileError(f"has more than {MOST_BYTES:,} bytes, the most that it may have")
        rows = csv.reader(StringIO(decoded(content), newline=""), strict=True)
        return ReportCounts(dict(_counts(name, rows)))
    except (UnusableFileError, csv.Error) as error:
        raise UsageError(f"{name} cannot be read as reports: {error}.") from None


def _counts(name: str, rows: Iterator[list[str]]) -> Iterator[tuple[tuple[int, str], int]]:
    head = next(rows, [])
    missing = [one for one in COLUMNS if one not in head]
    if missing:
        raise UsageError(f"{name} has no column {missing[0]!r}; reports have the columns {', '.join(COLUMNS)}.")
    for column in head:
        if column not in (*COLUMNS, *OTHERS):
            raise UsageError(f"{name}: there is no column {shown(column)} of reports; {nearest(column, COLUMNS)}.")
    if len(set(head)) < len(head):
        raise UsageError(f"{name}: a column is there twice.")
    seen: dict[tuple[int, str], int] = {}
    for line, row in enumerate(rows, 2):
        if line > MOST_ROWS + 1:
            raise UsageError(f"{name} has more than {MOST_ROWS:,} rows, the most that it may have.")
        if len(row) != len(head):
            raise UsageError(f"{name}, line {line}: there are {len(row)} cells for {len(head)} columns.")
        said = dict(zip(head, row, strict=True))
        key = _month(name, line, said["month"]), _kind(name, line, said["kind"])
        if key in seen:
            raise UsageError(
                f"{name}, line {line}: {key[1]!r} of {month_name(key[0])} is there twice, first in line {seen[key]}."
            )
        seen[key] = line
        yield key, _count(name, line, said["count"])
    if not seen:
        raise UsageError(f"{name} holds no count of reports.")


def _month(name: str, line: int, said: str) -> int:
    try:
        return month_number(said)
    except ValueError as error:
        raise UsageError(f"{name}, line {line}, month: {printable(str(error))}.") from None


def _kind(name: str, line: int, said: str) -> str:
    if said not in REPORT_NAMES:
        raise UsageError(f"{name}, line {line}, kind: there is no {shown(said)}; {nearest(said, REPORT_NAMES)}.")
    return said


def _count(name: str, line: int, said: str) -> int:
    if not re.fullmatch("[0-9]{1,12}", said) or int(said) > MOST_COUNT:
        raise UsageError(
            f"{name}, line {line}, count: {shown(said)} is no whole number of persons from 0 to {MOST_COUNT:,}."
        )
    return int(said)


def reports_text(counts: Mapping[tuple[int, str], int], provenance: str) -> str:
    """Counts as the text of such a file, in the order of months and kinds."""
    written = StringIO()
    lines = csv.writer(written, lineterminator="\n")
    lines.writerow((*COLUMNS, "provenance"))
    order = {kind: place for place, kind in enumerate(REPORT_NAMES)}
    for month, kind in sorted(counts, key=lambda key: (key[0], order[key[1]])):
        lines.writerow((month_name(month), kind, counts[month, kind], provenance))
    return written.getvalue()


def kinds_in_words(kinds: Iterable[str] = REPORT_NAMES) -> str:
    """Kinds of reports with what they mean, in a sentence."""
    meanings = {one.name: one.meaning for one in REPORT_KINDS}
    return "; ".join(f"{kind} ({meanings[kind]})" for kind in kinds)
