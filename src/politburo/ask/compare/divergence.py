"""When runs diverge: in each pair the first month in which anything differs, and when that shows in the means."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median_low

import numpy as np
from numpy.typing import NDArray

from politburo.ask.intervals import Intervals

LASTING = 6
"""Months for which an interval must exclude zero without a break: of many months some do for one or two by chance."""


@dataclass(frozen=True, slots=True)
class Divergence:
    """When the runs of an alternative diverge from those of the baseline with the same number.

    `months` has for each pair, in order of the runs, the first month (as a number) in which any series differs to the
    bit, None where none ever does. Levers that a scenario sets are not looked at: they are the change itself.
    """

    alternative: str
    months: tuple[int | None, ...]

    @property
    def diverging(self) -> tuple[int, ...]:
        """The months of those pairs that diverge, in order of time."""
        return tuple(sorted(month for month in self.months if month is not None))

    @property
    def median(self) -> int | None:
        """The month in which the middle one of those pairs diverges; None where none does."""
        return median_low(self.diverging) if self.diverging else None


def distinguishable_from(found: Intervals, months: range) -> int | None:
    """The first month from which the interval excludes zero for half a year without a break; None if it never does.

    `found` holds the difference of each of the months; where they are fewer than six, all of them must.
    """
    outside: NDArray[np.bool_] = (found.low > 0) | (found.high < 0)
    lasting = min(LASTING, len(months))
    for at in range(len(months) - lasting + 1):
        if outside[at : at + lasting].all():
            return months[at]
    return None
