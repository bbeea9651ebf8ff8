"""Public figures year by year, as they stand beside a simulated record."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from politburo.country.figures import TARGETS, Evidence, Figure

ACCOUNTS = {
    "officials executed": ("cadres_executed", "senior_officials_executed"),
    "officials purged": ("cadres_purged_cumulative", "senior_officials_purged_cumulative"),
    "cadre arrivals": ("elite_arrivals_overseas",),
    "ordinary arrivals": ("arrivals_total",),
}
"""How the names of the series begin that tell of a measure: each is one account, none is the sum of the others."""

RUNNING = "officials purged"
"""The measure of which accounts are running totals."""


@dataclass(frozen=True, slots=True)
class PublicFigure:
    """What was said in public of one year: persons, from `low` to `high` over all accounts.

    `since` is the first day counted where the figure is a running total, `until` the last day counted where the year
    was not over; both are None for a figure of the whole year.
    """

    measure: str
    low: float
    high: float
    since: date | None
    until: date | None
    sources: tuple[Figure, ...]

    def __str__(self) -> str:
        span = f"{self.low:g}" if self.low == self.high else f"{self.low:g}–{self.high:g}"
        since = f" since {self.since.year}" if self.since else ""
        until = f" to {self.until.day} {self.until:%B}" if self.until else ""
        return span + since + until


def public_figures(evidence: Evidence, year: int) -> tuple[PublicFigure, ...]:
    """The public figures of a country for a year, in a fixed order; a measure without a figure that year is left out.

    Measures: officials executed, officials purged (running totals only), cadre arrivals (from posts abroad only),
    ordinary arrivals.
    """
    found = {measure: tuple(_accounts(evidence, measure, year)) for measure in ACCOUNTS}
    return tuple(_said(measure, told, measure == RUNNING) for measure, told in found.items() if told)


def _accounts(evidence: Evidence, measure: str, year: int) -> list[Figure]:
    """The accounts of a measure for a year, whatever part of it they count; running totals are among targets, too."""
    everything = (*evidence.accounts(), *evidence.table(TARGETS))
    told = [entry for entry in everything if entry.series.startswith(ACCOUNTS[measure])]
    if measure == RUNNING:
        return [entry for entry in told if entry.end.year == year]
    return [
        entry for series in dict.fromkeys(entry.series for entry in told) for entry in evidence.yearly(series, year)
    ]


def _said(measure: str, found: tuple[Figure, ...], running: bool) -> PublicFigure:
    last = max(entry.end for entry in found)
    return PublicFigure(
        measure=measure,
        low=min(entry.low for entry in found),
        high=max(entry.high for entry in found),
        since=min(entry.start for entry in found) if running else None,
        until=None if (last.month, last.day) == (12, 31) else last,
        sources=found,
    )
