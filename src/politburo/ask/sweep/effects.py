"""What a factor does to an outcome: the paired difference between its highest and its lowest value.

On a grid, each run at the highest value is held against the same run at the lowest, on average over the values of the
other factor. Among spread points a plane is laid through each run by least squares (through relative steps, where a
factor has them); its rise from the lowest to the highest value is that run's difference. Runs are the pairs: the
interval is Student's over them. A run that is missing at any point in question is left out.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from politburo.ask.claims.deciding import interval
from politburo.ask.factors import Factor

LEVEL = 0.9


@dataclass(frozen=True, slots=True)
class Effect:
    """The difference that a factor makes to an outcome, from its lowest to its highest value.

    `at_low` and `at_high` are the means there; `low` and `high` the ends of the 90 % interval of `difference` over so
    many `pairs`, NaN with less than two.
    """

    factor: str
    outcome: str
    at_low: float
    at_high: float
    difference: float
    low: float
    high: float
    pairs: int

    @property
    def told_apart(self) -> bool:
        """Whether the interval excludes zero."""
        return self.low > 0 or self.high < 0


def effect(
    factors: tuple[Factor, ...], column: int, points: NDArray[np.float64], values: NDArray[np.float64], outcome: str,
    *, gridded: bool,
) -> Effect:  # fmt: skip
    """The effect of the factor in a column of `points` (p, f) on an outcome, `values` (p, runs), NaN where missing."""
    found = _on_grid(points[:, column], values) if gridded else _through(factors, column, points, values)
    at_low, at_high = found[:, ~np.isnan(found).any(axis=0)]
    differences = at_high - at_low
    ends = math.nan, math.nan
    if len(differences) > 1:
        ends = interval(differences, LEVEL)[1:]
    low, high, mean = (float(part.mean()) if len(part) else math.nan for part in (at_low, at_high, differences))
    return Effect(factors[column].name, outcome, low, high, mean, *ends, len(differences))


def _on_grid(column: NDArray[np.float64], values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Means at the lowest and at the highest value, (2, runs); NaN where any of them is missing."""
    return np.array([values[column == end].mean(axis=0) for end in (column.min(), column.max())])


def _through(
    factors: tuple[Factor, ...], column: int, points: NDArray[np.float64], values: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Heights of the planes through each run at the lowest and highest value, amid the others, (2, runs)."""
    places = np.column_stack([_place(factor, points[:, at]) for at, factor in enumerate(factors)])
    whole = ~np.isnan(values).any(axis=0)
    found = np.full((2, values.shape[1]), np.nan)
    if len(points) > len(factors):
        planes = np.linalg.lstsq(np.column_stack([np.ones(len(points)), places]), values[:, whole], rcond=None)[0]
        middle = np.full(len(factors), 0.5)
        for end in (0, 1):
            middle[column] = end
            found[end, whole] = planes[0] + middle @ planes[1:]
    return found


def _place(factor: Factor, values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Where values lie between the ends of a factor, from 0 to 1."""
    if factor.is_logarithmic:
        return np.log(values / factor.low) / math.log(factor.high / factor.low)
    return (values - factor.low) / (factor.high - factor.low)
