"""Whether one forecaster is better than another: skill with intervals by blocks, Diebold–Mariano, effective number.

Forecasts made as of one day share what was known and what came after; those of one year share that year. So intervals
are of drawing origins anew, all forecasts of one together, and forecasts count as the fewer that they are worth.
Whether scores differ in time is tested as well (Diebold and Mariano 1995), corrected for few (Harvey, Leybourne &
Newbold 1997).
"""

from __future__ import annotations

import math
from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from politburo.answer import LEVEL

Values = NDArray[np.float64]

AGAIN, SEED = 2_000, 20160126
"""How often origins are drawn anew, and by which seed."""

FEWEST = 3
"""Origins, or differences, below which there is no interval and no test."""


@dataclass(frozen=True, slots=True)
class Skill:
    """1 − own score / that of another, weighted over forecasts that both made; NaN ends where there are few origins."""

    value: float
    low: float
    high: float
    forecasts: int
    origins: int


@dataclass(frozen=True, slots=True)
class DieboldMariano:
    """The mean difference of scores (below 0: the first is better), its statistic and two-sided p; NaN: no test."""

    difference: float
    statistic: float
    p: float
    count: int


def skill(own: Values, other: Values, weights: Values, origins: Sequence[Hashable]) -> Skill:
    """The skill of scores (n,) against others (n,), with the interval that drawing origins anew gives."""
    names = list(dict.fromkeys(origins))
    place = np.array([names.index(one) for one in origins])
    sums = np.stack([np.bincount(place, weights * one, len(names)) for one in (own, other)])
    value = float(_skill(sums.sum(axis=1)))
    if len(names) < FEWEST:
        return Skill(value, math.nan, math.nan, len(own), len(names))
    drawn = np.random.default_rng(SEED).integers(len(names), size=(AGAIN, len(names)))
    found = _skill(sums[:, drawn].sum(axis=2))
    low, high = np.quantile(found, ((1 - LEVEL) / 2, (1 + LEVEL) / 2))
    return Skill(value, float(low), float(high), len(own), len(names))


def _skill(sums: Values) -> Values:
    return 1 - sums[0] / np.maximum(sums[1], 1e-300)


def diebold_mariano(differences: Values, horizon: int) -> DieboldMariano:
    """The test of Diebold and Mariano (1995) of differences of scores in time, (n,), for forecasts so many steps ahead.

    Variances have the horizon's autocovariances, and the statistic is corrected for few forecasts and held against
    Student's distribution (Harvey, Leybourne & Newbold 1997). Where the variance is not above zero, which few
    differences can make it, that without autocovariances takes its place.
    """
    count = len(differences)
    mean = float(differences.mean()) if count else math.nan
    if count < FEWEST or not float(np.ptp(differences)):
        return DieboldMariano(mean, math.nan, math.nan, count)
    from scipy.special import stdtr

    apart = differences - mean
    lags = min(horizon, count - 1)
    covariances = [float((apart[lag:] * apart[: count - lag]).sum()) / count for lag in range(lags)]
    variance = covariances[0] + 2 * sum(covariances[1:])
    if variance <= 0:
        variance, lags = covariances[0], 1
    correction = math.sqrt((count + 1 - 2 * lags + lags * (lags - 1) / count) / count)
    statistic = mean / math.sqrt(variance / count) * correction
    return DieboldMariano(mean, statistic, float(2 * stdtr(count - 1, -abs(statistic))), count)


def independent(scores: Values, clusters: Sequence[Hashable]) -> float:
    """As how many independent forecasts some with these normal scores (n,) tell, from at most n to the clusters alone.

    Those of a cluster, such as of one year, are correlated: n / (1 + (m − 1) r), with m the mean size of a cluster, as
    one of its forecasts sees it, and r the correlation within (Kish 1965).
    """
    count = len(scores)
    names = list(dict.fromkeys(clusters))
    if count < 2 or len(names) == count:
        return float(count)
    place = np.array([names.index(one) for one in clusters])
    sizes = np.bincount(place, minlength=len(names)).astype(float)
    seen = float((sizes**2).sum()) / count
    return count / (1 + (seen - 1) * _within(scores, place, sizes))


def _within(scores: Values, place: NDArray[np.int64], sizes: Values) -> float:
    """The correlation of scores within clusters, about zero: these are standard normal where forecasts are right."""
    pairs = float((sizes * (sizes - 1)).sum())
    square = float((scores**2).mean())
    if not pairs or not square:
        return 1.0 if not square else 0.0
    sums, squares = np.bincount(place, scores), np.bincount(place, scores**2)
    return min(max(float((sums**2 - squares).sum()) / pairs / square, 0.0), 1.0)
