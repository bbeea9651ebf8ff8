"""One peeling by PRIM, the patient rule induction method, as the EMA workbench does it.

Friedman and Fisher (1999) peel a small share of the points off one side of a box again and again, each time where the
share of cases rises most, and then paste back what does not lower it. Bryant and Lempert (2010) use it to discover
scenarios: what is left are limits on few parameters. A quasi-p-value says how probable it is that a box without one
limit would hold as many cases among as many points by chance.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from politburo.run.optional import needs

EXTRA = "explore"
"""The name under which the library is installed."""

MIN_POINTS = 10
"""Points of the smallest box."""

ANY = 1e-9
"""What the library counts as a case: above this; cases are 1, other points 0."""


@dataclass(frozen=True, slots=True)
class Side:
    """One limit: of the axis in `column`, from above (`is_upper`) or from below, at a place, with its quasi-p-value."""

    column: int
    is_upper: bool
    place: float
    p: float

    def holds(self, places: NDArray[np.float64]) -> NDArray[np.bool_]:
        """Which points (n, f) lie on the right side of it."""
        along = places[:, self.column]
        return along <= self.place if self.is_upper else along >= self.place


@dataclass(frozen=True, slots=True)
class Step:
    """A box on the way: its limits, and the points and cases inside."""

    sides: tuple[Side, ...]
    points: int
    cases: int

    @property
    def density(self) -> float:
        """Share of the points inside that are cases."""
        return self.cases / self.points if self.points else 0.0

    @property
    def columns(self) -> tuple[int, ...]:
        """The axes that are limited."""
        return tuple(dict.fromkeys(side.column for side in self.sides))

    def p_of(self, column: int) -> float:
        """The smallest quasi-p-value of the limits of an axis."""
        return min(side.p for side in self.sides if side.column == column)


def inside(sides: Sequence[Side], places: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Which points (n, f) lie within all limits."""
    within = np.ones(len(places), bool)
    for side in sides:
        within &= side.holds(places)
    return within


class Peeling:
    """The way of one peeling over some columns of the points (n, f), from the box of all points on.

    `peel` is the share of the points that a step takes off, `smallest` that of the smallest box. Both kinds of points,
    cases and others, must be there, and no column may have one value alone. Raises MissingLibraryError.
    """

    def __init__(
        self,
        places: NDArray[np.float64],
        cases: NDArray[np.bool_],
        columns: Sequence[int],
        *,
        peel: float,
        smallest: float,
    ) -> None:
        import pandas as pd

        self._places, self._cases, self._columns = places, cases, tuple(columns)
        prim = library()
        table = pd.DataFrame(places[:, self._columns], columns=[str(column) for column in self._columns])
        with _quiet():
            self._prim = prim.Prim(
                table,
                cases,
                threshold=ANY,
                peel_alpha=peel,
                mass_min=max(smallest, min(MIN_POINTS / len(cases), 1.0)),
            )
            self._box = self._prim.find_box()
        self.steps = tuple(self._step(place) for place in range(len(self._box.box_lims)))

    def simplified(self, place: int, significant: float) -> Step:
        """The box of a step without limits whose quasi-p-value is above `significant`, the worst taken off first."""
        step = self.steps[place]
        while worst := max(
            (side for side in step.sides if side.p > significant), key=lambda side: side.p, default=None
        ):
            limits = self._box.box_lims[place].copy()
            row, column = int(worst.is_upper), str(worst.column)
            limits.loc[row, column] = self._box.box_lims[0].loc[row, column]
            left = tuple(side for side in step.sides if side is not worst)
            with _quiet():
                self._box.update(limits, np.flatnonzero(inside(left, self._places)))
            place = len(self._box.box_lims) - 1
            step = self._step(place)
        return step

    def _step(self, place: int) -> Step:
        limits, p_values = self._box.box_lims[place], self._box.qp[place]
        sides = tuple(self._sides(limits, p_values))
        within = inside(sides, self._places)
        return Step(sides, int(within.sum()), int(self._cases[within].sum()))

    def _sides(self, limits: Any, p_values: Any) -> Iterator[Side]:
        names = [str(column) for column in self._columns]
        found, whole = limits[names].to_numpy(float), self._box.box_lims[0][names].to_numpy(float)
        for at, row in np.argwhere((found != whole).T).tolist():
            yield Side(self._columns[at], row == 1, float(found[row, at]), float(p_values[names[at]][row]))


def library() -> Any:
    """The library's module. Raises MissingLibraryError when it is not installed."""
    with warnings.catch_warnings():
        # It warns of parts of its own that are not installed, and of nothing that is needed here.
        warnings.filterwarnings("ignore", message=".*(not installed|not available)")
        warnings.filterwarnings("ignore", category=ImportWarning)
        warnings.filterwarnings("ignore", category=DeprecationWarning)
        return needs("ema_workbench.analysis.prim", extra=EXTRA)


@contextmanager
def _quiet() -> Iterator[None]:
    """Without the warnings of what the library still does in an old way."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="The inplace keyword", category=DeprecationWarning)
        yield
