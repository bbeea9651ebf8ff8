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

from politburo.country.country import F32, I32, U8, Number
from politburo.month.now import Now
from politburo.month.state import Cadres, Cases
from politburo.month.unseen import FLIGHTS, PENALTIES, unseen
from politburo.numerics.arithmetic import half_life_factor
from politburo.numerics.compile import kernel
from politburo.numerics.sums import pairwise

f = np.float32
ZERO, ONE, TWELVE = f(0), f(1), f(12)
TRACE = f(1e-6)
OF_PENALTIES, OF_FLIGHTS, OF_DISAFFECTION, NOTHING = (np.uint32(k) for k in range(4))
"""What stands side by side in a row of `telling`, so that one line of the cache serves a tie.

Rows are written as one array and with nothing left out: otherwise the loops would not be packed.
"""

ROW = np.int64(4)
"""Length of a row of `telling`."""


@kernel
def hear(now: Now) -> None:
    """Bring last month's cases, and what friends have heard, to every cadre."""
    p, cadres, posts, s = now.parameters.hear, now.cadres, now.posts, now.scratch
    friends, others = posts.close.shape[1], posts.acquaintances.shape[1]
    each = p.rumour / (friends + p.acquaintance_worth * others)
    talk_to_friends(s.telling, cadres)
    listen_to_friends(s.told_penalties, s.told_flights, cadres.seen, s.telling, posts.close, f(each), f(1 / friends))
    talk_to_acquaintances(s.telling, cadres)
    weight = f(each * p.acquaintance_worth)
    listen_to_acquaintances(s.told_penalties, s.told_flights, s.telling, posts.acquaintances, weight)
    value = 1 / (1 + p.habituation * now.regime.expected_cases[0])
    penalties, flights = known_to_circles(now, value)
    decay, most = f(half_life_factor(p.memory)), f(p.most_news)
    remember(cadres.penalties_heard, s.told_penalties, posts.circle, penalties, decay, most)
    remember(cadres.flights_heard, s.told_flights, posts.circle, flights, decay, most)
    fade(cadres.association, f(half_life_factor(now.parameters.judge.association_memory)))
    tell_cases(cadres, now.cases, posts.close, f(p.close_case * value), f(p.close_case * p.flight_news))
    tell_cases(
        cadres, now.cases, posts.acquaintances, f(p.acquaintance_case * value), f(p.acquaintance_case * p.flight_news)
    )


@kernel
def talk_to_friends(telling: F32, cadres: Cadres) -> None:
    """What each cadre tells close friends, as far as he is open: news, and his disaffection."""
    openness, private_loyalty = cadres.openness_close, cadres.private_loyalty
    penalties, flights = cadres.penalties_heard, cadres.flights_heard
    rows = telling.reshape(-1)
    for i in range(len(openness)):
        rows[ROW * i + OF_PENALTIES] = openness[i] * penalties[i]
        rows[ROW * i + OF_FLIGHTS] = openness[i] * flights[i]
        rows[ROW * i + OF_DISAFFECTION] = openness[i] * (ONE - private_loyalty[i])
        rows[ROW * i + NOTHING] = ZERO


@kernel
def listen_to_friends(
    penalties: F32, flights: F32, seen: F32, telling: F32, ends: I32, weight: Number, share: Number
) -> None:
    """What close friends tell of penalties and flights, and the disaffection they show: three gathers in one pass.

    A gather and nothing else: it waits for memory, not for arithmetic.
    """
    for i in range(len(penalties)):
        a, b, c = ZERO, ZERO, ZERO
        for k in range(ends.shape[1]):
            j = np.uint32(ends[i, k])
            a += telling[j, OF_PENALTIES]
            b += telling[j, OF_FLIGHTS]
            c += telling[j, OF_DISAFFECTION]
        penalties[i], flights[i], seen[i] = weight * a, weight * b, share * c


@kernel
def talk_to_acquaintances(telling: F32, cadres: Cadres) -> None:
    """What each cadre tells acquaintances, as far as he is open: news alone."""
    openness, penalties, flights = cadres.openness_acquaintances, cadres.penalties_heard, cadres.flights_heard
    rows = telling.reshape(-1)
    for i in range(len(openness)):
        rows[ROW * i + OF_PENALTIES] = openness[i] * penalties[i]
        rows[ROW * i + OF_FLIGHTS] = openness[i] * flights[i]
        rows[ROW * i + OF_DISAFFECTION] = ZERO
        rows[ROW * i + NOTHING] = ZERO


@kernel
def listen_to_acquaintances(penalties: F32, flights: F32, telling: F32, ends: I32, weight: Number) -> None:
    """Add what acquaintances tell of penalties and flights."""
    for i in range(len(penalties)):
        a, b = ZERO, ZERO
        for k in range(ends.shape[1]):
            j = np.uint32(ends[i, k])
            a += telling[j, OF_PENALTIES]
            b += telling[j, OF_FLIGHTS]
        penalties[i] += weight * a
        flights[i] += weight * b


@kernel
def remember(news: F32, rumour: F32, circle: U8, known: F32, decay: Number, most: Number) -> None:
    """Old news fades; rumour and what is known in the circle come in. Traces are dropped: tiny numbers are slow."""
    for i in range(len(news)):
        fresh = decay * news[i] + rumour[i] + known[np.uint32(circle[i])]
        news[i] = min(fresh, most) if fresh > TRACE else ZERO


@kernel
def fade(column: F32, kept: Number) -> None:
    """A part of a column is left."""
    for i in range(len(column)):
        column[i] *= kept


@kernel
def tell_ties(news: F32, posts: I32, ends: I32, worth: Number) -> None:
    """Bring news of a case at each of the posts to the ties of the post."""
    for k in range(len(posts)):
        for e in range(ends.shape[1]):
            news[ends[posts[k], e]] += worth


@kernel
def tell_cases(cadres: Cadres, cases: Cases, ends: I32, worth: Number, worth_of_flight: Number) -> None:
    """Bring last month's penalties and flights to the ties of the posts they hit."""
    for k in range(cases.in_use[0]):
        if cases.flight[k]:
            tell_ties(cadres.flights_heard, cases.post[k : k + 1], ends, worth_of_flight)
        else:
            tell_ties(cadres.penalties_heard, cases.post[k : k + 1], ends, worth)


@kernel
def known_to_circles(now: Now, value: float) -> tuple[F32, F32]:
    """The news of penalties and of flights that all in a circle get (circles,); what is expected at the top moves."""
    p, regime, cases, sizes = now.parameters.hear, now.regime, now.cases, now.sizes.whole
    penalties, flights = unseen(now, PENALTIES), unseen(now, FLIGHTS)
    for k in range(cases.in_use[0]):
        news = flights if cases.flight[k] else penalties
        news[now.posts.circle[cases.post[k]]] += ONE
    top = float(pairwise(penalties[0::4]))
    keep = half_life_factor(p.habit)
    regime.expected_cases[0] = keep * regime.expected_cases[0] + (1 - keep) * top
    public = f(p.public_case * top / (top + p.public_half))
    for c in range(len(sizes)):
        size = f(max(sizes[c], 1))
        rate, rate_of_flight = TWELVE * penalties[c] / size, TWELVE * flights[c] / size
        penalties[c] = f(value) * (f(p.circle_case) * rate / (rate + f(p.circle_half)) + public)
        known = f(p.circle_case) * rate_of_flight / (rate_of_flight + f(p.flight_half))
        flights[c] = f(p.flight_news) * known
    return penalties, flights
