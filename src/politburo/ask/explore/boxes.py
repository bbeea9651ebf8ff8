"""Boxes of parameters in which an outcome comes about, checked by cross-validation and a permutation test."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from itertools import count as count_up

import numpy as np
from numpy.typing import NDArray

from politburo.answer.numbers import numbered
from politburo.ask.explore.cases import Axis, Cases, places_of
from politburo.ask.explore.search import Flags, FoundBox, Numbers, Search, Side, Step, box_in, inside
from politburo.run.experiment import Experiment

WITHIN_CHANCE = 0.05
"""The largest p-value, from the permutations, of a box that is shown."""

SEED = 20180427
"""Of folds and permutations, fixed beforehand; it is not the seed of the runs."""

OnSearch = Callable[[], None]
"""Called each time a search is finished."""


@dataclass(frozen=True, slots=True)
class HeldOut:
    """What boxes are worth on points that they were not found on.

    The points are divided into `folds`; the search is done without each of them, and the box that it finds is counted
    on it. `points` and `cases` are those inside, over all folds. `found` counts the folds without which a box was
    found, `again` those in which an axis was limited, by its column and the direction.
    """

    folds: int
    points: int
    cases: int
    found: int
    again: Counter[tuple[int, bool]]

    @property
    def density(self) -> float | None:
        """Share of cases among the points inside; None where there is none."""
        return self.cases / self.points if self.points else None


@dataclass(frozen=True, slots=True)
class Permutations:
    """What the same search finds when cases are permuted among the points: the boxes found (None: no box at all).

    It ends with the first permutation whose gain is at least that of the box. `p` is then one by the number of
    permutations (Besag and Clifford 1991); else one by their number and one: the points themselves count as one.
    """

    boxes: tuple[Step | None, ...]
    p: float

    @property
    def densities(self) -> tuple[float, ...]:
        """Density of each box that was found under a permutation."""
        return tuple(box.density for box in self.boxes if box is not None)


@dataclass(frozen=True, slots=True)
class Restriction:
    """Limits of a parameter (None: an open side); `again` counts folds without which it is limited the same way."""

    axis: Axis
    lower: Side | None
    upper: Side | None
    again: int

    @property
    def low(self) -> float | None:
        """The lower limit in the unit of the parameter."""
        return None if self.lower is None else self.axis.value(self.lower.place)

    @property
    def high(self) -> float | None:
        """The upper limit in the unit of the parameter."""
        return None if self.upper is None else self.axis.value(self.upper.place)

    @property
    def p(self) -> float:
        """The smaller quasi-p-value of both sides."""
        return min(side.p for side in (self.lower, self.upper) if side is not None)

    @property
    def p_in_words(self) -> str:
        """The same as people read it."""
        return "< 0.001" if self.p < 0.001 else f"{self.p:.2g}"

    def again_in_words(self, folds: int) -> str:
        """In how many of so many folds the search limited it again."""
        return f"{self.again} of {folds} folds"


@dataclass(frozen=True, slots=True)
class Box:
    """Limits on few parameters in which cases are frequent; the most significant restriction first.

    A later box is looked for among the points outside of those before it, and counts only these: `among` is their
    number, `share` the share of cases among them. `found` has the box itself and the way of the peeling on which the
    rule chose it. Coverage and mass are shares of `all_cases` and of all points, of which `members` (n,) are inside.
    `held_out` says what boxes so found are worth on other points, `chance` what comes out where nothing is to be found.
    """

    number: int
    found: FoundBox
    restrictions: tuple[Restriction, ...]
    among: int
    share: float
    all_cases: int
    members: Flags
    held_out: HeldOut
    chance: Permutations

    @property
    def points(self) -> int:
        """Points inside."""
        return self.found.box.points

    @property
    def cases(self) -> int:
        """Cases inside."""
        return self.found.box.cases

    @property
    def density(self) -> float:
        """Share of the points inside that are cases."""
        return self.found.box.density

    @property
    def coverage(self) -> float:
        """Share of all cases that are inside."""
        return self.coverage_of(self.found.box)

    @property
    def mass(self) -> float:
        """Share of all points that are inside."""
        return self.points / len(self.members)

    def coverage_of(self, one: Step | HeldOut) -> float:
        """The share of all cases that another box has inside, such as one on the way of the peeling."""
        return one.cases / self.all_cases

    @property
    def is_more_than_chance(self) -> bool:
        """Whether few permutations came out as well, and cases are more frequent on points that were held out, too."""
        dense = self.held_out.density is not None and self.held_out.density > self.share
        return self.chance.p <= WITHIN_CHANCE and dense


@dataclass(frozen=True, slots=True)
class Found:
    """The boxes that are more than chance gives, the last one found that is not, and why there is no further one."""

    boxes: tuple[Box, ...] = ()
    refused: Box | None = None
    why: str = ""


def find(
    experiment: Experiment,
    classed: Cases,
    axes: tuple[Axis, ...],
    search: Search,
    on_progress: Callable[[int, int], None] | None = None,
) -> Found:
    """Look for boxes among the points of an experiment that are classed. Raises MissingLibraryError.

    `on_progress(done, total)` is called with the searches done and the most there may be, before the first one too.
    """
    places, cases = places_of(experiment.points[classed.points], axes), classed.cases
    boxes: list[Box] = []
    taken = np.zeros(len(cases), bool)
    searches, total = count_up(), search.boxes * (1 + search.folds + search.permutations)

    def count() -> None:
        if on_progress is not None:
            on_progress(next(searches), total)

    count()
    while len(boxes) < search.boxes:
        left, cases_left = places[~taken], cases[~taken]
        if why := _too_few(cases_left, search, further=bool(boxes)):
            return Found(tuple(boxes), None, why)
        one = box_in(left, cases_left, search)
        count()
        if one is None:
            why = "No parameter is limited significantly." if not boxes else "No further box limits any parameter."
            return Found(tuple(boxes), None, why)
        held = held_out(left, cases_left, search, count)
        chance = permuted(left, cases_left, one.box, search, count)
        members = inside(one.box.sides, places) & ~taken
        limits = _restrictions(one, axes, held)
        share = float(cases_left.mean())
        box = Box(len(boxes) + 1, one, limits, len(left), share, classed.count, members, held, chance)
        if not box.is_more_than_chance:
            what = "The best box" if not boxes else "The best further box"
            return Found(tuple(boxes), box, f"{what} that was found is no better than what chance gives.")
        boxes.append(box)
        taken |= box.members
    return Found(tuple(boxes))


def _too_few(cases: Flags, search: Search, *, further: bool) -> str:
    """Why no box can be looked for, or nothing: limits on a handful of points say nothing."""
    there, others = int(cases.sum()), int((~cases).sum())
    if there >= search.fewest and others >= search.fewest:
        return ""
    if further:
        few, what = (there, "case") if there < others else (others, "other point")
        if not few:
            return f"No {what} is left outside the boxes."
        return f"Only {few} {what}{'s are' if few > 1 else ' is'} left outside the boxes."
    if there < search.fewest:
        return (
            f"{numbered(there, 'case')} {'is' if there == 1 else 'are'} too few to look for limits; at least "
            f"{search.fewest} are needed: ask for more points."
        )
    return (
        f"All but {others} points are cases; at least {search.fewest} others are needed to say what sets them apart: "
        "ask for more points, or for a narrower condition."
    )


def _restrictions(found: FoundBox, axes: tuple[Axis, ...], held: HeldOut) -> tuple[Restriction, ...]:
    made = []
    for column in sorted(found.box.columns, key=found.box.p_of):
        sides = {side.is_upper: side for side in found.box.sides if side.column == column}
        again = min(held.again[column, is_upper] for is_upper in sides)
        made.append(Restriction(axes[column], sides.get(False), sides.get(True), again))
    return tuple(made)


def held_out(places: Numbers, cases: Flags, search: Search, on_search: OnSearch | None = None) -> HeldOut:
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
    return HeldOut(search.folds, points, held, found, again)


def folds(cases: Flags, count: int) -> NDArray[np.int64]:
    """The fold of each point: cases and other points are spread evenly, in a random order that is fixed."""
    order = _chance(0).permutation(len(cases))
    fold = np.empty(len(cases), np.int64)
    spread = np.concatenate((order[cases[order]], order[~cases[order]]))
    fold[spread] = np.arange(len(cases)) % count
    return fold


def permuted(
    places: Numbers,
    cases: Flags,
    box: Step,
    search: Search,
    on_search: OnSearch | None = None,
) -> Permutations:
    """Search with the cases permuted among the points, many times, or until what comes out is as good as the box."""
    found: list[Step | None] = []
    share = float(cases.mean())
    for number in range(1, search.permutations + 1):
        one = box_in(places, _chance(number).permutation(cases), search)
        found.append(None if one is None else one.box)
        if on_search is not None:
            on_search()
        if (gain(one.box, share) if one else 0.0) >= gain(box, share):
            return Permutations(tuple(found), 1 / number)
    return Permutations(tuple(found), 1 / (search.permutations + 1))


def gain(box: Step, share: float) -> float:
    """Cases inside a box beyond those that as many points hold on the average."""
    return box.cases - share * box.points


def _chance(number: int) -> np.random.Generator:
    return np.random.Generator(np.random.Philox(key=np.array([SEED, number], np.uint64)))
