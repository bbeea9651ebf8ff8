"""Year by year: what happened in the simulation, what outsiders would have seen of it, and what was said in public."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING

import numpy as np
from rich import box
from rich.table import Table
from rich.text import Text

from politburo.run.scale import FEWEST, sample
from politburo.show.spread import interval, number, spread
from politburo.show.years import (
    ABROAD,
    BORDER,
    ORDINARY,
    PURGED,
    PURGED_SINCE,
    QUANTITIES,
    Years,
    count_years,
    public_beside,
    year_label,
)

if TYPE_CHECKING:
    import pandas as pd

    from politburo.run import Results

PENALTIES = {
    "execution": "executed",
    "expulsion": "expelled",
    "removal": "removed",
    PURGED: "purged:\nall three",
    "demotion": "demoted",
    "lesser penalty": "lesser\npenalty",
}
LEAVERS = {
    ABROAD: "cadres who fled\nfrom posts abroad",
    BORDER: "cadres who fled\nover the border",
    ORDINARY: "ordinary people\nwho left",
}


@dataclass(frozen=True, slots=True)
class Row:
    """One quantity in one year, in persons: the columns of the table."""

    year: int
    quantity: str
    runs: int
    reality: float
    reality_low: float
    reality_high: float
    record: float
    record_low: float
    record_high: float
    public_low: float
    public_high: float
    public_until: date | None

    @property
    def said(self) -> bool:
        """Whether there is a public figure."""
        return not np.isnan(self.public_low)


def yearly_table(results: Results) -> pd.DataFrame:
    """One row for each year, from the first full year after the first succession on, and each quantity, in persons.

    `reality` and `record` are medians over the `runs` whose regime lasted through the year, with the 90 % interval in
    `…_low` and `…_high`; `public_low` to `public_high` is what was said of the real country over all accounts, and
    `public_until` the last day counted where that is not the whole year. NaN and NaT where there is none.
    """
    import pandas as pd

    table = pd.DataFrame([asdict(row) for row in _rows(results)])
    return table.astype({"public_until": "datetime64[s]"})


def rich_table(results: Results) -> Table:
    """The same for the terminal, up to three lines a year: penalties, flights, and the public's running totals.

    It is made for 110 columns and more; in fewer, cells break between median and interval.
    """
    rows, counted = _rows(results), count_years(results)
    totals = [row for row in rows if row.quantity == PURGED_SINCE and row.said]
    runs = len(counted.lasted)
    about = "one run" if runs == 1 else f"median [90 % interval] of {runs} runs"
    page = Table.grid()
    page.add_row(_title("Penalties of cadres", f"simulated: persons a year, {about}"))
    page.add_row(_table(results, rows, PENALTIES))
    page.add_row(_title("Flights and departures", f"simulated: persons a year, {about}"))
    page.add_row(_table(results, rows, LEAVERS))
    if totals:
        page.add_row(_title(f"Cadres purged since January {counted.first}", f"simulated: persons, {about}"))
        page.add_row(_table(results, totals, {PURGED_SINCE: "purged"}))
    page.add_row(Text("\n".join(_notes(results, counted, any(row.said for row in rows))), "dim"))
    return page


def _rows(results: Results) -> list[Row]:
    counted = count_years(results)
    rows = []
    for place in counted.shown():
        year = counted.years[place]
        beside = public_beside(results.scenario.country, year, counted.first)
        for quantity in QUANTITIES:
            reality, record = spread(counted.reality[quantity][:, place]), spread(counted.record[quantity][:, place])
            said = beside.get(quantity)
            rows.append(
                Row(
                    year=year,
                    quantity=quantity,
                    runs=int(reality.runs),
                    reality=float(reality.median),
                    reality_low=float(reality.low),
                    reality_high=float(reality.high),
                    record=float(record.median),
                    record_low=float(record.low),
                    record_high=float(record.high),
                    public_low=said.low if said else np.nan,
                    public_high=said.high if said else np.nan,
                    public_until=said.until if said else None,
                )
            )
    return rows


def _title(title: str, about: str) -> Text:
    return Text.assemble((title, "bold"), f"  {about}")


def _table(results: Results, rows: Sequence[Row], headings: Mapping[str, str]) -> Table:
    """A line each for reality, record and, where something was said, the public figures of every year."""
    lines: list[tuple[Text, ...]] = []
    cells: list[tuple[tuple[str, str], ...]] = []
    for year, of_year in groupby(rows, key=lambda row: row.year):
        by_quantity = {row.quantity: row for row in of_year}
        chosen = [by_quantity[quantity] for quantity in headings]
        label = year_label(year, results.scenario.start, results.scenario.end)
        runs, lasted = len(results.runs), chosen[0].runs
        lines += [
            (Text(label, "bold"), Text("reality")),
            (Text("" if lasted == runs else f"{lasted} run{'s' * (lasted != 1)}"), Text("record")),
        ]
        cells += [
            tuple(_simulated(row.runs, row.reality, row.reality_low, row.reality_high) for row in chosen),
            tuple(_simulated(row.runs, row.record, row.record_low, row.record_high) for row in chosen),
        ]
        if any(row.said for row in chosen):
            lines.append((Text(), Text("public", "italic")))
            cells.append(tuple(map(_public, chosen)))
    shown = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0))
    for heading in ("", "", *headings.values()):
        shown.add_column(Text(heading, justify="right"), overflow="fold")
    for labels, aligned in zip(lines, zip(*map(_aligned, zip(*cells, strict=True)), strict=True), strict=True):
        shown.add_row(*labels, *(Text(cell, labels[1].style) for cell in aligned))
    return shown


def _aligned(column: Sequence[tuple[str, str]]) -> list[str]:
    """Medians one below the other, and what follows them as well."""
    head, tail = (max(len(cell[part]) for cell in column) for part in (0, 1))
    return [f"{cell[0]:>{head}} {cell[1]:<{tail}}" for cell in column]


def _simulated(runs: int, median: float, low: float, high: float) -> tuple[str, str]:
    if not runs:
        return "–", ""
    return number(median), f"[{interval(low, high)}]" if runs > 1 else ""


def _public(row: Row) -> tuple[str, str]:
    if not row.said:
        return "", ""
    until = f" to {row.public_until.day} {row.public_until:%b}" if row.public_until else ""
    if row.public_low == row.public_high:
        return number(row.public_low), until.strip()
    return "", f" {interval(row.public_low, row.public_high)}{until}"


def _notes(results: Results, counted: Years, with_public: bool) -> Sequence[str]:
    """What the lines mean, and in how many runs the regime ended."""
    runs, lasted, scale = len(counted.lasted), int(counted.lasted[:, -1].sum()), results.scenario.scale
    notes = [
        "reality: what happened in the simulation",
        "record: what outsiders learn of it sooner or later, less what proves false; who arrives counts in that year",
    ]
    if with_public:
        notes += ["public: what was said of the real country; a range spans differing accounts"]
    if lasted < runs:
        notes += [
            f"In {runs - lasted} of {runs} runs the regime fell: a year counts the runs in which it lasted to the end"
        ]
    if scale != 1:
        notes += [sample(scale)]
    if few := counted.too_few(scale):
        notes += [
            f"Fewer than {FEWEST:g} simulated persons in a run and year, so that the sample makes most of the range: "
            f"{', '.join(few)}"
        ]
    return notes
