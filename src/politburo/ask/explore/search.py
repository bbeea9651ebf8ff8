"""The search for one box: which parameters matter, then limits on them alone, by one rule that is the same everywhere.

1. Which parameters are tried: those that a first peeling over all of them limits significantly at any of its steps,
   and those of which cases and other points differ by themselves (Mann and Whitney's test). With a hundred parameters
   a peeling finds a hundred ways to be right by chance, so that limits found among all of them say nothing yet.
2. Peelings over these alone, patient ones and less patient ones (`peels`), and from each way the box that the rule
   chooses; the best of these boxes. (A patient peeling may end early, where no small step makes cases more frequent.)
   Parameters that the box does not limit are left out, and of those whose limits are not significant the half of which
   cases and other points differ least by themselves; this step is done again until there are none.
3. Single limits of the box that are not significant are taken off.

Quasi-p-values do not say what chance does to this, since limits were chosen among many: see `validation`.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from politburo.ask.explore.prim import Peeling, Step
from politburo.terms.errors import UsageError

MOST_BOXES, MOST_FOLDS, MOST_PERMUTATIONS = 10, 20, 999


@dataclass(frozen=True, slots=True)
class Search:
    """How boxes are looked for. Raises UsageError for numbers that cannot be.

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
        for what, value, low, high in (
            ("density", self.density, 0.0, 1.0),
            ("number of boxes", self.boxes, 1, MOST_BOXES),
            *(("share that is peeled off", peel, 0.005, 0.25) for peel in (*self.peels, self.first_peel)),
            ("share of the smallest box", self.smallest, 0.0, 0.5),
            ("number of folds", self.folds, 2, MOST_FOLDS),
            ("number of permutations", self.permutations, 1, MOST_PERMUTATIONS),
        ):
            if not low <= value <= high:
                raise UsageError(f"The {what} cannot be {value:g}; it lies between {low:g} and {high:g}.")

    @property
    def rule(self) -> str:
        """The rule by which a box is chosen from the way of a peeling."""
        return (
            f"the box that limits fewest parameters, and of those the largest, in which at least {self.density:.0%} of "
            "the points are cases; where none has so many, the one with the highest harmonic mean of coverage and "
            "density; then without limits that are not significant "
            f"(quasi-p-value above {self.significant:g})"
        ).replace("%", " %")


@dataclass(frozen=True, slots=True)
class FoundBox:
    """A box, and the way on which it was found: step `chosen` of the `steps`, without what was taken off again."""

    box: Step
    steps: tuple[Step, ...]
    chosen: int


def box_in(places: NDArray[np.float64], cases: NDArray[np.bool_], search: Search) -> FoundBox | None:
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


def _best(
    places: NDArray[np.float64], cases: NDArray[np.bool_], columns: list[int], search: Search
) -> tuple[Peeling, int]:
    """Of peelings of different patience the one whose chosen box is dense enough, if any is, and balances best."""
    best: tuple[tuple[bool, float], Peeling, int] | None = None
    for peel in search.peels:
        peeling = Peeling(places, cases, columns, peel=peel, smallest=search.smallest)
        chosen = choice(peeling.steps, int(cases.sum()), search.density)
        box = peeling.steps[chosen]
        worth = box.density >= search.density, balance(box, int(cases.sum()))
        if best is None or worth > best[0]:
            best = worth, peeling, chosen
    assert best is not None
    return best[1:]


def _apart(places: NDArray[np.float64], cases: NDArray[np.bool_]) -> NDArray[np.float64]:
    """P-values (f,) of how far cases and other points lie apart along each axis; 1 where all points are alike."""
    if cases.all() or not cases.any():
        return np.ones(places.shape[1])
    from scipy.stats import mannwhitneyu

    moving = places.min(axis=0) < places.max(axis=0)
    p = np.ones(places.shape[1])
    p[moving] = mannwhitneyu(places[cases][:, moving], places[~cases][:, moving], axis=0, method="asymptotic").pvalue
    return p


def _worth_trying(
    places: NDArray[np.float64], cases: NDArray[np.bool_], apart: NDArray[np.float64], search: Search
) -> list[int]:
    """The columns of the first part of the search."""
    moving = np.flatnonzero(places.min(axis=0) < places.max(axis=0)).tolist()
    if not moving or cases.all() or not cases.any():
        return []
    first = Peeling(places, cases, moving, peel=search.first_peel, smallest=search.smallest)
    limiting = {side.column for step in first.steps for side in step.sides if side.p <= search.significant}
    return [column for column in moving if column in limiting or apart[column] <= search.screened]


def _weak(box: Step, apart: NDArray[np.float64], significant: float) -> set[int]:
    """The half that is left out of the columns whose limits are all not significant."""
    doubted = [column for column in box.columns if box.p_of(column) > significant]
    doubted.sort(key=lambda column: (apart[column], box.p_of(column), column))
    return set(doubted[len(doubted) // 2 :])
