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

from politburo.country.country import F32, F64, I32, U8
from politburo.month.hazards import grounds_of, penalty_hazard, profile_of, shield_of
from politburo.month.now import Now
from politburo.month.penalise import penalise
from politburo.month.reasons import of_penalties
from politburo.month.unseen import PENALTIES, expect
from politburo.numerics.arithmetic import logistic, total
from politburo.numerics.chance import Purpose
from politburo.numerics.compile import kernel
from politburo.numerics.flags import marked
from politburo.terms.words import CHARGES

ZERO = np.float32(0)
SMALLEST = 1e-30
"""Sums of guilt are kept from zero, in ranks that stand empty, without touching those that are merely small."""


@kernel
def suspect(
    suspicion: F32, alarm: F32, display: F32, association: F32, openness_acquaintances: F32, private_loyalty: F32,
    predecessor: F32, arms: F32, lukewarm: np.float32, by_association: np.float32, by_talk: np.float32,
    by_cohort: np.float32, menace: np.float32, false_alarm: np.float32,
) -> None:  # fmt: skip
    """Suspicion of each cadre."""
    for i in range(len(suspicion)):
        shown, tied, told, inherited, armed, denounced = grounds_of(
            display[i], association[i], openness_acquaintances[i], private_loyalty[i], predecessor[i], arms[i],
            alarm[i],
            lukewarm, by_association, by_talk, by_cohort, menace, false_alarm,
        )  # fmt: skip
        suspicion[i] = shown + tied + told + inherited + armed + denounced


@kernel
def stand_out(visible: F32, prominence: F32, standing: U8, vacant: U8, low_profile: np.float32) -> None:
    """Prominence of each cadre as he stands; none where the post is vacant."""
    for i in range(len(visible)):
        # Always read: a read that depends on a condition is not vectorised.
        shown = prominence[i] * profile_of(standing[i], low_profile)
        visible[i] = shown if vacant[i] == 0 else ZERO


@kernel
def find_guilt(
    guilt: F32, suspicion: F32, visible: F32, arms: F32, shield: np.float32, slope: np.float32, threshold: np.float32,
) -> None:  # fmt: skip
    """Guilt of each cadre: his prominence times how far suspicion passes the threshold, less where arms protect."""
    for i in range(len(guilt)):
        guilt[i] = visible[i] * shield_of(arms[i], shield) * logistic(slope * (suspicion[i] - threshold))


@kernel
def sum_by_rank(sums: F64, guilt: F32, visible: F32, vacant: U8, blocks: I32, rank: U8) -> None:
    """Sums of guilt, prominence and holders by rank, in fixed order."""
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
def sentence(flags: U8, draws: F32, guilt: F32, visible: F32, rank: U8, per_guilt: F32, per_visible: F32) -> None:
    """Who is penalised."""
    for i in range(len(flags)):
        r = np.uint32(rank[i])
        flags[i] = draws[i] < penalty_hazard(guilt[i], visible[i], per_guilt[r], per_visible[r])


@kernel
def find_hazards(hazards: F32, guilt: F32, visible: F32, rank: U8, per_guilt: F32, per_visible: F32) -> None:
    """The hazard of a penalty of each cadre."""
    for i in range(len(hazards)):
        r = np.uint32(rank[i])
        hazards[i] = penalty_hazard(guilt[i], visible[i], per_guilt[r], per_visible[r])


def judge(now: Now) -> None:
    """Penalise for disloyalty."""
    p, levers, cadres, posts, s = now.parameters.judge, now.levers, now.state.cadres, now.country.posts, now.scratch
    f, n = np.float32, posts.count
    guilt, visible, suspicion = s.guilt, s.visible, s.suspicion
    watched = levers.surveillance
    conduct = (
        cadres.displayed_loyalty, cadres.association, cadres.openness_acquaintances, cadres.private_loyalty,
        cadres.predecessor, posts.arms,
        f(p.lukewarm * watched), f(p.association), f(p.talk * watched), f(p.cohort), f(p.menace), f(p.false_alarm),
    )  # fmt: skip
    suspect(suspicion, now.draw(Purpose.SUSPECT, n), *conduct)
    stand_out(visible, posts.prominence, cadres.standing, s.vacant, f(p.low_profile))
    visible[now.state.cases.post[: now.state.cases.count]] = 0  # nobody is penalised twice in a month
    threshold = levers.offence_threshold - p.campaign * levers.campaign
    find_guilt(guilt, suspicion, visible, posts.arms, f(p.shield), f(p.slope), f(threshold))
    expected, sums = _expected(now, guilt, visible)
    judged = guilt, visible, posts.rank, *_rates(expected, sums, levers.type_blindness)
    flags = s.flags
    sentence(flags, now.draw(Purpose.PENALISE, n), *judged)
    if now.country.thinned:
        find_hazards(s.hazards, *judged)
        expect(now, PENALTIES, s.hazards)
    who = s.chosen[: marked(s.chosen, flags)].copy()
    rates, blind_rates = _rates(expected, sums, 0.0)[0], _rates(expected, sums, 1.0)[1]
    told = of_penalties(now, who, conduct, judged, rates, blind_rates)
    penalise(now, who, CHARGES.index("disloyalty"), told=told)


def _expected(now: Now, guilt: np.ndarray, visible: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Penalties expected this month in each rank (4,), and the sums of guilt, prominence and holders (4, 3)."""
    p, posts = now.parameters.judge, now.country.posts
    sums = np.zeros((4, 3))
    sum_by_rank(sums, guilt, visible, now.scratch.vacant, posts.blocks, posts.rank)
    month = now.levers.purge_intensity / 12 * now.state.regime.announced
    return month * np.array([1.0, p.rank_2, p.rank_3, p.rank_4]) * sums[:, 2], sums


def _rates(expected: np.ndarray, sums: np.ndarray, blindness: float) -> tuple[np.ndarray, np.ndarray]:
    """Hazard per unit of guilt and of prominence in each rank (4,), which sum to the number expected."""
    per_guilt = (1 - blindness) * expected / np.maximum(sums[:, 0], SMALLEST)
    per_visible = blindness * expected / np.maximum(sums[:, 1], SMALLEST)
    return per_guilt.astype(np.float32), per_visible.astype(np.float32)
