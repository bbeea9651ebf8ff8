"""Waves: sets that the rules do not rule out, where plain draws from the ranges find none.

In each wave emulators are fitted to the sets run so far that come nearest to what is published. From those of them that
are nearest by what is emulated, walks go out by random steps that keep to how sets are drawn, and stay where what is
emulated is within the limits, or comes nearer to them. Where the walks end, sets are run. This is history matching
(Vernon et al. 2010); each set meets chances of its own, as the luck of one seed would be found otherwise. Once enough
sets are left, shorter walks go out from these instead: they are known to be good, where emulators promise more than
they keep. Of many that are alike each is seldom chosen, so that what is found does not crowd in one place.

A set that its first run does not rule out may have been lucky. It is run anew, some times and then more, and is left
where the mean of these further runs is not ruled out; the first one, by which it was chosen, does not count. The
emulators are told of all runs.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr

from politburo.ask.claims.mixture import likeness
from politburo.ask.factors import at, normal_scores, places_of
from politburo.ask.survey.emulator import Emulator, emulator
from politburo.ask.survey.implausibility import Measure, judged
from politburo.ask.survey.rules import Rules

Values = NDArray[np.float64]

FEWEST = 50
"""Sets from which waves can start: fewer tell little of a space."""

EACH, FITTED = 400, 1500
"""Sets of a wave, and those nearest to what is published to which its emulators are fitted, at most."""

FEW = 10
"""Sets with a counterpart of a target from which it is emulated."""

STEPS, SIZES = 60, (0.05, 0.1, 0.2, 0.4)
"""Steps of a walk, and their sizes, of which one is chosen by chance: 1 would be a new draw."""

ENOUGH, STEPS_FROM_LEFT = 40, 20
"""Sets that are left from which walks go out instead, and the steps of these."""

ROOM = 0.7
"""Share of the limits within which a walk moves freely: emulators err, and runs have to confirm what they say."""

FURTHER = (2, 6)
"""Runs by which a set is confirmed: those that so few do not rule out are run further."""

DIGITS = 4
"""Digits to which the value of a parameter is rounded before it is run, so that files of sets stay small."""

SEED = 20151231
"""Of the walks; it is not the seed of the runs."""

Told = tuple[Values, Values]
"""What sets make of the targets in each run, (n, runs, t), NaN for what has no counterpart; and how far they are beyond
the rules by the mean of these runs, (n,): by what the limits would have to be multiplied."""

Further = Callable[[Values, int], Told]
"""Runs sets (n, f) so many times, besides their first run."""


@dataclass(frozen=True, slots=True)
class Wave:
    """What a wave found.

    Its emulators were fitted to `fitted` sets; `run` sets were run, of which half are at most `beyond` times the limits
    away. The first run did not rule out `first` of them, nor further ones `left`.
    """

    fitted: int
    run: int
    beyond: float
    first: int
    left: int


@dataclass(frozen=True, slots=True)
class Space:
    """How values lie in the ranges of parameters: places from 0 to 1, drawn evenly, and the same as normal scores."""

    low: Values
    high: Values

    def scores(self, points: Values) -> Values:
        """Normal scores of values (n, f)."""
        return normal_scores(places_of(zip(self.low, self.high, strict=True), points))

    def values(self, scores: Values) -> Values:
        """Values at normal scores (n, f), rounded."""
        columns = [
            np.clip(_rounded(at(low, high, column)), low, high)
            for low, high, column in zip(self.low.tolist(), self.high.tolist(), ndtr(scores).T, strict=True)
        ]
        return np.column_stack(columns)


class Search:
    """The search of a space, wave after wave, from sets drawn from it (n, f) that were run once.

    `chance` is the variance of a run around the mean of its set by target; `first` and `further` run sets. `points` are
    all sets that were run, those drawn first, `waves` what the waves found so far, and `left` the sets that are left.
    """

    def __init__(
        self,
        space: Space,
        measures: Sequence[Measure],
        chance: Sequence[float],
        first: Callable[[Values], Told],
        further: Further,
    ) -> None:
        self.waves = list[Wave]()
        self.points = self.left = np.empty((0, len(space.low)))
        self._space, self._measures, self._chance = space, measures, chance
        self._first, self._further = first, further
        # what the emulators are told: a row for each run, with the number of its set, and how far that is by its runs
        self._values = np.empty((0, len(measures)))
        self._set, self._beyond = np.empty(0, np.int64), np.empty(0)

    def run(self, drawn: Values, left: int, most: int) -> None:
        """Search from the sets drawn until `left` sets are left, or `most` sets were run beside them."""
        self._run(drawn)
        while len(self.left) < left and len(self.points) < len(drawn) + most:
            near = self._nearest(FITTED)
            fitted = self._emulated(near)
            if not fitted.emulators:
                return
            walked = self._walked(self._set[near], fitted, min(EACH, len(drawn) + most - len(self.points)))
            if not len(walked):
                return
            beyond, found = self._run(walked)
            self.waves.append(Wave(len(near), len(walked), float(np.median(beyond)), int((beyond <= 1).sum()), found))

    def _run(self, points: Values) -> tuple[Values, int]:
        """Run sets, and those anew that are not ruled out; how far each is by its first run, how many are left."""
        numbers = len(self.points) + np.arange(len(points))
        self.points = np.vstack([self.points, points])
        told = self._first(points)
        self._tell(numbers, *told)
        _, beyond = told
        numbers, last = numbers[beyond <= 1], None
        for runs in FURTHER:
            if not len(numbers):
                break
            values, far = self._further(self.points[numbers], runs)
            self._tell(numbers, values if last is None else values[:, last:], far)
            numbers, last = numbers[far <= 1], runs
        self.left = np.vstack([self.left, self.points[numbers]])
        return beyond, len(numbers)

    def _tell(self, numbers: NDArray[np.int64], values: Values, beyond: Values) -> None:
        runs = values.shape[1]
        self._values = np.vstack([self._values, values.reshape(-1, values.shape[2])])
        self._set = np.concatenate([self._set, np.repeat(numbers, runs)])
        self._beyond = np.concatenate([self._beyond, np.repeat(beyond, runs)])

    def _nearest(self, count: int) -> NDArray[np.int64]:
        """The rows of those runs that are nearest to what is published."""
        order = np.argsort(self._beyond, kind="stable")[:count]
        return order[np.isfinite(self._beyond[order])]

    def _emulated(self, near: NDArray[np.int64]) -> Emulated:
        """The emulators of all joint targets of which enough of these runs have a counterpart."""
        scores, values = self._space.scores(self.points[self._set[near]]), self._values[near]
        found = [
            (measure, emulator(measure, scores[there], values[there, place], self._chance[place]))
            for place, measure in enumerate(self._measures)
            if measure.target.joint and np.count_nonzero(there := ~np.isnan(values[:, place])) >= FEW
        ]
        return Emulated([one for one, _ in found], [one for _, one in found])

    def _walked(self, near: NDArray[np.int64], fitted: Emulated, count: int) -> Values:
        """Where `count` walks end, (n, f), that go out from sets that are left, seldom from one of many that are alike.

        Where these are too few, they go out from those of some sets that are nearest by what is emulated of them. Walks
        that find no step to take are left out: where they end a set was run before, and would be found once more.
        """
        chance, known = np.random.default_rng([SEED, len(self.points)]), len(self.left) >= ENOUGH
        scores = self._space.scores(self.left if known else self.points[np.unique(near)])
        beyond = fitted.beyond(scores)
        if known:
            crowd = likeness(scores).sum(axis=1)
            start = chance.choice(len(scores), count, p=(1 / crowd) / (1 / crowd).sum())
        else:
            start = np.resize(np.argsort(beyond, kind="stable")[:count], count)
        scores, beyond, moved = scores[start], beyond[start], np.zeros(count, bool)
        for _ in range(STEPS_FROM_LEFT if known else STEPS):
            size = chance.choice(SIZES, (count, 1))
            asked = np.sqrt(1 - size**2) * scores + size * chance.standard_normal(scores.shape)
            there = fitted.beyond(asked)
            taken = there <= np.maximum(beyond, ROOM)
            moved |= taken
            scores, beyond = np.where(taken[:, None], asked, scores), np.where(taken, there, beyond)
        return self._space.values(scores[moved])


@dataclass(frozen=True, slots=True)
class Emulated:
    """The rules for sets that were not run, by their emulators."""

    measures: Sequence[Measure]
    emulators: Sequence[Emulator]

    def beyond(self, scores: Values) -> Values:
        """How far sets are beyond the rules, by their normal scores (n, f)."""
        rules: Rules = self.measures[0].rules
        far = np.column_stack(
            [
                measure.implausibility(one.means(scores), np.full(len(scores), one.error))
                for measure, one in zip(self.measures, self.emulators, strict=True)
            ]
        )
        targets, all_sets = [one.target for one in self.measures], np.ones(len(scores), bool)
        return judged(targets, far, np.ones(far.shape, bool), all_sets, rules).beyond


def _rounded(values: Values, digits: int = DIGITS) -> Values:
    """Values with so many digits, as they are read again from a file."""
    return np.array([float(f"{value:.{digits}g}") for value in values.tolist()])
