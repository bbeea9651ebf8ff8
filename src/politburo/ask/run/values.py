"""Values of each run by month and by calendar year: what tables, sentences and figures are made of.

By year there are counts of persons, in truth and in reports.
The simulated truth counts what happened in the year. The simulated reports count what outsiders learn of it sooner or
later: penalties and flights from posts abroad by the year in which they happened, less cases that proved false, and
whoever arrives by the year of arrival. A run counts in a year when its regime lasted through all of the year that was
simulated.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from politburo.country.figures import Evidence, Figure
from politburo.country.public import PublicFigure, public_figures
from politburo.record.reports import PENALTIES
from politburo.run.engines import usable_threads
from politburo.run.outcomes import Outcome
from politburo.run.scale import too_few
from politburo.run.series import stored_series
from politburo.terms.events import EVENT_NAMES
from politburo.terms.words import FORMS, PURGE_FORMS, code

if TYPE_CHECKING:
    from politburo.ask.run.results import Results
    from politburo.scenario import Scenario

ABROAD, BORDER, ORDINARY = (
    "cadres who fled from posts abroad",
    "cadres who fled over the border",
    "ordinary people who left",
)
PURGED, PURGED_SINCE = "purged", "purged since the first year"
SEEN = "purged and known to be"
"""Of the reports alone: cases of a purge that took place, counted once."""
QUANTITIES = (
    *reversed(PURGE_FORMS), PURGED, PURGED_SINCE, "re-education", "demotion", "lesser penalty", ABROAD, BORDER,
    ORDINARY,
)  # fmt: skip
"""What is counted, in the order of the table; `purged` joins the forms counted as a purge."""

MEASURES = {
    "execution": "officials executed",
    PURGED_SINCE: "officials purged",
    ABROAD: "cadre arrivals",
    ORDINARY: "ordinary arrivals",
}
"""The published estimate that stands beside a quantity, where there is one."""

DISCLOSED_AS = {ABROAD: ("flight disclosed", "event_day"), BORDER: ("cadre arrival", "report_day")}
DISCLOSED_AS |= {ORDINARY: ("ordinary arrival", "report_day")}
"""Kind of report that makes a flight known, and the day that says to which year it belongs."""

FIRST_ACCOUNTS = ("penalty report", "announcement")

Counts = NDArray[np.float64]


def monthly(results: Results, name: str) -> NDArray[np.float64]:
    """A national series, (run, month); NaN after a regime's end."""
    return results.array(name).astype(np.float64)


@dataclass(frozen=True, slots=True)
class _Run:
    """One of the finished runs, as outcomes are taken of it."""

    series: Mapping[str, NDArray]
    ended_month: int | None
    top_ranks: int


class _Series(Mapping[str, NDArray]):
    """The series of one run, each read when it is asked for."""

    def __init__(self, results: Results, place: int) -> None:
        self._results, self._place = results, place

    def __getitem__(self, name: str) -> NDArray:
        return self._results.array(name)[self._place]

    def __iter__(self) -> Iterator[str]:
        return iter(stored_series())

    def __len__(self) -> int:
        return len(stored_series())


def outcome_values(results: Results, outcome: Outcome) -> NDArray[np.float64]:
    """An outcome of every finished run, (run,)."""
    ended = [None if np.isnat(month) else int(month.astype(np.int64)) + 1970 * 12 for month in results.ended]
    top = len(results.top_ranks)
    return np.array([outcome.of(_Run(_Series(results, place), at, top)) for place, at in enumerate(ended)])


def fear_of_the_top(results: Results) -> NDArray[np.float64]:
    """Mean fear of the cadres of the top ranks, (run, month); NaN after a regime's end."""
    circles = results.arrays("fear_by_circle", "cadres_by_circle")
    fear, cadres = (values[:, :, :, : len(results.top_ranks)].astype(np.float64) for values in circles)
    weight = np.where(np.isnan(fear), 0.0, np.nan_to_num(cadres))
    sums, weights = (np.nan_to_num(fear) * weight).sum((2, 3)), weight.sum((2, 3))
    return np.divide(sums, weights, out=np.full(weights.shape, np.nan), where=weights > 0)


def ended_months(results: Results) -> NDArray[np.int64]:
    """Months in which regimes ended, in order of the runs, of those runs in which it did."""
    return results.ended[~np.isnat(results.ended)].astype(np.int64) + 1970 * 12


def over_a_year(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Sums of counts (run, month, …) over the last twelve months; of fewer at the beginning, as if they made a year.

    NaN after a regime's end.
    """
    months = values.shape[1]
    before = np.cumsum(np.nan_to_num(values), axis=1)
    sums = before.copy()
    sums[:, 12:] -= before[:, :-12]
    counted = np.minimum(np.arange(1, months + 1), 12).reshape(1, months, *[1] * (values.ndim - 2))
    return np.where(np.isnan(values), np.nan, sums * 12 / counted)


def mean_of_runs(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Mean over the first axis, the runs, leaving out those whose regime had ended; NaN where none is left."""
    counted = np.count_nonzero(~np.isnan(values), axis=0)
    return np.where(counted > 0, np.nansum(values, axis=0) / np.maximum(counted, 1), np.nan)


def lasting(results: Results) -> list[int]:
    """How many runs' regimes lasted through each month."""
    return np.count_nonzero(~np.isnan(monthly(results, "fear")), axis=0).tolist()


def rounded(values: NDArray[np.float64], digits: int = 3) -> list[float | None]:
    """Numbers with few digits, as they are written to a chart; None for NaN."""
    with np.errstate(divide="ignore"):
        power = digits - 1 - np.floor(np.log10(np.abs(values)))
    finer, coarser = (10.0 ** np.clip(np.nan_to_num(sign * power), 0, 300) for sign in (1, -1))
    # Multiplied and divided by whole powers of ten, which are exact, so that the nearest number of few digits is met.
    short = np.where(values == 0, 0.0, np.rint(values * finer / coarser) * coarser / finer)
    return [None if value != value else value for value in short.tolist()]


@dataclass(frozen=True, eq=False, slots=True)
class Years:
    """Counts of persons by quantity, arrays (run, year), in the calendar years `years`, whole or in part simulated.

    NaN where a run's regime did not last through the year; running totals begin in the year `first`. Counts are of the
    whole country; `simulated` are the cadres behind those of the truth, one by one.
    """

    years: tuple[int, ...]
    first: int
    truth: dict[str, Counts]
    reports: dict[str, Counts]
    lasted: NDArray[np.bool_]
    simulated: dict[str, Counts]

    def too_few(self, scale: float) -> list[str]:
        """Quantities whose count in a year is, on average, made of too few simulated cadres (run.scale)."""
        if not self.lasted.any():
            return []
        return [
            name
            for name, counts in self.simulated.items()
            if too_few(float(np.nanmean(self.truth[name])), float(counts[self.lasted].mean()), scale)
        ]

    def shown(self) -> list[int]:
        """Positions of the years that a table begins with: those from `first` on."""
        return [place for place, year in enumerate(self.years) if year >= self.first]


@lru_cache(maxsize=2)
def count_years(results: Results) -> Years:
    """The counts of all years of the scenario, kept for the tables, sentences and figures of one result."""
    scenario = results.scenario
    years = tuple(range(scenario.start // 12, scenario.end // 12 + 1))
    lasted = _lasted(results.ended, years, scenario.end)
    with ThreadPoolExecutor(usable_threads()) as pool:
        runs = list(pool.map(lambda run: _events_of(results, run, years), results.runs))
    truth = _series_of(results, years) | _joined([truth for truth, _, _ in runs])
    reports = _joined([reports for _, reports, _ in runs])
    simulated = _joined([simulated for _, _, simulated in runs])
    first = first_year(scenario.start, scenario.end, scenario.successions)
    for counts in (truth, reports):
        counts[PURGED] = sum((counts[form] for form in PURGE_FORMS), np.zeros(lasted.shape))
        counts[PURGED_SINCE] = np.cumsum(np.where(np.array(years) >= first, counts[PURGED], 0), axis=1)
        counts |= {name: np.where(lasted, values, np.nan) for name, values in counts.items()}
    return Years(years, first, truth, reports, lasted, simulated)


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


def has_published(scenario: Scenario) -> bool:
    """Whether published estimates come with its country."""
    return len(scenario.evidence) > 0


@lru_cache(maxsize=512)
def published_beside(evidence: Evidence, year: int, first: int) -> dict[str, PublicFigure]:
    """Published estimates of the year by the quantity they stand beside; none where none come with the country.

    A running total is left out where it does not begin in the year `first`, in which ours begin.
    """
    found = {
        said.measure: said for said in public_figures(evidence, year) if said.since is None or said.since.year == first
    }
    return {quantity: found[measure] for quantity, measure in MEASURES.items() if measure in found}


def published_figures(scenario: Scenario, quantity: str) -> list[Figure]:
    """Published estimates of a quantity, in the years of the scenario, each account by itself."""
    first = first_year(scenario.start, scenario.end, scenario.successions)
    years = range(scenario.start // 12, scenario.end // 12 + 1)
    beside = (published_beside(scenario.evidence, year, first).get(quantity) for year in years)
    return [one for figure in beside if figure for one in figure.sources]


def _lasted(ended: NDArray[np.datetime64], years: Sequence[int], end: int) -> NDArray[np.bool_]:
    """Which runs' regimes lasted through each year, (run, year)."""
    last = np.array([min(year * 12 + 11, end) for year in years])
    month = ended.astype(np.int64) + 1970 * 12
    return np.isnat(ended)[:, None] | (month[:, None] > last)


def _series_of(results: Results, years: Sequence[int]) -> dict[str, Counts]:
    """What series count: penalties by form, and ordinary people who left."""
    months = np.arange(results.scenario.start, results.scenario.end + 1)
    starts = np.searchsorted(months, [year * 12 for year in years])
    penalties, departures = results.arrays("penalties_by_circle_and_form", "departures")
    by_form = np.nansum(penalties, axis=(2, 3), dtype=np.float64)
    forms = np.add.reduceat(by_form, starts, axis=1)
    left = np.add.reduceat(np.nan_to_num(departures).astype(np.float64), starts, axis=1)
    return {form: forms[:, :, place] for place, form in enumerate(FORMS)} | {ORDINARY: left}


def _events_of(results: Results, run: int, years: Sequence[int]) -> tuple[dict[str, Counts], ...]:
    """What the events of one run count in each year, (year,).

    Flights in truth, everything in reports, and the simulated cadres who were penalised or fled.
    """
    events = results.event_codes(run)
    reports = results.reports(run, events)
    days = {"event_day": _years(reports.event_day), "report_day": _years(reports.report_day)}

    def reported(chosen: NDArray, day: str = "event_day") -> Counts:
        return _by_year(days[day], reports.adds, chosen, years)

    penalties, first = reports.of(*PENALTIES), reports.of(*FIRST_ACCOUNTS)
    told = {form: reported(penalties & (reports.form == code(FORMS, form))) for form in FORMS}
    told |= {quantity: reported(reports.of(kind), day) for quantity, (kind, day) in DISCLOSED_AS.items()}
    told[SEEN] = reported(first & np.isin(reports.form, [code(FORMS, form) for form in PURGE_FORMS]))
    fled, penalty = (events["kind"] == EVENT_NAMES.index(kind) for kind in ("flight", "penalty"))
    cases = {ABROAD: fled & (events["abroad"] == 1), BORDER: fled & (events["abroad"] == 0)}
    year, weighted = events["month"] // 12, events["persons"] * events["weight"].astype(np.float64)
    truth = {quantity: _by_year(year, weighted, chosen, years) for quantity, chosen in cases.items()}
    cases |= {form: penalty & (events["form"] == code(FORMS, form)) for form in FORMS}
    simulated = {quantity: _by_year(year, events["persons"], chosen, years) for quantity, chosen in cases.items()}
    simulated[PURGED] = sum((simulated[form] for form in PURGE_FORMS), np.zeros(len(years)))
    return truth, told, simulated


def _joined(runs: Sequence[dict[str, Counts]]) -> dict[str, Counts]:
    """Counts of each run, (year,), as those of all, (run, year)."""
    return {quantity: np.stack([counts[quantity] for counts in runs]) for quantity in runs[0]}


def _years(days: NDArray[np.datetime64]) -> NDArray[np.int64]:
    return days.astype("datetime64[Y]").astype(np.int64) + 1970


def _by_year(year: NDArray, persons: NDArray, chosen: NDArray, years: Sequence[int]) -> Counts:
    """Persons in the chosen rows by year, (year,); other years are left out."""
    place = year[chosen] - years[0]
    inside = (place >= 0) & (place < len(years))
    return np.bincount(place[inside], persons[chosen][inside], minlength=len(years)).astype(np.float64)
