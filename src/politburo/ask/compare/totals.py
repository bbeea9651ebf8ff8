"""The difference of a series over the whole period: what happens is added up, levels are taken as their mean.

Only months in which both regimes of a pair last are looked at, in both arms alike: what one run of a pair does after
the fall of the other has nothing to be compared with. A pair with no such month says nothing. When regimes fall, and in
how many runs of which arm, is told apart.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from politburo.ask.intervals import intervals, unpaired_runs
from politburo.terms.series import Series

LEVEL = 0.9
"""Level of the intervals."""

RESOLVED = 1e-6
"""Part of a level below which a difference says nothing: series are stored with 24 bits, some seven digits."""

Values = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Total:
    """The difference of one series between one alternative and the baseline over the period.

    `base` and `changed` are the means over runs in both arms, `mean` is their difference (alternative − baseline), from
    `low` to `high` its 90 % interval, all in the unit of the series; NaN where too few pairs have a value. `agreeing`
    is the share of pairs whose difference has that sign (NaN where it is 0); `parted` the first month, as a number,
    from which the interval of the monthly difference excludes zero for half a year (None: it never does); `unpaired`
    the runs of each arm that independent seeds would have taken for an interval as narrow (None: unknown).
    """

    series: Series
    alternative: str
    base: float
    changed: float
    mean: float
    low: float
    high: float
    agreeing: float
    pairs: int
    parted: int | None
    unpaired: int | None

    @property
    def half(self) -> float:
        """Half the width of the interval."""
        return (self.high - self.low) / 2

    @property
    def relative(self) -> float:
        """The difference as a part of the baseline's level; NaN where that is 0."""
        return self.mean / abs(self.base) if self.base else math.nan

    @property
    def told_apart(self) -> bool:
        """Whether the interval excludes zero, and the difference is larger than the rounding of stored numbers."""
        return (self.low > 0 or self.high < 0) and abs(self.mean) > RESOLVED * abs(self.base)

    @property
    def plainness(self) -> float:
        """The part of the higher of both levels by which they differ at least: to the end of the interval next to zero.

        0 where the difference is not told apart.
        """
        if not self.told_apart:
            return 0.0
        return min(abs(self.low), abs(self.high)) / max(abs(self.base), abs(self.changed))


def over_period(base: Values, changed: Values, *, counted: bool) -> tuple[Values, Values]:
    """What each run gave over the months (run, month) in both arms, (run,) each; NaN where no month has a pair."""
    both = ~(np.isnan(base) | np.isnan(changed))
    months = both.sum(axis=1)
    sums = (np.where(both, values, 0.0).sum(axis=1) for values in (base, changed))
    first, second = (np.where(months > 0, one if counted else one / np.maximum(months, 1), np.nan) for one in sums)
    return first, second


def total(
    series: Series, alternative: str, base: Values, changed: Values, *, counted: bool, parted: int | None
) -> Total:
    """The total of a series from what each run gave in both arms (run, month)."""
    ours, theirs = over_period(base, changed, counted=counted)
    apart = theirs - ours
    found = intervals(apart, LEVEL)
    usable = apart[~np.isnan(apart)]
    mean, low, high = float(found.mean), float(found.low), float(found.high)
    agreeing = float((np.sign(usable) == np.sign(mean)).mean()) if mean else math.nan
    return Total(
        series,
        alternative,
        _mean(ours),
        _mean(theirs),
        mean,
        low,
        high,
        agreeing,
        len(usable),
        parted,
        unpaired_runs(ours, theirs, (high - low) / 2, LEVEL),
    )


def _mean(values: Values) -> float:
    there = values[~np.isnan(values)]
    return float(there.mean()) if len(there) else math.nan
