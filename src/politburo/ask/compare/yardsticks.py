"""How large a difference is, against something that a reader knows of the baseline.

That is the change from 2011 to 2015, where the baseline simulates these years and this change is itself distinguishable
from zero over its runs; else the level of the baseline. What is counted over a period is made relative to a year first.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from politburo.answer import LEVEL
from politburo.ask.compare.totals import RESOLVED, summarised
from politburo.ask.intervals import intervals
from politburo.run.outcomes import YEAR, Outcome

FROM, TO = 2011, 2015
"""The years between which the change is taken: the first four of the leader who came to power at the end of 2011."""

THE_CHANGE = f"change {FROM}–{TO}"
THE_LEVEL = "level"


def yardstick(
    outcome: Outcome, baseline: NDArray[np.float64], months: range, period: int, level: float
) -> tuple[float, str]:
    """What a difference of an outcome over `period` months is compared with, in its unit, and what that is.

    `baseline` (run, month) holds the `months` of the baseline, `level` its outcome over the period. NaN where the level
    is 0 and there is no change to compare with.
    """
    years = [range(year * YEAR, (year + 1) * YEAR) for year in (FROM, TO)]
    if all(year.start >= months.start and year.stop <= months.stop for year in years):
        before, after = (
            summarised(outcome, baseline[:, year.start - months.start : year.stop - months.start]) for year in years
        )
        change = intervals(after - before, LEVEL)
        mean = abs(float(change.mean))
        if (change.low > 0 or change.high < 0) and mean > RESOLVED * abs(level):
            return mean * (period / YEAR if outcome.is_counted else 1.0), THE_CHANGE
    return abs(level) or math.nan, THE_LEVEL
