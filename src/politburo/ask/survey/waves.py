"""Waves: sets that the rules do not rule out, where plain draws from the ranges find none.

The limits are loosened by so much that a tenth of the sets at hand meet them. From each of these a chain of new sets
goes out by random steps that keep to how sets are drawn; those alone are taken that meet the same loosened limits. Of
all sets of these chains a tenth meets stricter limits, and so on, until the limits are those of the rules. There the
chains go on until enough sets are left. The product of the shares is the share of the space that is left.

A step is as small in each parameter as that moves what is simulated, as a linear regression over all sets run so far
has it: parameters that move nothing are drawn anew. By steps of one size for all these would stay near where a chain
began, and all chains near the few that they come from.

Subset simulation (Au & Beck 2001), with steps whose size is adapted (Papaioannou et al. 2015).
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr, ndtri

from politburo.ask.factors import at, place_of

Values = NDArray[np.float64]

KEPT = 10
"""One set of so many is kept from wave to wave: as many sets as a chain has in a wave, the one it goes out from too."""

FEWEST = 5 * KEPT
"""Sets from which waves can start: fewer chains than five tell little of a space."""

AIMED, BEGINNING = 0.4, 0.5
"""Share of the steps that is to be taken, to which their size is fitted, and the first size.

The size is by what all parameters that matter together move the distances from the targets.
"""

FARTHEST = 10.0
"""Distance from a target from which a set counts as no farther in the regression: far from all it tells little."""

DIGITS = 4
"""Digits to which the value of a parameter is rounded before it is run, so that files of sets stay small."""

EDGE = 1e-6
"""How far from the ends of a range a place is at least taken to be."""

SEED = 20151231
"""Of the steps; it is not the seed of the runs."""

Away = Callable[[Values], tuple[Values, Values]]
"""From sets (n, f) to how far they are beyond the rules (n,), by what the limits would have to be multiplied, and to
their distances from the targets (n, t), with signs."""


@dataclass(frozen=True, slots=True)
class Wave:
    """What a wave found: of `sets` sets `kept` met the rules with limits `limit` times as wide.

    `error` is the relative standard error of that share, and in it counts that sets of a chain are alike. `run` sets
    were run for the wave, of which `taken` were taken into the chains; in the first, all.
    """

    limit: float
    sets: int
    kept: int
    error: float
    run: int
    taken: int

    @property
    def share(self) -> float:
        """Share of the sets that met the limits."""
        return self.kept / self.sets


@dataclass(frozen=True, slots=True)
class Space:
    """How values lie in the ranges of parameters: places from 0 to 1, drawn evenly, and the same as normal scores."""

    low: Values
    high: Values

    def scores(self, points: Values) -> Values:
        """Normal scores of values (n, f)."""
        places = [place_of(low, high, column) for low, high, column in zip(self.low, self.high, points.T, strict=True)]
        return ndtri(np.clip(np.column_stack(places), EDGE, 1 - EDGE))

    def values(self, scores: Values) -> Values:
        """Values at normal scores (n, f), rounded."""
        columns = [
            np.clip(_rounded(at(low, high, column)), low, high)
            for low, high, column in zip(self.low.tolist(), self.high.tolist(), ndtr(scores).T, strict=True)
        ]
        return np.column_stack(columns)


class Search:
    """The search of a space, wave after wave, from sets drawn from it (n, f) and judged already.

    `away` says these of other sets. `points` are all sets that were run, the drawn
    ones first, and `beyond` how far each is beyond the rules; `waves` what the waves found so far.
    """

    def __init__(self, space: Space, drawn: Values, beyond: Values, distances: Values, away: Away) -> None:
        self.points, self.beyond, self.waves = drawn, beyond, list[Wave]()
        self._distances = distances
        self._space, self._away = space, away
        self._size, self._steps = BEGINNING, 0

    @property
    def left(self) -> int:
        """Sets that are not ruled out."""
        return int((self.beyond <= 1).sum())

    def run(self, left: int, most: int) -> None:
        """Search until `left` sets are not ruled out, or `most` sets were run beside those drawn."""
        drawn, chains = len(self.points), len(self.points) // KEPT
        points, found = self.points[None], self.beyond[None]
        run = taken = drawn
        while True:
            limit = max(float(np.sort(found, axis=None)[chains - 1]), 1.0)
            meet = found <= limit
            error = relative_error(meet if self.waves else meet.reshape(1, -1))
            self.waves.append(Wave(limit, meet.size, int(meet.sum()), error, run, taken))
            if not math.isfinite(limit):
                return
            last = limit == 1.0
            start = np.argsort(found, axis=None, kind="stable")[: int(meet.sum()) if last else chains]
            state = points.reshape(-1, points.shape[-1])[start], found.reshape(-1)[start]
            weights = self._weights()
            steps, run, taken = [state], 0, 0
            while self.left < left if last else len(steps) < KEPT:
                if len(self.points) - drawn + len(start) > most:
                    return
                state, accepted = self._step(*state, limit, weights)
                steps.append(state)
                run, taken = run + len(start), taken + accepted
            points, found = (np.stack(part) for part in zip(*steps, strict=True))
            if last:
                if run:
                    self.waves.append(Wave(limit, found.size, found.size, 0.0, run, taken))
                return

    def _weights(self) -> Values:
        """What each parameter moves, of all sets run so far."""
        return moving(self._space.scores(self.points), self._distances)

    def _step(self, points: Values, found: Values, limit: float, weights: Values) -> tuple[tuple[Values, Values], int]:
        """One step of every chain, of sets (chains, f): those taken where they meet the limit."""
        chance = np.random.default_rng([SEED, self._steps])
        scores = self._space.scores(points)
        width = np.minimum(1.0, self._size / np.maximum(weights, EDGE))
        asked = self._space.values(np.sqrt(1 - width**2) * scores + width * chance.standard_normal(scores.shape))
        beyond, distances = self._away(asked)
        self.points, self.beyond = np.vstack([self.points, asked]), np.concatenate([self.beyond, beyond])
        self._distances = np.vstack([self._distances, distances])
        taken = beyond <= limit
        self._size *= math.exp(float(taken.mean()) - AIMED)
        self._steps += 1
        return (np.where(taken[:, None], asked, points), np.where(taken, beyond, found)), int(taken.sum())


def moving(scores: Values, distances: Values) -> Values:
    """By how much each parameter moves distances (n, t) for one normal score (n, f), over all targets, (f,).

    From a linear regression with a light penalty; what chance alone lets expect is taken off. Rounded to two digits, so
    that no other order of summing makes other sets of it.
    """
    sets, parameters = scores.shape
    columns = np.column_stack([np.ones(sets), scores])
    told = np.clip(np.nan_to_num(distances), -FARTHEST, FARTHEST)
    inverse = np.linalg.inv(columns.T @ columns + np.eye(parameters + 1))
    slopes = inverse @ (columns.T @ told)
    rest = told - columns @ slopes
    variances = (rest**2).sum(axis=0) / max(sets - parameters - 1, sets / 4)
    found = slopes**2 - 2 * np.outer(np.diag(inverse), variances)
    return _rounded(np.sqrt(np.maximum(found[1:], 0).sum(axis=1)), 2)


def relative_error(meet: NDArray[np.bool_]) -> float:
    """Relative standard error of the share of chains (step, chain) that meet something, as the sets of one are alike.

    Au & Beck 2001, equations 27 to 29. NaN where none does.
    """
    steps, share = len(meet), float(meet.mean())
    if share in (0.0, 1.0):
        return math.nan if share == 0 else 0.0
    alike = sum(
        2 * (1 - lag / steps) * (float((meet[lag:] & meet[:-lag]).mean()) - share**2) / (share * (1 - share))
        for lag in range(1, steps)
    )
    return math.sqrt((1 - share) / (share * meet.size) * max(1 + alike, 1.0))


def _rounded(values: Values, digits: int = DIGITS) -> Values:
    """Values with so many digits, as they are read again from a file."""
    return np.array([float(f"{value:.{digits}g}") for value in values.tolist()])
