"""Boxes of parameters in which an outcome comes about, with what they are worth."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from politburo.ask.explore.axes import Axis
from politburo.ask.explore.cases import Cases
from politburo.ask.explore.prim import inside
from politburo.ask.explore.search import FoundBox, Search, box_in
from politburo.ask.explore.validation import HeldOut, OnSearch, Permutations, held_out, permuted
from politburo.run.experiment import Experiment

WITHIN_CHANCE = 0.05
"""The largest p-value, from the permutations, of a box that is shown."""


@dataclass(frozen=True, slots=True)
class Restriction:
    """The limits of one parameter, in its unit and as a part of its declared range (0 to 1); None where it is open.

    `p_low` and `p_high` are the quasi-p-values of the limits, and `again` the number of folds of the points without
    which the search limited the parameter in the same direction.
    """

    axis: Axis
    low: float | None
    high: float | None
    place_low: float | None
    place_high: float | None
    p_low: float | None
    p_high: float | None
    again: int

    @property
    def p(self) -> float:
        """The smaller quasi-p-value."""
        return min(p for p in (self.p_low, self.p_high) if p is not None)


@dataclass(frozen=True, slots=True)
class Trade:
    """A box on the way of the peeling: coverage of all cases, density, and how many parameters it limits."""

    coverage: float
    density: float
    restricted: int


@dataclass(frozen=True, slots=True)
class Box:
    """Limits on few parameters in which cases are frequent; the most significant restriction first.

    A later box is looked for among the points outside of those before it, and counts only these: `among` is their
    number, `share` the share of cases among them. `points` and `cases` are those inside; coverage and mass are shares
    of all cases and all points. `held_out` says what boxes so found are worth on other points, `chance` what comes out
    where nothing is to be found. `trajectory` is the way of the peeling, of which the rule chose the box at `chosen`.
    """

    number: int
    restrictions: tuple[Restriction, ...]
    among: int
    share: float
    points: int
    cases: int
    coverage: float
    mass: float
    held_out: HeldOut
    held_out_coverage: float
    chance: Permutations
    trajectory: tuple[Trade, ...]
    chosen: int
    members: NDArray[np.bool_]

    @property
    def density(self) -> float:
        """Share of the points inside that are cases."""
        return self.cases / self.points

    @property
    def is_more_than_chance(self) -> bool:
        """Whether few permutations came out as well, and cases are more frequent on points that were held out, too."""
        dense = self.held_out.density is not None and self.held_out.density > self.share
        return self.chance.p <= WITHIN_CHANCE and dense


@dataclass(frozen=True, slots=True)
class Found:
    """The boxes that are more than chance gives; `refused` is the last one that was found and is not, if any.

    `why` says why there is no further box.
    """

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
    values = experiment.points[classed.points]
    places = np.column_stack([axis.place(values[:, column]) for column, axis in enumerate(axes)])
    boxes: list[Box] = []
    taken = np.zeros(len(classed.cases), bool)
    count = _counter(search, on_progress)
    while len(boxes) < search.boxes:
        if why := _too_few(classed.cases[~taken], search, further=bool(boxes)):
            return Found(tuple(boxes), None, why)
        one = box_in(places[~taken], classed.cases[~taken], search)
        count()
        if one is None:
            why = "No parameter is limited significantly." if not boxes else "No further box limits any parameter."
            return Found(tuple(boxes), None, why)
        box = _box(one, len(boxes) + 1, places, classed.cases, taken, axes, search, count)
        if not box.is_more_than_chance:
            what = "The best box" if not boxes else "The best further box"
            return Found(tuple(boxes), box, f"{what} that was found is no better than what chance gives.")
        boxes.append(box)
        taken |= box.members
    return Found(tuple(boxes))


def _counter(search: Search, on_progress: Callable[[int, int], None] | None) -> OnSearch:
    done, total = -1, search.boxes * (1 + search.folds + search.permutations)

    def count() -> None:
        nonlocal done
        done += 1
        if on_progress is not None:
            on_progress(done, total)

    count()
    return count


def _too_few(cases: NDArray[np.bool_], search: Search, *, further: bool) -> str:
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
            f"{there} cases are too few to look for limits; at least {search.fewest} are needed: ask for more points."
        )
    return (
        f"All but {others} points are cases; at least {search.fewest} others are needed to say what parts them: "
        "ask for more points, or for a narrower condition."
    )


def _box(
    found: FoundBox,
    number: int,
    places: NDArray[np.float64],
    cases: NDArray[np.bool_],
    taken: NDArray[np.bool_],
    axes: tuple[Axis, ...],
    search: Search,
    on_search: OnSearch,
) -> Box:
    """A box with its checks, all among the points that no box before it has taken."""
    left, cases_left, all_cases = places[~taken], cases[~taken], int(cases.sum())
    held = held_out(left, cases_left, search, on_search)
    chance = permuted(left, cases_left, found.box, search, on_search)
    ways = tuple(Trade(step.cases / all_cases, step.density, len(step.columns)) for step in found.steps)
    return Box(
        number,
        _restrictions(found, axes, held),
        len(left),
        float(cases_left.mean()),
        found.box.points,
        found.box.cases,
        found.box.cases / all_cases,
        found.box.points / len(cases),
        held,
        held.cases / all_cases,
        chance,
        ways,
        found.chosen,
        inside(found.box.sides, places) & ~taken,
    )


def _restrictions(found: FoundBox, axes: tuple[Axis, ...], held: HeldOut) -> tuple[Restriction, ...]:
    made = []
    for column in sorted(found.box.columns, key=found.box.p_of):
        axis = axes[column]
        sides = {side.is_upper: side for side in found.box.sides if side.column == column}
        low, high = sides.get(False), sides.get(True)
        made.append(
            Restriction(
                axis,
                None if low is None else axis.value(low.place),
                None if high is None else axis.value(high.place),
                None if low is None else low.place,
                None if high is None else high.place,
                None if low is None else low.p,
                None if high is None else high.p,
                min(held.again[column, is_upper] for is_upper in sides),
            )
        )
    return tuple(made)
