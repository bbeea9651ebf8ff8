"""Sobol' indices of the factors that are kept, with chance carried along as one factor more, on growing samples."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from politburo.ask.sensitivity import salib
from politburo.ask.sensitivity.salib import Indices
from politburo.ask.sensitivity.sample import Noise, Sample, held_by_few, noise
from politburo.ask.sensitivity.screening import PARTS

CHANCE = "chance (dummy)"
"""What the factor that no scenario knows is called; it is the last one of all arrays."""


@dataclass(frozen=True, slots=True)
class Indexed:
    """What the indices say about one outcome; arrays have the kept factors and then chance.

    `parts` holds the indices on growing parts of the sample, the last one on all of it, and `points` how many base
    points each part has; `held_by_few` is the share of the variance that few points hold. Of `sets` base points
    `at_once` are left out because the regime falls at once at one of their sets, `missing` because a run failed.
    """

    parts: tuple[Indices, ...]
    points: tuple[int, ...]
    noise: Noise
    held_by_few: float
    sets: int
    at_once: int
    missing: int

    @property
    def indices(self) -> Indices:
        """Those on the whole sample."""
        return self.parts[-1]

    @property
    def varies(self) -> bool:
        """Whether the outcome differs between points at all."""
        return not np.isnan(self.indices.total).all()

    @property
    def floor(self) -> float:
        """The upper end of the total index of chance: nothing is to be read below it."""
        return float(self.indices.total[-1] + self.indices.total_reach[-1])

    @property
    def above_chance(self) -> NDArray[np.bool_]:
        """Of which factors the total index is distinguishable from that of chance, (f + 1,)."""
        return self.indices.total - self.indices.total_reach > self.floor


def indexed(sample: Sample) -> Indexed | None:
    """What the blocks of a cross sample say; None with fewer than two of them whole."""
    complete = sample.complete()
    if len(complete.rows) < 2:
        return None
    parts = [complete.part(share) for share in PARTS]
    missing = sample.missing.any(axis=1) | np.isnan(sample.redrawn).any(axis=1)
    return Indexed(
        tuple(map(_indices, parts)),
        tuple(len(part.rows) for part in parts),
        noise(complete),
        held_by_few(complete),
        len(sample.rows),
        int(np.count_nonzero(sample.at_once.any(axis=1) & ~missing)),
        int(np.count_nonzero(missing)),
    )


def _indices(part: Sample) -> Indices:
    values, redrawn = part.means()
    values = values.copy()
    values[:, -2] = redrawn  # the row in which the factor of chance is another one, and nothing else
    return salib.indices(values.shape[1] - 2, values.ravel())
