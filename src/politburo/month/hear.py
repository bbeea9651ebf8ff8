"""Hear: cadres learn of last month's penalties and flights.

News counts cases and is forgotten with a half-life. It comes directly from ties of the post that was hit, from the
circle (organ and rank) by the rate r at which it is hit, from the top rank by the number of cases k, and as rumour:

    penalties ← decay · penalties + rumour · listened
                + value · (tie cases + circle · r / (r + half) + public · k / (k + half))
    flights   ← decay · flights + rumour · listened + weight · (tie cases + circle · r / (r + half))
    listened = (Σ_close o_j news_j + w · Σ_acquaintances o'_j news_j) / (close + w · acquaintances)
    value = 1 / (1 + habituation · cases that are expected at the top by now)

so that the first execution weighs more than the fortieth and surprise is what moves (Lohmann 1994). Friends who talk
also show their disaffection, which plotting leans on: seen = Σ_close o_j (1 − ℓ_j) / close.
"""

from __future__ import annotations

import numpy as np

from politburo.country.country import F32, I32, U8
from politburo.month.now import Now
from politburo.month.state import CIRCLES
from politburo.month.unseen import FLIGHTS, PENALTIES, unseen
from politburo.numerics.arithmetic import half_life_factor
from politburo.numerics.compile import kernel

ZERO, ONE, TWELVE = np.float32(0), np.float32(1), np.float32(12)
TRACE = np.float32(1e-6)


@kernel
def talk(told: F32, what: F32, openness: F32) -> None:
    """What each cadre tells: what he has, as far as he is open."""
    for i in range(len(told)):
        told[i] = openness[i] * what[i]


@kernel
def voice(told: F32, private_loyalty: F32, openness: F32) -> None:
    """The disaffection that each cadre lets friends see."""
    for i in range(len(told)):
        told[i] = openness[i] * (ONE - private_loyalty[i])


@kernel
def listen_to_friends(
    penalties: F32, flights: F32, seen: F32, told_penalties: F32, told_flights: F32, voiced: F32, ends: I32,
    weight: np.float32, share: np.float32,
) -> None:  # fmt: skip
    """What close friends tell of penalties and flights, and the disaffection they show: three gathers in one pass.

    A gather and nothing else: it waits for memory, not for arithmetic.
    """
    for i in range(len(penalties)):
        a, b, c = ZERO, ZERO, ZERO
        for k in range(ends.shape[1]):
            j = np.uint32(ends[i, k])
            a += told_penalties[j]
            b += told_flights[j]
            c += voiced[j]
        penalties[i], flights[i], seen[i] = weight * a, weight * b, share * c


@kernel
def listen_to_acquaintances(
    penalties: F32, flights: F32, told_penalties: F32, told_flights: F32, ends: I32, weight: np.float32,
) -> None:  # fmt: skip
    """Add what acquaintances tell of penalties and flights."""
    for i in range(len(penalties)):
        a, b = ZERO, ZERO
        for k in range(ends.shape[1]):
            j = np.uint32(ends[i, k])
            a += told_penalties[j]
            b += told_flights[j]
        penalties[i] += weight * a
        flights[i] += weight * b


@kernel
def remember(news: F32, rumour: F32, circle: U8, known: F32, decay: np.float32, most: np.float32) -> None:
    """Old news fades; rumour and what is known in the circle come in. Traces are dropped: tiny numbers are slow."""
    for i in range(len(news)):
        fresh = decay * news[i] + rumour[i] + known[np.uint32(circle[i])]
        news[i] = min(fresh, most) if fresh > TRACE else ZERO


@kernel
def forgive(association: F32, fading: np.float32) -> None:
    """Suspicion by association fades."""
    for i in range(len(association)):
        association[i] *= fading


@kernel
def tell_ties(news: F32, posts: I32, ends: I32, worth: np.float32) -> None:
    """Bring each case to the ties of the post."""
    for k in range(len(posts)):
        for e in range(ends.shape[1]):
            news[ends[posts[k], e]] += worth


def hear(now: Now) -> None:
    """Bring last month's cases, and what friends have heard, to every cadre."""
    p, cadres, posts, s = now.parameters.hear, now.state.cadres, now.country.posts, now.scratch
    f = np.float32
    friends, others = posts.close.shape[1], posts.acquaintances.shape[1]
    each = p.rumour / (friends + p.acquaintance_worth * others)
    talk(s.telling_penalties, cadres.penalties_heard, cadres.openness_close)
    talk(s.telling_flights, cadres.flights_heard, cadres.openness_close)
    voice(s.voiced, cadres.private_loyalty, cadres.openness_close)
    listen_to_friends(
        s.told_penalties,
        s.told_flights,
        cadres.seen,
        s.telling_penalties,
        s.telling_flights,
        s.voiced,
        posts.close,
        f(each),
        f(1 / friends),
    )
    talk(s.telling_penalties, cadres.penalties_heard, cadres.openness_acquaintances)
    talk(s.telling_flights, cadres.flights_heard, cadres.openness_acquaintances)
    listen_to_acquaintances(
        s.told_penalties,
        s.told_flights,
        s.telling_penalties,
        s.telling_flights,
        posts.acquaintances,
        f(each * p.acquaintance_worth),
    )
    value, circle_penalties, circle_flights = _known_to_circles(now)
    decay = f(half_life_factor(p.memory))
    remember(cadres.penalties_heard, s.told_penalties, posts.circle, circle_penalties, decay, f(p.most_news))
    remember(cadres.flights_heard, s.told_flights, posts.circle, circle_flights, decay, f(p.most_news))
    forgive(cadres.association, f(half_life_factor(now.parameters.judge.association_memory)))
    _tell(now, value)


def _tell(now: Now, value: float) -> None:
    """Bring last month's cases to the ties of the posts they hit."""
    p, cadres, posts, cases = now.parameters.hear, now.state.cadres, now.country.posts, now.state.cases
    penalised, fled = cases.penalised, cases.fled
    for ends, news in ((posts.close, p.close_case), (posts.acquaintances, p.acquaintance_case)):
        tell_ties(cadres.penalties_heard, penalised, ends, np.float32(news * value))
        tell_ties(cadres.flights_heard, fled, ends, np.float32(news * p.flight_news))


def _known_to_circles(now: Now) -> tuple[float, np.ndarray, np.ndarray]:
    """Value of a case as news, and the news of each kind that all in a circle get (24,)."""
    p, regime, cases = now.parameters.hear, now.state.regime, now.state.cases
    posts, sizes = now.country.posts, np.maximum(now.country.whole_sizes, 1).astype(np.float32)
    penalised = np.bincount(posts.circle[cases.penalised], minlength=CIRCLES).astype(np.float32)
    penalised += unseen(now, PENALTIES)
    fled = np.bincount(posts.circle[cases.fled], minlength=CIRCLES).astype(np.float32) + unseen(now, FLIGHTS)
    top = float(penalised[0::4].sum())
    value = 1 / (1 + p.habituation * regime.expected_cases)
    keep = half_life_factor(p.habit)
    regime.expected_cases = keep * regime.expected_cases + (1 - keep) * top
    rate, flights = TWELVE * penalised / sizes, TWELVE * fled / sizes
    public = p.public_case * top / (top + p.public_half)
    known = np.float32(p.circle_case) * rate / (rate + np.float32(p.circle_half)) + np.float32(public)
    known_flights = np.float32(p.circle_case) * flights / (flights + np.float32(p.flight_half))
    return value, np.float32(value) * known, np.float32(p.flight_news) * known_flights
