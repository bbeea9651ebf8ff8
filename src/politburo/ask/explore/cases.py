"""Which points of an experiment are cases, by the means over their runs, and how far noise decides that."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from politburo.ask.explore.condition import Condition
from politburo.run.experiment import ExperimentResults


@dataclass(frozen=True, slots=True)
class Cases:
    """The points that have a finished run, by their numbers in the experiment (n,), and which of them are cases (n,).

    `levels` are the means over runs of each outcome at these points, `base` those in the baseline, where they are
    known; `is_base_case` is whether that is a case itself. `unstable` is the share of points that one half of the runs
    classes otherwise than the other half; None with a single run. `left_out` counts points without a finished run.
    """

    points: NDArray[np.int64]
    cases: NDArray[np.bool_]
    levels: Mapping[str, NDArray[np.float64]]
    base: Mapping[str, float] | None
    is_base_case: bool | None
    unstable: float | None
    left_out: int

    @property
    def share(self) -> float:
        """Share of the points that are cases; NaN where there is no point."""
        return float(self.cases.mean()) if len(self.cases) else math.nan


def classed(results: ExperimentResults, condition: Condition, base: Mapping[str, NDArray[np.float64]] | None) -> Cases:
    """Class the points of an experiment. `base` are the outcomes of each run (runs,) of the baseline, or None.

    Raises UsageError for a multiple of a base level that is not above 0.
    """
    values = {name: results.values(name) for name in condition.outcomes}
    there = ~np.isnan(next(iter(values.values()))).all(axis=1)
    kept = {name: found[there] for name, found in values.items()}
    levels = {name: np.nanmean(found, axis=1) for name, found in kept.items()}
    base_levels = None if base is None else {name: float(base[name].mean()) for name in condition.outcomes}
    cases = condition.holds(levels, base_levels)
    is_base_case = None
    if base_levels is not None:
        # Whether the base is among the highest of all points is asked of them with the base beside them.
        beside = {name: np.append(found, base_levels[name]) for name, found in levels.items()}
        is_base_case = bool(condition.holds(beside, base_levels)[-1])
    unstable = _unstable(kept, condition, base)
    return Cases(np.flatnonzero(there), cases, levels, base_levels, is_base_case, unstable, int((~there).sum()))


def _unstable(
    values: Mapping[str, NDArray[np.float64]], condition: Condition, base: Mapping[str, NDArray[np.float64]] | None
) -> float | None:
    """Share of points that runs of even and of odd numbers class differently; of points with all their runs."""
    first = next(iter(values.values()))
    whole = ~np.isnan(first).any(axis=1)
    if first.shape[1] < 2 or not whole.any():
        return None
    halves = []
    for half in (slice(0, None, 2), slice(1, None, 2)):
        levels = {name: found[whole, half].mean(axis=1) for name, found in values.items()}
        of_base = None if base is None else {name: float(base[name][half].mean()) for name in values}
        if of_base is not None and any(part.is_relative and of_base[part.outcome] <= 0 for part in condition.parts):
            return None
        halves.append(condition.holds(levels, of_base))
    return float(np.mean(halves[0] != halves[1]))
