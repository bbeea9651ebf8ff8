"""Public figures year by year, as they stand beside a simulated record."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from politburo.country.figures import TARGETS, Evidence, Figure

EXECUTION_VINTAGES = (
    "cadres_executed_NIS_briefing_2015-05-13",
    "senior_officials_executed_NIS_via_lawmaker_2015-04-29",
    "cadres_executed_or_purged_INSS_whitepaper",
    "cadres_executed_2014_alternative",
)
"""Series that tell the same executions at different times; each is one account, none is the sum of the others."""


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
    executed = tuple(entry for series in EXECUTION_VINTAGES for entry in evidence.yearly(series, year))
    totals = [*evidence.figures, *evidence.table(TARGETS)]
    purged = tuple(
        entry
        for entry in totals
        if entry.series in ("senior_officials_purged_cumulative", "cadres_purged_cumulative") and entry.end.year == year
    )
    measures = (
        ("officials executed", executed, False),
        ("officials purged", purged, True),
        ("cadre arrivals", evidence.yearly("elite_arrivals_overseas_representatives", year), False),
        ("ordinary arrivals", evidence.yearly("arrivals_total", year), False),
    )
    return tuple(_said(measure, found, running) for measure, found, running in measures if found)


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
