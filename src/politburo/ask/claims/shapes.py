"""How something goes over a range, and in which share of parameter sets it has which shape.

    falls, rises        from one end of the range to the other, by the least change that counts or more
    falls then rises    each leg, before and behind a break point within the range, goes so by as much
    rises then falls    the same the other way round
    level               none of these

Under each set the level that stands out most is sought as the break point by runs on seeds of their own, so that the
legs, which other runs measure, are no larger for having been chosen (Simonsohn 2018). What is measured of the legs has
noise, that is taken out over all sets as it is of effects (see `mixture`). A set tells something of a shape when each
leg has a value in nine pairs out of ten. Where a rate is zero in all runs of one level, the leg has no end and counts
as far away; where it is so in both, there is no leg.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from politburo.ask.claims.finding import MOST_MISSING, Rows, on_scale
from politburo.ask.claims.mixture import Mixture
from politburo.ask.claims.record import SHORT_SCALE, Claim, Shape, Test, shortened
from politburo.terms.errors import ClaimError

FALLS, RISES, FALLS_THEN_RISES, RISES_THEN_FALLS, LEVEL = SHAPES = (
    "falls", "rises", "falls then rises", "rises then falls", "level",
)  # fmt: skip
"""What something may do over a range."""

BREAK = " break point"
"""What is added to the name of a claim for the runs that seek its break points."""

STRIDE = 1000
"""By how much the seeds of one set are apart from those of the next: blocks of seeds lie nearer to each other."""

POINTS = 24
"""Points along each side of a normal at which shapes are asked for."""

Values = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Legs:
    """What runs under a set say of a shape.

    `pairs` (m, 2) are the changes before and behind the break point, NaN where the set tells nothing, and `there` the
    mean at the level where something has to be there (NaN: not asked, or not seen).
    """

    pairs: Values
    there: float


def shape_claims(claim: Claim, number: int, *, short: bool = False) -> tuple[Claim, ...]:
    """What is run of a claim about a shape under set `number`: for the legs, and on other seeds for the break point.

    Raises ClaimError where both have the same seed.
    """
    shape = claim.shape
    if shape is None:
        return ()
    if claim.seed == shape.break_seed:
        raise ClaimError(f"{claim.id}: the break point needs other seeds than the legs, and both have {claim.seed}.")
    tests = tuple(_test(shape, place) for place in range(1, len(shape.levels)))
    seeds = {claim.id: claim.seed, claim.id + BREAK: shape.break_seed}
    asked = [replace(claim, id=name, shape=None, tests=tests) for name in seeds]
    if short:
        asked = list(shortened(asked, SHORT_SCALE))
    return tuple(replace(one, seed=seed + STRIDE * number) for one, seed in zip(asked, seeds.values(), strict=True))


def legs(shape: Shape, rows: Rows, of_break: Rows) -> Legs:
    """The legs of a set, by its runs and by those for the break point."""
    values = _values(shape, rows)
    there = math.nan
    if shape.present is not None:
        level, _ = shape.present
        there = _mean(values[:, level])
    place = break_point(shape, _values(shape, of_break))
    pairs = [_change(shape, values[:, first], values[:, last]) for first, last in ((0, place), (place, -1))]
    return Legs(np.column_stack(pairs), there)


def break_point(shape: Shape, values: Values) -> int:
    """The level between the ends that stands out most above or below both, by values (m, levels)."""
    course = _course(shape, values)
    ends = course[np.isfinite(course)]
    course = np.where(np.isneginf(course), np.min(ends, initial=0) - 1, course)  # lower than all that has an end
    stands_out = np.abs(course[1:-1] - course[0]) + np.abs(course[-1] - course[1:-1])
    return 1 + int(np.nanargmax(stands_out)) if not np.isnan(stands_out).all() else len(course) // 2


def shapes_of(changes: Values, least: float) -> NDArray[np.int64]:
    """The shape, by its place among SHAPES, of changes before and behind a break point (…, 2)."""
    before, behind = changes[..., 0], changes[..., 1]
    return np.select(
        [
            (before <= -least) & (behind >= least),
            (before >= least) & (behind <= -least),
            before + behind <= -least,
            before + behind >= least,
        ],
        [SHAPES.index(FALLS_THEN_RISES), SHAPES.index(RISES_THEN_FALLS), SHAPES.index(FALLS), SHAPES.index(RISES)],
        SHAPES.index(LEVEL),
    )


def shapes_within(mixed: Mixture, least: float) -> Values:
    """The part of each normal (k,) of a mixture of changes that has each shape: (shapes, k)."""
    from scipy.special import ndtri

    steps = ndtri((np.arange(POINTS) + 0.5) / POINTS)
    around = np.stack(np.meshgrid(steps, steps), axis=-1).reshape(-1, 2)
    found = shapes_of(mixed.centres[:, None] + around * mixed.widths, least)
    return np.array([(found == place).mean(axis=1) for place in range(len(SHAPES))])


def _test(shape: Shape, place: int) -> Test:
    """The test that has a level seen beside the first."""
    return Test(str(place), "", shape.levels[place], shape.levels[0], shape.watch, "reported", scale=shape.scale)


def _values(shape: Shape, rows: Rows) -> Values:
    """What runs gave at each level, (m, levels)."""
    names = [str(place) for place in range(1, len(shape.levels))]
    return np.array([[row[names[0]].base, *(row[name].changed for name in names)] for row in rows], np.float64)


def _course(shape: Shape, values: Values) -> Values:
    """The mean at each level; of logarithms, or, where one of them has no end, the logarithm of the mean."""
    has_end = shape.scale == "log" and not (values == 0).any()
    means = np.array([_mean(column) for column in (np.log(values) if has_end else values).T])
    if has_end or shape.scale != "log":
        return means
    with np.errstate(divide="ignore"):
        return np.log(means)


def _change(shape: Shape, first: Values, last: Values) -> Values:
    """The change from one level to another in each pair (m,), on the scale; NaN where too many have no value.

    A pair without a value, of which there are few, is taken to be like the mean of the others.
    """
    there = ~np.isnan(last - first)
    if there.mean() < 1 - MOST_MISSING:
        return np.full(len(first), math.nan)
    if shape.scale == "log" and not (first[there].any() and last[there].any()):
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.full(len(first), np.log(last[there].mean()) - np.log(first[there].mean()))
    changes = on_scale(_test(shape, 1), last, first, first)
    return np.where(np.isnan(changes), _mean(changes), changes)


def _mean(values: Values) -> float:
    seen = values[~np.isnan(values)]
    return float(seen.mean()) if len(seen) else math.nan
