"""Tally: the series of the month, and a day for each of its events.

Where a cadre stands for several of the whole country he counts for as many: counts, and means over several circles, are
estimates for the whole country at every scale. Attempts at a coup are those on the one regime there is.

Sums run in fixed order in a pass of their own. The day of an event is drawn for the record alone.
"""

from __future__ import annotations

from operator import attrgetter

import numpy as np
from numpy.typing import NDArray

from politburo.country import Country
from politburo.country.country import F32, F64, I32, U8
from politburo.month.now import Now
from politburo.month.state import CIRCLES, LYING_LOW, PLOTTING
from politburo.numerics.arithmetic import in_order, total, total_weighted
from politburo.numerics.chance import Purpose, uniform
from politburo.numerics.compile import kernel
from politburo.terms.series import ALL_SERIES, OF_CADRES, OF_FORMS, OF_HOUSEHOLDS, grouped, of
from politburo.terms.words import FORMS, ORGANS, RANKS, STANDINGS

INCOME_BINS, BINS_PER_UNIT = 2048, np.float32(128)
DAYS = np.float32(28)
"""Events fall on the first 28 days, so that every month has them."""

STOOD = (*STANDINGS[1:], "")
"""Rows of posts by standing; the last is of all posts."""

_CADRES = (*of("mean", OF_CADRES), *of("standing"))
_AVERAGED = np.array([one.kind == "mean" or one.unit == "share" for one in _CADRES])
_HOUSEHOLDS, _PERCENTILES = of("mean", OF_HOUSEHOLDS), of("percentile")
_OF_POSTS, _OF_HOUSEHOLDS, _OF_ALL = of("count", OF_CADRES, OF_FORMS), of("count", OF_HOUSEHOLDS), of("count", ())
_NUMBERS = of("number")
_READ = {one.name: attrgetter(one.source) for one in ALL_SERIES if one.kind != "standing"}
"""How a series is read from what the month holds."""

_GROUPED = {one.name: grouped(one) for one in ALL_SERIES if one.by}


@kernel
def sum_groups(sums: F64, blocks: I32, group: U8, column: F32) -> None:
    """Add up a column of posts (n,) by group, block by block, into `sums` (groups,)."""
    for b in range(len(blocks) - 1):
        sums[group[blocks[b]]] += total(column[blocks[b] : blocks[b + 1]])


@kernel
def sum_weighted_groups(sums: F64, blocks: I32, group: U8, column: F32, weight: F32) -> None:
    """The same for a column of households, each as often as its weight says."""
    for b in range(len(blocks) - 1):
        lo, hi = blocks[b], blocks[b + 1]
        sums[group[lo]] += total_weighted(column[lo:hi], weight[lo:hi])


@kernel
def count_standing(sums: F64, blocks: I32, circle: U8, standing: U8) -> None:
    """Posts by circle: lying low, plotting, all; into `sums` (3, circles)."""
    for b in range(len(blocks) - 1):
        lo, hi = blocks[b], blocks[b + 1]
        low, plotting = 0, 0
        for at in standing[lo:hi]:
            low += at == LYING_LOW
            plotting += at == PLOTTING
        sums[0, circle[lo]] += low
        sums[1, circle[lo]] += plotting
        sums[2, circle[lo]] += hi - lo


@kernel
def count_incomes(counts: NDArray[np.int64], income: F32, per_unit: np.float32) -> None:
    """Households by income."""
    for i in range(len(income)):
        counts[min(np.int32(income[i] * per_unit), len(counts) - 1)] += 1


@kernel
def draw_days(days: I32, agents: I32, kinds: I32, seed: int, run: int, month: int, purpose: int) -> None:
    """The day of each event, from the agent it happened to and its kind."""
    for k in range(len(days)):
        u = uniform(seed, run, agents[k], month, purpose, kinds[k])
        days[k] = 1 + np.int32(u * DAYS)


def empty_series(country: Country, months: int) -> dict[str, NDArray]:
    """All series of a run, filled with NaN: the whole country (months,) and by groups."""
    sizes = {"organ": len(ORGANS), "rank": len(RANKS), "form": len(FORMS), "province": len(country.provinces)}
    out: dict[str, NDArray] = {}
    for series in ALL_SERIES:
        out[series.name] = np.full(months, np.nan, np.float32)
        if series.by:
            out[grouped(series)] = np.full((months, *(sizes[name] for name in series.by)), np.nan, np.float32)
    return out


def tally(now: Now, out: dict[str, NDArray], row: int, first_event: int) -> None:
    """Write the month's series into `out` at `row`, and draw days for the events from `first_event` on."""
    days = now.log.column("day", first_event)
    draw_days(
        days,
        now.log.column("agent", first_event),
        now.log.column("kind", first_event),
        now.seed,
        now.run,
        now.month,
        int(Purpose.DAY),
    )
    _tally_cadres(now, out, row)
    _tally_households(now, out, row)
    _tally_counts(now, out, row)


def _tally_cadres(now: Now, out: dict[str, NDArray], row: int) -> None:
    posts, weights = now.country.posts, now.country.weights
    sums, stood = np.zeros((len(_CADRES), CIRCLES)), np.zeros((len(STOOD), CIRCLES))
    count_standing(stood, posts.blocks, posts.circle, now.state.cadres.standing)
    for of_circles, one in zip(sums, _CADRES, strict=True):
        if one.kind == "mean":
            sum_groups(of_circles, posts.blocks, posts.circle, _READ[one.name](now.state))
        else:
            of_circles += stood[STOOD.index(one.source)]
    sums *= weights
    held = stood[-1] * weights
    everywhere = np.cumsum(sums, axis=1)[:, -1]
    sums[_AVERAGED] /= np.maximum(held, 1)
    everywhere[_AVERAGED] /= np.cumsum(held)[-1]
    for of_circles, of_all, one in zip(sums, everywhere, _CADRES, strict=True):
        out[_GROUPED[one.name]][row] = of_circles.reshape(len(ORGANS), len(RANKS))
        out[one.name][row] = of_all


def _tally_households(now: Now, out: dict[str, NDArray], row: int) -> None:
    homes, households = now.state.homes, now.country.households
    people = np.zeros(len(now.country.provinces))
    sum_groups(people, households.blocks, households.province, households.weight)
    here, everywhere = np.maximum(people, 1e-9), in_order(people)
    for one in _HOUSEHOLDS:
        sums = np.zeros(len(people))
        column = _READ[one.name](now.state)
        sum_weighted_groups(sums, households.blocks, households.province, column, households.weight)
        out[_GROUPED[one.name]][row] = sums / here
        out[one.name][row] = in_order(sums) / everywhere
    counts = np.zeros(INCOME_BINS, np.int64)
    count_incomes(counts, homes.income, BINS_PER_UNIT)
    below = np.cumsum(counts)
    for one in _PERCENTILES:
        out[one.name][row] = (np.searchsorted(below, one.at * households.count) + 0.5) / BINS_PER_UNIT


def _tally_counts(now: Now, out: dict[str, NDArray], row: int) -> None:
    """What happened: each case of a cadre stands for as many as its circle's weight says."""
    weights = now.country.weights
    for one in _OF_POSTS:
        cases = _READ[one.name](now)
        values = cases * (weights if cases.ndim == 1 else weights[:, None])
        out[_GROUPED[one.name]][row] = values.reshape(len(ORGANS), len(RANKS), *cases.shape[1:])
        out[one.name][row] = values.sum()
    for one in _OF_HOUSEHOLDS:
        out[_GROUPED[one.name]][row] = _READ[one.name](now)
        out[one.name][row] = _READ[one.name](now).sum()
    for one in _OF_ALL:
        out[one.name][row] = (_READ[one.name](now) * weights).sum()
    for one in _NUMBERS:
        out[one.name][row] = _READ[one.name](now)
