"""The emulator of one series: its course over the months at any place of the inputs, its chance, and its own error.

What is emulated is the difference from the reference, a point that was run itself: there the course is that of its
runs, and the emulated difference is zero. A course is a sum of few shapes over the months (principal components), each
with a weight that is a Gaussian process of the inputs; the last value of a course is that of the whole period. The
spread over runs and that of paired differences are emulated in the same way, on a logarithmic scale.

The error is measured, not derived: at points drawn at random that nothing was fitted to, the distance of the emulated
course from the mean over runs is taken month by month, and of these distances the one below which the stated share of
further points will lie (split conformal prediction: Lei et al. 2018).
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from politburo.answer import LEVEL
from politburo.ask.emulate.process import Process, process
from politburo.ask.intervals import HIGH, LOW
from politburo.ask.run.values import over_a_year

Values = NDArray[np.float64]

MOST_SHAPES, KEPT = 5, 0.995
"""Shapes of a course, at most, and the share of the variance at which there are enough."""

SHAPES_OF_SPREADS = 2

LEAST = 0.05
"""Below this part of its mean over points and months a spread is taken to be so large, on the logarithmic scale."""

FEWEST_HELD_OUT = round(LEVEL / (1 - LEVEL))
"""Points held out, at least: with fewer, no distance bounds the stated share of further ones."""


@dataclass(frozen=True, slots=True)
class Course:
    """Courses over the months as functions of the inputs: `middle` (t,), shapes (k, t), and their weights."""

    middle: Values
    shapes: Values
    weights: tuple[Process, ...]

    def at(self, places: Values) -> Values:
        """The courses (m, t) at places (m, d)."""
        found = np.tile(self.middle, (len(places), 1))
        for shape, weight in zip(self.shapes, self.weights, strict=True):
            found += weight.at(places)[:, None] * shape
        return found


def course(places: Values, values: Values, most: int, kept: float = KEPT) -> Course:
    """The courses through values (n, t) at places (n, d)."""
    middle = values.mean(axis=0)
    left, sizes, shapes = np.linalg.svd(values - middle, full_matrices=False)
    whole = float((sizes**2).sum())
    count = 0 if whole == 0 else min(most, int(np.searchsorted(np.cumsum(sizes**2), kept * whole)) + 1)
    weights = tuple(process(places, left[:, one] * sizes[one]) for one in range(count))
    return Course(middle, shapes[:count], weights)


@dataclass(frozen=True, slots=True)
class Runs:
    """A series as it is emulated: means over runs (n, t) of courses, spreads over runs and of pairs, values (n, r, t).

    The last of the t values is that of the whole period, in the unit of a month. `spreads` and `paired` are standard
    deviations over runs: of the values, and of their differences from the same run of the reference.
    """

    values: Values
    means: Values
    spreads: Values
    paired: Values


@dataclass(frozen=True, slots=True)
class SeriesEmulator:
    """Of one series: the reference as it was run, what inputs change of it, its chance, and the measured error.

    `reference`, `low` and `high` (t,) are the mean over runs of the reference and the ends of the stated share of its
    runs; `zero` (t,) is taken off emulated differences, so that there is none at the reference. `below` and `above`
    (t,) are how many emulated spreads from the mean the ends lie. `error` (t,) bounds the stated share of further
    points. `explained` is the share of the variance over points held out that is emulated, of the whole period;
    `covered` the share of their runs that lie in the emulated band and what the error adds to it; `moved` the standard
    deviation over these points, of the whole period.
    """

    reference: Values
    low: Values
    high: Values
    zero: Values
    difference: Course
    spread: Course
    pairs: Course
    below: Values
    above: Values
    error: Values
    explained: float
    covered: float
    moved: float
    runs: int

    def differences(self, places: Values) -> Values:
        """Emulated differences from the reference (m, t) at places (m, d)."""
        return self.difference.at(places) - self.zero

    def chance(self, places: Values) -> Values:
        """Half the width (m, t) of the interval of a difference, over as many pairs of runs as each point has."""
        from scipy.special import stdtrit

        factor = float(stdtrit(self.runs - 1, (1 + LEVEL) / 2)) / math.sqrt(self.runs)
        return factor * np.exp(self.pairs.at(places))

    def levels(self, places: Values) -> tuple[Values, Values, Values]:
        """Emulated means over runs, and the ends of the band of the runs, each (m, t)."""
        means, spreads = self.reference + self.differences(places), np.exp(self.spread.at(places))
        return means, means + self.below * spreads, means + self.above * spreads


def with_period(values: Values, *, counted: bool) -> Values:
    """A series (…, month) as it is emulated: counts over the last twelve months, and the whole period at the end.

    The value of the whole period is the mean of these over the months that a run lives.
    """
    monthly = over_a_year(values.reshape(-1, values.shape[-1])).reshape(values.shape) if counted else values
    there = ~np.isnan(monthly)
    lived = np.maximum(there.sum(axis=-1), 1)
    period = np.where(there.any(axis=-1), np.nansum(monthly, axis=-1) / lived, np.nan)
    return np.concatenate([monthly, period[..., None]], axis=-1)


def runs_of(values: Values, reference: Values) -> Runs:
    """What is emulated of values (n, r, t), with those of the reference (r, t); NaN is without a value.

    A month in which fewer than two runs of a point have a value is as the one before, so that each point has a course.
    """
    means, spreads = _moments(values)
    _, paired = _moments(values - reference)
    cut = np.isnan(means[:, :-1]).any(axis=1)
    carried = _carried(means)
    # Of a course that is carried on the period is the mean of its months, and not that of those alone that were lived.
    carried[cut, -1] = carried[cut, :-1].mean(axis=1)
    return Runs(values, carried, _carried(spreads), _carried(paired))


def series_emulator(places: Values, fitted: Runs, zero: Values, held_places: Values, held: Runs) -> SeriesEmulator:
    """The emulator of a series from points to fit to, of which the first is the reference, at `zero` (1, d).

    Raises ValueError for fewer points held out than FEWEST_HELD_OUT.
    """
    if len(held_places) < FEWEST_HELD_OUT:
        raise ValueError(f"an error is measured at {FEWEST_HELD_OUT} points at least")
    reference, runs = fitted.means[0], fitted.values.shape[1]
    difference = course(places, fitted.means - reference, MOST_SHAPES)
    spread = course(places, _logarithms(fitted.spreads), SHAPES_OF_SPREADS)
    pairs = course(places[1:], _logarithms(fitted.paired[1:]), SHAPES_OF_SPREADS)
    below, above = _ends(fitted, np.exp(spread.at(places)))
    of_reference = fitted.values[0]
    emulator = SeriesEmulator(
        reference, _quantile(of_reference, LOW), _quantile(of_reference, HIGH), difference.at(zero)[0], difference,
        spread, pairs, below, above, np.zeros(len(reference)), 0.0, 0.0, 0.0, runs,
    )  # fmt: skip
    return _measured(emulator, held_places, held)


def _measured(found: SeriesEmulator, places: Values, held: Runs) -> SeriesEmulator:
    means, low, high = found.levels(places)
    apart = np.sort(np.abs(means - held.means), axis=0)
    place = math.ceil((len(places) + 1) * LEVEL) - 1
    moved = float(held.means[:, -1].var())
    left = float(((means - held.means)[:, -1] ** 2).mean())
    error = apart[place]
    inside = (held.values >= (low - error)[:, None, :]) & (held.values <= (high + error)[:, None, :])
    there = ~np.isnan(held.values)
    return replace(
        found,
        error=error,
        explained=1 - left / moved if moved > 0 else math.nan,
        covered=float(inside[there].mean()) if there.any() else math.nan,
        moved=math.sqrt(moved),
    )


def _moments(values: Values) -> tuple[Values, Values]:
    """Mean and standard deviation over runs, (n, t), of values (n, r, t); NaN with fewer than two."""
    there = ~np.isnan(values)
    counted = there.sum(axis=1)
    usable = np.maximum(counted, 1)
    means = np.where(there, values, 0.0).sum(axis=1) / usable
    apart = np.where(there, values - means[:, None, :], 0.0)
    spreads = np.sqrt((apart**2).sum(axis=1) / np.maximum(counted - 1, 1))
    return np.where(counted >= 2, means, np.nan), np.where(counted >= 2, spreads, np.nan)


def _carried(values: Values) -> Values:
    """The same (n, t) with the value before in the place of a missing one; 0 where there is none before."""
    found = values.copy()
    for at in range(found.shape[1]):
        before = found[:, at - 1] if at else np.zeros(len(found))
        found[:, at] = np.where(np.isnan(found[:, at]), before, found[:, at])
    return found


def _logarithms(spreads: Values) -> Values:
    floor = LEAST * float(spreads.mean())
    return np.log(np.maximum(spreads, floor if floor > 0 else 1e-12))


def _ends(fitted: Runs, spreads: Values) -> tuple[Values, Values]:
    """Where the ends of the stated share of the runs lie, in emulated spreads from the mean of their point, (t,)."""
    runs = fitted.values.shape[1]
    # The mean of a point has part in its runs: they lie nearer to it than to that of further runs.
    apart = (fitted.values - fitted.means[:, None, :]) / spreads[:, None, :] * math.sqrt(runs / (runs - 1))
    pooled = apart.reshape(-1, apart.shape[-1])
    return _quantile(pooled, LOW), _quantile(pooled, HIGH)


def _quantile(values: Values, share: float) -> Values:
    """A quantile over the first axis (t,), leaving out NaN; 0 where nothing is there."""
    there = ~np.isnan(values).all(axis=0)
    found = np.zeros(values.shape[1])
    found[there] = np.nanquantile(values[:, there], share, axis=0)
    return found
