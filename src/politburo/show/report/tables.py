"""Tables of the report as plain text in rows: what each says, and which columns hold numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from politburo.show.spread import interval, number
from politburo.show.table import LEAVERS, PENALTIES, yearly_table
from politburo.show.years import PURGED_SINCE, count_years, year_label

if TYPE_CHECKING:
    import pandas as pd

    from politburo.run import Results


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its caption, the names of its columns, and rows of as many texts; `numbers` are aligned to the right."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: tuple[str, ...] = ()


def yearly_tables(results: Results) -> tuple[Table, ...]:
    """Penalties, and flights and departures, year by year: reality, record, and what was said in public."""
    years, runs = yearly_table(results), len(results.runs)
    about = "one run" if runs == 1 else f"median and 90 % interval over {runs} runs"
    tables = [
        _by_year(results, years, PENALTIES, f"Penalties of cadres, persons a year ({about})"),
        _by_year(results, years, LEAVERS, f"Flights and departures, persons a year ({about})"),
    ]
    totals = years.loc[(years["quantity"] == PURGED_SINCE) & years["public_low"].notna()]
    if len(totals):
        since = f"Cadres purged since January {count_years(results).first}, persons ({about})"
        tables.append(_by_year(results, totals, {PURGED_SINCE: "purged"}, since))
    return tuple(tables)


def _by_year(results: Results, years: pd.DataFrame, headings: Mapping[str, str], caption: str) -> Table:
    """Up to three rows a year: reality, record, and public figures where there are any."""
    scenario, rows = results.scenario, []
    for year, of_year in years.groupby("year"):
        found = of_year.set_index("quantity").loc[list(headings)]
        label = year_label(int(str(year)), scenario.start, scenario.end)
        rows.append((label, "reality", *_simulated(found, "reality")))
        rows.append((label, "record", *_simulated(found, "record")))
        if found["public_low"].notna().any():
            rows.append((label, "public", *(_public(row) for row in found.to_dict("records"))))
    names = tuple(" ".join(heading.split()) for heading in headings.values())
    return Table(caption, ("year", "account", *names), tuple(rows), names)


def _simulated(found: pd.DataFrame, account: str) -> Sequence[str]:
    """Medians with their intervals; a dash in years that no run lasted through."""
    said = []
    for row in found.to_dict("records"):
        median, low, high = (row[f"{account}{end}"] for end in ("", "_low", "_high"))
        span = f" [{interval(low, high)}]" if row["runs"] > 1 else ""
        said.append(f"{number(median)}{span}" if row["runs"] else "–")
    return said


def _public(row: Mapping) -> str:
    low, high, until = row["public_low"], row["public_high"], row["public_until"]
    if low != low:
        return ""
    figure = number(low) if low == high else interval(low, high)
    return f"{figure} (to {until.day} {until:%b})" if until == until and until is not None else figure
