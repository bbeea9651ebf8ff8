"""Two baselines that know the price of leaving: a regression, and the smallest mechanism.

    negative-binomial regression    counts of mean exp(a + b ln(price / mean price)), of variance m + m² / k
    pool of leavers                 those about to leave are a pool with a steady inflow g; each year a share
                                    r (price / first price)^−e of it arrives, at most all of it

Each has three parameters, integrated over a grid: the first by its likelihood with b around none (standard deviation
PRICE_PRIOR), the second by Student's distribution of what it misses by, with its level g in closed form. The price of a
year is interpolated between quotes on the scale of the logarithm; beyond the last one it stays what it was, or, where
levers are taken as known, goes on to the quotes published since.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date

import numpy as np
from numpy.typing import NDArray

from politburo.country.figures import Evidence, Figure
from politburo.infer.baselines import pooled
from politburo.infer.forecasts import Asked, Forecast
from politburo.infer.quantities import DRAWS, History, chance_of, figures_in, middle, students

Values = NDArray[np.float64]

PRICE = "broker_cost"
"""How the name of the series of prices begins."""

REGRESSION, POOL = "negative-binomial regression", "pool of leavers"

KNOWN, CARRIED_ON = "levers known", "levers carried on"
"""Tracks: what happens to levers and prices is taken as known, or carried on by a rule from what was known."""

FEWEST = 4
"""Figures and quotes below which nothing is fitted: one more than parameters, and two quotes."""

PRICE_PRIOR = 0.5
"""Standard deviation of an elasticity before anything is known."""

SLOPES = np.linspace(-1.5, 1.5, 31)
LEVELS = np.linspace(-1.5, 1.5, 61)
SIZES = np.geomspace(2, 1_000, 13)
SHARES, ELASTICITIES = np.linspace(0.05, 0.95, 19), np.linspace(0, 2, 21)
"""Grids: slope, level around the mean, size of the negative binomial; of the pool share and elasticity."""


class Prices:
    """Quotes of the price of leaving, and the price at any time, in years."""

    def __init__(self, quotes: Sequence[Figure]) -> None:
        by_time: dict[float, list[float]] = {}
        for one in quotes:
            by_time.setdefault(middle(one.start, one.end), []).append(math.log(one.value))
        self.times = np.array(sorted(by_time))
        self.logs = np.array([np.mean(by_time[time]) for time in sorted(by_time)])

    def __len__(self) -> int:
        """How many times have a quote."""
        return len(self.times)

    def at(self, times: Values | float) -> Values:
        """Logarithms of the price at some times."""
        return np.asarray(np.interp(times, self.times, self.logs), np.float64)


def prices(evidence: Evidence, as_of: date, until: date | None = None) -> Prices:
    """The quotes that were known as of a day; with `until` all that speak of days up to it, whenever published."""
    there = figures_in(evidence if until is not None else evidence.as_of(as_of))
    named = [one for one in there if one.series.startswith(PRICE) and one.value > 0]
    series = min(
        (one.series for one in named), key=lambda name: (-sum(x.series == name for x in named), name), default=""
    )
    last = as_of if until is None else until
    return Prices([one for one in named if one.series == series and one.end <= last])


def with_price(known: History, asked: Asked, as_of: date, price: Prices, track: str) -> list[Forecast]:
    """The forecasts of both, where enough is known for them."""
    if len(known) < FEWEST or len(price) < 2 or not known.quantity.is_count:
        return []
    ways = {REGRESSION: _regression, POOL: _pool}
    return [
        Forecast(name, track, as_of, asked, np.sort(way(known, asked, price, chance_of(name, track, asked, as_of))))
        for name, way in ways.items()
    ]


def _regression(known: History, asked: Asked, price: Prices, chance: np.random.Generator) -> Values:
    """Draws of the regression."""
    from scipy.special import gammaln

    of_past = price.at(known.times)
    centre = float(of_past.mean())
    counts = np.exp(known.rates) * known.years
    level = float(known.rates.mean()) + LEVELS
    slope, level, size = (one.ravel() for one in np.meshgrid(SLOPES, level, SIZES, indexing="ij"))
    logs = level[:, None] + slope[:, None] * (of_past - centre) + np.log(known.years)
    shape = size[:, None]
    told = (
        gammaln(counts + shape) - gammaln(shape) + shape * np.log(shape) + counts * logs
        - (counts + shape) * np.logaddexp(logs, np.log(shape))
    ).sum(axis=1) - 0.5 * (slope / PRICE_PRIOR) ** 2  # fmt: skip
    chosen = _picked(told, chance)
    ahead = float(price.at(middle(asked.start, asked.end))) - centre
    means = np.exp(level[chosen] + slope[chosen] * ahead) * asked.years
    return chance.poisson(np.minimum(means * chance.gamma(size[chosen], 1 / size[chosen]), 1e9)).astype(np.float64)


def _pool(known: History, asked: Asked, price: Prices, chance: np.random.Generator) -> Values:
    """Draws of the pool."""
    first = math.floor(known.times[0])
    ahead = middle(asked.start, asked.end)
    years = np.arange(first, math.floor(ahead) + 1)
    share, elasticity = (one.ravel() for one in np.meshgrid(SHARES, ELASTICITIES, indexing="ij"))
    flows = _flows(share, elasticity, price.at(years.astype(np.float64) + 0.5))
    past = flows[:, np.floor(known.times).astype(int) - first]
    apart = known.rates - past
    level = apart.mean(axis=1)  # the logarithm of g: counts are in proportion to it
    squares = ((apart - level[:, None]) ** 2).sum(axis=1)
    spreads, freedom = zip(*(pooled(one, len(known) - 1) for one in squares.tolist()), strict=True)
    spread = np.array(spreads)
    told = -freedom[0] * np.log(spread) - 0.5 * (elasticity / (2 * PRICE_PRIOR)) ** 2
    chosen = _picked(told, chance)
    errors = students(chance, freedom[0], DRAWS) * spread[chosen] * math.sqrt(1 + 1 / len(known))
    rates = np.exp(np.clip(level[chosen] + flows[chosen, -1] + errors, -25, 25))
    return known.quantity.drawn(rates, asked.years, chance)


def _flows(share: Values, elasticity: Values, logs: Values) -> Values:
    """Logarithms of arrivals by year for an inflow of one, (parameter set, year); the pool begins as it would stay."""
    pool = 1 / share
    found = np.empty((len(share), len(logs)))
    for place, log in enumerate(logs):
        part = np.minimum(share * np.exp(-elasticity * (log - logs[0])), 0.99)
        found[:, place] = np.log(part * pool)
        pool = pool * (1 - part) + 1
    return found


def _picked(told: Values, chance: np.random.Generator) -> NDArray[np.int64]:
    """Places of a grid drawn by their likelihoods, given as logarithms."""
    weights = np.exp(told - told.max())
    places = (np.arange(DRAWS) + chance.random()) / DRAWS
    ends = np.cumsum(weights / weights.sum())
    return chance.permutation(np.minimum(np.searchsorted(ends, places), len(told) - 1))
