"""How far what is simulated under a parameter set lies from what is published, and which sets are ruled out.

    I = |f(simulated) − f(published)| / sqrt(error² + discrepancy² + noise²)

f is the logarithm, or the value relative to what is published for shares near one. `error` is that of the published
figure, `discrepancy` what is allowed of a model of this kind, `noise` what chance makes of the mean of so few runs
(history matching; Vernon et al. 2010).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from politburo.ask.fit.targets import independent, is_share
from politburo.ask.survey.rules import Rules
from politburo.country.figures import Target
from politburo.run.scale import is_count

Values = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Measure:
    """A target on the scale on which distances from it are taken."""

    target: Target
    rules: Rules

    @property
    def is_difference(self) -> bool:
        """Whether differences take the place of logarithms."""
        return is_share(self.target.figure) and self.target.figure.value > self.rules.difference_above

    @property
    def least(self) -> float:
        """What enters the logarithm at least."""
        unit = self.target.figure.unit
        return self.rules.least_count if is_count(unit) or unit == "days" else self.rules.least_share

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


def noise_of(values: Values, means: Values, rules: Rules) -> Values:
    """Standard deviation of one run around the mean of its set, (set,), from sets with several runs (set, run).

    It is pooled over the sets nearest to each of the `means`, (set,): variances of sets, by their degrees of freedom.
    """
    there = np.count_nonzero(~np.isnan(values), axis=1)
    rows, freedom = values[there > 1], there[there > 1] - 1.0
    if not len(rows):
        return np.zeros(len(means))
    own, squares = means_of(rows), np.nanvar(rows, axis=1, ddof=1) * freedom
    count = min(len(rows), max(rules.fewest, math.ceil(rules.nearest * len(rows))))
    found = np.empty(len(means))
    for place, mean in enumerate(np.nan_to_num(means)):
        nearest = np.argsort(np.abs(own - mean), kind="stable")[:count]
        found[place] = math.sqrt(float(squares[nearest].sum() / freedom[nearest].sum()))
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
    """Sets held against the targets: their means and the noise of these, on the targets' scales (set, target).

    `away` are the implausibilities with signs: above zero where more is simulated than published.
    """

    means: Values
    noise: Values
    judged: Judged
    away: Values


def held(measures: Sequence[Measure], values: Values, of_noise: Values, lasts: NDArray, rules: Rules) -> Held:
    """Hold what sets make of the targets, (set, run, target), against these; the noise of a run is taken from others.

    `lasts` says whether the regime lasts under a set, (set,).
    """
    places = range(len(measures))
    means = np.column_stack([means_of(measures[at].scaled(values[:, :, at])) for at in places])
    of_runs = np.column_stack([noise_of(measures[at].scaled(of_noise[:, :, at]), means[:, at], rules) for at in places])
    noise = of_runs / math.sqrt(values.shape[1])
    far = np.column_stack([measures[at].implausibility(means[:, at], noise[:, at]) for at in places])
    near = np.column_stack([measures[at].is_near(means[:, at]) for at in places])
    signs = np.sign(means - np.array([one.centre for one in measures]))
    return Held(means, noise, judged([one.target for one in measures], far, near, lasts, rules), signs * far)


def judged(targets: Sequence[Target], implausibility: Values, near: NDArray, lasts: NDArray, rules: Rules) -> Judged:
    """Rule sets out. `lasts` says whether the regime lasts under a set, (set,)."""
    sets = len(implausibility)
    second, highest = np.full(sets, np.nan), np.full(sets, np.nan)
    looser = np.zeros(sets, bool)
    for number, (row, close) in enumerate(zip(implausibility, near, strict=True)):
        covered = np.flatnonzero(~np.isnan(row)).tolist()
        if not covered:
            continue
        of_covered = [targets[place] for place in covered]

        def far(places: Sequence[int], row: Values = row[covered]) -> float:
            return float(row[list(places)].max())

        def missed(places: Sequence[int], close: NDArray = close[covered]) -> float:
            return float((~close[list(places)]).mean())

        counted = np.sort(row[[covered[place] for place in independent(of_covered, far)]])
        highest[number] = counted[-1]
        second[number] = counted[-2] if len(counted) > 1 else counted[-1]
        looser[number] = close[[covered[place] for place in independent(of_covered, missed)]].all()
    beyond = np.maximum(second / rules.second_highest, highest / rules.highest)
    beyond[~lasts | np.isnan(beyond)] = np.inf
    return Judged(implausibility, near, second, highest, beyond, lasts & looser)
