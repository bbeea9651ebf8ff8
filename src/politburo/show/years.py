"""Counts of each run in each calendar year, in reality and in the record: what tables, words and pictures are made of.

Reality counts what happened in the year. The record counts what outsiders learn of it sooner or later: penalties and
flights from posts abroad by the year in which they happened, less cases that proved false, and whoever arrives by the
year of arrival. A run counts in a year when its regime lasted through all of the year that was simulated.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from politburo.evidence import PublicFigure, public_figures
from politburo.record import REPORT_KINDS
from politburo.record.counts import PENALTIES
from politburo.terms.words import FORMS, PURGE_FORMS

if TYPE_CHECKING:
    import pandas as pd

    from politburo.run import Results

ABROAD, BORDER, ORDINARY = (
    "cadres who fled from posts abroad",
    "cadres who fled over the border",
    "ordinary people who left",
)
PURGED, PURGED_SINCE = "purged", "purged since the first year"
SEEN = "purged and known to be"
"""Of the record alone: cases of a purge that took place, counted once."""
QUANTITIES = (*reversed(PURGE_FORMS), PURGED, PURGED_SINCE, "demotion", "lesser penalty", ABROAD, BORDER, ORDINARY)
"""What is counted, in the order of the table; `purged` joins the three forms counted as a purge."""

MEASURES = {
    "execution": "officials executed",
    PURGED_SINCE: "officials purged",
    ABROAD: "cadre arrivals",
    ORDINARY: "ordinary arrivals",
}
"""The public figure that stands beside a quantity, where there is one."""

DISCLOSED_AS = {ABROAD: ("flight disclosed", "event_day"), BORDER: ("cadre arrival", "report_day")}
DISCLOSED_AS |= {ORDINARY: ("ordinary arrival", "report_day")}
"""Kind of report that makes a flight known, and the day that says to which year it belongs."""

ADDS = {kind.name: kind.adds for kind in REPORT_KINDS}
FIRST_ACCOUNTS = ("penalty report", "announcement")
COUNTRY_WITH_FIGURES = "north-korea"

Counts = NDArray[np.float64]


@dataclass(frozen=True, eq=False, slots=True)
class Years:
    """Counts of persons by quantity, arrays (run, year), in the calendar years `years`, whole or in part simulated.

    NaN where a run's regime did not last through the year; running totals begin in the year `first`.
    """

    years: tuple[int, ...]
    first: int
    reality: dict[str, Counts]
    record: dict[str, Counts]
    lasted: NDArray[np.bool_]

    def shown(self) -> list[int]:
        """Positions of the years that a table begins with: those from `first` on."""
        return [place for place, year in enumerate(self.years) if year >= self.first]


@lru_cache(maxsize=2)
def count_years(results: Results) -> Years:
    """The counts of all years of the scenario. They are kept: table, words and picture of one result share them."""
    scenario, series = results.scenario, results.series
    months = np.arange(scenario.start, scenario.end + 1)
    years = tuple(range(scenario.start // 12, scenario.end // 12 + 1))
    runs = [int(run) for run in series["run"].values]
    lasted = _lasted(series["ended_month"].values, years, scenario.end)
    reality = _reality(results, months, years, runs)
    record = _record(results.record(), years, runs)
    first = first_year(scenario.start, scenario.end, scenario.successions)
    for counts in (reality, record):
        counts[PURGED] = sum((counts[form] for form in PURGE_FORMS), np.zeros(lasted.shape))
        counts[PURGED_SINCE] = np.cumsum(np.where(np.array(years) >= first, counts[PURGED], 0), axis=1)
        counts |= {name: np.where(lasted, values, np.nan) for name, values in counts.items()}
    return Years(years, first, reality, record, lasted)


def first_year(start: int, end: int, successions: Sequence[int]) -> int:
    """The first full year after the first succession; the first full year of all where none follows a succession."""
    candidates = [-(-month // 12) for month in (*sorted(successions)[:1], start)]
    return next((year for year in candidates if year * 12 + 11 <= end), start // 12)


def year_label(year: int, start: int, end: int) -> str:
    """The year, and which months of it were simulated where that is not all of them."""
    first, last = max(start, year * 12), min(end, year * 12 + 11)
    if last - first == 11:
        return str(year)
    names = [f"{date(2000, month % 12 + 1, 1):%b}" for month in (first, last)]
    return f"{year} {names[0]}–{names[1]}"


def has_public(country: str) -> bool:
    """Whether the public figures speak of this country."""
    return country == COUNTRY_WITH_FIGURES


@cache
def public_beside(country: str, year: int, first: int) -> dict[str, PublicFigure]:
    """Public figures of the year by the quantity they stand beside; none but for the country they speak of.

    A running total is left out where it does not begin in the year `first`, in which ours begin.
    """
    if not has_public(country):
        return {}
    found = {said.measure: said for said in public_figures(year) if said.since is None or said.since.year == first}
    return {quantity: found[measure] for quantity, measure in MEASURES.items() if measure in found}


def _lasted(ended: NDArray[np.datetime64], years: Sequence[int], end: int) -> NDArray[np.bool_]:
    """Which runs' regimes lasted through each year, (run, year)."""
    last = np.array([min(year * 12 + 11, end) for year in years])
    month = ended.astype("datetime64[M]").astype(np.int64) + 1970 * 12
    return np.isnat(ended)[:, None] | (month[:, None] > last)


def _reality(results: Results, months: NDArray, years: Sequence[int], runs: Sequence[int]) -> dict[str, Counts]:
    series = results.series
    penalties = series["penalties_by_circle_and_form"].sum(("organ", "rank")).transpose("run", "month", "form")
    starts = np.searchsorted(months, [year * 12 for year in years])
    by_year = np.add.reduceat(penalties.values.astype(np.float64), starts, axis=1)
    departures = series["departures"].transpose("run", "month").fillna(0).values.astype(np.float64)
    events = results.events
    fled, abroad = (events["kind"] == "flight").to_numpy(), events["abroad"].to_numpy(bool)
    return {
        **{form: by_year[:, :, place] for place, form in enumerate(FORMS)},
        ABROAD: _by_year(events, fled & abroad, "date", years, runs),
        BORDER: _by_year(events, fled & ~abroad, "date", years, runs),
        ORDINARY: np.add.reduceat(departures, starts, axis=1),
    }


def _record(reports: pd.DataFrame, years: Sequence[int], runs: Sequence[int]) -> dict[str, Counts]:
    counted = reports.assign(persons=reports["persons"].to_numpy() * reports["kind"].map(ADDS.get).to_numpy(np.int64))
    penalty = reports["kind"].isin(PENALTIES).to_numpy()
    told = {
        form: _by_year(counted, penalty & (reports["form"] == form).to_numpy(), "event_day", years, runs)
        for form in FORMS
    }
    disclosed = {
        quantity: _by_year(counted, (reports["kind"] == kind).to_numpy(), day, years, runs)
        for quantity, (kind, day) in DISCLOSED_AS.items()
    }
    first = reports["kind"].isin(FIRST_ACCOUNTS).to_numpy() & reports["form"].isin(PURGE_FORMS).to_numpy()
    return told | disclosed | {SEEN: _by_year(counted, first, "event_day", years, runs)}


def _by_year(rows: pd.DataFrame, chosen: NDArray, day: str, years: Sequence[int], runs: Sequence[int]) -> Counts:
    """Persons in the chosen rows by run and year of `day`, (run, year); other runs and years are left out."""
    run, persons, days = (rows[name].to_numpy()[chosen] for name in ("run", "persons", day))
    year = days.astype("datetime64[Y]").astype(np.int64) + 1970
    inside = np.isin(run, runs) & np.isin(year, years)
    counts = np.zeros((len(runs), len(years)))
    np.add.at(counts, (np.searchsorted(runs, run[inside]), year[inside] - years[0]), persons[inside])
    return counts
