"""Judge: who is penalised for disloyalty this month.

    s = lukewarm · surveillance · (1 − D) + association · (1 − exp(−a)) + talk · surveillance · o' · (1 − ℓ)
        + cohort · predecessor's + menace · arms · (1 − D) + false_alarm · u
    guilt  g = prominence · exp(−shield · arms) · σ(slope · (s − threshold + campaign · c))
    hazard h = rate_r · [(1 − blind) · N_r · g / Σ_r g  +  blind · N_r · prominence / Σ_r prominence],
    rate_r   = announced · q / 12 · weight of rank r

Normalised within each rank, so that type-blindness, threshold, warning and suspicion change who and how predictably,
not how many, as long as no hazard reaches its ceiling. Arms protect where retaliation is feared (Sudduth 2017) and
endanger where willingness is seen (Goldring & Matthews 2023b).
"""

from __future__ import annotations

import numpy as np

from politburo.country.country import F32, F64, I32, U8, Posts
from politburo.month.hazards import grounds_of, penalty_hazard, profile_of, shield_of
from politburo.month.now import FIRST, Now, Scratch, draw_all
from politburo.month.penalise import penalise
from politburo.month.reasons import tell_penalty
from politburo.month.state import Cadres
from politburo.month.unseen import PENALTIES, expect
from politburo.numerics.arithmetic import logistic
from politburo.numerics.chance import Purpose, fill_draws
from politburo.numerics.compile import kernel
from politburo.numerics.flags import marked
from politburo.numerics.sums import total
from politburo.terms.levers import Levers
from politburo.terms.parameters import Judge
from politburo.terms.words import CHARGES

f = np.float32
ZERO = f(0)
SMALLEST = 1e-30
"""Sums of guilt are kept from zero, in ranks that stand empty, without touching those that are merely small."""

FOR_GUILT, BLINDLY = np.uint32(0), np.uint32(1)
"""Columns of rates: per unit of guilt and of prominence."""

SUSPECT, PENALISE, DISLOYALTY = (
    np.int64(Purpose.SUSPECT),
    np.int64(Purpose.PENALISE),
    np.int64(CHARGES.index("disloyalty")),
)


@kernel
def judge(now: Now) -> None:
    """Penalise for disloyalty."""
    p, levers, cadres, posts, s = now.parameters.judge, now.levers, now.cadres, now.posts, now.scratch
    fill_draws(s.alarms, now.seed, now.run, now.month, SUSPECT, FIRST)
    suspicion_of(s.suspicion, s.alarms, cadres, posts, p, levers)
    stand_out(s.visible, posts, cadres.standing, s.vacant, p)
    for k in range(now.cases.in_use[0]):  # nobody is penalised twice in a month
        s.visible[now.cases.post[k]] = ZERO
    find_guilt(s, posts, p, levers)
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
        tell_penalty(
            now.log, now.log.count + k, i, s.alarms[i], s.guilt[i], s.visible[i], rates[posts.rank[i]], cadres, posts,
            p, levers,
        )  # fmt: skip
    penalise(now, who, DISLOYALTY, 1.0)


@kernel
def suspicion_of(suspicion: F32, alarms: F32, cadres: Cadres, posts: Posts, p: Judge, levers: Levers) -> None:
    """Suspicion of each cadre."""
    watched = levers.surveillance
    lukewarm, by_association, by_talk = f(p.lukewarm * watched), f(p.association), f(p.talk * watched)
    by_cohort, menace, false_alarm = f(p.cohort), f(p.menace), f(p.false_alarm)
    displayed_loyalty, association, openness = (
        cadres.displayed_loyalty, cadres.association, cadres.openness_acquaintances
    )  # fmt: skip
    private_loyalty, predecessor, arms = cadres.private_loyalty, cadres.predecessor, posts.arms
    for i in range(len(suspicion)):
        shown, tied, told, inherited, armed, denounced = grounds_of(
            displayed_loyalty[i], association[i], openness[i], private_loyalty[i], predecessor[i], arms[i], alarms[i],
            lukewarm, by_association, by_talk, by_cohort, menace, false_alarm,
        )  # fmt: skip
        suspicion[i] = shown + tied + told + inherited + armed + denounced


@kernel
def stand_out(visible: F32, posts: Posts, standing: U8, vacant: U8, p: Judge) -> None:
    """Prominence of each cadre as he stands; none where the post is vacant."""
    low_profile, prominence = f(p.low_profile), posts.prominence
    for i in range(len(visible)):
        # Always read: a read that depends on a condition is not vectorised.
        shown = prominence[i] * profile_of(standing[i], low_profile)
        visible[i] = shown if vacant[i] == 0 else ZERO


@kernel
def find_guilt(scratch: Scratch, posts: Posts, p: Judge, levers: Levers) -> None:
    """Guilt of each cadre: his prominence times how far suspicion passes the threshold, less where arms protect."""
    shield, slope, threshold = f(p.shield), f(p.slope), f(levers.offence_threshold - p.campaign * levers.campaign)
    guilt, suspicion, visible, arms = scratch.guilt, scratch.suspicion, scratch.visible, posts.arms
    for i in range(len(guilt)):
        guilt[i] = visible[i] * shield_of(arms[i], shield) * logistic(slope * (suspicion[i] - threshold))


@kernel
def sum_by_rank(sums: F64, guilt: F32, visible: F32, vacant: U8, blocks: I32, rank: U8) -> None:
    """Sums of guilt, prominence and holders by rank (4, 3), in fixed order."""
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


@kernel
def find_rates(rates: F32, sums: F64, p: Judge, levers: Levers, announced: float) -> None:
    """Hazard per unit of guilt and of prominence in each rank, which sum to the number of penalties expected (4, 4).

    Two more columns say what they would be if terror were not blind at all, and if it were all blind.
    """
    month, blindness = levers.purge_intensity / 12 * announced, levers.type_blindness
    for rank, weight in enumerate((1.0, p.rank_2, p.rank_3, p.rank_4)):
        expected = month * weight * sums[rank, 2]
        guilt, visible = max(sums[rank, 0], SMALLEST), max(sums[rank, 1], SMALLEST)
        rates[rank, 0], rates[rank, 1] = (1 - blindness) * expected / guilt, blindness * expected / visible
        rates[rank, 2], rates[rank, 3] = expected / guilt, expected / visible


@kernel
def sentence(flags: U8, draws: F32, scratch: Scratch, rank: U8, rates: F32) -> None:
    """Who is penalised."""
    guilt, visible = scratch.guilt, scratch.visible
    for i in range(len(flags)):
        r = np.uint32(rank[i])
        flags[i] = draws[i] < penalty_hazard(guilt[i], visible[i], rates[r, FOR_GUILT], rates[r, BLINDLY])


@kernel
def find_hazards(scratch: Scratch, rank: U8, rates: F32) -> None:
    """The hazard of a penalty of each cadre."""
    hazards, guilt, visible = scratch.hazards, scratch.guilt, scratch.visible
    for i in range(len(hazards)):
        r = np.uint32(rank[i])
        hazards[i] = penalty_hazard(guilt[i], visible[i], rates[r, FOR_GUILT], rates[r, BLINDLY])
