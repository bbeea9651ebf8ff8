"""Median, 50 % and 90 % interval over runs, leaving out the runs that have nothing to say."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from politburo.answer import LEVEL

LOW, HIGH = round((1 - LEVEL) / 2, 6), round((1 + LEVEL) / 2, 6)
"""Quantiles between which the share LEVEL of the runs lies."""

HALF_LOW, HALF_HIGH = 0.25, 0.75
"""Quantiles between which half of the runs lie."""

QUANTILES = (0.5, LOW, HIGH, HALF_LOW, HALF_HIGH)


@dataclass(frozen=True, slots=True)
class Spread:
    """Median, ends of the 90 % interval, number of runs, ends of the 50 % interval: arrays of one shape.

    NaN where no run is.
    """

    median: NDArray[np.float64]
    low: NDArray[np.float64]
    high: NDArray[np.float64]
    runs: NDArray[np.int64]
    half_low: NDArray[np.float64]
    half_high: NDArray[np.float64]


def spread(values: ArrayLike) -> Spread:
    """Spread over the first axis, the runs, of `values` (run, …); NaN stands for a run whose regime had ended."""
    values = np.asarray(values, np.float64)
    runs = np.count_nonzero(~np.isnan(values), axis=0)
    found = np.full((5, *values.shape[1:]), np.nan)
    # Gaps are rare, and looking for them is slow.
    whole, some = runs == len(values), (runs > 0) & (runs < len(values))
    found[:, whole] = np.quantile(values[:, whole], QUANTILES, axis=0)
    found[:, some] = np.nanquantile(values[:, some], QUANTILES, axis=0)
    return Spread(found[0], found[1], found[2], runs, found[3], found[4])


def peak(found: Spread) -> int | None:
    """Where the median is highest, the first such place of a one-dimensional spread; None where no run is."""
    return int(np.nanargmax(found.median)) if found.runs.any() else None
