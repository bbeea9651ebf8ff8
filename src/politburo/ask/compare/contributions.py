"""Breakdown of a difference by group: the contribution of each organ, rank, form or province.

    contribution of a group = what it adds to the national value in the alternative − what it adds in the baseline

Counts of groups add up to the national count. A national mean is made up of the means of groups by how many are in
each: cadres in post that month, or the people for whom households stand. So the contributions of all groups
add up to the national difference; a group that grows contributes even where nothing else changes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from politburo.answer import LEVEL
from politburo.ask.intervals import intervals
from politburo.scenario.checks import shown
from politburo.terms.errors import UsageError
from politburo.terms.series import Series

Values = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one group adds to the difference of a series, with its interval, and as a share of the difference.

    `by` says what kind of group it is: organ, rank, form or province. A share is NaN where the difference is 0; shares
    of groups that pull in opposite directions lie outside 0 to 1.
    """

    series: Series
    alternative: str
    by: str
    group: str
    mean: float
    low: float
    high: float
    share: float


def contributions(
    series: Series, by: str, alternative: str, labels: Sequence[str], cells: Values
) -> tuple[Contribution, ...]:
    """The contributions of the groups of one kind, `labels`, the largest first.

    `cells` (run, groups…) is what each cell of organ × rank (× form), or each province, adds to a run's difference.
    Raises UsageError for a kind by which the series is not kept.
    """
    if by not in series.by:
        kept = f"by {' and '.join(series.by)}" if series.by else "for the whole country alone"
        raise UsageError(f"{series.name} is not kept by {shown(by)}; it is kept {kept}.")
    others = tuple(axis for axis, name in enumerate(series.by, 1) if name != by)
    found = intervals(cells.sum(axis=others), LEVEL)
    whole = float(np.sum(found.mean))
    listed = [
        Contribution(
            series, alternative, by, label, float(mean), float(low), float(high), mean / whole if whole else np.nan
        )
        for label, mean, low, high in zip(labels, found.mean, found.low, found.high, strict=True)
    ]
    return tuple(sorted(listed, key=lambda one: -abs(one.mean)))


@lru_cache(maxsize=4)
def people_by_province(country: str, scale: float) -> Values:
    """The people for whom the households of each province stand, (province,); the same in every month."""
    from politburo.country import build
    from politburo.run.preparation import once

    built = once(build, country, scale)
    return np.bincount(built.households.province, built.households.weight, len(built.provinces)).astype(np.float64)
