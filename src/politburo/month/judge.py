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

from politburo.month.choose import marked
from politburo.month.now import Now
from politburo.month.penalise import penalise
from politburo.numerics.arithmetic import exp, logistic, total
from politburo.numerics.chance import Purpose
from politburo.numerics.compile import kernel
from politburo.terms.words import CHARGES

ZERO, ONE = np.float32(0), np.float32(1)
MOST_HAZARD = np.float32(0.9)
SMALLEST = 1e-30
"""Sums of guilt are kept from zero, in ranks that stand empty, without touching those that are merely small."""


@kernel
def suspect(
    suspicion, alarm, display, association, open_far, devotion, predecessor, arms,
    lukewarm, by_association, by_talk, by_cohort, menace, false_alarm,
):  # fmt: skip
    """Suspicion of each cadre."""
    for i in range(len(suspicion)):
        cold = ONE - display[i]
        s = (
            lukewarm * cold
            + by_association * (ONE - exp(-association[i]))
            + by_talk * open_far[i] * (ONE - devotion[i])
        )
        suspicion[i] = s + by_cohort * predecessor[i] + menace * arms[i] * cold + false_alarm * alarm[i]


@kernel
def stand_out(visible, prominence, standing, vacant, low_profile):
    """Prominence of each cadre as he stands; none where the post is vacant."""
    for i in range(len(visible)):
        share = low_profile if standing[i] == 1 else ONE
        shown = prominence[i] * share  # always read: a read that depends on a condition is not vectorised
        visible[i] = shown if vacant[i] == 0 else ZERO


@kernel
def find_guilt(guilt, suspicion, visible, arms, shield, slope, threshold):
    """Guilt of each cadre: his prominence times how far suspicion passes the threshold, less where arms protect."""
    for i in range(len(guilt)):
        guilt[i] = visible[i] * exp(-shield * arms[i]) * logistic(slope * (suspicion[i] - threshold))


@kernel
def sum_by_rank(sums, guilt, visible, vacant, blocks, rank):
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
def sentence(flags, draws, guilt, visible, rank, per_guilt, per_visible):
    """Who is penalised."""
    for i in range(len(flags)):
        r = np.uint32(rank[i])
        hazard = min(per_guilt[r] * guilt[i] + per_visible[r] * visible[i], MOST_HAZARD)
        flags[i] = draws[i] < hazard


def judge(now: Now) -> None:
    """Penalise for disloyalty."""
    p, levers, cadres, posts, s = now.parameters.judge, now.levers, now.state.cadres, now.country.posts, now.scratch
    f, n = np.float32, posts.count
    guilt, visible, suspicion = s.first[:n], s.second[:n], s.third[:n]
    watched = levers.surveillance
    suspect(
        suspicion, now.draw(Purpose.SUSPECT, n), cadres.display, cadres.association, cadres.open_far, cadres.devotion,
        cadres.predecessor, posts.arms, f(p.lukewarm * watched), f(p.association), f(p.talk * watched), f(p.cohort),
        f(p.menace), f(p.false_alarm),
    )  # fmt: skip
    stand_out(visible, posts.prominence, cadres.standing, s.vacant, f(p.low_profile))
    visible[now.state.cases.post[: now.state.cases.count]] = 0  # nobody is penalised twice in a month
    threshold = levers.offence_threshold - p.campaign * levers.campaign
    find_guilt(guilt, suspicion, visible, posts.arms, f(p.shield), f(p.slope), f(threshold))
    per_guilt, per_visible = _rates(now, guilt, visible)
    flags = s.flags[:n]
    sentence(flags, now.draw(Purpose.PENALISE, n), guilt, visible, posts.rank, per_guilt, per_visible)
    penalise(now, s.chosen[: marked(s.chosen, flags)].copy(), CHARGES.index("disloyalty"))


def _rates(now: Now, guilt: np.ndarray, visible: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Hazard per unit of guilt and of prominence in each rank (4,), which sum to the expected number of the month."""
    p, levers, posts = now.parameters.judge, now.levers, now.country.posts
    sums = np.zeros((4, 3))
    sum_by_rank(sums, guilt, visible, now.scratch.vacant, posts.blocks, posts.rank)
    month = levers.purge_intensity / 12 * now.state.regime.announced
    expected = month * np.array([1.0, p.rank_2, p.rank_3, p.rank_4]) * sums[:, 2]
    per_guilt = (1 - levers.type_blindness) * expected / np.maximum(sums[:, 0], SMALLEST)
    per_visible = levers.type_blindness * expected / np.maximum(sums[:, 1], SMALLEST)
    return per_guilt.astype(np.float32), per_visible.astype(np.float32)
