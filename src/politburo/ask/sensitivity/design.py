"""The points of a question, samples in the unit cube by SALib put on the ranges of factors; and the values on them.

Samples and indices are SALib's (Iwanaga, Usher and Herman 2022; Herman and Usher 2017): the trajectories of Morris
(1991), and the indices of Sobol' with the estimators of Saltelli et al. (2010). Seeds are fixed, so that the same
question has the same answer. A sample of more trajectories or points begins with that of fewer.

In the sample for the indices one factor more is carried along that no scenario knows: chance. What belongs to its rows
is the outcome at the same point with other runs, that is with chance drawn anew and nothing else changed. Its total
index is the floor below which nothing is to be read. (With the same runs the outcome would be the same to the bit, and
the index nothing but zero.)

Counts, such as flights, are taken as the logarithm of one more than the count: parameters multiply counts, and without
it the few sets with the largest counts would decide everything. A run has chances of its own: some shift the outcome by
the same amount at every point, and such shifts cancel, as every point has the same runs. What does not cancel is how
far chance works out differently from point to point; it goes down with the number of runs.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from politburo.answer import LEVEL
from politburo.ask.factors import DIGITS, Factor
from politburo.run import scale
from politburo.run.optional import needs
from politburo.run.outcomes import outcome

LEVELS = 4
"""Places that a factor can have in the screening: 0, 1/3, 2/3 and 1."""

SEED, RESAMPLES = 20160301, 400
"""Of samples and of the bootstrap that gives intervals; its repetitions."""

Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Indices:
    """Sobol' indices of some factors, arrays (f,), each ± its reach (90 %).

    `first` is the share of the variance that goes when the factor is known, `total` the share that stays when all
    others are known. Without any variance all are NaN.
    """

    first: Numbers
    first_reach: Numbers
    total: Numbers
    total_reach: Numbers


@dataclass(frozen=True, eq=False)
class Design:
    """Factors, places in the unit cube (rows, columns), rows of a block; at its first row chance is drawn anew."""

    factors: tuple[Factor, ...]
    places: Numbers
    block: int

    @property
    def blocks(self) -> int:
        """Trajectories, or base points."""
        return len(self.places) // self.block

    @cached_property
    def points(self) -> Numbers:
        """The different points, values of the factors (p, f), in the order in which they come up."""
        return np.array(list(dict.fromkeys(map(tuple, self._values.tolist()))), np.float64)

    @cached_property
    def point_of_row(self) -> NDArray[np.int64]:
        """The number of the point of each row, (rows,)."""
        number = {point: place for place, point in enumerate(map(tuple, self.points.tolist()))}
        return np.array([number[row] for row in map(tuple, self._values.tolist())], np.int64)

    @cached_property
    def redrawn(self) -> NDArray[np.int64]:
        """The number of the point of the first row of each block, (blocks,)."""
        return self.point_of_row[:: self.block]

    @cached_property
    def _values(self) -> Numbers:
        columns = [values_at(one, self.places[:, column]) for column, one in enumerate(self.factors)]
        return np.column_stack(columns)


def screening_design(factors: Sequence[Factor], trajectories: int) -> Design:
    """Trajectories through the ranges of all factors."""
    return Design(tuple(factors), morris_sample(len(factors), trajectories), len(factors) + 1)


def indices_design(factors: Sequence[Factor], points: int) -> Design:
    """A cross sample over the ranges of the factors; its last column is that of chance."""
    columns = len(factors) + 1
    return Design(tuple(factors), cross_sample(columns, points), columns + 2)


def values_at(factor: Factor, places: Numbers) -> Numbers:
    """The values of a factor at places from 0 to 1, with few enough digits to be the same on every machine."""
    different, place = np.unique(places, return_inverse=True)
    values = [float(f"{value:.{DIGITS}g}") for value in factor.at(different).tolist()]
    return np.clip(np.array(values), factor.low, factor.high)[place]


def morris_sample(factors: int, count: int) -> Numbers:
    """Trajectories of Morris (1991), each factors + 1 rows of which each moves one factor: (count × (f + 1), f).

    They are drawn one by one: a choice of those that lie farthest apart would be another one with every number.
    """
    with _quiet():
        return _salib("sample.morris").sample(_problem(factors), count, num_levels=LEVELS, seed=SEED)


def cross_sample(factors: int, points: int) -> Numbers:
    """The sample of Saltelli et al. (2010) on a scrambled Sobol' sequence, (points × (f + 2), f).

    A block is a row A, for each factor A with that factor from B, and B.
    """
    with _quiet():
        sampled = _salib("sample.sobol").sample(_problem(factors), points, calc_second_order=False, seed=SEED)
    return np.asarray(sampled, np.float64)


def indices(factors: int, values: Numbers) -> Indices:
    """What the values (rows,) on whole blocks of a cross sample of so many factors say."""
    if np.ptp(values) <= np.finfo(np.float64).eps * np.abs(values).max(initial=0.0):
        return Indices(*(np.full(factors, np.nan) for _ in range(4)))
    with _quiet():
        found = _salib("analyze.sobol").analyze(
            _problem(factors), values, calc_second_order=False, num_resamples=RESAMPLES, conf_level=LEVEL, seed=SEED
        )
    return Indices(*(np.asarray(found[name], np.float64) for name in ("S1", "S1_conf", "ST", "ST_conf")))


def _problem(factors: int) -> dict[str, Any]:
    return {"num_vars": factors, "names": [*map(str, range(factors))], "bounds": [[0.0, 1.0]] * factors}


def _salib(part: str) -> Any:
    return needs(f"SALib.{part}", extra="sensitivity")


@contextmanager
def _quiet() -> Iterator[None]:
    """Without what SALib warns of and is seen to here: outcomes that are alike throughout a part of the sample."""
    with warnings.catch_warnings(), np.errstate(divide="ignore", invalid="ignore"):
        warnings.filterwarnings("ignore", "Constant values encountered", UserWarning)
        yield


AT_ONCE = 12
"""Months within which a regime falls at once."""

OF_FALLS = ("regime_falls", "months_lived")
"""Outcomes that are about the fall of the regime itself, and are asked of all sets."""

FEW = 0.05
"""Part of the points that counts as few."""


@dataclass(frozen=True, eq=False)
class Sample:
    """The values of an outcome on a design, by blocks; NaN where a run is missing.

    `rows` (blocks, rows of a block, runs) with the same chances at every row; `redrawn` (blocks, runs) at the first row
    of each block with other runs, that is with chance drawn anew; `at_once` (blocks, rows) at which the regime falls at
    once, so that the outcome says nothing.
    """

    rows: Numbers
    redrawn: Numbers
    at_once: NDArray[np.bool_]

    @property
    def missing(self) -> NDArray[np.bool_]:
        """Which rows lack a run, (blocks, rows): with one missing the chances are no longer the same."""
        return np.asarray(np.isnan(self.rows).any(axis=2))

    @property
    def usable(self) -> NDArray[np.bool_]:
        """Which rows say something, (blocks, rows)."""
        return ~self.missing & ~self.at_once

    @property
    def whole(self) -> NDArray[np.bool_]:
        """Which blocks say something in all their rows, (blocks,)."""
        return np.asarray(self.usable.all(axis=1) & ~np.isnan(self.redrawn).any(axis=1))

    def complete(self) -> Sample:
        """Those blocks alone that say something in all their rows."""
        return Sample(self.rows[self.whole], self.redrawn[self.whole], self.at_once[self.whole])

    def part(self, share: float) -> Sample:
        """The first blocks, so many that they make up the share; two at least."""
        blocks = max(2, int(np.ceil(share * len(self.rows))))
        return Sample(self.rows[:blocks], self.redrawn[:blocks], self.at_once[:blocks])

    def means(self) -> tuple[Numbers, Numbers]:
        """Means over the runs: (blocks, rows of a block), and at the first rows with chance drawn anew, (blocks,).

        NaN where nothing is said. Other runs shift an outcome by an amount that is the same everywhere, which nothing
        but their number depends on; that shift is taken off.
        """
        same = np.where(self.usable, self.rows.mean(axis=2), np.nan)
        anew = np.where(self.usable[:, 0], self.redrawn.mean(axis=1), np.nan)
        both = ~np.isnan(anew)
        if both.any():
            anew = anew - anew[both].mean() + same[both, 0].mean()
        return same, anew


@dataclass(frozen=True, slots=True)
class Noise:
    """Shares of a variance between points that are chance.

    `share` is that of the means over the runs, with the same runs at every point: about the total index of something
    that does nothing but to let chance work out differently. `alone` is the same for one run at each point and no
    seeds in common. NaN where the means do not vary.
    """

    share: float
    alone: float


def is_count(name: str) -> bool:
    """Whether an outcome is counted, and taken as a logarithm."""
    return scale.is_count(outcome(name).unit)


def scaled(name: str, values: Numbers) -> Numbers:
    """The values of an outcome on the scale on which they are analysed."""
    return np.log1p(values) if is_count(name) else values


def noise(sample: Sample) -> Noise:
    """The variance of what points and runs do not explain, beside that between the points."""
    values = sample.rows[sample.usable]
    runs = values.shape[1]
    between = float(values.mean(axis=1).var()) if len(values) else 0.0
    if not between > 0:
        return Noise(float("nan"), float("nan"))
    whole = float(values.var(axis=1, ddof=1).mean())
    left = float((values - values.mean(axis=0)).var(axis=1, ddof=1).mean()) / runs
    return Noise(left / between, whole / (max(between - left, 0.0) + whole))


def held_by_few(sample: Sample) -> float:
    """Share of the variance between the points that the few farthest from the mean hold; NaN where none is.

    It is 0.28 for a normal distribution. Where it is near 1, indices say what leads to these few and little else.
    """
    means = sample.rows[sample.usable].mean(axis=1)
    apart = np.sort((means - means.mean()) ** 2)[::-1]
    whole = float(apart.sum())
    return float(apart[: max(1, round(FEW * len(apart)))].sum()) / whole if whole > 0 else float("nan")
