"""Fear: the risk that each cadre sees, and the fear it makes.

    seen    = prior + w_c · rate in my circle + w_d · rate among those of my rank who show as much loyalty
              + personal · (1 − exp(−news heard)) · alike
    alike   = 1 + kindred · (c − m) / (c + m),   c the rate at my conduct, m the mean of my rank
    outlook = 1 + anticipation · credibility · (boldness − 1)
    risk    → seen · (1 + unease · campaign) · outlook · announced + recall · alarm · abroad,  part of the way a month
    F       = 1 − exp(−risk · horizon),  less for who lies low
    shelter = −b · (1 − mean D) / mean rate, between 0 and 1; b is the slope of the rate on displayed loyalty, by rank

Both rates are learned from who the victims were, never set: where victims were loyal, loyalty is no shelter, and that
is how arbitrary terror comes to be feared more than its rate (Rozenas & Zhukov 2019). News is of people: what befalls
those who conducted themselves otherwise frightens less, so that terror against a well-told set leaves the others calm
(Montagnes & Wolton 2019). With an assurance expected,
cadres count on what the same leader would do who had it (emboldened report). The rate by conduct is kept for
eight bins of displayed loyalty in each rank, in decaying counts that start from the rank's mean. How far those who show
full loyalty are spared is read off the same counts.
"""

from __future__ import annotations

import numpy as np

from politburo.country.country import F32, I32, Posts
from politburo.month.now import Now, Scratch
from politburo.month.state import CONDUCT_BINS, LYING_LOW, RANKS, Cadres, Cases, Regime
from politburo.numerics.arithmetic import exp, half_life_factor
from politburo.numerics.compile import kernel
from politburo.numerics.sums import pairwise
from politburo.terms.levers import Levers
from politburo.terms.parameters import Fear

f = np.float32
ZERO, ONE, TWELVE = f(0), f(1), f(12)
BINS = f(CONDUCT_BINS)
MIDDLES = (np.arange(CONDUCT_BINS, dtype=np.float32) + f(0.5)) / BINS
"""Displayed loyalty in the middle of each bin (8,)."""
NARROWEST, RAREST = f(1e-6), f(1e-6)
"""Variance of conduct and rate a year by which nothing smaller divides."""


@kernel
def fear(now: Now) -> None:
    """Learn the rates, then the risk and fear of every cadre."""
    p, regime, cadres, posts = now.parameters.fear, now.regime, now.cadres, now.posts
    s = now.scratch
    remember_circles(s.hit, regime, now.cases, posts, now.sizes.circles, p)
    remember_conduct(regime, now.cases, cadres, posts, p)
    rates_by_conduct(s.conduct_rate, s.mean_rate, regime, p)
    find_shelter(regime.shelter, s.bins, s.conduct_rate, regime.conduct_posts)
    look_up(s, cadres, posts, regime.circle_rate, p)
    perceive(cadres, posts, s, regime, p, now.levers)
    dread(cadres, p)


@kernel
def remember_circles(hit: F32, regime: Regime, cases: Cases, posts: Posts, sizes: I32, p: Fear) -> None:
    """The rate of penalties a year that is seen in each circle."""
    keep = f(half_life_factor(p.learning))
    hit[:] = 0
    for k in range(cases.in_use[0]):
        if cases.flight[k] == 0:
            hit[posts.circle[cases.post[k]]] += ONE
    for c in range(len(hit)):
        yearly = TWELVE * hit[c] / f(max(sizes[c], 1))
        regime.circle_rate[c] += (ONE - keep) * (yearly - regime.circle_rate[c])


@kernel
def remember_conduct(regime: Regime, cases: Cases, cadres: Cadres, posts: Posts, p: Fear) -> None:
    """Penalties and posts by rank and bin of displayed loyalty, as far as they are remembered."""
    keep = f(half_life_factor(p.learning))
    last = np.int32(CONDUCT_BINS - 1)
    for r in range(RANKS):
        for b in range(CONDUCT_BINS):
            regime.conduct_cases[r, b] *= keep
            regime.conduct_posts[r, b] *= keep
    for k in range(cases.in_use[0]):
        if cases.flight[k] == 0:
            b = min(np.int32(cases.displayed_loyalty[k] * BINS), last)
            regime.conduct_cases[posts.rank[cases.post[k]], b] += TWELVE
    counts, rank, displayed_loyalty = regime.conduct_posts, posts.rank, cadres.displayed_loyalty
    for i in range(len(rank)):
        b = min(np.int32(displayed_loyalty[i] * BINS), last)
        counts[rank[i], b] += ONE


@kernel
def rates_by_conduct(rate: F32, mean: F32, regime: Regime, p: Fear) -> None:
    """Penalties a year by rank and bin (ranks, 8), and by rank; what is mixed in makes an empty bin say nothing."""
    mixed_in = f(p.prior_posts)
    for r in range(len(mean)):
        mean[r] = pairwise(regime.conduct_cases[r]) / max(pairwise(regime.conduct_posts[r]), ONE)
        for b in range(rate.shape[1]):
            rate[r, b] = (regime.conduct_cases[r, b] + mixed_in * mean[r]) / (regime.conduct_posts[r, b] + mixed_in)


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


@kernel
def look_up(scratch: Scratch, cadres: Cadres, posts: Posts, circle_rate: F32, p: Fear) -> None:
    """Prior and learned parts of the risk, from two small tables; and how far news concerns one of that conduct.

    The second table, of rates by conduct, is read between its bins.
    """
    by_circle, by_conduct, prior, kindred = f(p.circle), f(p.conduct), f(p.prior), f(p.kindred)
    learned, alike, displayed_loyalty = scratch.learned, scratch.alike, cadres.displayed_loyalty
    circle, rank, conduct_rate, mean_rate = posts.circle, posts.rank, scratch.conduct_rate, scratch.mean_rate
    for i in range(len(rank)):
        place = min(max(displayed_loyalty[i] * BINS - f(0.5), ZERO), BINS - f(1.001))
        b = np.uint32(place)
        part = place - f(b)
        r = np.uint32(rank[i])
        conduct = (ONE - part) * conduct_rate[r, b] + part * conduct_rate[r, b + np.uint32(1)]
        learned[i] = prior + by_circle * circle_rate[np.uint32(circle[i])] + by_conduct * conduct
        alike[i] = ONE + kindred * (conduct - mean_rate[r]) / (conduct + mean_rate[r] + RAREST)


@kernel
def perceive(cadres: Cadres, posts: Posts, scratch: Scratch, regime: Regime, p: Fear, levers: Levers) -> None:
    """Risk goes part of the way to what is seen now."""
    outlook = max(0.0, 1 + p.anticipation * levers.assurance_expected * (regime.boldness[0] - 1))
    times = f((1 + p.campaign * levers.campaign) * outlook * regime.announced[0])
    alarm, personal, adjustment = f(p.recall * regime.recall_alarm[0]), f(p.personal), f(p.adjustment)
    risk, news, learned, alike, abroad = (
        cadres.perceived_risk, cadres.penalties_heard, scratch.learned, scratch.alike, posts.abroad
    )  # fmt: skip
    for i in range(len(risk)):
        seen = (learned[i] + personal * alike[i] * (ONE - exp(-news[i]))) * times + alarm * abroad[i]
        risk[i] += adjustment * (seen - risk[i])


@kernel
def dread(cadres: Cadres, p: Fear) -> None:
    """Fear from risk; who lies low is less prominent."""
    horizon, low_profile = f(p.horizon), f(p.low_profile)
    afraid, risk, standing = cadres.fear, cadres.perceived_risk, cadres.standing
    for i in range(len(afraid)):
        share = low_profile if standing[i] == LYING_LOW else ONE
        afraid[i] = ONE - exp(-risk[i] * horizon * share)
