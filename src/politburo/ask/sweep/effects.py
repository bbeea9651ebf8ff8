"""What a factor does to an outcome: the paired difference between its highest and its lowest value.

On a grid, each run at the highest value is held against the same run at the lowest, on average over the values of the
other factor. Among spread points it is the quarter of them with the highest values and the quarter with the lowest;
the other factor is spread evenly in both. Runs are the pairs: the interval is Student's over them. A run that is
missing at any point in question is left out.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from politburo.answer import LEVEL
from politburo.ask.factors import Factor
from politburo.ask.intervals import interval


@dataclass(frozen=True, slots=True)
class Effect:
    """The difference that a factor makes to an outcome, from its lowest to its highest values.

    `at_low` and `at_high` are the means there; `low` and `high` the ends of the 90 % interval of `difference` over so
    many `pairs`, NaN with less than two, and where the difference is the same in every pair (`is_constant`).
    """

    factor: str
    outcome: str
    at_low: float
    at_high: float
    difference: float
    low: float
    high: float
    pairs: int
    is_constant: bool

    @property
    def distinguishable(self) -> bool:
        """Whether the difference is distinguishable from zero: its interval excludes it."""
        return (self.is_constant and self.difference != 0) or self.low > 0 or self.high < 0

    @property
    def finding(self) -> str:
        """The same in words; nothing with fewer than two pairs."""
        if self.pairs < 2:
            return ""
        if self.is_constant:
            return "identical in every pair" if self.difference == 0 else "the same difference in every pair"
        return "distinguishable" if self.distinguishable else "not distinguishable"


def effect(
    factor: Factor, column: NDArray[np.float64], values: NDArray[np.float64], outcome: str, *, gridded: bool
) -> Effect:
    """The effect of a factor, whose values at the points are `column` (p,), on an outcome, `values` (p, runs).

    NaN stands for a run that is missing.
    """
    ends = _ends(column) if gridded else _quarters(column)
    found = np.array([values[end].mean(axis=0) for end in ends])
    at_low, at_high = found[:, ~np.isnan(found).any(axis=0)]
    differences = at_high - at_low
    constant = len(differences) > 1 and float(np.ptp(differences)) == 0.0
    ends_of_it = interval(differences, LEVEL)[1:] if len(differences) > 1 and not constant else (math.nan, math.nan)
    low, high, mean = (float(part.mean()) if len(part) else math.nan for part in (at_low, at_high, differences))
    return Effect(factor.name, outcome, low, high, mean, *ends_of_it, len(differences), constant)


def _ends(column: NDArray[np.float64]) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Which points have the lowest value, and which the highest."""
    return column == column.min(), column == column.max()


def _quarters(column: NDArray[np.float64]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Which points are the quarter with the lowest values, and which that with the highest."""
    order, quarter = np.argsort(column, kind="stable"), max(1, len(column) // 4)
    return order[:quarter], order[-quarter:]
