"""What the runs of each design say about an outcome: effects, indices, swings, and whether they have converged.

Screening: how far each of many factors moves an outcome, and which are kept for a closer look. Indices of Sobol' of the
factors that are kept, with chance carried along as one factor more; both on growing parts of the sample. The tornado:
each kept factor at the low and at the high end of its range, all others as the scenario has them. There every run at an
end is paired with the same run of the baseline, so that the difference has an interval, and counts are not taken as
logarithms.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

import numpy as np
from numpy.typing import NDArray

from politburo.answer import LEVEL
from politburo.ask.intervals import PairedDifference, difference_of, intervals
from politburo.ask.sensitivity.design import Indices, Noise, Numbers, Sample, held_by_few, indices, noise

PARTS = (0.25, 0.5, 0.75, 1.0)
"""Parts of a sample on which everything is found again; each holds the smaller ones."""

BEFORE_LAST = PARTS.index(0.75)

CHANCE = "chance (dummy)"
"""What the factor that no scenario knows is called; it is the last one of all arrays."""

WIDEST, FARTHEST = 0.08, 0.05
"""Total indices are converged within these: the reach of each interval, and the move from 75 % of the sample to all."""

RULE_OF_INDICES = (
    f"converged means: every total index is known to ± {WIDEST:.2f} or better (90 %), and none moved by more than "
    f"{FARTHEST:.2f} from three quarters of the sample to the whole"
)
RULE_OF_SCREENING = "converged means: three quarters of the trajectories keep the same factors as all of them"


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
    return indices(values.shape[1] - 2, values.ravel())


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether an answer is converged, and what was found, in words."""

    converged: bool
    found: str

    def __str__(self) -> str:
        return f"{'converged' if self.converged else 'not converged, more points are needed'}: {self.found}"


def verdict_of_indices(one: Indexed) -> Verdict:
    """Whether the total indices of an outcome are converged."""
    if not one.varies:
        return Verdict(True, "the outcome is the same at all points")
    earlier = one.parts[BEFORE_LAST]
    widest = float(one.indices.total_reach.max())
    moved = np.abs(one.indices.total - earlier.total)
    farthest = float("inf") if np.isnan(moved).any() else float(moved.max())
    said = f"widest interval ± {widest:.2f}, largest move {farthest:.2f}"
    return Verdict(widest <= WIDEST and farthest <= FARTHEST, said)


def verdict_of_screening(found: Mapping[str, Screened], names: Sequence[str], keep: int) -> Verdict:
    """Whether the choice of the factors that are kept is converged."""
    chosen = kept({name: one.effects for name, one in found.items()}, names, keep)
    earlier = kept({name: one.parts[BEFORE_LAST] for name, one in found.items()}, names, keep)
    common = len(set(chosen).intersection(earlier))
    return Verdict(
        common == len(chosen) == len(earlier), f"three quarters of them keep {common} of these {len(chosen)}"
    )


@dataclass(frozen=True, slots=True)
class End(PairedDifference):
    """The difference that a factor makes at one end of its range, `value`."""

    value: float


@dataclass(frozen=True, slots=True)
class Swing:
    """What one factor does to one outcome, from the mean of the baseline (`base`).

    `own` is the value that a parameter has in the scenario; None for a lever, which may change from month to month.
    """

    factor: str
    own: float | None
    base: float
    at_low: End
    at_high: End

    @property
    def ends(self) -> dict[str, End]:
        """Both ends by their names."""
        return {"low": self.at_low, "high": self.at_high}


def end(value: float, base: NDArray[np.float64], there: NDArray[np.float64]) -> End:
    """One end, from the values of the same runs of the baseline and there, (runs,); NaN for a missing one."""
    return End(**asdict(difference_of(there - base)), value=value)
