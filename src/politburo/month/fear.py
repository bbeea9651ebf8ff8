"""Fear: the risk that each cadre sees, and the fear it makes.

    seen    = prior + w · c + personal · (1 − exp(−news heard)) · concern
    concern = (1 + w · 2c / (c + m)) / (1 + w),   c the rate among people like me, m the mean of my rank
    outlook = 1 + anticipation · credibility · (boldness − 1)
    risk    → seen · (1 + unease · campaign) · outlook · announced + recall · alarm · abroad,  part of the way a month
    F       = 1 − exp(−risk · horizon),  less for who lies low
    shelter = −b · (1 − mean D) / mean rate, between 0 and 1; b is the slope of the rate on displayed loyalty, by rank

People like me are those of my circle (organ and rank) who show as much loyalty. The rate among them is learned from who
the victims were, never set: where victims were loyal, loyalty is no shelter, and that is how arbitrary terror comes to
be feared more than its rate (Rozenas & Zhukov 2019). News is of people: the same rate says how far it concerns me, so
that terror against a well-told set leaves the others calm (Montagnes & Wolton 2019). With an assurance expected, cadres
count on what the same leader would do who had it (emboldened report). Penalties and posts are remembered for eight bins
of displayed loyalty in each circle, in decaying counts. Where a bin holds few, it says little: with a number of posts
mixed in, its rate is drawn toward that of the bin in the whole rank, as that is toward the rank's mean. How far those
who show full loyalty are spared is read off the same counts.
"""

from __future__ import annotations

import numpy as np

from politburo.country.country import F32, I64, U8, Number, Posts
from politburo.month.now import Now, Scratch
from politburo.month.state import CONDUCT_BINS, LYING_LOW, Cadres, Cases, Regime
from politburo.numerics.arithmetic import exp, half_life_factor
from politburo.numerics.compile import kernel, part, rule
from politburo.numerics.flags import count_codes
from politburo.numerics.packed import in_eights
from politburo.numerics.sums import pairwise
from politburo.terms.levers import Levers
from politburo.terms.parameters import Fear

f = np.float32
ZERO, ONE, TWELVE = f(0), f(1), f(12)
BINS, LAST_BIN = f(CONDUCT_BINS), np.int32(CONDUCT_BINS - 1)
MIDDLES = (np.arange(CONDUCT_BINS, dtype=np.float32) + f(0.5)) / BINS
"""Displayed loyalty in the middle of each bin (8,)."""
NARROWEST, RAREST = f(1e-6), f(1e-6)
"""Variance of conduct and rate a year by which nothing smaller divides."""


READS = (
    "cadres.displayed_loyalty", "cadres.penalties_heard", "cadres.perceived_risk", "cadres.standing",
    "posts.abroad", "posts.blocks", "posts.circle", "posts.rank", "cases.displayed_loyalty", "cases.flight",
    "cases.in_use", "cases.post", "regime.announced", "regime.boldness", "regime.conduct_cases",
    "regime.conduct_posts", "regime.recall_alarm",
)  # fmt: skip
WRITES = (
    "cadres.fear", "cadres.perceived_risk", "regime.conduct_cases", "regime.conduct_posts", "regime.shelter",
)  # fmt: skip
"""Columns that the phase reads, those counted that it changes in part, and columns that it changes."""


@kernel
def fear(now: Now) -> None:
    """Learn the rates, then the risk and fear of every cadre."""
    p, regime, cadres, posts = now.parameters.fear, now.regime, now.cadres, now.posts
    s = now.scratch
    remember_conduct(s.flags, s.in_bins, regime, now.cases, cadres, posts, p)
    add_up_ranks(s.rank_cases, s.rank_posts, regime)
    rates_of_ranks(s.rank_rate, s.mean_rate, s.rank_cases, s.rank_posts, f(p.prior_posts))
    find_shelter(regime.shelter, s.bins, s.rank_rate, s.rank_posts)
    rates_of_circles(s.circle_rate, s.rank_rate, regime, f(p.prior_posts))
    look_up(s, cadres, posts, p)
    perceive(cadres, posts, s, regime, p, now.levers)
    dread(cadres, p)


@part
def remember_conduct(
    conduct: U8, there: I64, regime: Regime, cases: Cases, cadres: Cadres, posts: Posts, p: Fear
) -> None:  # fmt: skip
    """Penalties and posts by circle and bin of displayed loyalty, as far as they are remembered."""
    keep = f(half_life_factor(p.learning))
    for c in range(len(regime.conduct_cases)):
        for b in range(CONDUCT_BINS):
            regime.conduct_cases[c, b] *= keep
            regime.conduct_posts[c, b] *= keep
    for k in range(cases.in_use[0]):
        if cases.flight[k] == 0:
            b = min(np.int32(cases.displayed_loyalty[k] * BINS), LAST_BIN)
            regime.conduct_cases[posts.circle[cases.post[k]], b] += TWELVE
    sort_conduct(conduct, cadres.displayed_loyalty)
    for block in range(len(posts.blocks) - 1):
        lo, hi = posts.blocks[block], posts.blocks[block + 1]
        count_codes(there, conduct[lo:hi])
        for b in range(CONDUCT_BINS):
            regime.conduct_posts[posts.circle[lo], b] += f(there[b])


@part
def sort_conduct(conduct: U8, displayed_loyalty: F32) -> None:
    """The bin of displayed loyalty in which each cadre is."""
    for i in range(len(conduct)):
        conduct[i] = min(np.int32(displayed_loyalty[i] * BINS), LAST_BIN)


@part
def add_up_ranks(cases: F32, posts: F32, regime: Regime) -> None:
    """Penalties and posts that are remembered, by rank and bin (ranks, 8)."""
    cases[:] = 0
    posts[:] = 0
    for c in range(len(regime.conduct_cases)):
        rank = c % len(cases)
        for b in range(CONDUCT_BINS):
            cases[rank, b] += regime.conduct_cases[c, b]
            posts[rank, b] += regime.conduct_posts[c, b]


@part
def rates_of_ranks(rate: F32, mean: F32, cases: F32, posts: F32, mixed_in: Number) -> None:
    """Penalties a year by rank and bin (ranks, 8), and by rank; what is mixed in makes an empty bin say nothing."""
    for r in range(len(mean)):
        mean[r] = pairwise(cases[r]) / max(pairwise(posts[r]), ONE)
        for b in range(CONDUCT_BINS):
            rate[r, b] = (cases[r, b] + mixed_in * mean[r]) / (posts[r, b] + mixed_in)


@part
def rates_of_circles(rate: F32, of_rank: F32, regime: Regime, mixed_in: Number) -> None:
    """Penalties a year by circle and bin (circles, 8), drawn toward the rank's where few posts are remembered."""
    for c in range(len(rate)):
        for b in range(CONDUCT_BINS):
            cases, posts = regime.conduct_cases[c, b], regime.conduct_posts[c, b]
            rate[c, b] = (cases + mixed_in * of_rank[c % len(of_rank), b]) / (posts + mixed_in)


@kernel
def find_shelter(shelter: F32, bins: F32, rate: F32, held: F32) -> None:
    """Share of the rank's mean risk that one who shows full loyalty is seen to be spared (ranks,).

    `rate` and `held`, posts remembered, are by rank and bin of displayed loyalty. A straight line through all bins
    shrugs off the few cases of a thin bin; where more loyal conduct is hit more, nothing is spared.
    """
    for r in range(len(shelter)):
        everyone = max(pairwise(held[r]), ONE)
        for b in range(CONDUCT_BINS):
            weight = held[r, b] / everyone
            bins[0, b], bins[1, b] = weight * rate[r, b], weight * MIDDLES[b]
        mean, shown = pairwise(bins[0]), pairwise(bins[1])
        for b in range(CONDUCT_BINS):
            weight, apart = held[r, b] / everyone, MIDDLES[b] - shown
            bins[2, b], bins[3, b] = weight * apart * rate[r, b], weight * apart * apart
        slope = pairwise(bins[2]) / max(pairwise(bins[3]), NARROWEST)
        shelter[r] = min(max(-slope * (ONE - shown) / max(mean, RAREST), ZERO), ONE)


@part
def look_up(scratch: Scratch, cadres: Cadres, posts: Posts, p: Fear) -> None:
    """Prior and learned parts of the risk, and how far news concerns one, from the rates among people like him.

    They are read between the bins.
    """
    for block in range(len(posts.blocks) - 1):
        lo, hi = posts.blocks[block], in_eights(posts.blocks[block], posts.blocks[block + 1], len(posts.rank))
        look_up_among_equals(
            scratch.learned[lo:hi], scratch.concern[lo:hi], cadres.displayed_loyalty[lo:hi],
            scratch.circle_rate[posts.circle[lo]], scratch.mean_rate[posts.rank[lo]], f(p.prior), f(p.alike),
        )  # fmt: skip


@part
def look_up_among_equals(
    learned: F32, concern: F32, displayed_loyalty: F32, rate: F32, mean: Number, prior: Number, weight: Number
) -> None:
    """The same for posts of one rank and circle. Each bin counts by how near one's conduct is to its middle."""
    at_0, at_1, at_2, at_3, at_4, at_5, at_6, at_7 = (
        rate[0], rate[1], rate[2], rate[3], rate[4], rate[5], rate[6], rate[7]
    )  # fmt: skip
    share = weight / (ONE + weight)
    for i in range(len(learned)):
        place = min(max(displayed_loyalty[i] * BINS - f(0.5), ZERO), BINS - f(1.001))
        seen = (near(place, f(0)) * at_0 + near(place, f(1)) * at_1) + (
            near(place, f(2)) * at_2 + near(place, f(3)) * at_3
        )
        seen += (near(place, f(4)) * at_4 + near(place, f(5)) * at_5) + (
            near(place, f(6)) * at_6 + near(place, f(7)) * at_7
        )
        learned[i] = prior + weight * seen
        concern[i] = ONE + share * (seen - mean) / (seen + mean + RAREST)


@rule
def near(place: Number, middle: Number) -> Number:
    """1 in the middle of a bin, 0 from the middles of its neighbours on, and straight between."""
    return max(ONE - abs(place - middle), ZERO)


@part
def perceive(cadres: Cadres, posts: Posts, scratch: Scratch, regime: Regime, p: Fear, levers: Levers) -> None:
    """Risk goes part of the way to what is seen now."""
    outlook = max(0.0, 1 + p.anticipation * levers.assurance_expected * (regime.boldness[0] - 1))
    times = f((1 + p.campaign * levers.campaign) * outlook * regime.announced[0])
    alarm, personal, adjustment = f(p.recall * regime.recall_alarm[0]), f(p.personal), f(p.adjustment)
    risk, news, learned, concern, abroad = (
        cadres.perceived_risk, cadres.penalties_heard, scratch.learned, scratch.concern, posts.abroad
    )  # fmt: skip
    for i in range(len(risk)):
        seen = (learned[i] + personal * concern[i] * (ONE - exp(-news[i]))) * times + alarm * abroad[i]
        risk[i] += adjustment * (seen - risk[i])


@part
def dread(cadres: Cadres, p: Fear) -> None:
    """Fear from risk; who lies low is less prominent."""
    horizon, low_profile = f(p.horizon), f(p.low_profile)
    afraid, risk, standing = cadres.fear, cadres.perceived_risk, cadres.standing
    for i in range(len(afraid)):
        share = low_profile if standing[i] == LYING_LOW else ONE
        afraid[i] = ONE - exp(-risk[i] * horizon * share)
