"""What a factor does to an outcome: the paired difference between its highest and its lowest value.

On a grid, each run at the highest value is held against the same run at the lowest, on average over the values of the
other factor. Among spread points it is the quarter of them with the highest values and the quarter with the lowest;
the other factor is spread evenly in both. Runs are the pairs: the interval is Student's over them. A run that is
missing at any point in question is left out.
"""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass

import numpy as np
from numpy.typing import NDArray

from politburo.ask.factors import Factor
from politburo.ask.intervals import PairedDifference, difference_of


@dataclass(frozen=True, slots=True)
class Effect(PairedDifference):
    """The difference that a factor makes to an outcome, from its lowest to its highest values.

    `at_low` and `at_high` are the means there.
    """

    factor: str
    outcome: str
    at_low: float
    at_high: float


def effect(
    factor: Factor, column: NDArray[np.float64], values: NDArray[np.float64], outcome: str, *, gridded: bool
) -> Effect:
    """The effect of a factor, whose values at the points are `column` (p,), on an outcome, `values` (p, runs).

    NaN stands for a run that is missing.
    """
    ends = _ends(column) if gridded else _quarters(column)
    found = np.array([values[end].mean(axis=0) for end in ends])
    at_low, at_high = found[:, ~np.isnan(found).any(axis=0)]
    found = difference_of(at_high - at_low)
    low, high = (float(part.mean()) if len(part) else math.nan for part in (at_low, at_high))
    return Effect(**asdict(found), factor=factor.name, outcome=outcome, at_low=low, at_high=high)


def _ends(column: NDArray[np.float64]) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Which points have the lowest value, and which the highest."""
    return column == column.min(), column == column.max()


def _quarters(column: NDArray[np.float64]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Which points are the quarter with the lowest values, and which that with the highest."""
    order, quarter = np.argsort(column, kind="stable"), max(1, len(column) // 4)
    return order[:quarter], order[-quarter:]
