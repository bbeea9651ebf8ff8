"""Screening: how far each of many factors moves an outcome, and which are kept for a closer look."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from politburo.ask.sensitivity import salib
from politburo.ask.sensitivity.answers import Answers
from politburo.ask.sensitivity.noise import Noise, noise
from politburo.ask.sensitivity.salib import Effects

PARTS = (0.25, 0.5, 0.75, 1.0)
"""Parts of a sample on which everything is found again; each holds the smaller ones."""

BEFORE_LAST = PARTS.index(0.75)


@dataclass(frozen=True, slots=True)
class Screened:
    """What the screening says about one outcome.

    `parts` holds the effects on growing parts of the sample, the last one on all of it, and `trajectories` how many
    each part has; `chance` is what chance drawn anew does; `left_out` are trajectories with a run missing.
    """

    parts: tuple[Effects, ...]
    trajectories: tuple[int, ...]
    chance: Effects
    noise: Noise
    left_out: int

    @property
    def effects(self) -> Effects:
        """Those on the whole sample."""
        return self.parts[-1]

    @property
    def above_chance(self) -> NDArray[np.bool_]:
        """Of which factors the effect is told apart from that of chance: the intervals do not meet, (f,)."""
        return self.effects.mu_star - self.effects.reach > self.chance.mu_star + self.chance.reach


def screened(places: NDArray[np.float64], answers: Answers) -> Screened | None:
    """What trajectories at `places` (rows, f) say; None with fewer than two of them whole."""
    whole = answers.whole
    complete = answers.complete()
    if len(complete.rows) < 2:
        return None
    places = places.reshape(len(whole), -1, places.shape[1])[whole]
    parts = [complete.part(share) for share in PARTS]
    means, redrawn = complete.means()
    return Screened(
        tuple(_effects(places, part) for part in parts),
        tuple(len(part.rows) for part in parts),
        salib.effects_of_chance(means[:, 0], redrawn),
        noise(complete),
        int(np.count_nonzero(~whole)),
    )


def kept(found: Mapping[str, Effects], names: Sequence[str], keep: int) -> tuple[str, ...]:
    """The `keep` factors that move an outcome most: ranked by the share of `mu_star` in the largest of that outcome.

    With several outcomes the best share of a factor counts, so that one that decides a single outcome is kept. A factor
    that moves nothing never is.
    """
    best = np.zeros(len(names))
    for one in found.values():
        largest = one.mu_star.max(initial=0.0)
        if largest > 0:
            best = np.maximum(best, one.mu_star / largest)
    order = sorted(range(len(names)), key=lambda place: (-best[place], place))
    return tuple(names[place] for place in order[:keep] if best[place] > 0)


def _effects(places: NDArray[np.float64], part: Answers) -> Effects:
    means, _ = part.means()
    return salib.effects(places[: len(means)].reshape(-1, places.shape[2]), means.ravel())
