"""How far what is simulated under a parameter set lies from what is published, and which sets are ruled out.

    I = |f(simulated) − f(published)| / sqrt(error² + discrepancy² + noise²)

f is the logarithm, or the value relative to what is published for shares near one. `error` is that of the published
figure, `discrepancy` what is allowed of a model of this kind, `noise` what chance makes of the mean of so few runs
(history matching; Vernon et al. 2010).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from politburo.ask.fit.targets import accounts, is_share
from politburo.ask.survey.rules import Rules
from politburo.country.figures import Target
from politburo.run.scale import is_count

Values = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Measure:
    """A target on the scale on which distances from it are taken.

    `stands_for` is how many persons the least that is counted stands for: at a part of the country a cadre stands for
    several, and in the mean of some runs for fewer.
    """

    target: Target
    rules: Rules
    stands_for: float = 1.0

    @property
    def is_difference(self) -> bool:
        """Whether differences take the place of logarithms."""
        return is_share(self.target.figure) and self.target.figure.value > self.rules.difference_above

    @property
    def least(self) -> float:
        """What enters the logarithm at least."""
        unit = self.target.figure.unit
        if is_count(unit):
            return self.rules.least_count * max(self.stands_for, 1.0)
        return self.rules.least_count if unit == "days" else self.rules.least_share

    def scaled(self, values: Values) -> Values:
        """Values on this scale; NaN stays."""
        if self.is_difference:
            return values / self.target.figure.value
        return np.log(np.maximum(values, self.least))

    def back(self, scaled: Values) -> Values:
        """Values from this scale."""
        return scaled * self.target.figure.value if self.is_difference else np.exp(scaled)

    @property
    def centre(self) -> float:
        """The published figure."""
        return float(self.scaled(np.array(self.target.figure.value)))

    @property
    def error(self) -> float:
        """Standard deviation of what is published."""
        low, high = self.scaled(np.array([self.target.figure.low, self.target.figure.high]))
        return float(high - low) / self.rules.range_in_deviations

    @property
    def discrepancy(self) -> float:
        """Standard deviation that is allowed of a model."""
        factor = self.rules.factor(self.target)
        return (factor - 1 if self.is_difference else math.log(factor)) / self.rules.discrepancy_in_deviations

    def implausibility(self, means: Values, noise: Values) -> Values:
        """Of means on this scale with the noise of each; NaN stays."""
        return np.abs(means - self.centre) / np.sqrt(self.error**2 + self.discrepancy**2 + noise**2)

    def is_near(self, means: Values) -> NDArray[np.bool_]:
        """Whether means on this scale lie within the looser factor of the published range."""
        low, high = (float(self.scaled(np.array(one))) for one in (self.target.figure.low, self.target.figure.high))
        room = self.rules.looser - 1 if self.is_difference else math.log(self.rules.looser)
        return (means >= low - room) & (means <= high + room)


def noise_of(measure: Measure, values: Values, means: Values) -> Values:
    """Standard deviation of one run around the mean of its set on this scale, (set,), from others with several runs.

    `values` are those of the others, (set, run), and `means` the means of the sets in question on this scale. It is
    pooled over the sets nearest to each of them: variances, by their degrees of freedom, relative to what they are of.
    """
    there = np.count_nonzero(~np.isnan(values), axis=1)
    rows, freedom, rules = values[there > 1], there[there > 1] - 1.0, measure.rules
    if not len(rows):
        return np.zeros(len(means))
    own = means_of(rows)
    variances = np.nanvar(rows, axis=1, ddof=1) * freedom
    squares = (np.full(len(rows), measure.target.figure.value) if measure.is_difference else own) ** 2 * freedom
    scaled, count = measure.scaled(own), min(len(rows), max(rules.fewest, math.ceil(rules.nearest * len(rows))))
    found = np.empty(len(means))
    for place, mean in enumerate(np.nan_to_num(means)):
        nearest = np.argsort(np.abs(scaled - mean), kind="stable")[:count]
        if not squares[nearest].any():  # where nothing happens, chance is what it is where a little does
            nearest = np.flatnonzero(squares)
        whole = float(squares[nearest].sum())
        found[place] = math.sqrt(float(variances[nearest].sum()) / whole) if whole else 0.0
    return found


def means_of(values: Values) -> Values:
    """The mean over runs (set, run) of those that are there; NaN where none is."""
    there = np.count_nonzero(~np.isnan(values), axis=1)
    return np.where(there > 0, np.nansum(values, axis=1) / np.maximum(there, 1), np.nan)


@dataclass(frozen=True, slots=True)
class Judged:
    """What the rules say of each set: implausibilities and nearness by target (set, target), and of each set (set,).

    `second` and `highest` are over independent targets; of rival accounts those of the account count whose highest
    implausibility is least. NaN where a set has no counterpart of any target.
    """

    implausibility: Values
    near: NDArray[np.bool_]
    second: Values
    highest: Values
    beyond: Values
    left_by_looser: NDArray[np.bool_]

    @property
    def left(self) -> NDArray[np.bool_]:
        """Whether a set is not ruled out."""
        return self.beyond <= 1


@dataclass(frozen=True, slots=True)
class Held:
    """Sets held against the targets.

    What they make of these (set, run, target), and the means on the targets' scales with their noise (set, target).
    """

    values: Values
    means: Values
    noise: Values
    judged: Judged


def held(measures: Sequence[Measure], values: Values, of_noise: Values, lasts: NDArray, rules: Rules) -> Held:
    """Hold what sets make of the targets, (set, run, target), against these; the noise of a run is taken from others.

    `lasts` says whether the regime lasts under a set, (set,).
    """
    places = range(len(measures))
    means = np.column_stack([measures[at].scaled(means_of(values[:, :, at])) for at in places])
    of_runs = np.column_stack([noise_of(measures[at], of_noise[:, :, at], means[:, at]) for at in places])
    noise = of_runs / np.sqrt(np.maximum(np.count_nonzero(~np.isnan(values), axis=1), 1))
    far = np.column_stack([measures[at].implausibility(means[:, at], noise[:, at]) for at in places])
    near = np.column_stack([measures[at].is_near(means[:, at]) for at in places])
    return Held(values, means, noise, judged([one.target for one in measures], far, near, lasts, rules))


def judged(targets: Sequence[Target], implausibility: Values, near: NDArray, lasts: NDArray, rules: Rules) -> Judged:
    """Rule sets out. `lasts` says whether the regime lasts under a set, (set,)."""
    covered = ~np.isnan(implausibility)
    far = np.where(covered, implausibility, -np.inf)
    counted = _counted(targets, covered, lambda places: far[:, places].max(axis=1))
    ordered = np.sort(np.where(counted, far, -np.inf), axis=1)
    some = counted.any(axis=1)
    highest = np.where(some, ordered[:, -1], np.nan)
    second = np.where(counted.sum(axis=1) > 1, ordered[:, -2] if len(targets) > 1 else highest, highest)
    beyond = np.maximum(second / rules.second_highest, highest / rules.highest)
    beyond[~lasts | ~some] = np.inf

    def missed(places: Sequence[int]) -> Values:
        return (covered & ~near)[:, places].sum(axis=1) / np.maximum(covered[:, places].sum(axis=1), 1)

    looser = _counted(targets, covered, missed)
    return Judged(implausibility, near, second, highest, beyond, lasts & some & (near | ~looser).all(axis=1))


def _counted(
    targets: Sequence[Target], covered: NDArray[np.bool_], distance: Callable[[list[int]], Values]
) -> NDArray[np.bool_]:
    """Which targets count for each set, (set, target): no fact twice, and of rival accounts the nearest, as a whole.

    `distance` says of the targets of an account how far sets are from it, (set,).
    """
    counted = covered & np.array([one.joint and not one.rivals for one in targets])
    for told in accounts(targets):
        far = np.column_stack([np.where(covered[:, places].any(axis=1), distance(places), np.inf) for places in told])
        nearest = far.argmin(axis=1)
        for number, places in enumerate(told):
            counted[:, places] = covered[:, places] & (nearest == number)[:, None]
    return counted
