"""Forecasts and figures that are made up: what is published is known to the test."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np
from numpy.typing import ArrayLike

from politburo.country.figures import Figure
from politburo.infer.forecasts import Asked, Forecast


def asked(year: int = 2012, series: str = "arrivals_total", unit: str = "persons") -> Asked:
    """A calendar year of a series."""
    return Asked(series, date(year, 1, 1), date(year, 12, 31), unit)


def forecast(
    draws: ArrayLike, year: int = 2012, *, by: str = "simulation", track: str = "", series: str = "arrivals_total",
    as_of: int = 2011, unit: str = "persons",
) -> Forecast:  # fmt: skip
    """A forecast made at the end of a year."""
    return Forecast(by, track, date(as_of, 12, 31), asked(year, series, unit), np.sort(np.asarray(draws, float)))


def figure(
    value: float, year: int = 2012, *, series: str = "arrivals_total", unit: str = "persons", source: str = "A register"
) -> Figure:
    """What was published of a year, at the end of the following January."""
    days = date(year, 1, 1), date(year, 12, 31)
    return Figure(series, *days, value, value, value, unit, source, "", "", date(year + 1, 1, 31), 5, "")


def later_csv(figures: Sequence[Figure]) -> str:
    """Figures as a file with the columns of figures.csv."""
    head = "series,period_start,period_end,value,unit,source_title,known_from,reliability\n"
    rows = (
        f"{one.series},{one.start},{one.end},{one.value},{one.unit},{one.source_title},{one.known_from},{one.reliability}\n"
        for one in figures
    )
    return head + "".join(rows)
