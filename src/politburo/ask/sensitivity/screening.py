"""Screening: how far each of many factors moves an outcome, and which are kept for a closer look."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from politburo.answer import LEVEL
from politburo.ask.intervals import intervals
from politburo.ask.sensitivity.sample import Noise, Numbers, Sample, noise

PARTS = (0.25, 0.5, 0.75, 1.0)
"""Parts of a sample on which everything is found again; each holds the smaller ones."""

BEFORE_LAST = PARTS.index(0.75)


@dataclass(frozen=True, slots=True)
class Effects:
    """Elementary effects of some factors, arrays (f,): the change of an outcome over the whole range of a factor.

    `mu_star` is the mean of their sizes (Campolongo, Cariboni and Saltelli 2007), with the ends `low` and `high` of its
    90 % interval (Student's, over the trajectories), `mu` their mean, `sigma` their standard deviation: where it is as
    large as `mu_star`, the effect depends on the other factors or on the place in the range. NaN with too few.
    """

    mu_star: Numbers
    low: Numbers
    high: Numbers
    mu: Numbers
    sigma: Numbers


@dataclass(frozen=True, slots=True)
class Screened:
    """What the screening says about one outcome.

    `parts` holds the effects on growing parts of the sample, the last one on all of it, and `trajectories` how many
    each part has; `chance` is what chance drawn anew does. Of `sets` sets of parameters `at_once` are left out because
    the regime falls at once, and `missing` because a run failed: with each the two steps that lead to and from it.
    """

    parts: tuple[Effects, ...]
    trajectories: tuple[int, ...]
    chance: Effects
    noise: Noise
    sets: int
    at_once: int
    missing: int

    @property
    def effects(self) -> Effects:
        """Those on the whole sample."""
        return self.parts[-1]

    @property
    def above_chance(self) -> NDArray[np.bool_]:
        """Of which factors the effect is distinguishable from that of chance: the intervals do not meet, (f,)."""
        return self.effects.low > self.chance.high


def screened(places: Numbers, sample: Sample) -> Screened | None:
    """What trajectories at `places` (rows, f) say; None where no factor has two steps that can be used."""
    places = places.reshape(len(sample.rows), -1, places.shape[1])
    parts = [sample.part(share) for share in PARTS]
    means, redrawn = sample.means()
    found = tuple(_effects(places, part) for part in parts)
    if np.isnan(found[-1].low).all():
        return None
    return Screened(
        found,
        tuple(len(part.rows) for part in parts),
        summarised((redrawn - means[:, 0])[:, None] / step(places)),
        noise(sample),
        sample.usable.size,
        int((sample.at_once & ~sample.missing).sum()),
        int(sample.missing.sum()),
    )


def kept(found: Mapping[str, Effects], names: Sequence[str], keep: int) -> tuple[str, ...]:
    """The `keep` factors that move an outcome most: ranked by the share of `mu_star` in the largest of that outcome.

    With several outcomes the best share of a factor counts, so that one that decides a single outcome is kept. A factor
    that moves nothing never is.
    """
    best = np.zeros(len(names))
    for one in found.values():
        sizes = np.nan_to_num(one.mu_star)
        largest = sizes.max(initial=0.0)
        if largest > 0:
            best = np.maximum(best, sizes / largest)
    order = sorted(range(len(names)), key=lambda place: (-best[place], place))
    return tuple(names[place] for place in order[:keep] if best[place] > 0)


def summarised(changes: Numbers) -> Effects:
    """Effects from single changes (n, f) over the whole range; NaN for a step that says nothing."""
    sizes, signed = intervals(np.abs(changes), LEVEL), intervals(changes, LEVEL)
    counted = (~np.isnan(changes)).sum(axis=0)
    squares = np.nansum((changes - signed.mean) ** 2, axis=0)
    sigma = np.sqrt(squares / np.maximum(counted - 1, 1))
    return Effects(
        sizes.mean, np.maximum(sizes.low, 0.0), sizes.high, signed.mean, np.where(counted > 1, sigma, np.nan)
    )


def step(places: Numbers) -> float:
    """How far a factor moves in a step, in parts of its range; `places` are (trajectories, rows, f)."""
    return float(np.abs(np.diff(places[0], axis=0)).max())


def _effects(places: Numbers, part: Sample) -> Effects:
    """Each row but the first of a trajectory moves one factor: its change, over the whole range, is an effect."""
    means, _ = part.means()
    moves = np.diff(places[: len(means)], axis=1)
    moved = np.abs(moves).argmax(axis=2)
    changes = np.diff(means, axis=1) / np.take_along_axis(moves, moved[:, :, None], axis=2)[:, :, 0]
    by_factor = np.full(moved.shape, np.nan)
    np.put_along_axis(by_factor, moved, changes, axis=1)
    return summarised(by_factor)
