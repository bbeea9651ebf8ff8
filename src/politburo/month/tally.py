"""Tally: the series of the month, and a day for each of its events.

Where a cadre stands for several of the whole country he counts for as many: counts, and means over several circles, are
estimates for the whole country at every scale. Attempts at a coup are those on the one regime there is.

Sums run in fixed order in a pass of their own. The day of an event is drawn for the record alone.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from politburo.country import Country
from politburo.month.now import Now
from politburo.month.state import CIRCLES, LYING_LOW, PLOTTING
from politburo.numerics.arithmetic import in_order, total, total_weighted
from politburo.numerics.chance import Purpose, uniform
from politburo.numerics.compile import kernel
from politburo.terms.series import (
    ALL_SERIES,
    CADRE_EVENT_SERIES,
    CADRE_SERIES,
    HOUSEHOLD_EVENT_SERIES,
    HOUSEHOLD_SERIES,
    grouped,
)
from politburo.terms.words import FORMS, ORGANS, RANKS

INCOME_BINS, BINS_PER_UNIT = 2048, np.float32(128)
DAYS = np.float32(28)
"""Events fall on the first 28 days, so that every month has them."""

MEANS = 10
"""The first so many cadre series are means over posts; plotting and cadres, which follow, are counts."""

_CADRE_NAMES = tuple((series.name, grouped(series)) for series in CADRE_SERIES)
_HOUSEHOLD_NAMES = tuple((series.name, grouped(series)) for series in HOUSEHOLD_SERIES)
_COUNT_NAMES = {series.name: grouped(series) for series in (*CADRE_EVENT_SERIES, *HOUSEHOLD_EVENT_SERIES)}
"""Series and the same by groups, in the order of their columns."""


@kernel
def sum_groups(sums, blocks, group, column):
    """Add up a column of posts (n,) by group, block by block, into `sums` (groups,)."""
    for b in range(len(blocks) - 1):
        sums[group[blocks[b]]] += total(column[blocks[b] : blocks[b + 1]])


@kernel
def sum_weighted_groups(sums, blocks, group, column, weight):
    """The same for a column of households, each as often as its weight says."""
    for b in range(len(blocks) - 1):
        lo, hi = blocks[b], blocks[b + 1]
        sums[group[lo]] += total_weighted(column[lo:hi], weight[lo:hi])


@kernel
def count_standing(sums, blocks, circle, standing):
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
def count_incomes(counts, income, per_unit):
    """Households by income."""
    for i in range(len(income)):
        counts[min(np.int32(income[i] * per_unit), len(counts) - 1)] += 1


@kernel
def draw_days(days, agents, kinds, seed, run, month, purpose):
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
    regime, levers = now.state.regime, now.levers
    national = {
        "plots_found": (now.counts.plots_found * now.country.weights).sum(),
        "coup_attempts": now.counts.coup_attempts,
        "consolidation": regime.consolidation,
        "reported_threat": regime.elite_threat,
        "purge_intensity": levers.purge_intensity,
        "market_tolerance": levers.market_tolerance,
        "surveillance": levers.surveillance,
        "campaign": levers.campaign,
        "border_control": levers.border_control,
        "assurance": levers.assurance,
        "assurance_expected": levers.assurance_expected,
    }
    for name, value in national.items():
        out[name][row] = value


def _tally_cadres(now: Now, out: dict[str, NDArray], row: int) -> None:
    cadres, posts = now.state.cadres, now.country.posts
    columns = (
        cadres.fear, cadres.devotion, cadres.display, cadres.risk, cadres.open_close, cadres.open_far,
        cadres.bribes_visible, cadres.bribes_hidden, cadres.protection,
    )  # fmt: skip
    sums = np.zeros((len(CADRE_SERIES), CIRCLES))
    for row_of_sums, column in zip(sums, columns, strict=False):
        sum_groups(row_of_sums, posts.blocks, posts.circle, column)
    count_standing(sums[len(columns) :], posts.blocks, posts.circle, cadres.standing)
    sums *= now.country.weights
    everywhere = np.cumsum(sums, axis=1)[:, -1]
    sums[:MEANS] /= np.maximum(sums[-1], 1)
    everywhere[:MEANS] /= everywhere[-1]
    for k, (name, by_circle) in enumerate(_CADRE_NAMES):
        out[by_circle][row] = sums[k].reshape(len(ORGANS), len(RANKS))
        out[name][row] = everywhere[k]


def _tally_households(now: Now, out: dict[str, NDArray], row: int) -> None:
    homes, households = now.state.homes, now.country.households
    columns = (homes.income, homes.hardship, homes.belief, homes.grievance, homes.confidence, homes.kin_abroad)
    people = np.zeros(len(now.country.provinces))
    sum_groups(people, households.blocks, households.province, households.weight)
    here, everywhere = np.maximum(people, 1e-9), in_order(people)
    for (name, by_province), column in zip(_HOUSEHOLD_NAMES, columns, strict=True):
        sums = np.zeros(len(people))
        sum_weighted_groups(sums, households.blocks, households.province, column, households.weight)
        out[by_province][row] = sums / here
        out[name][row] = in_order(sums) / everywhere
    counts = np.zeros(INCOME_BINS, np.int64)
    count_incomes(counts, homes.income, BINS_PER_UNIT)
    below = np.cumsum(counts)
    for name, share in (("income_p10", 0.1), ("income_median", 0.5), ("income_p90", 0.9)):
        out[name][row] = (np.searchsorted(below, share * households.count) + 0.5) / BINS_PER_UNIT


def _tally_counts(now: Now, out: dict[str, NDArray], row: int) -> None:
    counts, shape, weights = now.counts, (len(ORGANS), len(RANKS)), now.country.weights
    for name, values, form in (
        ("penalties", counts.penalties * weights[:, None], (len(FORMS),)),
        ("flights", counts.flights * weights, ()),
        ("turnover", counts.turnover * weights, ()),
    ):
        out[_COUNT_NAMES[name]][row] = values.reshape(shape + form)
        out[name][row] = values.sum()
    out[_COUNT_NAMES["departures"]][row] = counts.departures
    out["departures"][row] = counts.departures.sum()
