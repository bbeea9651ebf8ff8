"""History matching over the active parameters, in waves: what of their space the published record does not rule out.

In each wave points are spread over what is left. Each is run several times, every time with other values of all
parameters that are not active, drawn as across priors, and with other chances. Emulators of some targets then say at
any point what the mean of such runs is, and how they vary; this is noise to the implausibility (Vernon et al. 2010). A
point is left where no wave rules it out, by the limits of the survey. Rival accounts of one matter are not emulated:
none of them rules anything out here, and all of them enter the posterior.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

from politburo.ask.factors import EDGE
from politburo.ask.survey.implausibility import Measure, means_of
from politburo.ask.survey.rules import Rules
from politburo.ask.survey.waves import Space
from politburo.infer.calibrate.effort import Effort
from politburo.infer.calibrate.emulators import Emulator, fitted
from politburo.infer.calibrate.observation import records

Values = NDArray[np.float64]

SEED = 20151231
"""Of points and of walks; it is not the seed of the runs."""

ALIKE = 0.9
"""Correlation of the means of points from which two targets say the same."""

STEPS, STEP = 15, 0.2
"""Steps of walks within what is left, where few of the candidates lie there, and their size."""

FEWEST = 10
"""Candidates that are left from which walks can go out."""

TOGETHER = 0.5
"""Part of what is expected below which two targets conflict."""


@dataclass(frozen=True, slots=True)
class Wave:
    """A wave: its emulators, the runs it took, and the share of the whole space that is left after it.

    Of its own runs `told` were each taken for the published record in turn; `kept` is the share of these whose own
    points it and the waves before it would leave.
    """

    emulators: tuple[Emulator, ...]
    runs: int
    missing: int
    left: float
    kept: float
    told: int


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two targets, by their places among the measures, and the share of points at which either and both are met."""

    first: int
    second: int
    first_met: float
    second_met: float
    together: float


@dataclass
class Matching:
    """The waves so far, and what is left of the space of `active` parameters, by their places from 0 to 1.

    The share that is left is taken from `candidates`, points spread evenly over the whole space.
    """

    active: int
    rules: Rules
    candidates: int
    waves: list[Wave] = field(default_factory=list)

    def left(self, places: Values) -> NDArray[np.bool_]:
        """Whether points (n, d) are left by every wave."""
        found = np.ones(len(places), bool)
        for wave in self.waves:
            there = np.flatnonzero(found)
            if len(there):
                found[there] = left_by(wave.emulators, places[there], self.rules)
        return found

    def spread(self, count: int, stage: int) -> Values:
        """Points (count, d) spread evenly over what is left, the same for the same stage; none where nothing is."""
        from scipy.stats.qmc import LatinHypercube

        chance = np.random.default_rng([SEED, stage])
        if not self.waves:
            return LatinHypercube(self.active, rng=chance).random(count)
        found = self.kept(chance)
        if len(found) >= count:
            return found[chance.permutation(len(found))[:count]]
        if len(found) < FEWEST:
            return found[:0]
        scores = ndtri(np.clip(found[chance.integers(len(found), size=count)], EDGE, 1 - EDGE))
        return self._walked(scores, chance)

    def kept(self, chance: np.random.Generator) -> Values:
        """Those of some points of the whole space that are left."""
        found = chance.random((self.candidates, self.active))
        return found[self.left(found)]

    def _walked(self, scores: Values, chance: np.random.Generator) -> Values:
        """Where walks end that keep to how points are drawn and to what is left."""
        from scipy.special import ndtr

        for _ in range(STEPS):
            asked = np.sqrt(1 - STEP**2) * scores + STEP * chance.standard_normal(scores.shape)
            scores = np.where(self.left(ndtr(asked))[:, None], asked, scores)
        return ndtr(scores)

    def add(self, measures: Sequence[Measure], places: Values, values: Values, effort: Effort) -> Wave:
        """A further wave, by runs (n, replicates, t) at places (n, d); NaN for what is missing."""
        chosen = chosen_of(measures, values, effort.outputs)
        each = values.shape[1]
        rows = np.repeat(places, each, axis=0)
        told = [fitted(measures[at], rows, values[:, :, at].ravel()) for at in chosen]
        emulators = tuple(one for one in told if one is not None)
        wave = Wave(emulators, values.shape[0] * each, int(np.isnan(values).all(axis=2).sum()), 1.0, 1.0, 0)
        self.waves.append(wave)
        kept = self._knows(measures, rows, values.reshape(len(rows), -1))
        share = len(self.kept(np.random.default_rng([SEED, 0]))) / self.candidates
        self.waves[-1] = replace(wave, left=share, kept=float(kept.mean()) if len(kept) else 0.0, told=len(kept))
        return self.waves[-1]

    def _knows(self, measures: Sequence[Measure], places: Values, values: Values) -> NDArray[np.bool_]:
        """Whether the waves leave the places (n, d) of runs (n, t) where each run, with errors, is the record.

        Runs in which the regime fell are left out. Counts are as the run has them: what chance makes of a run of a part
        of the country is more than what it makes of the whole, and distances allow for the former.
        """
        there = np.flatnonzero(~np.isnan(values).all(axis=1))
        told = records(measures, values[there], np.random.default_rng([SEED, 2, len(self.waves)]), counted=False)
        kept = np.ones(len(there), bool)
        for wave in self.waves:
            own = told[:, [measures.index(one.measure) for one in wave.emulators]]
            kept &= left_by(wave.emulators, places[there], self.rules, own)
        return kept

    def known_kept(self) -> tuple[float, int]:
        """The least share of runs, over waves, whose points are kept where they are the record; and the fewest runs."""
        if not self.waves:
            return 0.0, 0
        return min(one.kept for one in self.waves), min(one.told for one in self.waves)

    def conflicts(self) -> list[Conflict]:
        """Pairs of targets of the first wave that are met together much more seldom than either alone lets expect."""
        if not self.waves:
            return []
        emulators = self.waves[0].emulators
        candidates = np.random.default_rng([SEED, 0]).random((self.candidates // 4, self.active))
        met = [one.implausibility(candidates) <= self.rules.second_highest for one in emulators]
        found = []
        for first, second in combinations(range(len(emulators)), 2):
            one, other = float(met[first].mean()), float(met[second].mean())
            both = float((met[first] & met[second]).mean())
            if both < TOGETHER * one * other:
                found.append(Conflict(first, second, one, other, both))
        return found


def left_by(
    emulators: Sequence[Emulator], places: Values, rules: Rules, records: Values | None = None
) -> NDArray[np.bool_]:
    """Whether points (n, d) are left by the emulators of a wave; of what some rule out the others are not asked.

    By the published record, or each by a record of its own (n, emulator), of which what is NaN rules nothing out.
    """
    left = np.ones(len(places), bool)
    highest, second = np.zeros(len(places)), np.zeros(len(places))
    for place, one in enumerate(emulators):
        there = np.flatnonzero(left)
        if not len(there):
            break
        far = np.nan_to_num(one.implausibility(places[there], None if records is None else records[there, place]))
        second[there] = np.maximum(second[there], np.minimum(highest[there], far))
        highest[there] = np.maximum(highest[there], far)
        left[there] = (highest[there] <= rules.highest) & (second[there] <= rules.second_highest)
    return left


def chosen_of(measures: Sequence[Measure], values: Values, count: int) -> list[int]:
    """The targets that are emulated, by their places: those missed most among those that say different things.

    `values` are those of runs (n, replicates, t).
    """
    far, means = np.full(len(measures), -1.0), []
    for at, one in enumerate(measures):
        own = one.scaled(values[:, :, at])
        middle = means_of(own)
        means.append(middle)
        there = np.count_nonzero(~np.isnan(own), axis=1) > 1
        if not one.target.joint or one.target.rivals or not there.any():
            continue
        within = float(np.nanvar(own[there], axis=1, ddof=1).mean())
        far[at] = float(np.nanmean(one.implausibility(middle, np.full(len(middle), within**0.5))))
    found: list[int] = []
    for at in np.argsort(-far, kind="stable").tolist():
        if far[at] >= 0 and len(found) < count and all(_alike(means[at], means[one]) < ALIKE for one in found):
            found.append(at)
    return found


def _alike(one: Values, other: Values) -> float:
    there = ~np.isnan(one) & ~np.isnan(other)
    if np.count_nonzero(there) < 3 or np.ptp(one[there]) == 0 or np.ptp(other[there]) == 0:
        return 0.0
    return abs(float(np.corrcoef(one[there], other[there])[0, 1]))


def points_of(space: Space, active: Sequence[int], places: Values, each: int, stage: int) -> Values:
    """Values of all parameters (n · each, f): the active ones at places (n, d), the others drawn anew every time."""
    chance = np.random.default_rng([SEED, 1, stage])
    scores = chance.standard_normal((len(places) * each, len(space.low)))
    scores[:, list(active)] = ndtri(np.clip(np.repeat(places, each, axis=0), EDGE, 1 - EDGE))
    return space.values(scores)
