"""Two checks of what a search finds: cross-validation on points held out, and a permutation test."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from politburo.ask.explore.prim import Step, inside
from politburo.ask.explore.search import Search, box_in

SEED = 20180427
"""Of folds and permutations, fixed beforehand; it is not the seed of the runs."""

OnSearch = Callable[[], None]
"""Called each time a search is finished."""


@dataclass(frozen=True, slots=True)
class HeldOut:
    """What boxes are worth on points that they were not found on.

    The points are divided into `folds`; the search is done without each of them, and the box that it finds is counted
    on it. `points` and `cases` are those inside, over all folds, and `all_cases` the cases there were. `found` counts
    the folds without which a box was found, `again` those in which an axis (column) was limited, by column and
    direction.
    """

    folds: int
    points: int
    cases: int
    all_cases: int
    found: int
    again: Counter[tuple[int, bool]]

    @property
    def density(self) -> float | None:
        """Share of cases among the points inside; None where there is none."""
        return self.cases / self.points if self.points else None

    @property
    def coverage(self) -> float:
        """Share of the cases that are inside."""
        return self.cases / self.all_cases


@dataclass(frozen=True, slots=True)
class Permutations:
    """What the same search finds when cases are permuted among the points: the boxes found (None: no box at all).

    `gains` are the cases inside beyond those that as many points hold on the average. It ends with the first
    permutation whose gain is at least that of the box. `p` is then one by the number of permutations (Besag and
    Clifford 1991); else one by their number and one: the points themselves count as a permutation.
    """

    boxes: tuple[Step | None, ...]
    gains: tuple[float, ...]
    p: float

    @property
    def densities(self) -> tuple[float, ...]:
        """Density of each box that was found under a permutation."""
        return tuple(box.density for box in self.boxes if box is not None)


def held_out(
    places: NDArray[np.float64], cases: NDArray[np.bool_], search: Search, on_search: OnSearch | None = None
) -> HeldOut:
    """Search without each fold of the points in turn, and count on that fold."""
    fold = folds(cases, search.folds)
    points = held = found = 0
    again: Counter[tuple[int, bool]] = Counter()
    for number in range(search.folds):
        here = fold == number
        box = box_in(places[~here], cases[~here], search)
        if box is not None:
            within = inside(box.box.sides, places[here])
            points, held, found = points + int(within.sum()), held + int(cases[here][within].sum()), found + 1
            again.update({(side.column, side.is_upper) for side in box.box.sides})
        if on_search is not None:
            on_search()
    return HeldOut(search.folds, points, held, int(cases.sum()), found, again)


def folds(cases: NDArray[np.bool_], count: int) -> NDArray[np.int64]:
    """The fold of each point: cases and other points are spread evenly, in a random order that is fixed."""
    order = _chance(0).permutation(len(cases))
    fold = np.empty(len(cases), np.int64)
    spread = np.concatenate((order[cases[order]], order[~cases[order]]))
    fold[spread] = np.arange(len(cases)) % count
    return fold


def permuted(
    places: NDArray[np.float64],
    cases: NDArray[np.bool_],
    box: Step,
    search: Search,
    on_search: OnSearch | None = None,
) -> Permutations:
    """Search with the cases permuted among the points, many times, or until what comes out is as good as the box."""
    found: list[Step | None] = []
    gains: list[float] = []
    share = float(cases.mean())
    for number in range(1, search.permutations + 1):
        one = box_in(places, _chance(number).permutation(cases), search)
        found.append(None if one is None else one.box)
        gains.append(0.0 if one is None else gain(one.box, share))
        if on_search is not None:
            on_search()
        if gains[-1] >= gain(box, share):
            return Permutations(tuple(found), tuple(gains), 1 / number)
    return Permutations(tuple(found), tuple(gains), 1 / (search.permutations + 1))


def gain(box: Step, share: float) -> float:
    """Cases inside a box beyond those that as many points hold on the average."""
    return box.cases - share * box.points


def _chance(number: int) -> np.random.Generator:
    return np.random.Generator(np.random.Philox(key=np.array([SEED, number], np.uint64)))
