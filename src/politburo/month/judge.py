"""Judge: who is penalised for disloyalty this month.

    visible  v, how far one stands out;     guilt  g = v · share of suspicion taken for guilt
    hazard   h = rate_r · [(1 − blind) · N_r · g / Σ_r g  +  blind · N_r · v / Σ_r v],
    rate_r     = announced · q / 12 · weight of rank r

Normalised within each rank, so that type-blindness, threshold, warning and suspicion change who and how predictably,
not how many, as long as no hazard reaches its ceiling.
"""

from __future__ import annotations

import numpy as np

from politburo.country.country import F32, F64, I32, U8, Number
from politburo.month import log
from politburo.month.hazards import (
    find_guilt,
    find_visibility,
    tell_guilt,
    tell_visibility,
)
from politburo.month.now import FIRST, Now, Scratch, draw_all
from politburo.month.penalise import penalise
from politburo.month.unseen import PENALTIES, expect
from politburo.numerics.chance import Purpose, fill_draws
from politburo.numerics.compile import kernel, part, rule
from politburo.numerics.flags import marked
from politburo.numerics.sums import total
from politburo.terms.accounts import PENALTY, places_in
from politburo.terms.hazards.penalty import MOST_PENALTY_HAZARD, OF_THE_RANK
from politburo.terms.levers import Levers
from politburo.terms.parameters import Judge
from politburo.terms.words import CHARGES, LAST_RANKED

f = np.float32
ZERO, MOST_PENALTY = f(0), f(MOST_PENALTY_HAZARD)
SMALLEST = 1e-30
"""Sums of guilt are kept from zero, in ranks that stand empty, without touching those that are merely small."""

RATE, BLIND_RATE, BLINDNESS = places_in(PENALTY, OF_THE_RANK)
"""Places among the terms of a penalty for disloyalty."""

FOR_GUILT, BLINDLY = np.uint32(0), np.uint32(1)
"""Columns of rates: per unit of guilt and of prominence."""

SUSPECT, PENALISE, DISLOYALTY = (
    np.int64(Purpose.SUSPECT),
    np.int64(Purpose.PENALISE),
    np.int64(CHARGES.index("disloyalty")),
)


READS = (
    "cadres.association", "cadres.displayed_loyalty", "cadres.openness_acquaintances", "cadres.person",
    "cadres.predecessor", "cadres.private_loyalty", "cadres.standing", "posts.acquaintances", "posts.arms",
    "posts.blocks", "posts.circle", "posts.clients", "posts.close", "posts.organ", "posts.patron",
    "posts.prominence", "posts.province", "posts.rank", "cases.displayed_loyalty", "cases.flight",
    "cases.in_use", "cases.post", "cases.unseen", "regime.announced", "regime.elite_threat", "counts.penalties",
    "scratch.vacant",
)  # fmt: skip
WRITES = (
    "cadres.association", "cases.displayed_loyalty", "cases.flight", "cases.in_use", "cases.post",
    "cases.unseen", "counts.penalties", "scratch.vacant",
)  # fmt: skip
"""Columns that the phase reads, those counted that it changes in part, and columns that it changes."""


@kernel
def judge(now: Now) -> None:
    """Penalise for disloyalty."""
    p, levers, posts, s = now.parameters.judge, now.levers, now.posts, now.scratch
    fill_draws(s.alarms, now.seed, now.run, now.month, SUSPECT, FIRST)
    find_visibility(s.visible, now)
    for k in range(now.cases.in_use[0]):  # who is gone cannot be penalised, and nobody twice in a month
        s.visible[now.cases.post[k]] = ZERO
    find_guilt(s.guilt, now)
    rates = s.rates
    sum_by_rank(s.by_rank, s.guilt, s.visible, s.vacant, posts.blocks, posts.rank)
    find_rates(rates, s.by_rank, p, levers, now.regime.announced[0])
    sentence(s.flags, draw_all(now, PENALISE, len(s.flags)), s, posts.rank, rates)
    if now.sizes.thinned:
        find_hazards(s, posts.rank, rates)
        expect(now, PENALTIES, s.hazards)
    who = s.chosen[: marked(s.chosen, s.flags)]
    for k in range(len(who)):
        i = who[k]
        of_the_rank = rates[posts.rank[i]]
        hazard = penalty_hazard(s.guilt[i], s.visible[i], of_the_rank[FOR_GUILT], of_the_rank[BLINDLY])
        terms = log.row_of(now.log, now.log.count + k, hazard)
        terms[RATE], terms[BLIND_RATE], terms[BLINDNESS] = of_the_rank[2], of_the_rank[3], levers.type_blindness
        tell_visibility(terms, now, i)
        tell_guilt(terms, now, i)
    penalise(now, who, DISLOYALTY, 1.0)


@part
def sum_by_rank(sums: F64, guilt: F32, visible: F32, vacant: U8, blocks: I32, rank: U8) -> None:
    """Sums of guilt, prominence and holders by rank (ranks, 3), in fixed order."""
    sums[:] = 0
    for b in range(len(blocks) - 1):
        lo, hi = blocks[b], blocks[b + 1]
        held = 0
        for gone in vacant[lo:hi]:
            held += gone == 0
        row = sums[rank[lo]]
        row[0] += total(guilt[lo:hi])
        row[1] += total(visible[lo:hi])
        row[2] += held


@part
def find_rates(rates: F32, sums: F64, p: Judge, levers: Levers, announced: float) -> None:
    """Hazard per unit of guilt and of prominence in each rank (ranks, 4), which sum to the penalties expected.

    Two more columns say what they would be if terror were not blind at all, and if it were all blind.
    """
    month, blindness = levers.purge_intensity / 12 * announced, levers.type_blindness
    weights = (1.0, p.rank_2, p.rank_3, p.rank_4)
    for rank in range(len(sums)):
        expected = month * weights[min(rank, LAST_RANKED)] * sums[rank, 2]
        guilt, visible = max(sums[rank, 0], SMALLEST), max(sums[rank, 1], SMALLEST)
        rates[rank, 0], rates[rank, 1] = (1 - blindness) * expected / guilt, blindness * expected / visible
        rates[rank, 2], rates[rank, 3] = expected / guilt, expected / visible


@rule
def penalty_hazard(guilt: Number, visible: Number, per_guilt: Number, per_visible: Number) -> Number:
    """Hazard of a penalty for disloyalty."""
    return min(per_guilt * guilt + per_visible * visible, MOST_PENALTY)


@part
def sentence(flags: U8, draws: F32, scratch: Scratch, rank: U8, rates: F32) -> None:
    """Who is penalised."""
    guilt, visible = scratch.guilt, scratch.visible
    for i in range(len(flags)):
        r = np.uint32(rank[i])
        flags[i] = draws[i] < penalty_hazard(guilt[i], visible[i], rates[r, FOR_GUILT], rates[r, BLINDLY])


@part
def find_hazards(scratch: Scratch, rank: U8, rates: F32) -> None:
    """The hazard of a penalty of each cadre."""
    hazards, guilt, visible = scratch.hazards, scratch.guilt, scratch.visible
    for i in range(len(hazards)):
        r = np.uint32(rank[i])
        hazards[i] = penalty_hazard(guilt[i], visible[i], rates[r, FOR_GUILT], rates[r, BLINDLY])
