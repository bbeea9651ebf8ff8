"""The search for one box by PRIM, the patient rule induction method, as the EMA workbench does it.

Friedman and Fisher (1999) peel a small share of the points off one side of a box again and again, each time where the
share of cases rises most, and then paste back what does not lower it. Bryant and Lempert (2010) use it to discover
scenarios: what is left are limits on few parameters. A quasi-p-value says how probable it is that a box without one
limit would hold as many cases among as many points by chance.

By one rule that is the same everywhere:

1. Which parameters are tried: those that a first peeling over all of them limits significantly at any of its steps,
   and those of which cases and other points differ by themselves (Mann and Whitney's test). With a hundred parameters
   a peeling finds a hundred ways to be right by chance, so that limits found among all of them say nothing yet.
2. Peelings over these alone, patient ones and less patient ones (`peels`), and from each way the box that the rule
   chooses; the best of these boxes. (A patient peeling may end early, where no small step makes cases more frequent.)
   Parameters that the box does not limit are left out, and of those whose limits are not significant the half of which
   cases and other points differ least by themselves; this step is done again until there are none.
3. Single limits of the box that are not significant are taken off.

Quasi-p-values do not say what chance does to this, since limits were chosen among many: see `boxes`.
"""

from __future__ import annotations

import sys
import warnings
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from politburo.answer.numbers import figures
from politburo.run.optional import needs
from politburo.terms.bounds import BOXES, DENSITY

MODULE, EXTRA = "ema_workbench.analysis.prim", "explore"
"""The library, and the name under which it is installed."""

MIN_POINTS = 10
"""Points of the smallest box."""

Numbers = NDArray[np.float64]
Flags = NDArray[np.bool_]

ANY = 1e-9
"""What the library counts as a case: above this; cases are 1, other points 0."""


@dataclass(frozen=True, slots=True)
class Side:
    """One limit: of the axis in `column`, from above (`is_upper`) or from below, at a place, with its quasi-p-value."""

    column: int
    is_upper: bool
    place: float
    p: float

    def holds(self, places: Numbers) -> Flags:
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


def inside(sides: Sequence[Side], places: Numbers) -> Flags:
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

    def __init__(self, places: Numbers, cases: Flags, columns: Sequence[int], *, peel: float, smallest: float) -> None:
        import pandas as pd

        self._places, self._cases, self._columns = places, cases, tuple(columns)
        table = pd.DataFrame(places[:, self._columns], columns=[str(column) for column in self._columns])
        mass = max(smallest, min(MIN_POINTS / len(cases), 1.0))
        with _quiet():
            self._box = library().Prim(table, cases, threshold=ANY, peel_alpha=peel, mass_min=mass).find_box()
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
        if MODULE in sys.modules:
            return needs(MODULE, extra=EXTRA)
        # For each of its functions it looks through all calls under way, of which a thread of its own has few.
        with ThreadPoolExecutor(1) as alone:
            return alone.submit(needs, MODULE, extra=EXTRA).result()


@contextmanager
def _quiet() -> Iterator[None]:
    """Without the warnings of what the library still does in an old way."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="The inplace keyword", category=DeprecationWarning)
        yield


@dataclass(frozen=True, slots=True)
class Search:
    """How boxes are looked for. Raises UsageError for a density or number of boxes that cannot be.

    `density` is what the rule asks of a box; `boxes` the most that are looked for; `peels` are the shares of points
    that a step takes off, in peelings of which the best is kept, and `first_peel` that of the first one; `smallest` is
    the share of the smallest box; limits count with a quasi-p-value up to `significant`, single parameters with a
    p-value up to `screened`; `fewest` cases, and other points, must be there; `folds` and `permutations` are
    those of the two checks.
    """

    density: float = 0.8
    boxes: int = 3
    peels: tuple[float, ...] = (0.05, 0.1)
    first_peel: float = 0.1
    smallest: float = 0.05
    significant: float = 0.05
    screened: float = 0.01
    fewest: int = 20
    folds: int = 5
    permutations: int = 19

    def __post_init__(self) -> None:
        DENSITY.checked(self.density)
        BOXES.checked(self.boxes)

    @property
    def rule(self) -> str:
        """The rule by which a box is chosen from the way of a peeling."""
        return (
            "the box that limits fewest parameters, and of those the largest, in which at least "
            f"{figures(100 * self.density)} % of the points are cases; where none has so many, the one with the "
            "highest harmonic mean of coverage and density; then without limits that are not significant "
            f"(quasi-p-value above {self.significant:g})"
        )


@dataclass(frozen=True, slots=True)
class FoundBox:
    """A box, and the way on which it was found: step `chosen` of the `steps`, without what was taken off again."""

    box: Step
    steps: tuple[Step, ...]
    chosen: int


def box_in(places: Numbers, cases: Flags, search: Search) -> FoundBox | None:
    """The box that the search finds among points (n, f) of which some are cases (n,); None where nothing limits it."""
    apart = _apart(places, cases)
    columns = _worth_trying(places, cases, apart, search)
    while columns:
        peeling, chosen = _best(places, cases, columns, search)
        box = peeling.steps[chosen]
        weak = _weak(box, apart, search.significant)
        left = [column for column in columns if column in box.columns and column not in weak]
        if left == columns:
            simple = peeling.simplified(chosen, search.significant)
            return FoundBox(simple, peeling.steps, chosen) if simple.sides else None
        columns = left
    return None


def choice(steps: tuple[Step, ...], cases: int, density: float) -> int:
    """The step that the rule chooses; `cases` are those of all points."""
    dense = [place for place, step in enumerate(steps) if step.density >= density]
    if dense:
        return min(dense, key=lambda place: (len(steps[place].columns), -steps[place].points, place))
    return max(range(len(steps)), key=lambda place: (balance(steps[place], cases), -place))


def balance(step: Step, cases: int) -> float:
    """Harmonic mean of coverage and density."""
    return 2 * step.cases / (cases + step.points)


def _best(places: Numbers, cases: Flags, columns: list[int], search: Search) -> tuple[Peeling, int]:
    """Of peelings of different patience the one whose chosen box is dense enough, if any is, and balances best."""
    count = int(cases.sum())
    peelings = [Peeling(places, cases, columns, peel=peel, smallest=search.smallest) for peel in search.peels]
    found = [(one, choice(one.steps, count, search.density)) for one in peelings]

    def worth(one: tuple[Peeling, int]) -> tuple[bool, float]:
        box = one[0].steps[one[1]]
        return box.density >= search.density, balance(box, count)

    return max(found, key=worth)


def _apart(places: Numbers, cases: Flags) -> Numbers:
    """P-values (f,) of how far cases and other points lie apart along each axis; 1 where all points are alike."""
    if cases.all() or not cases.any():
        return np.ones(places.shape[1])
    from scipy.stats import mannwhitneyu

    moving = places.min(axis=0) < places.max(axis=0)
    p = np.ones(places.shape[1])
    p[moving] = mannwhitneyu(places[cases][:, moving], places[~cases][:, moving], axis=0, method="asymptotic").pvalue
    return p


def _worth_trying(places: Numbers, cases: Flags, apart: Numbers, search: Search) -> list[int]:
    """The columns of the first part of the search."""
    moving = np.flatnonzero(places.min(axis=0) < places.max(axis=0)).tolist()
    if not moving or cases.all() or not cases.any():
        return []
    first = Peeling(places, cases, moving, peel=search.first_peel, smallest=search.smallest)
    limiting = {side.column for step in first.steps for side in step.sides if side.p <= search.significant}
    return [column for column in moving if column in limiting or apart[column] <= search.screened]


def _weak(box: Step, apart: Numbers, significant: float) -> set[int]:
    """The half that is left out of the columns whose limits are all not significant."""
    doubted = [column for column in box.columns if box.p_of(column) > significant]
    doubted.sort(key=lambda column: (apart[column], box.p_of(column), column))
    return set(doubted[len(doubted) // 2 :])
