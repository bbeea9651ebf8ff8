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

from politburo.country.country import F32, U8
from politburo.month.now import Now
from politburo.month.state import CIRCLES, CONDUCT_BINS, LYING_LOW, RANKS
from politburo.numerics.arithmetic import exp, half_life_factor
from politburo.numerics.compile import kernel

ZERO, ONE = np.float32(0), np.float32(1)
BINS = np.float32(CONDUCT_BINS)
MIDDLES = (np.arange(CONDUCT_BINS, dtype=np.float32) + np.float32(0.5)) / BINS
"""Displayed loyalty in the middle of each bin (8,)."""
NARROWEST, RAREST = np.float32(1e-6), np.float32(1e-6)
"""Variance of conduct and rate a year by which nothing smaller divides."""


@kernel
def count_conduct(counts: F32, rank: U8, display: F32) -> None:
    """Posts by rank and bin of displayed loyalty."""
    for i in range(len(rank)):
        b = min(np.int32(display[i] * BINS), np.int32(CONDUCT_BINS - 1))
        counts[rank[i], b] += ONE


@kernel
def look_up(
    out: F32, alike: F32, circle: U8, rank: U8, display: F32, circle_rate: F32, conduct_rate: F32, mean_rate: F32,
    by_circle: np.float32, by_conduct: np.float32, prior: np.float32, kindred: np.float32,
) -> None:  # fmt: skip
    """Prior and learned parts of the risk, from two small tables; and how far news concerns one of that conduct.

    The second table, of rates by conduct, is read between its bins.
    """
    for i in range(len(out)):
        place = min(max(display[i] * BINS - np.float32(0.5), ZERO), BINS - np.float32(1.001))
        b = np.uint32(place)
        part = place - np.float32(b)
        r = np.uint32(rank[i])
        conduct = (ONE - part) * conduct_rate[r, b] + part * conduct_rate[r, b + np.uint32(1)]
        out[i] = prior + by_circle * circle_rate[np.uint32(circle[i])] + by_conduct * conduct
        alike[i] = ONE + kindred * (conduct - mean_rate[r]) / (conduct + mean_rate[r] + RAREST)


@kernel
def perceive(
    risk: F32, learned: F32, alike: F32, news: F32, abroad: F32, personal: np.float32, times: np.float32,
    alarm: np.float32, adjustment: np.float32,
) -> None:  # fmt: skip
    """Risk goes part of the way to what is seen now."""
    for i in range(len(risk)):
        seen = (learned[i] + personal * alike[i] * (ONE - exp(-news[i]))) * times + alarm * abroad[i]
        risk[i] += adjustment * (seen - risk[i])


@kernel
def dread(fear: F32, risk: F32, standing: U8, horizon: np.float32, low_profile: np.float32) -> None:
    """Fear from risk; who lies low is less prominent."""
    for i in range(len(fear)):
        share = low_profile if standing[i] == LYING_LOW else ONE
        fear[i] = ONE - exp(-risk[i] * horizon * share)


def fear(now: Now) -> None:
    """Learn the rates, then the risk and fear of every cadre."""
    p, regime, cadres, posts = now.parameters.fear, now.state.regime, now.state.cadres, now.country.posts
    f = np.float32
    conduct_rate, mean_rate = _learn(now)
    learned, alike = now.scratch.learned, now.scratch.alike
    look_up(
        learned,
        alike,
        posts.circle,
        posts.rank,
        cadres.displayed_loyalty,
        regime.circle_rate,
        conduct_rate,
        mean_rate,
        f(p.circle),
        f(p.conduct),
        f(p.prior),
        f(p.kindred),
    )
    outlook = max(0.0, 1 + p.anticipation * now.levers.assurance_expected * (regime.boldness - 1))
    times = f((1 + p.campaign * now.levers.campaign) * outlook * regime.announced)
    alarm = f(p.recall * regime.recall_alarm)
    heard, personal = cadres.penalties_heard, f(p.personal)
    perceive(cadres.perceived_risk, learned, alike, heard, posts.abroad, personal, times, alarm, f(p.adjustment))
    dread(cadres.fear, cadres.perceived_risk, cadres.standing, f(p.horizon), f(p.low_profile))


def _learn(now: Now) -> tuple[np.ndarray, np.ndarray]:
    """Update the rates seen in circles and by conduct; gives the latter, per year, by rank and bin and by rank."""
    regime, cases, cadres, posts = now.state.regime, now.state.cases, now.state.cadres, now.country.posts
    keep = np.float32(half_life_factor(now.parameters.fear.learning))
    who, shown = cases.penalised, cases.displayed_loyalty[: cases.count][cases.flight[: cases.count] == 0]
    yearly = np.float32(12) * np.bincount(posts.circle[who], minlength=CIRCLES).astype(np.float32)
    yearly /= np.maximum(now.country.circle_sizes, 1).astype(np.float32)
    regime.circle_rate += (1 - keep) * (yearly - regime.circle_rate)
    regime.conduct_cases *= keep
    regime.conduct_posts *= keep
    bins = np.minimum((shown * BINS).astype(np.int32), CONDUCT_BINS - 1)
    np.add.at(regime.conduct_cases, (posts.rank[who], bins), np.float32(12))
    count_conduct(regime.conduct_posts, posts.rank, cadres.displayed_loyalty)
    mean = regime.conduct_cases.sum(axis=1) / np.maximum(regime.conduct_posts.sum(axis=1), ONE)
    mixed_in = np.float32(now.parameters.fear.prior_posts)  # so that an empty bin says nothing
    prior = mixed_in * mean.reshape(RANKS, 1)
    rate = ((regime.conduct_cases + prior) / (regime.conduct_posts + mixed_in)).astype(np.float32)
    regime.shelter[:] = shelter_of(rate, regime.conduct_posts)
    return rate, mean.astype(np.float32)


def shelter_of(rate: np.ndarray, held: np.ndarray) -> np.ndarray:
    """Share of the rank's mean risk that one who shows full loyalty is seen to be spared (4,).

    `rate` and `held`, posts remembered, are by rank and bin of displayed loyalty. A straight line through all bins
    shrugs off the few cases of a thin bin; where more loyal conduct is hit more, nothing is spared.
    """
    weight = held / np.maximum(held.sum(axis=1, keepdims=True), ONE)
    mean, shown = (weight * rate).sum(axis=1), (weight * MIDDLES).sum(axis=1)
    apart = MIDDLES - shown[:, None]
    slope = (weight * apart * rate).sum(axis=1) / np.maximum((weight * apart * apart).sum(axis=1), NARROWEST)
    return np.clip(-slope * (ONE - shown) / np.maximum(mean, RAREST), ZERO, ONE)
