"""The points of an experiment as places on its axes, and which of them are cases, by the means over their runs."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from politburo.ask.explore.condition import Condition
from politburo.ask.factors import Place, at, is_wide, place_of
from politburo.run.experiment import DECLARATIONS, Experiment, ExperimentResults, own_value

Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Axis:
    """A factor: its name, meaning and unit, the ends of its declared range, and those of the values it was given.

    `usual` is the value of a parameter in the baseline; None for a lever, which may move there.
    """

    name: str
    start: str | None
    meaning: str
    unit: str
    low: float
    high: float
    sampled: tuple[float, float]
    usual: float | None

    @property
    def called(self) -> str:
        """The name, with the month from which a lever is held."""
        return f"{self.name} from {self.start}" if self.start else self.name

    @property
    def said_unit(self) -> str:
        """The unit as it is said after a number; empty for a pure number."""
        return "" if self.unit in ("1", "share") else self.unit

    @property
    def is_logarithmic(self) -> bool:
        """Whether steps along it are relative ones."""
        return is_wide(self.low, self.high)

    def place(self, values: Place) -> Place:
        """Where values lie in the declared range: 0 at its lower end, 1 at its upper end."""
        return place_of(self.low, self.high, values)

    def value(self, place: float) -> float:
        """The value at a place."""
        return float(at(self.low, self.high, place))


def axes_of(experiment: Experiment) -> tuple[Axis, ...]:
    """The factors of an experiment as axes, in the order of the columns of its points."""
    axes = []
    for factor, values in zip(experiment.factors, experiment.points.T, strict=True):
        said, sampled = DECLARATIONS[factor.name], (float(values.min()), float(values.max()))
        # A value at which a mechanism has no effect may lie outside of the range.
        low, high = min(float(said.low), sampled[0]), max(float(said.high), sampled[1])
        usual = own_value(experiment.base, factor.name) if factor.is_parameter else None
        axes.append(Axis(factor.name, factor.start, said.meaning, said.unit, low, high, sampled, usual))
    return tuple(axes)


def places_of(points: Numbers, axes: tuple[Axis, ...]) -> Numbers:
    """Where points (p, f) lie on all axes."""
    return np.column_stack([axis.place(values) for axis, values in zip(axes, points.T, strict=True)])


@dataclass(frozen=True, slots=True)
class Cases:
    """The points that have a finished run, by their numbers in the experiment (n,), and which of them are cases (n,).

    `levels` are the means over runs of each outcome at these points, `base` those in the baseline, where they are
    known; `is_base_case` is whether that is a case itself. `unstable` is the share of points that one half of the runs
    classes otherwise than the other half; None with a single run. `left_out` counts points without a finished run.
    """

    points: NDArray[np.int64]
    cases: NDArray[np.bool_]
    levels: Mapping[str, Numbers]
    base: Mapping[str, float] | None
    is_base_case: bool | None
    unstable: float | None
    left_out: int

    @property
    def count(self) -> int:
        """How many points are cases."""
        return int(self.cases.sum())

    @property
    def share(self) -> float:
        """Share of the points that are cases; NaN where there is no point."""
        return float(self.cases.mean()) if len(self.cases) else math.nan


def classed(results: ExperimentResults, condition: Condition, base: Mapping[str, Numbers] | None) -> Cases:
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


def _unstable(values: Mapping[str, Numbers], condition: Condition, base: Mapping[str, Numbers] | None) -> float | None:
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
