"""Tally: the series of the month, and a day for each of its events.

Sums run in fixed order in a pass of their own. The day of an event is drawn for the record alone.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from politburo.country import Country
from politburo.month.now import Now
from politburo.month.state import CIRCLES, LYING_LOW, PLOTTING
from politburo.numerics.arithmetic import total, total_weighted
from politburo.numerics.chance import Purpose, uniform
from politburo.numerics.compile import kernel
from politburo.terms.series import ALL_SERIES, CADRE_SERIES, HOUSEHOLD_SERIES, Series, grouped
from politburo.terms.words import FORMS, ORGANS, RANKS

INCOME_BINS, BINS_PER_UNIT = 2048, np.float32(128)
DAYS = np.float32(28)
"""Events fall on the first 28 days, so that every month has them."""

MEANS = tuple(s.name for s in CADRE_SERIES[:10])
"""Cadre series that are means over posts; plotting and cadres, which follow, are counts."""


@kernel
def sum_circles(sums, blocks, circle, c0, c1, c2, c3, c4, c5, c6, c7, c8, standing):
    """Sums by circle of nine columns, of those lying low and plotting, and the number of posts."""
    for b in range(len(blocks) - 1):
        lo, hi = blocks[b], blocks[b + 1]
        row = sums[circle[lo]]
        row[0] += total(c0[lo:hi])
        row[1] += total(c1[lo:hi])
        row[2] += total(c2[lo:hi])
        row[3] += total(c3[lo:hi])
        row[4] += total(c4[lo:hi])
        row[5] += total(c5[lo:hi])
        row[6] += total(c6[lo:hi])
        row[7] += total(c7[lo:hi])
        row[8] += total(c8[lo:hi])
        low, plotting, here = 0, 0, standing[lo:hi]
        for i in range(len(here)):
            low += here[i] == LYING_LOW
            plotting += here[i] == PLOTTING
        row[9] += low
        row[10] += plotting
        row[11] += hi - lo


@kernel
def sum_provinces(sums, blocks, province, weight, c0, c1, c2, c3, c4, c5):
    """Weighted sums by province of six columns, and the weight."""
    for b in range(len(blocks) - 1):
        lo, hi = blocks[b], blocks[b + 1]
        row, w = sums[province[lo]], weight[lo:hi]
        row[0] += total_weighted(c0[lo:hi], w)
        row[1] += total_weighted(c1[lo:hi], w)
        row[2] += total_weighted(c2[lo:hi], w)
        row[3] += total_weighted(c3[lo:hi], w)
        row[4] += total_weighted(c4[lo:hi], w)
        row[5] += total_weighted(c5[lo:hi], w)
        row[6] += total(w)


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
        "plots_found": now.counts.plots_found,
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
    sums = np.zeros((CIRCLES, 12))
    sum_circles(
        sums, posts.blocks, posts.circle, cadres.fear, cadres.devotion, cadres.display, cadres.risk,
        cadres.open_close, cadres.open_far,
        cadres.bribes_visible, cadres.bribes_hidden, cadres.protection, cadres.standing,
    )  # fmt: skip
    shape = (len(ORGANS), len(RANKS))
    posts_here = np.maximum(sums[:, 11], 1)
    total = [sum(column) for column in sums.T.tolist()]
    for k, series in enumerate(CADRE_SERIES):
        mean = series.name in MEANS
        out[grouped(series)][row] = (sums[:, k] / posts_here if mean else sums[:, k]).reshape(shape)
        out[series.name][row] = total[k] / total[11] if mean else total[k]


def _tally_households(now: Now, out: dict[str, NDArray], row: int) -> None:
    homes, households = now.state.homes, now.country.households
    sums = np.zeros((len(now.country.provinces), len(HOUSEHOLD_SERIES) + 1))
    sum_provinces(
        sums, households.blocks, households.province, households.weight,
        homes.income, homes.hardship, homes.belief, homes.grievance, homes.confidence, homes.kin_abroad,
    )  # fmt: skip
    total = [sum(column) for column in sums.T.tolist()]
    for k, series in enumerate(HOUSEHOLD_SERIES):
        out[grouped(series)][row] = sums[:, k] / np.maximum(sums[:, -1], 1e-9)
        out[series.name][row] = total[k] / total[-1]
    counts = np.zeros(INCOME_BINS, np.int64)
    count_incomes(counts, homes.income, BINS_PER_UNIT)
    below = np.cumsum(counts)
    for name, share in (("income_p10", 0.1), ("income_median", 0.5), ("income_p90", 0.9)):
        out[name][row] = (np.searchsorted(below, share * households.count) + 0.5) / BINS_PER_UNIT


def _tally_counts(now: Now, out: dict[str, NDArray], row: int) -> None:
    counts, shape = now.counts, (len(ORGANS), len(RANKS))
    for name, values, form in (
        ("penalties", counts.penalties, (len(FORMS),)),
        ("flights", counts.flights, ()),
        ("turnover", counts.turnover, ()),
    ):
        out[grouped(_BY_NAME[name])][row] = values.reshape(shape + form)
        out[name][row] = values.sum()
    out[grouped(_BY_NAME["departures"])][row] = counts.departures
    out["departures"][row] = counts.departures.sum()


_BY_NAME: dict[str, Series] = {series.name: series for series in ALL_SERIES}
