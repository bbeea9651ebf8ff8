"""Forecasts as a careful analyst would make them without a model: what a model has to beat.

They are made of the logarithm x of rates, with the spread s² that past errors had and an assumed one before them, worth
PRIOR_FREEDOM errors of PRIOR_SPREAD, so that few figures are not taken for certainty. Errors are Student's.

    random walk          x stays what it was last; errors grow with the root of time
    mean of past years   x is the mean of all that is known; errors do not grow
    local trend          a random walk that goes on as it did over the last TREND years
"""

from __future__ import annotations

import math
from collections.abc import Callable
from datetime import date

import numpy as np
from numpy.typing import NDArray

from politburo.infer.forecasts import Asked, Forecast
from politburo.infer.quantities import DRAWS, History, chance_of, middle, students

Values = NDArray[np.float64]

PRIOR_FREEDOM, PRIOR_SPREAD = 4.0, 0.25
"""Assumed: a year's change of a quarter, as sure as four errors make it."""

TREND = 5.0
"""Years over which a local trend is taken."""


def random_walk(known: History, at: float) -> tuple[float, float, float]:
    """Centre, spread and freedom of x at a time, in years."""
    times, rates = known.times, known.rates
    gaps, changes = np.diff(times), np.diff(rates)
    spread, freedom = pooled(float((changes**2 / gaps).sum()), len(changes))
    return float(rates[-1]), spread * math.sqrt(max(at - times[-1], 0.25)), freedom


def mean_of_past_years(known: History, at: float) -> tuple[float, float, float]:
    """The same of the mean."""
    rates = known.rates
    spread, freedom = pooled(float(((rates - rates.mean()) ** 2).sum()), len(rates) - 1)
    return float(rates.mean()), spread * math.sqrt(1 + 1 / len(rates)), freedom


def local_trend(known: History, at: float) -> tuple[float, float, float]:
    """The same of a random walk with the drift of the last years."""
    times, rates = known.times, known.rates
    recent = times >= times[-1] - TREND - 0.01
    times, rates = times[recent], rates[recent]
    if len(times) < 3:
        return random_walk(known, at)
    gaps, changes, span = np.diff(times), np.diff(rates), float(times[-1] - times[0])
    drift = float(rates[-1] - rates[0]) / span
    spread, freedom = pooled(float(((changes - drift * gaps) ** 2 / gaps).sum()), len(changes) - 1)
    ahead = max(at - float(times[-1]), 0.25)
    return float(rates[-1]) + drift * ahead, spread * math.sqrt(ahead + ahead**2 / span), freedom


def pooled(squares: float, count: int) -> tuple[float, float]:
    """The spread of errors, from the sum of `count` squares and what is assumed, with its freedom."""
    freedom = PRIOR_FREEDOM + count
    return math.sqrt((PRIOR_FREEDOM * PRIOR_SPREAD**2 + squares) / freedom), freedom


BASELINES: dict[str, Callable[[History, float], tuple[float, float, float]]] = {
    "random walk": random_walk,
    "mean of past years": mean_of_past_years,
    "local trend": local_trend,
}


def baseline(name: str, known: History, asked: Asked, as_of: date) -> Forecast:
    """The forecast of a baseline, of a quantity of which at least one figure is known."""
    centre, spread, freedom = BASELINES[name](known, middle(asked.start, asked.end))
    chance = chance_of(name, asked, as_of)
    rates = np.exp(np.clip(centre + spread * students(chance, freedom, DRAWS), -25, 25))
    return Forecast(name, "", as_of, asked, np.sort(known.quantity.drawn(rates, asked.years, chance)))
