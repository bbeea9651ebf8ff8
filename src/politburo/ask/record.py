"""What outsiders would have known of the runs on a day, beside what was true by then."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from politburo.answer import Answer, Column, Format, Provenance, Row, Table, Value, later
from politburo.answer.numbers import capitalised, day_in_words
from politburo.ask.intervals import spread
from politburo.ask.run.results import count_in_words
from politburo.ask.run.tables import basis_of, count_columns, median_count
from politburo.ask.run.values import ABROAD, BORDER, DISCLOSED_AS, FIRST_ACCOUNTS, ORDINARY, PURGED, PURGED_SINCE
from politburo.ask.run.values import QUANTITIES as OF_YEARS
from politburo.record import REPORT_COLUMNS, REPORT_KINDS
from politburo.record.reports import PENALTIES
from politburo.run.engines import usable_threads
from politburo.scenario import month_name
from politburo.terms.checks import shown
from politburo.terms.errors import UsageError
from politburo.terms.events import EVENT_NAMES
from politburo.terms.words import FORMS, PURGE_FORMS, SEXES, code

if TYPE_CHECKING:
    from politburo.ask.run.results import Results
    from politburo.record import Reports

QUANTITIES = tuple(name for name in OF_YEARS if name != PURGED_SINCE)
FALSE_ACCOUNTS = ("false report", "correction")
REPORTED, FALSE, TRUE, LEARNT = range(4)
"""What is counted of each quantity: persons reported, those of them falsely, those concerned in truth, and those of
them of whom outsiders have learnt at all."""


@dataclass(frozen=True, eq=False, repr=False)
class Record(Answer):
    """What outsiders would have known of `results` at the end of the day `as_of`; without a day, what they ever learn.

    `table("known")` sets it beside what was true by then; `table("reports")` has a row for each report.
    """

    results: Results
    as_of: date | None

    question = "record"

    @property
    def title(self) -> str:
        """The scenario, and the day."""
        known = "all that outsiders ever learn" if self.as_of is None else f"what was known {self._when}"
        return f"{self.results.title}: {known}"

    @property
    def provenance(self) -> Provenance:
        """That of the runs, and the day."""
        found = self.results.provenance
        return found if self.as_of is None else replace(found, details={"as of": self.as_of.isoformat()})

    @property
    def folder(self) -> Path:
        """A folder in that of the runs."""
        return self.results.folder / f"record-{'all' if self.as_of is None else self.as_of.isoformat()}"

    @property
    def tables(self) -> tuple[Table, ...]:
        """`known` and `reports`."""
        return self._known, self._reports

    @property
    def sentences(self) -> tuple[str, ...]:
        """How much outsiders know of purges, and how much of what they know is false."""
        counts = self._counts[:, QUANTITIES.index(PURGED)]
        true, learnt = counts[:, TRUE], counts[:, LEARNT]
        if not true.any():
            return ("No cadre was purged by then.",)
        shares = 100 * learnt[true > 0] / true[true > 0]
        found = (shares, true, counts[:, REPORTED], counts[:, FALSE])
        known, purged, reported, false = (count_in_words(spread(one)) for one in found)
        return (
            f"{capitalised(self._when)} outsiders would have known of {known} % of the {purged} cadres purged "
            f"(removed, expelled, imprisoned or executed) since {month_name(self.results.scenario.start)}; "
            f"of {reported} purges counted from reports, {false} were false and not yet corrected.",
        )

    @property
    def _when(self) -> str:
        return "sooner or later" if self.as_of is None else f"on {day_in_words(self.as_of)}"

    @cached_property
    def _found(self) -> list[tuple[Reports, dict[str, NDArray]]]:
        """Reports and events of each run."""
        results = self.results

        def of_run(run: int) -> tuple[Reports, dict[str, NDArray]]:
            events = results.event_codes(run)
            return results.reports(run, events, self.as_of), events

        with ThreadPoolExecutor(usable_threads()) as pool:
            return list(pool.map(of_run, results.runs))

    @cached_property
    def _counts(self) -> NDArray[np.float64]:
        """Persons, (run, quantity, what is counted)."""
        return np.array([_counts_of(reports, events, self.as_of) for reports, events in self._found])

    @cached_property
    def _known(self) -> Table:
        columns = (
            Column("quantity", meaning="what is counted"),
            *count_columns("reported", "persons reported, less those who reappeared", "counted from reports"),
            Column(
                "false", "persons", "reported falsely and not yet corrected; median over runs", "count", "of them false"
            ),
            *count_columns("true_so_far", "persons concerned in the simulation by that day", "true by then"),
            Column(
                "share_known",
                "share",
                "of the true cases, those of which outsiders have learnt; median over runs",
                "percent",
                "known of the true",
                interval=("share_known_low", "share_known_high"),
            ),
            Column("share_known_low", "share", "lower end of the interval", "percent"),
            Column("share_known_high", "share", "upper end of the interval", "percent"),
        )
        rows = []
        for place, quantity in enumerate(QUANTITIES):
            counts = self._counts[:, place]
            share = np.full(len(counts), np.nan)
            np.divide(counts[:, LEARNT], counts[:, TRUE], out=share, where=counts[:, TRUE] > 0)
            reported, false, true = (median_count(counts[:, what]) for what in (REPORTED, FALSE, TRUE))
            rows.append((quantity, *reported, false[0], *true, *median_count(share)))
        since = month_name(self.results.scenario.start)
        title = f"Known {self._when}, persons since {since}"
        note = "A case reported by two sources is counted twice. Who left before the runs begin is reported on arrival."
        return Table("known", title, columns, rows, note, basis_of(self.results), keys=("quantity",))

    @cached_property
    def _reports(self) -> Table:
        columns = (
            Column("run", "", "number of the run", "integer"),
            Column("report", "", "number of the report in its run, by the day on which it is known", "integer"),
            *(Column(name, "", meaning, _FORMATS.get(name, "text")) for name, meaning in REPORT_COLUMNS.items()),
            Column("true", "", "whether what it reports is so", "yes"),
            Column("source", "", "who reports it"),
        )
        return Table("reports", "Simulated reports", columns, later(self._rows), keys=("run", "report"), bulk=True)

    def _rows(self) -> Iterator[Row]:
        words: Mapping[str, Sequence[str]] = {
            "kind": [kind.name for kind in REPORT_KINDS],
            "form": FORMS,
            "sex": SEXES,
            **self.results.names._asdict(),
        }
        sources = [kind.source for kind in REPORT_KINDS]
        for run, (reports, _) in zip(self.results.runs, self._found, strict=True):
            columns: list[list[Value]] = [
                [None if value == -1 else words[name][value] if name in words else value for value in values]
                for name in REPORT_COLUMNS
                for values in (getattr(reports, name).tolist(),)
            ]
            said = [sources[kind] for kind in reports.kind.tolist()]
            for number, row in enumerate(zip(*columns, reports.true.tolist(), said, strict=True)):
                yield (run, number, *row)


_FORMATS: dict[str, Format] = {
    "event": "integer",
    "event_day": "date",
    "report_day": "date",
    "persons": "count",
    "family": "count",
    "named": "integer",
    "weight": "number",
}


def record_of(results: Results, as_of: date | str | None = None) -> Record:
    """What outsiders would have known on a day, or ever. Raises UsageError for no day, or one before the runs begin."""
    day = _day(as_of)
    start = results.scenario.start
    if day is not None and day.year * 12 + day.month - 1 < start:
        raise UsageError(f"{day} lies before {month_name(start)}, in which the runs begin.")
    return Record(results, day)


def _counts_of(reports: Reports, events: Mapping[str, NDArray], as_of: date | None) -> list[list[float]]:
    """The counts of one run, (quantity, what is counted)."""
    by = _by_then(events, as_of)
    persons = events["persons"] * events["weight"].astype(np.float64) * by
    told, adds = reports.persons * reports.weight.astype(np.float64), reports.adds
    penalties, false, first = reports.of(*PENALTIES), reports.of(*FALSE_ACCOUNTS), reports.of(*FIRST_ACCOUNTS)
    penalty, fled, left = (events["kind"] == EVENT_NAMES.index(kind) for kind in ("penalty", "flight", "departure"))

    def penalised(*forms: str) -> list[float]:
        codes = [code(FORMS, form) for form in forms]
        of_form, happened = np.isin(reports.form, codes), penalty & np.isin(events["form"], codes)
        cases = (adds[penalties & of_form], adds[false & of_form], persons[happened], told[first & of_form])
        return [float(values.sum()) for values in cases]

    def gone(quantity: str, happened: NDArray[np.bool_]) -> list[float]:
        chosen = reports.of(DISCLOSED_AS[quantity][0])
        # Who left before the run begins is no case of the simulation.
        known = told[chosen & (reports.event >= 0)]
        return [float(adds[chosen].sum()), 0.0, float(persons[happened].sum()), float(known.sum())]

    left_by = {ABROAD: fled & (events["abroad"] == 1), BORDER: fled & (events["abroad"] == 0), ORDINARY: left}
    return [
        gone(quantity, left_by[quantity])
        if quantity in left_by
        else penalised(*(PURGE_FORMS if quantity == PURGED else (quantity,)))
        for quantity in QUANTITIES
    ]


def _by_then(events: Mapping[str, NDArray], as_of: date | None) -> NDArray[np.bool_]:
    """Which events had happened at the end of a day."""
    if as_of is None:
        return np.ones(len(events["month"]), bool)
    last = as_of.year * 12 + as_of.month - 1
    return (events["month"] < last) | ((events["month"] == last) & (events["day"] <= as_of.day))


def _day(said: date | str | None) -> date | None:
    if not isinstance(said, str):
        return said
    try:
        return date.fromisoformat(said)
    except ValueError:
        raise UsageError(f"{shown(said)} is not a day; write it like '2016-06-30'.") from None
