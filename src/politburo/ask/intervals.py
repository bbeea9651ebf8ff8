"""Intervals over runs: of a mean and of paired differences (Student), and of a share (Clopper and Pearson)."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from politburo.answer import LEVEL

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


@dataclass(frozen=True, slots=True)
class Intervals:
    """Mean, ends of its interval, and number of pairs: arrays of one shape; NaN where too few pairs have a value."""

    mean: NDArray[np.float64]
    low: NDArray[np.float64]
    high: NDArray[np.float64]
    pairs: NDArray[np.int64]


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


def difference_of(pairs: NDArray[np.float64]) -> tuple[float, float, float]:
    """Mean of paired differences (k,) with its interval, at LEVEL: (mean, low, high).

    The ends are NaN with too few pairs, and where all have the same difference: then nothing varies.
    """
    if len(pairs) < FEWEST or float(np.ptp(pairs)) == 0.0:
        return (float(pairs[0]) if len(pairs) else math.nan, math.nan, math.nan)
    return interval(pairs, LEVEL)


def finding(mean: float, low: float, high: float, pairs: int) -> str:
    """What can be said of a difference as `difference_of` gives it, beside zero, in a few words."""
    if pairs < FEWEST:
        return ONE_PAIR if pairs else NO_PAIR
    if math.isnan(low):
        return IDENTICAL if mean == 0 else SAME
    return DISTINGUISHABLE if low > 0 or high < 0 else NOT_DISTINGUISHABLE


def share_interval(count: int, of: int, level: float = LEVEL) -> tuple[float, float]:
    """The interval of a share of which `count` of `of` cases are known (Clopper and Pearson): (low, high)."""
    from scipy.special import betaincinv

    outside = (1 - level) / 2
    low = 0.0 if count == 0 else float(betaincinv(count, of - count + 1, outside))
    high = 1.0 if count == of else float(betaincinv(count + 1, of - count, 1 - outside))
    return low, high


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
