"""Fan charts: what a quantity was over time in the middle run, in half of the runs and in nine of ten of them."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache, partial
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from politburo.answer import Column, Row, Table
from politburo.answer.numbers import count, count_range, month_in_words
from politburo.ask.intervals import Spread, spread
from politburo.ask.run.results import count_in_words, share_in_words
from politburo.ask.run.values import (
    ABROAD,
    MEASURES,
    ORDINARY,
    PURGED,
    count_years,
    fear_of_the_top,
    has_published,
    monthly,
    published_figures,
    year_label,
)
from politburo.country.figures import Figure as PublicAccount
from politburo.show import look
from politburo.show.events import Events, events_of
from politburo.show.frame import NOTHING, bands, caveats, framed
from politburo.show.look import WIDE, Layout
from politburo.show.marks import Spec, short
from politburo.show.run.panels import LOW, PUBLISHED, TALL, Line, monthly_panel, yearly_panel

if TYPE_CHECKING:
    from politburo.ask.run.results import Results

COLUMNS = (
    Column("begin", "", "first day", "date"),
    Column("end", "", "last day", "date"),
    Column("account", "", "line or account that the row is of"),
    Column("value", "", "median over runs, or the published estimate", "number", interval=("low", "high")),
    Column("low", "", "lower end of the 90 % interval over runs, or of the published range", "number"),
    Column("high", "", "upper end of the same", "number"),
    Column("half_low", "", "lower end of the 50 % interval over runs", "number"),
    Column("half_high", "", "upper end of the same", "number"),
    Column("runs", "", "runs in which the regime lasted", "integer"),
    Column("source", "", "where the published estimate is from"),
)
"""Columns of the table of a fan chart."""

ALONE = {False: 300, True: 210}
"""Height in pixels of a fan chart that stands alone, by whether it is narrow."""

TRUTH, REPORTS = "simulated truth", "simulated reports"
"""What lines are called."""

ACCOUNTS = "Simulated truth: what happened in the simulation; simulated reports: what outsiders learn of it."

Values = Callable[["Results"], NDArray[np.float64]]


@dataclass(frozen=True, slots=True)
class MonthlyFan:
    """A share of each month: one line for each of its parts, given as (name, colour, values by run and month)."""

    title: str
    heading: str
    parts: tuple[tuple[str, str, Values], ...]
    from_zero: bool

    def panel(self, results: Results, events: Events, layout: Layout, *, alone: bool) -> Spec:
        """The panel: where it stands alone higher, with bands for half of the runs too and without its heading."""
        lines = [Line(name, colour, _over_runs(results, values)) for name, colour, values in self.parts]
        height, heading = (ALONE[layout.narrow], "") if alone else (TALL, self.heading)
        return monthly_panel(heading, events, lines, self.from_zero, layout=layout, height=height, halves=alone)

    def about(self, results: Results) -> list[str]:
        """What the chart shows, and of what runs."""
        return [f"{self.heading}. {bands(results, halves=True)}"]

    def words(self, results: Results) -> str:
        """How each line began, ended and when it was highest."""
        said = [self._course(results, name, _over_runs(results, values)) for name, _, values in self.parts]
        if not any(said):
            return f"{self.title}: {NOTHING}"
        return f"{self.title}: {'; '.join(said)}."

    def brief(self, results: Results) -> str:
        """The same in a few words: each line from its begin to its end."""
        said = []
        for name, _, values in self.parts:
            found = _over_runs(results, values)
            lived = np.flatnonzero(found.runs)
            if len(lived):
                said.append(f"{name} {found.median[lived[0]]:.2f} to {found.median[lived[-1]]:.2f}")
        return f"{self.title.lower()} ({', '.join(said)})" if said else ""

    def table(self, results: Results) -> Table:
        """One row for each month and line."""
        months = range(results.scenario.start, results.scenario.end + 1)
        rows = [
            _row(month, month, name, found, at)
            for name, found in ((name, _over_runs(results, values)) for name, _, values in self.parts)
            for at, month in enumerate(months)
        ]
        return table_of(self.title, rows)

    def _course(self, results: Results, name: str, found: Spread) -> str:
        lived = np.flatnonzero(found.runs)
        if not len(lived):
            return ""
        first, last, peak = int(lived[0]), int(lived[-1]), int(np.nanargmax(found.median))
        start = results.scenario.start
        at_last = f"{share_in_words(found, last)} in {month_in_words(start + last)}"
        if first == last:
            return f"{name} {at_last}"
        if len({f"{value:.2f}" for value in found.median[lived]}) == 1:
            return f"{name} stayed at {share_in_words(found, last)}"
        return (
            f"{name} from {found.median[first]:.2f} in {month_in_words(start + first)} to {at_last}, "
            f"highest in {month_in_words(start + peak)} ({share_in_words(found, peak)})"
        )


@dataclass(frozen=True, slots=True)
class YearlyFan:
    """Persons counted in each year, in the simulated truth and reports, beside published estimates if there are any."""

    title: str
    heading: str
    quantity: str

    def panel(self, results: Results, events: Events, layout: Layout, *, alone: bool) -> Spec:
        """The panel: where it stands alone higher, with bands for half of the runs too and without its heading."""
        lines = [
            Line(TRUTH, look.REALITY, _counted(results, self.quantity, TRUTH)),
            Line(REPORTS, look.RECORD, _counted(results, self.quantity, REPORTS)),
        ]
        height, heading = (ALONE[layout.narrow], "") if alone else (LOW, self.heading)
        public = self.public(results)
        return yearly_panel(heading, events, lines, public, layout=layout, height=height, halves=alone)

    def about(self, results: Results) -> list[str]:
        """What the chart shows, and of what runs."""
        public = ["Diamonds: published estimates, dotted over the time they speak of."] if self.public(results) else []
        return [f"{self.heading}. {bands(results, halves=True)} Square-root scale.", ACCOUNTS, *public]

    def words(self, results: Results) -> str:
        """In which year most were counted, what the simulated reports hold of it, and what was published."""
        counted = count_years(results)
        truth, reports = (_counted(results, self.quantity, account) for account in (TRUTH, REPORTS))
        shown = [at for at in counted.shown() if truth.runs[at]]
        if not shown:
            return f"{self.title}: no regime lasted through its first year, so there is nothing to count."
        since = f" from {counted.first} on" if counted.shown()[0] else ""
        if not np.nansum([truth.high[shown], reports.high[shown]]):
            return f"{self.title}: none in any year{since}.{self._published(results)}"
        peak, year = self._peak(results)
        most, told = (count_in_words(found, peak) for found in (truth, reports))
        said = f"{self.title}{since}: most in {year}, {most}; in the simulated reports of that year {told}."
        return said + self._published(results)

    def brief(self, results: Results) -> str:
        """The same in a few words: the year in which most were counted."""
        truth = _counted(results, self.quantity, TRUTH).median
        if not np.nansum(truth[count_years(results).shown()]):
            return ""
        peak, year = self._peak(results)
        return f"{self.title.lower()} (most in {year}: {count(float(truth[peak]))})"

    def table(self, results: Results) -> Table:
        """One row for each year in the simulated truth and reports, and for each published estimate."""
        scenario = results.scenario
        rows = [
            _row(max(year * 12, scenario.start), min(year * 12 + 11, scenario.end), account, found, at)
            for account, found in ((one, _counted(results, self.quantity, one)) for one in (TRUTH, REPORTS))
            for at, year in enumerate(count_years(results).years)
        ]
        rows += [
            (said.start, said.end, PUBLISHED, said.value, said.low, said.high, None, None, None, said.source_title)
            for said in self.public(results)
        ]
        return table_of(self.title, rows)

    def public(self, results: Results) -> list[PublicAccount]:
        """What was published about the years of the scenario."""
        return published_figures(results.scenario, self.quantity)

    def _peak(self, results: Results) -> tuple[int, str]:
        """The place of the year, of those shown, in which most were counted, and the year in words."""
        counted = count_years(results)
        shown = counted.shown()
        peak = shown[int(np.nanargmax(_counted(results, self.quantity, TRUTH).median[shown]))]
        return peak, year_label(counted.years[peak], results.scenario.start, results.scenario.end)

    def _published(self, results: Results) -> str:
        if self.quantity not in MEASURES:
            return ""
        if not has_published(results.scenario):
            return " There are no published estimates for this country."
        public = self.public(results)
        if not public:
            return " There are no published estimates for these years."
        years = sorted({said.start.year for said in public})
        span = f"{years[0]}" if len(years) == 1 else f"{years[0]} to {years[-1]}"
        low, high = min(said.low for said in public), max(said.high for said in public)
        return f" Published estimates for {span}: {count_range(low, high)} a year."


FANS: dict[str, MonthlyFan | YearlyFan] = {
    "fear": MonthlyFan(
        "Fear of cadres",
        "Fear, mean of cadres (0 to 1)",
        (
            ("top ranks", look.FEAR_OF_THE_TOP, fear_of_the_top),
            ("all cadres", look.FEAR, partial(monthly, name="fear")),
        ),
        from_zero=True,
    ),
    "loyalty": MonthlyFan(
        "Loyalty of cadres",
        "Loyalty, mean of cadres (0 to 1)",
        (
            ("displayed", look.DISPLAYED, partial(monthly, name="displayed_loyalty")),
            ("private", look.PRIVATE, partial(monthly, name="private_loyalty")),
        ),
        from_zero=False,
    ),
    "purges": YearlyFan("Cadres purged", "Cadres purged in a year: removed, expelled, imprisoned or executed", PURGED),
    "executions": YearlyFan("Cadres executed", "Cadres executed in a year", "execution"),
    "flights": YearlyFan("Flights of cadres from posts abroad", "Cadres who fled from posts abroad in a year", ABROAD),
    "departures": YearlyFan(
        "Departures of ordinary people",
        "Ordinary people who left in a year; simulated reports count those who arrived",
        ORDINARY,
    ),
}
"""By name, in the order in which they stand below one another in the picture of all."""


def specification(results: Results, layout: Layout = WIDE, *, name: str) -> Spec:
    """One fan chart that stands alone, in Vega-Lite."""
    fan, events = FANS[name], events_of(results, layout)
    about = [*fan.about(results), *caveats(results)]
    panels = [fan.panel(results, events, layout, alone=True)]
    return framed(results, [fan.title, results.scenario.title], about, panels, layout, events)


def table_of(title: str, rows: Sequence[Row]) -> Table:
    """Rows of fan charts as a table."""
    return Table("figure", title, COLUMNS, rows, bulk=True)


@lru_cache(maxsize=32)
def _over_runs(results: Results, values: Values) -> Spread:
    """The spread of a monthly quantity. It is kept: panels of both layouts, words and table share it."""
    return spread(values(results))


@lru_cache(maxsize=32)
def _counted(results: Results, quantity: str, account: str) -> Spread:
    """The spread of a yearly count, in the simulated truth or in the reports. It is kept as well."""
    counted = count_years(results)
    return spread((counted.truth if account == TRUTH else counted.reports)[quantity])


def _row(first: int, last: int, account: str, found: Spread, at: int) -> Row:
    """A row of the table: the days of the months from `first` to `last`, and the spread at a place."""
    (year, month), (until, end) = divmod(first, 12), divmod(last, 12)
    days = date(year, month + 1, 1), date(until, end + 1, monthrange(until, end + 1)[1])
    ends = (found.median, found.low, found.high, found.half_low, found.half_high)
    return (*days, account, *(short(values[at], 5) for values in ends), int(found.runs[at]), None)
