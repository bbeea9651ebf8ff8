"""Hear: cadres learn of last month's penalties and flights.

News counts cases and is forgotten with a half-life. It comes directly from ties of the post that was hit, from the
circle (organ and rank) by the rate r at which it is hit, from the top rank by the number of cases k, and as rumour:

    news ← decay · news + rumour · listened + value · (tie cases + circle · r / (r + half) + public · k / (k + half))
    listened = Σ_close o_j news_j + w Σ_acquaintances o'_j news_j, over their number (w: worth of an acquaintance's case)
    value = 1 / (1 + habituation · cases that are expected at the top by now)

so that the first execution weighs more than the fortieth and surprise is what moves (Lohmann 1994). The same pass
over the ties gathers the disaffection that friends show when they talk, which plotting leans on.
"""

from __future__ import annotations

import numpy as np

from politburo.month.now import Now
from politburo.month.state import CIRCLES
from politburo.numerics.arithmetic import half_life_factor
from politburo.numerics.compile import kernel

ZERO, ONE, TWELVE = np.float32(0), np.float32(1), np.float32(12)
MOST_NEWS = np.float32(20)


@kernel
def talk(close, far, open_close, open_far, penalties, flights, devotion, worth):
    """What each cadre tells close friends and acquaintances: news of both kinds and his own disaffection."""
    for i in range(len(open_close)):
        o, a = open_close[i], worth * open_far[i]
        close[i, 0], close[i, 1], close[i, 2] = o * penalties[i], o * flights[i], o * (ONE - devotion[i])
        far[i, 0], far[i, 1], far[i, 2] = a * penalties[i], a * flights[i], a * (ONE - devotion[i])


@kernel
def listen(heard, close, close_starts, close_ends, far, far_starts, far_ends, worth):
    """Mean over ties of what they tell; the gather of the month, apart from all arithmetic."""
    for i in range(len(heard)):
        a, b, c = ZERO, ZERO, ZERO
        lo, hi = np.uint64(close_starts[i]), np.uint64(close_starts[i + 1])
        for k in range(lo, hi):
            j = np.uint32(close_ends[k])
            a += close[j, 0]
            b += close[j, 1]
            c += close[j, 2]
        ties = np.float32(hi - lo)
        lo, hi = np.uint64(far_starts[i]), np.uint64(far_starts[i + 1])
        for k in range(lo, hi):
            j = np.uint32(far_ends[k])
            a += far[j, 0]
            b += far[j, 1]
            c += far[j, 2]
        ties += worth * np.float32(hi - lo) + np.float32(1e-6)
        heard[i, 0], heard[i, 1], heard[i, 2] = a / ties, b / ties, c / ties


@kernel
def remember(
    penalties, flights, association, seen, heard, circle, circle_penalties, circle_flights, decay, rumour, fading
):
    """Old news fades, rumour and what is known in the circle come in."""
    for i in range(len(penalties)):
        p = decay * penalties[i] + rumour * heard[i, 0] + circle_penalties[circle[i]]
        penalties[i] = min(p, MOST_NEWS)
        flights[i] = min(decay * flights[i] + rumour * heard[i, 1] + circle_flights[circle[i]], MOST_NEWS)
        seen[i] = heard[i, 2]
        association[i] *= fading


@kernel
def tell_ties(penalties, flights, posts, is_flight, starts, ends, news):
    """Bring each case to the ties of the post."""
    for k in range(len(posts)):
        i = posts[k]
        for e in range(starts[i], starts[i + 1]):
            if is_flight[k]:
                flights[ends[e]] += news
            else:
                penalties[ends[e]] += news


def hear(now: Now) -> None:
    """Bring last month's cases, and what friends have heard, to every cadre."""
    p, cadres, posts, s = now.parameters.hear, now.state.cadres, now.country.posts, now.scratch
    f = np.float32
    worth = f(p.acquaintance_worth)
    talk(
        s.talk_close,
        s.talk_far,
        cadres.open_close,
        cadres.open_far,
        cadres.penalties_heard,
        cadres.flights_heard,
        cadres.devotion,
        worth,
    )
    listen(
        s.heard,
        s.talk_close,
        posts.close.starts,
        posts.close.ends,
        s.talk_far,
        posts.acquaintances.starts,
        posts.acquaintances.ends,
        worth,
    )
    value, circle_penalties, circle_flights = _known_to_circles(now)
    remember(
        cadres.penalties_heard, cadres.flights_heard, cadres.association, cadres.seen, s.heard, posts.circle,
        circle_penalties, circle_flights, f(half_life_factor(p.memory)), f(p.rumour),
        f(half_life_factor(now.parameters.judge.association_memory)),
    )  # fmt: skip
    cases = now.state.cases
    who, is_flight = cases.post[: cases.count], cases.flight[: cases.count]
    for links, news in ((posts.close, p.close_case), (posts.acquaintances, p.acquaintance_case)):
        tell_ties(
            cadres.penalties_heard, cadres.flights_heard, who, is_flight, links.starts, links.ends, f(news * value)
        )


def _known_to_circles(now: Now) -> tuple[float, np.ndarray, np.ndarray]:
    """Value of a case as news, and the news of each kind that all in a circle get (24,)."""
    p, regime, cases = now.parameters.hear, now.state.regime, now.state.cases
    posts, sizes = now.country.posts, np.maximum(now.country.circle_sizes, 1).astype(np.float32)
    who, is_flight = cases.post[: cases.count], cases.flight[: cases.count] == 1
    penalised = np.bincount(posts.circle[who[~is_flight]], minlength=CIRCLES).astype(np.float32)
    fled = np.bincount(posts.circle[who[is_flight]], minlength=CIRCLES).astype(np.float32)
    top = float(penalised[0::4].sum())
    value = 1 / (1 + p.habituation * regime.expected_cases)
    keep = half_life_factor(p.habit)
    regime.expected_cases = keep * regime.expected_cases + (1 - keep) * top
    rate, flights = TWELVE * penalised / sizes, TWELVE * fled / sizes
    public = p.public_case * top / (top + p.public_half)
    known = np.float32(p.circle_case) * rate / (rate + np.float32(p.circle_half)) + np.float32(public)
    known_flights = np.float32(p.circle_case) * flights / (flights + np.float32(p.flight_half))
    return value, np.float32(value) * known, np.float32(p.flight_news) * known_flights
