"""The tornado: each kept factor at the low and at the high end of its range, all others as the scenario has them.

Every run at an end is paired with the same run of the baseline, the scenario itself, so that the difference has an
interval. Counts are not taken as logarithms here.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass

import numpy as np
from numpy.typing import NDArray

from politburo.ask.intervals import PairedDifference, difference_of


@dataclass(frozen=True, slots=True)
class End(PairedDifference):
    """The difference that a factor makes at one end of its range, `value`."""

    value: float


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
    return End(**asdict(difference_of(there - base)), value=value)
