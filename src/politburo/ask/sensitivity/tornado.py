"""The tornado: each kept factor at the low and at the high end of its range, all others as the scenario has them.

Every run at an end is paired with the same run of the baseline, the scenario itself, so that the difference has an
interval. Counts are not taken as logarithms here.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from politburo.answer import LEVEL
from politburo.ask.intervals import interval


@dataclass(frozen=True, slots=True)
class End:
    """A factor at one end of its range: its value, and the difference that it makes with its interval (90 %).

    NaN where fewer than two pairs have a value; no interval where the difference is the same in every pair.
    """

    value: float
    difference: float
    low: float
    high: float
    pairs: int

    @property
    def finding(self) -> str:
        """Whether the difference is distinguishable from zero; nothing with fewer than two pairs."""
        if self.pairs < 2:
            return ""
        if np.isnan(self.low):
            return "identical in every pair" if self.difference == 0 else "the same difference in every pair"
        return "distinguishable" if self.low > 0 or self.high < 0 else "not distinguishable"


@dataclass(frozen=True, slots=True)
class Swing:
    """What one factor does to one outcome, from the mean of the baseline (`base`).

    `own` is the value that a parameter has in the scenario; None for a lever, which may change from month to month.
    """

    factor: str
    own: float | None
    base: float
    at_low: End
    at_high: End

    @property
    def size(self) -> float:
        """The larger of both differences, without its sign; 0 where there is none."""
        return max(abs(float(np.nan_to_num(end.difference))) for end in (self.at_low, self.at_high))


def end(value: float, base: NDArray[np.float64], there: NDArray[np.float64]) -> End:
    """One end, from the values of the same runs of the baseline and there, (runs,); NaN for a missing one."""
    pairs = there - base
    pairs = pairs[~np.isnan(pairs)]
    if len(pairs) < 2:
        return End(value, np.nan, np.nan, np.nan, len(pairs))
    if np.ptp(pairs) == 0:
        return End(value, float(pairs[0]), np.nan, np.nan, len(pairs))
    return End(value, *interval(pairs, LEVEL), len(pairs))
