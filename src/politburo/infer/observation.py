"""From what parameter sets make of a quantity to what will be published of it.

    ln published rate = ln simulated rate of the set + discrepancy

The discrepancy walks at random. It starts from the last error that was known on the day of the forecast, that of the
set itself, which so is held to the last figure. How far it walks in a year is taken from how the errors of the set
changed from one known figure to the next, with an assumed spread as of the baselines, and from nothing else. Where no
figure of the quantity was known, it starts at none, with the spread that the rules of a survey allow a model, and walks
by the assumed spread. Counts then are negative binomial: their dispersion is what chance makes of runs of one set, less
what it is only because a part of the country is simulated.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from politburo.infer.baselines import PRIOR_FREEDOM, PRIOR_SPREAD
from politburo.infer.quantities import DRAWS, History, Quantity, students

Values = NDArray[np.float64]

MOST_DISPERSED = 1.0
"""Of counts, at most, as of a geometric distribution: few runs of few cases may suggest any number."""

SOONEST = 0.25
"""Years ahead that a forecast is at least."""


@dataclass(frozen=True, eq=False)
class Errors:
    """What is known of the errors of each set, (set,): the last one, how far they walk in a year, and its freedom.

    `last` is when the last figure was, in years; None where none is known that the simulation covers.
    """

    start: Values
    spread: Values
    freedom: Values
    last: float | None

    def repeated(self, times: int) -> Errors:
        """The same for each of so many runs of every set, (set · run,)."""
        start, spread, freedom = (np.repeat(one, times) for one in (self.start, self.spread, self.freedom))
        return Errors(start, spread, freedom, self.last)


def errors_of(known: History, simulated: Values) -> Errors:
    """The errors of sets by what was known; `simulated` are the logarithms of their rates, (set, figure)."""
    sets = len(simulated)
    # A set that covers a figure covers all later ones; NaN where its regime had fallen.
    covered = ~np.isnan(simulated).all(axis=0)
    if not covered.any():
        return Errors(np.zeros(sets), np.full(sets, PRIOR_SPREAD), np.full(sets, PRIOR_FREEDOM), None)
    times, apart = known.times[covered], known.rates[covered] - simulated[:, covered]
    squares = np.diff(apart, axis=1) ** 2 / np.diff(times)
    there = ~np.isnan(squares)
    freedom = PRIOR_FREEDOM + there.sum(axis=1)
    spread = np.sqrt((PRIOR_FREEDOM * PRIOR_SPREAD**2 + np.where(there, squares, 0.0).sum(axis=1)) / freedom)
    return Errors(np.nan_to_num(apart[:, -1]), spread, freedom, float(times[-1]))


def dispersion(values: Values, stands_for: float) -> float:
    """What chance makes of counts of runs of one set beyond Poisson, relative to their square; `values` (set, run).

    In a part of the country persons stand for several, which makes counts vary by so much more: that is taken off.
    """
    several = (~np.isnan(values)).sum(axis=1) > 1
    if not several.any():
        return 0.0
    means, variances = np.nanmean(values[several], axis=1), np.nanvar(values[several], axis=1, ddof=1)
    squares = float((means**2).sum())
    found = float((variances - means * max(stands_for, 1.0)).sum()) / squares if squares else 0.0
    return min(max(found, 0.0), MOST_DISPERSED)


def logged_rates(quantity: Quantity, values: Values, years: Values | float, stands_for: float) -> Values:
    """Logarithms of the rates of sets, of the means of their runs: `values` (set, run, …), NaN where there is none.

    What nobody is counted in stands for half of the least that could be counted.
    """
    there = (~np.isnan(values)).sum(axis=1)
    means = np.where(there > 0, np.nansum(values, axis=1) / np.maximum(there, 1), np.nan)
    if quantity.is_count:
        means = np.maximum(means, 0.5 * max(stands_for / values.shape[1], 1.0))
    return np.log(quantity.rate(means, years))


def published(
    quantity: Quantity,
    rates: Values,
    errors: Errors,
    weights: Values,
    years: float,
    ahead: float,
    chance: np.random.Generator,
    *,
    dispersed: float = 0.0,
    allowed: float = 0.0,
) -> Values:
    """Draws of what will be published of a period of so many years, `ahead` years after the last figure known.

    `rates` are the logarithms of the rates of sets in the period, (set,), `weights` how much each weighs, `allowed` the
    spread that a model is allowed where no figure is known.
    """
    weights = np.where(np.isnan(rates), 0.0, weights)
    if not weights.sum():
        weights = np.where(np.isnan(rates), 0.0, 1.0)
    places = (np.arange(DRAWS) + chance.random()) / DRAWS
    ends = np.cumsum(weights / weights.sum())
    chosen = chance.permutation(np.minimum(np.searchsorted(ends, places), np.flatnonzero(weights)[-1]))
    walked = errors.spread[chosen] * math.sqrt(max(ahead, SOONEST))
    spread = walked if errors.last is not None else np.hypot(walked, allowed)
    drawn = np.empty(DRAWS)
    for freedom in np.unique(errors.freedom[chosen]):
        own = errors.freedom[chosen] == freedom
        drawn[own] = students(chance, float(freedom), int(own.sum()))
    logs = rates[chosen] + errors.start[chosen] + spread * drawn
    return quantity.drawn(np.exp(np.clip(logs, -25, 25)), years, chance, dispersed)
