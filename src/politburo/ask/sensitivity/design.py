"""The points of a question: samples in the unit cube by SALib, put on the ranges of the factors, and their indices.

Samples and indices are SALib's (Iwanaga, Usher and Herman 2022; Herman and Usher 2017): the trajectories of Morris
(1991), and the indices of Sobol' with the estimators of Saltelli et al. (2010). Seeds are fixed, so that the same
question has the same answer. A sample of more trajectories or points begins with that of fewer.

In the sample for the indices one factor more is carried along that no scenario knows: chance. What belongs to its rows
is the outcome at the same point with other runs, that is with chance drawn anew and nothing else changed. Its total
index is the floor below which nothing is to be read. (With the same runs the outcome would be the same to the bit, and
the index nothing but zero.)
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
from politburo.run.optional import needs

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
    """A sample: its factors, the places of its rows in the unit cube (rows, columns), and the rows of a block.

    The first row of a block is the point at which chance is drawn anew.
    """

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
