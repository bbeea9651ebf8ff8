"""Judge: who is penalised for disloyalty this month, and whose names come up in the inquiries that follow.

    visible  v, how far one stands out;     guilt  g = v · share of suspicion taken for guilt
    hazard   h = u · [(1 − inquiry) · announced · q + inquiry · named]
    u          = weight of rank r / 12 · [(1 − blind) · N_r · g / Σ_r g  +  blind · N_r · v / Σ_r v]

u is the hazard at full intensity, normalised within each rank, so that type-blindness, threshold, warning and suspicion
change who and how predictably, not how many, as long as no hazard reaches its ceiling. A case opens an inquiry into
those who are tied to the person: close friends (w = 1), acquaintances, clients and patron.

    named_j ← keep · named_j + (1 − keep) · Σ over cases i of e_ij / (1 − inquiry · u_j · e_ij / 2)
    e_ij      = w_ij / Σ over all ties k of w_kj u_k;     named_i ← 0 for whoever has been dealt with

Each case counts against how many were to be expected among those ties at full intensity, so `named` is the intensity
that one sees around oneself, in the unit of q, with mean q: the expected number in each rank stays what q says,
whatever the branching ratio `inquiry`. This is a self-exciting process (Hawkes 1971) on the ties. The divisor makes up
for it that one can be dealt with but once (x / (1 − x / 2) is −ln(1 − x) to the second order). Names go with the
persons: where those who are named are gone, and others came in their place, an inquiry has nobody left to turn to.
What a failed attempt at a coup opens comes on top of what q expects.

Who is in re-education is back in post, or has lost it for good, after reeducation_months on average.
"""

from __future__ import annotations

import numpy as np

from politburo.country.country import F32, F64, I32, U8, Number, Posts
from politburo.month import log
from politburo.month.hazards import (
    find_guilt,
    find_visibility,
    tell_guilt,
    tell_visibility,
)
from politburo.month.now import FIRST, Now, Scratch, draw_all, draw_one
from politburo.month.penalise import penalise
from politburo.month.state import AWAY, HELD, PENALISED, SERVING
from politburo.month.unseen import PENALTIES, expect
from politburo.numerics.arithmetic import fade, half_life_factor
from politburo.numerics.chance import Purpose, fill_draws
from politburo.numerics.compile import Whole, inlined, kernel, part, rule
from politburo.numerics.flags import marked
from politburo.numerics.packed import in_eights
from politburo.numerics.sums import total
from politburo.terms.accounts import PENALTY, places_in
from politburo.terms.hazards.penalty import MOST_PENALTY_HAZARD, OF_THE_INTENSITY, OF_THE_RANK
from politburo.terms.parameters import Judge
from politburo.terms.words import CHARGES, LAST_RANKED

f = np.float32
ZERO, HALF, ONE, MOST_PENALTY = f(0), f(0.5), f(1), f(MOST_PENALTY_HAZARD)
SMALLEST = 1e-30
"""Sums of guilt are kept from zero, in ranks that stand empty, without touching those that are merely small."""

RATE, BLIND_RATE, BLINDNESS = places_in(PENALTY, OF_THE_RANK)
ORDERED, NAMED = places_in(PENALTY, OF_THE_INTENSITY)
"""Places among the terms of a penalty for disloyalty."""

FOR_GUILT, BLINDLY = np.uint32(0), np.uint32(1)
"""Columns of rates: per unit of guilt and of prominence."""

SUSPECT, PENALISE, RETURN, DISLOYALTY = (
    np.int64(Purpose.SUSPECT),
    np.int64(Purpose.PENALISE),
    np.int64(Purpose.RETURN),
    np.int64(CHARGES.index("disloyalty")),
)


READS = (
    "cadres.displayed_loyalty", "cadres.named", "cadres.openness_acquaintances", "cadres.person",
    "cadres.predecessor", "cadres.private_loyalty", "cadres.standing", "posts.abroad", "posts.acquaintances",
    "posts.arms",
    "posts.blocks", "posts.circle", "posts.clients", "posts.close", "posts.organ", "posts.patron",
    "posts.prominence", "posts.province", "posts.rank", "cases.displayed_loyalty", "cases.flight",
    "cases.in_use", "cases.opens", "cases.post", "cases.unseen", "regime.announced", "regime.elite_threat",
    "counts.penalties", "scratch.vacant",
)  # fmt: skip
WRITES = (
    "cadres.named", "cadres.standing", "cases.displayed_loyalty", "cases.flight", "cases.in_use", "cases.opens",
    "cases.post", "cases.unseen", "counts.penalties", "scratch.vacant",
)  # fmt: skip
"""Columns that the phase reads, those counted that it changes in part, and columns that it changes."""


@kernel
def judge(now: Now) -> None:
    """Penalise for disloyalty, carry inquiries on, and end the re-education of some."""
    p, levers, posts, s, named = now.parameters.judge, now.levers, now.posts, now.scratch, now.cadres.named
    ordered, share = f((1 - p.inquiry) * levers.purge_intensity * now.regime.announced[0]), f(p.inquiry)
    fill_draws(s.alarms, now.seed, now.run, now.month, SUSPECT, FIRST)
    find_visibility(s.visible, now)
    for k in range(now.cases.in_use[0]):  # who is gone cannot be penalised, and nobody twice in a month
        s.visible[now.cases.post[k]] = ZERO
    find_guilt(s.guilt, now)
    rates = s.rates
    sum_by_rank(s.by_rank, s.guilt, s.visible, s.vacant, posts.blocks, posts.rank)
    find_rates(rates, s.by_rank, p, levers.type_blindness)
    find_hazards(s, posts, named, ordered, share)
    sentence(s.flags, draw_all(now, PENALISE, len(s.flags)), s.hazards)
    expect(now, PENALTIES, s.hazards)
    who = s.chosen[: marked(s.chosen, s.flags)]
    for k in range(len(who)):
        i = who[k]
        of_the_rank = rates[posts.rank[i]]
        terms = log.row_of(now.log, now.log.count + k, s.hazards[i])
        terms[RATE], terms[BLIND_RATE], terms[BLINDNESS] = of_the_rank[2], of_the_rank[3], levers.type_blindness
        terms[ORDERED], terms[NAMED] = ordered, share * named[i]
        tell_visibility(terms, now, i)
        tell_guilt(terms, now, i)
    penalise(now, who, DISLOYALTY)
    inquire(now)
    end_reeducation(now)


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
def find_rates(rates: F32, sums: F64, p: Judge, blindness: float) -> None:
    """Hazard at full intensity per unit of guilt and of prominence in each rank (ranks, 4).

    Two more columns say what they would be if terror were not blind at all, and if it were all blind.
    """
    for rank in range(len(sums)):
        expected = weight_of(rank, p) * sums[rank, 2]
        guilt, visible = max(sums[rank, 0], SMALLEST), max(sums[rank, 1], SMALLEST)
        rates[rank, 0], rates[rank, 1] = (1 - blindness) * expected / guilt, blindness * expected / visible
        rates[rank, 2], rates[rank, 3] = expected / guilt, expected / visible


@part
def weight_of(rank: Whole, p: Judge) -> float:
    """Mean hazard at full intensity in a rank, a month."""
    return (1.0, p.rank_2, p.rank_3, p.rank_4)[min(rank, LAST_RANKED)] / 12


@rule
def at_full_intensity(guilt: Number, visible: Number, per_guilt: Number, per_visible: Number) -> Number:
    """Hazard of a penalty for disloyalty at a purge intensity of 1 a year."""
    return per_guilt * guilt + per_visible * visible


@rule
def penalty_hazard(
    guilt: Number, visible: Number, per_guilt: Number, per_visible: Number, intensity: Number
) -> Number:  # fmt: skip
    """Hazard of a penalty for disloyalty."""
    return min(at_full_intensity(guilt, visible, per_guilt, per_visible) * intensity, MOST_PENALTY)


@part
def sentence(flags: U8, draws: F32, hazards: F32) -> None:
    """Who is penalised."""
    for i in range(len(flags)):
        flags[i] = draws[i] < hazards[i]


@part
def find_hazards(scratch: Scratch, posts: Posts, named: F32, ordered: Number, share: Number) -> None:
    """The hazard of a penalty of each cadre."""
    s, count = scratch, len(posts.rank)
    for block in range(len(posts.blocks) - 1):
        lo, hi = posts.blocks[block], in_eights(posts.blocks[block], posts.blocks[block + 1], count)
        rates = s.rates[posts.rank[lo]]
        find_hazards_among_equals(
            s.hazards[lo:hi], s.guilt[lo:hi], s.visible[lo:hi], named[lo:hi], rates[FOR_GUILT], rates[BLINDLY], ordered,
            share,
        )  # fmt: skip


@part
def find_hazards_among_equals(
    hazards: F32, guilt: F32, visible: F32, named: F32, per_guilt: Number, per_visible: Number, ordered: Number,
    share: Number,
) -> None:  # fmt: skip
    """The same for posts of one rank."""
    for i in range(len(hazards)):
        hazards[i] = penalty_hazard(guilt[i], visible[i], per_guilt, per_visible, ordered + share * named[i])


@part
def inquire(now: Now) -> None:
    """Inquiries of the months before fade, and this month's cases open new ones."""
    cases, named, p = now.cases, now.cadres.named, now.parameters.judge
    keep = half_life_factor(p.inquiry_months)
    fade(named, f(keep))
    for k in range(cases.in_use[0]):
        if cases.opens[k] > ZERO:
            name_ties(now, cases.post[k], cases.opens[k], f(1 - keep))
    for k in range(cases.in_use[0]):
        if cases.opens[k] > ZERO:
            named[cases.post[k]] = ZERO


@part
def name_ties(now: Now, post: Number, amount: Number, fades: Number) -> None:
    """The names of those who are tied to a post come up."""
    worth, of_clients = f(now.parameters.hear.acquaintance_worth), f(now.parameters.judge.client_case)
    friends, others, clients, patron = ties_of(now.posts, post)
    name(now, friends, amount, fades)
    name(now, others, amount * worth, fades)
    name(now, clients, amount * of_clients, fades)
    name(now, patron, amount * of_clients, fades)


@inlined
def ties_of(posts: Posts, post: Number) -> tuple[I32, I32, I32, I32]:
    """Close friends, acquaintances, clients and patron of a post, each (k,); an inquiry goes along these ties."""
    clients = posts.clients.ends[posts.clients.starts[post] : end_of_own(posts, post)]
    patron = posts.patron[post : post + (posts.patron[post] >= 0)]
    return posts.close[post], posts.acquaintances[post], clients, patron


@part
def end_of_own(posts: Posts, post: Number) -> Whole:
    """Where the clients whose patron a post is end in its list: in order, before those that others share with it.

    In a thinned country there are such, and a client may stand in the list again.
    """
    last = -1
    for e in range(posts.clients.starts[post], posts.clients.starts[post + 1]):
        client = posts.clients.ends[e]
        if posts.patron[client] != post or client <= last:
            return np.int64(e)
        last = client
    return np.int64(posts.clients.starts[post + 1])


@part
def name(now: Now, who: I32, amount: Number, fades: Number) -> None:
    """The names of those of `who` (k,) come up who are there and can be penalised."""
    inquiry = f(now.parameters.judge.inquiry)
    for post in who:
        if now.scratch.visible[post] > ZERO:
            expected = expected_around(now, post)
            if expected > ZERO:
                share = amount / expected
                follow = inquiry * expected_of(now, post) * share
                now.cadres.named[post] += fades * share / (ONE - HALF * min(follow, ONE))


@part
def expected_around(now: Now, post: Number) -> Number:
    """Cases to be expected among the ties of a post at full intensity, each as far as it would name the holder."""
    worth, of_clients = f(now.parameters.hear.acquaintance_worth), f(now.parameters.judge.client_case)
    friends, others, clients, patron = ties_of(now.posts, post)
    together = expected_among(now, patron, expected_among(now, clients, ZERO))
    return expected_among(now, friends, ZERO) + worth * expected_among(now, others, ZERO) + of_clients * together


@inlined
def expected_among(now: Now, who: I32, before: Number) -> Number:
    """`before`, and cases to be expected among `who` (k,) at full intensity."""
    expected = before
    for post in who:
        expected += expected_of(now, post)
    return expected


@part
def expected_of(now: Now, post: Number) -> Number:
    """Hazard of a penalty at full intensity; the mean of the rank for those who were gone before it could be found."""
    s, rank = now.scratch, now.posts.rank[post]
    if s.visible[post] == ZERO and s.vacant[post] == PENALISED:
        return f(weight_of(np.int64(rank), now.parameters.judge))
    return at_full_intensity(s.guilt[post], s.visible[post], s.rates[rank, FOR_GUILT], s.rates[rank, BLINDLY])


@part
def end_reeducation(now: Now) -> None:
    """Some of those in re-education, sent there before this month, return to their posts or lose them for good."""
    s, cadres, p = now.scratch, now.cadres, now.parameters.judge
    flag_away(s.flags, cadres.standing, s.vacant)
    for k in range(now.cases.in_use[0]):
        s.flags[now.cases.post[k]] = 0
    for k in range(marked(s.chosen, s.flags)):
        post = s.chosen[k]
        draw = draw_one(now, post, RETURN)
        if not ends_now(draw, p):
            continue
        returns = is_taken_back(draw, p)
        if returns:
            cadres.standing[post] = SERVING
        else:
            s.vacant[post] = PENALISED
        if now.posts.rank[post] < now.sizes.top_ranks:
            kind = log.RETURNED if returns else log.DISMISSED
            log.add_of_post(now.log, kind, now.month, now.posts, post, cadres.person[post])


@part
def flag_away(flags: U8, standing: U8, vacant: U8) -> None:
    """Flag those who are in re-education and hold their posts."""
    for i in range(len(flags)):
        flags[i] = (standing[i] == AWAY) & (vacant[i] == HELD)


@rule
def ends_now(draw: Number, p: Judge) -> bool:
    """Whether re-education ends this month."""
    return draw < f(1 / p.reeducation_months)


@rule
def is_taken_back(draw: Number, p: Judge) -> bool:
    """Whether one returns from it to the post, by the same draw."""
    return draw < f(p.reeducation_return / p.reeducation_months)
