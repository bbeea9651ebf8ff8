"""Intervals over runs: of a mean and of paired differences (Student), of a share (Clopper and Pearson), quantiles."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from politburo.answer import LEVEL, Column

FEWEST = 2
"""Pairs below which there is no interval."""

DISTINGUISHABLE = "distinguishable"
NOT_DISTINGUISHABLE = "not distinguishable"
IDENTICAL = "identical in every pair"
SAME = "the same difference in every pair"
ONE_PAIR = "one pair, so no interval"
NO_PAIR = "no pair has a value"
"""What can be said of a difference, beside zero."""

MOST_SHIFTS = 200
"""Ways in which runs are paired crosswise, at most: more of them would say the same."""

MOST_RUNS = 10**9

ENDS = (
    Column("low", meaning="lower end of the interval", format="number"),
    Column("high", meaning="upper end of the interval", format="number"),
)
"""Columns of the ends of an interval, for the files: people see them in the cell of the value."""

LOW, HIGH = round((1 - LEVEL) / 2, 6), round((1 + LEVEL) / 2, 6)
"""Quantiles between which the share LEVEL of the runs lies."""

QUANTILES = (0.5, LOW, HIGH, 0.25, 0.75)
"""Of a spread: median, ends of the 90 % interval, ends of the 50 % interval."""


@dataclass(frozen=True, slots=True)
class Intervals:
    """Mean, ends of its interval, and number of pairs: arrays of one shape; NaN where too few pairs have a value."""

    mean: NDArray[np.float64]
    low: NDArray[np.float64]
    high: NDArray[np.float64]
    pairs: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class PairedDifference:
    """Mean of paired differences, ends of its 90 % interval: NaN with too few pairs, and where all are the same."""

    difference: float
    low: float
    high: float
    pairs: int

    @property
    def finding(self) -> str:
        """What can be said of it, beside zero, in a few words."""
        if self.pairs < FEWEST:
            return ONE_PAIR if self.pairs else NO_PAIR
        if math.isnan(self.low):
            return IDENTICAL if self.difference == 0 else SAME
        return DISTINGUISHABLE if self.low > 0 or self.high < 0 else NOT_DISTINGUISHABLE


@dataclass(frozen=True, slots=True)
class Spread:
    """Median, ends of the 90 % interval, runs, ends of the 50 % interval: arrays of one shape; NaN without runs."""

    median: NDArray[np.float64]
    low: NDArray[np.float64]
    high: NDArray[np.float64]
    runs: NDArray[np.int64]
    half_low: NDArray[np.float64]
    half_high: NDArray[np.float64]


def interval(pairs: NDArray[np.float64], level: float) -> tuple[float, float, float]:
    """Mean of paired differences (k,) with its Student interval: (mean, low, high)."""
    from scipy.special import stdtrit

    mean = float(pairs.mean())
    reach = float(stdtrit(len(pairs) - 1, (1 + level) / 2)) * float(pairs.std(ddof=1)) / math.sqrt(len(pairs))
    return mean, mean - reach, mean + reach


def intervals(pairs: NDArray[np.float64], level: float) -> Intervals:
    """The same for many differences at once: `pairs` (k, …), NaN for a pair that has no value there."""
    from scipy.special import stdtrit

    there = ~np.isnan(pairs)
    counted = there.sum(axis=0)
    usable = np.maximum(counted, 1)
    mean = np.where(counted > 0, np.where(there, pairs, 0.0).sum(axis=0) / usable, np.nan)
    apart = np.where(there, pairs - mean, 0.0)
    deviation = np.sqrt((apart**2).sum(axis=0) / np.maximum(counted - 1, 1))
    # Where all pairs are alike there is no spread; their mean may be off by rounding all the same.
    alike = np.where(there, pairs, -np.inf).max(axis=0) == np.where(there, pairs, np.inf).min(axis=0)
    mean = np.where(alike, np.where(there, pairs, -np.inf).max(axis=0), mean)
    reach = stdtrit(np.maximum(counted - 1, 1), (1 + level) / 2) * np.where(alike, 0.0, deviation) / np.sqrt(usable)
    reach = np.where(counted >= FEWEST, reach, np.nan)
    return Intervals(mean, mean - reach, mean + reach, counted)


def by_set(values: NDArray[np.float64], sets: NDArray[np.int64] | None) -> NDArray[np.float64]:
    """The means over the runs of each parameter set, (set, …), of values (run, …); NaN where no run has a value.

    Without sets, one place for each run, the values as they are.
    """
    if sets is None or len(np.unique(sets)) == len(sets):
        return values
    found = np.empty((len(np.unique(sets)), *values.shape[1:]))
    for at, one in enumerate(np.unique(sets)):
        chosen = values[sets == one]
        there = np.count_nonzero(~np.isnan(chosen), axis=0)
        found[at] = np.where(there > 0, np.nansum(chosen, axis=0) / np.maximum(there, 1), np.nan)
    return found


def difference_of(pairs: NDArray[np.float64]) -> PairedDifference:
    """Mean of paired differences (k,) with its interval, at LEVEL; NaN stands for a pair that has no value."""
    pairs = pairs[~np.isnan(pairs)]
    if len(pairs) < FEWEST or float(np.ptp(pairs)) == 0.0:
        return PairedDifference(float(pairs[0]) if len(pairs) else math.nan, math.nan, math.nan, len(pairs))
    return PairedDifference(*interval(pairs, LEVEL), len(pairs))


def share_interval(count: float, of: float) -> tuple[float, float]:
    """The interval of a share of which `count` of `of` cases are known (Clopper and Pearson): (low, high).

    Cases may be as many as independent ones would be, and no whole number.
    """
    outside = (1 - LEVEL) / 2
    if count in (0, of):
        # In closed form: SciPy takes longer to load than all else that an answer to such a question needs.
        bound = outside ** (1 / of) if of else 0.0
        return (0.0, 1 - bound) if count == 0 else (bound, 1.0)
    from scipy.special import betaincinv

    low = float(betaincinv(count, of - count + 1, outside))
    return low, float(betaincinv(count + 1, of - count, 1 - outside))


def unpaired_runs(base: NDArray[np.float64], changed: NDArray[np.float64], half: float, level: float) -> int | None:
    """Runs of each arm that independent seeds would have taken for an interval of that half-width.

    `base` and `changed` (k,) are the values of the same runs in both arms. Each run of one arm is paired with another
    run of the other arm, in turn with the next one, the next but one and so on: such pairs share no chance, so their
    differences vary as those of independent seeds would. None where no number of runs would do.
    """
    from scipy.special import stdtrit

    there = ~(np.isnan(base) | np.isnan(changed))
    base, changed = base[there], changed[there]
    runs = len(base)
    if runs <= FEWEST or math.isnan(half):
        return None
    shifts = np.unique(np.linspace(1, runs - 1, min(runs - 1, MOST_SHIFTS)).round().astype(int))
    variance = float(np.mean([np.var(changed - np.roll(base, shift), ddof=1) for shift in shifts]))
    if variance == 0:
        return FEWEST
    if half <= 0:
        return None

    def reach(count: int) -> float:
        return float(stdtrit(count - 1, (1 + level) / 2)) * math.sqrt(variance / count)

    low, high = FEWEST, MOST_RUNS
    if reach(high) > half:
        return None
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if reach(middle) <= half else (middle + 1, high)
    return low


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
