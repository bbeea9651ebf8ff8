"""The points of a question: samples in the unit cube, put on the ranges of the factors.

In the sample for the indices one factor more is carried along that no scenario knows: chance. What belongs to its rows
is the outcome at the same point with other runs, that is with chance drawn anew and nothing else changed. Its total
index is the floor below which nothing is to be read. (With the same runs the outcome would be the same to the bit, and
the index nothing but zero.)
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from politburo.ask.factors import DIGITS, Factor
from politburo.ask.sensitivity import salib

Numbers = NDArray[np.float64]


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
    return Design(tuple(factors), salib.trajectories(len(factors), trajectories), len(factors) + 1)


def indices_design(factors: Sequence[Factor], points: int) -> Design:
    """A cross sample over the ranges of the factors; its last column is that of chance."""
    columns = len(factors) + 1
    return Design(tuple(factors), salib.cross_sample(columns, points), columns + 2)


def values_at(factor: Factor, places: Numbers) -> Numbers:
    """The values of a factor at places from 0 to 1, with few enough digits to be the same on every machine."""
    different, place = np.unique(places, return_inverse=True)
    values = [float(f"{value:.{DIGITS}g}") for value in factor.at(different).tolist()]
    return np.clip(np.array(values), factor.low, factor.high)[place]
