"""Counts per year of what outsiders knew, as a table sets them beside the years of reality and of public figures."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np
from numpy.typing import NDArray

from politburo.record.reports import Reports
from politburo.terms.words import FORMS, PURGE_FORMS, SEXES, code

ARRIVALS = ("ordinary arrival", "cadre arrival")
PENALTIES = ("penalty report", "announcement", "double report", "false report", "correction")


def penalised(reports: Reports, forms: Sequence[str], first: date, last: date) -> int:
    """Persons reported penalised in one of these forms in the days `first` to `last`, less those who reappeared.

    The count is the one an outsider would make of the reports given: cases told twice are counted twice, and the day
    is that of the penalty, not of its report.
    """
    of_form = np.isin(reports.form, [code(FORMS, form) for form in forms])
    counted = reports.of(*PENALTIES) & of_form & reports.between(first, last, by="event_day")
    return int(reports.adds[counted].sum())


def fled_from_abroad(reports: Reports, first: date, last: date) -> int:
    """Cadres whose flight from a post abroad is disclosed, by the day of the flight."""
    counted = reports.of("flight disclosed") & reports.between(first, last, by="event_day")
    return int(reports.adds[counted].sum())


def arrived(reports: Reports, first: date, last: date, kinds: Sequence[str] = ARRIVALS, sex: str | None = None) -> int:
    """Persons who arrived in the days `first` to `last` over the border, ordinary people and cadres unless told."""
    counted = reports.of(*kinds) & reports.between(first, last, by="report_day")
    if sex is not None:
        counted &= reports.sex == code(SEXES, sex)
    return int(reports.adds[counted].sum())


def yearly(reports: Reports, start: int, end: int) -> dict[str, NDArray[np.int64]]:
    """Counts for each calendar year from month `start` to month `end`, both included; arrays of shape (years,) by name.

    `year`; `executions` and `purges` (all forms counted as a purge) and `reported <form>` for each form of penalty, by
    the year of the penalty; `cadre flights abroad`, by the year of the flight; `cadre arrivals`, `women arrived` and
    `men arrived`, by the year of the arrival. A year at either end counts in full whatever of it is in the run.
    """
    years = range(start // 12, end // 12 + 1)
    counts = [{"year": year} | _counts(reports, year) for year in years]
    return {name: np.array([of_year[name] for of_year in counts], np.int64) for name in counts[0]}


def _counts(reports: Reports, year: int) -> dict[str, int]:
    span = date(year, 1, 1), date(year, 12, 31)
    return {
        "executions": penalised(reports, ("execution",), *span),
        "purges": penalised(reports, PURGE_FORMS, *span),
        **{f"reported {form}": penalised(reports, (form,), *span) for form in FORMS},
        "cadre flights abroad": fled_from_abroad(reports, *span),
        "cadre arrivals": arrived(reports, *span, kinds=("cadre arrival",)),
        "women arrived": arrived(reports, *span, kinds=("ordinary arrival",), sex="women"),
        "men arrived": arrived(reports, *span, kinds=("ordinary arrival",), sex="men"),
    }
