"""Hear: cadres learn of last month's penalties and flights.

News counts cases and is forgotten with a half-life. A case counts by how far it is from one, by one rule:

    penalties ← decay · penalties + rumour · listened + value · Σ_x weight_x · cases_x
    flights   ← decay · flights   + rumour · listened + flight_news · Σ_x weight_x · cases_x
    listened  = (Σ_close o_j news_j + w · Σ_acquaintances o'_j news_j) / (close + w · acquaintances)
    value     = 1 / (1 + habituation · cases that are expected at the top by now)

Distances x are close friend, acquaintance, same circle (organ and rank) and, for penalties, the top, where what
outsiders publish adds to the cases. Cases of ties are counted one by one; farther away n / (n + half) of a weight is
reached, n being the rate in the circle or the number at the top. What is retold is the rumour. Cases that were expected
count less, so that the first execution weighs more than the fortieth and surprise is what moves (Lohmann 1994).

Friends who talk also show their disaffection, and one sees what strength S they would bring to a plot; those who plot
tell them so:

    seen       = Σ_close o_j (1 − ℓ_j) / close
    backing    = Σ_close o_j (1 − ℓ_j) S_j
    approached = Σ_close o_j over those who plot
"""

from __future__ import annotations

import numpy as np

from politburo.country.country import F32, I32, Number
from politburo.month.now import AT_ONCE, DISTANCES, Now, Scratch
from politburo.month.state import PLOTTING, Cadres, Cases
from politburo.month.unseen import FLIGHTS, PENALTIES, unseen
from politburo.numerics.arithmetic import half_life_factor
from politburo.numerics.compile import kernel, part
from politburo.numerics.flags import marked
from politburo.numerics.packed import PAIR, ROW, sum_pairs, sum_rows
from politburo.numerics.sums import pairwise
from politburo.terms.parameters import Hear

f = np.float32
ZERO, ONE, TWELVE = f(0), f(1), f(12)
TRACE = f(1e-6)
CLOSE, ACQUAINTANCE, CIRCLE, TOP = range(DISTANCES)
OF_PENALTIES, OF_FLIGHTS, OF_DISAFFECTION, OF_BACKING = (np.uint32(k) for k in range(4))
"""What stands side by side in a row of `telling`, and the news of `passing_on`: one line of the cache serves a tie.

Rows are written and read as one array and with nothing left out: otherwise the loops would not be packed.
"""


READS = (
    "cadres.flights_heard", "cadres.openness_acquaintances", "cadres.openness_close", "cadres.penalties_heard",
    "cadres.private_loyalty", "cadres.standing", "posts.acquaintances", "posts.blocks", "posts.circle", "posts.close",
    "cases.flight", "cases.in_use", "cases.post", "cases.unseen", "regime.expected_cases",
)  # fmt: skip
WRITES = (
    "cadres.approached", "cadres.backing", "cadres.flights_heard", "cadres.penalties_heard", "cadres.seen",
    "regime.expected_cases",
)  # fmt: skip
"""Columns that the phase reads, those counted that it changes in part, and columns that it changes."""


@kernel
def hear(now: Now) -> None:
    """Bring last month's cases, and what friends have heard, to every cadre."""
    p, cadres, posts, s = now.parameters.hear, now.cadres, now.posts, now.scratch
    friends, others = posts.close.shape[1], posts.acquaintances.shape[1]
    each = p.rumour / (friends + p.acquaintance_worth * others)
    talk(s.telling, s.passing_on, cadres, s.strength)
    approach(cadres, posts.close, s)
    value = 1 / (1 + p.habituation * now.regime.expected_cases[0])
    weigh(s.case_weights, p, value)
    penalties, flights = known_to_circles(now, s.case_weights)
    for b in range(len(posts.blocks) - 1):
        lo, hi = posts.blocks[b], posts.blocks[b + 1]
        s.known_penalties[lo:hi], s.known_flights[lo:hi] = penalties[posts.circle[lo]], flights[posts.circle[lo]]
    listen_and_remember(now, f(1 / friends), f(each), f(each * p.acquaintance_worth))
    tell_cases(cadres, now.cases, posts.close, s.case_weights[CLOSE])
    tell_cases(cadres, now.cases, posts.acquaintances, s.case_weights[ACQUAINTANCE])


@part
def weigh(weights: F32, p: Hear, value: float) -> None:
    """What a case counts (4, 2), by the distance from which it is heard of and by kind. Flights are not made public."""
    weights[CLOSE, PENALTIES] = value * p.close_case
    weights[ACQUAINTANCE, PENALTIES] = value * p.acquaintance_case
    weights[CIRCLE, PENALTIES] = value * p.circle_case
    weights[TOP, PENALTIES] = value * p.public_case
    weights[CLOSE, FLIGHTS] = p.flight_news * p.close_case
    weights[ACQUAINTANCE, FLIGHTS] = p.flight_news * p.acquaintance_case
    weights[CIRCLE, FLIGHTS] = p.flight_news * p.circle_case
    weights[TOP, FLIGHTS] = 0


@part
def talk(telling: F32, passing_on: F32, cadres: Cadres, strength: F32) -> None:
    """What each cadre tells, as far as he is open: news; to friends also his disaffection, and what he could bring."""
    private_loyalty, penalties, flights = cadres.private_loyalty, cadres.penalties_heard, cadres.flights_heard
    openness, openness_acquaintances = cadres.openness_close, cadres.openness_acquaintances
    rows, pairs = telling.reshape(-1), passing_on.reshape(-1)
    for i in range(len(openness)):
        rows[ROW * i + OF_PENALTIES] = openness[i] * penalties[i]
        rows[ROW * i + OF_FLIGHTS] = openness[i] * flights[i]
        disaffection = openness[i] * (ONE - private_loyalty[i])
        rows[ROW * i + OF_DISAFFECTION] = disaffection
        rows[ROW * i + OF_BACKING] = disaffection * strength[i]
        pairs[PAIR * i + OF_PENALTIES] = openness_acquaintances[i] * penalties[i]
        pairs[PAIR * i + OF_FLIGHTS] = openness_acquaintances[i] * flights[i]


@part
def listen_and_remember(now: Now, share: Number, weight: Number, weight_of_others: Number) -> None:
    """Cadres listen, and remember, some of them at a time: so what they are told stays near the processor."""
    cadres, posts, s = now.cadres, now.posts, now.scratch
    for start in range(0, len(cadres.seen), AT_ONCE):
        end = min(start + AT_ONCE, len(cadres.seen))
        friends, others = s.told_by_friends[: end - start], s.told_by_acquaintances[: end - start]
        listen(friends, s.telling, posts.close[start:end])
        listen_to_news(others, s.passing_on, posts.acquaintances[start:end])
        remember(
            cadres.penalties_heard[start:end], cadres.flights_heard[start:end], cadres.seen[start:end],
            cadres.backing[start:end], friends, others, s.known_penalties[start:end], s.known_flights[start:end], share,
            weight, weight_of_others, now.parameters.hear,
        )  # fmt: skip


@part
def listen(told: F32, telling: F32, ends: I32) -> None:
    """Add up what the other ends of the ties tell, a row for each cadre (n, 4).

    A gather and nothing else: it waits for memory, not for arithmetic.
    """
    for i in range(len(told)):
        told[i, OF_PENALTIES], told[i, OF_FLIGHTS], told[i, OF_DISAFFECTION], told[i, OF_BACKING] = sum_rows(
            telling, ends[i]
        )


@part
def listen_to_news(told: F32, passing_on: F32, ends: I32) -> None:
    """The same of news alone (n, 2)."""
    for i in range(len(told)):
        told[i, OF_PENALTIES], told[i, OF_FLIGHTS] = sum_pairs(passing_on, ends[i])


@part
def remember(
    penalties: F32, flights: F32, seen: F32, backing: F32, told_by_friends: F32, told_by_acquaintances: F32,
    known_penalties: F32, known_flights: F32, share: Number, weight: Number, weight_of_others: Number, p: Hear,
) -> None:  # fmt: skip
    """Old news fades; rumour and what is known in the circle come in. Traces are dropped: tiny numbers are slow.

    The disaffection that close friends show, and the strength that they would bring, are of this month alone.
    """
    decay, most = f(half_life_factor(p.memory)), f(p.most_news)
    friends, others = told_by_friends.reshape(-1), told_by_acquaintances.reshape(-1)
    for i in range(len(penalties)):
        rumour = weight * friends[ROW * i + OF_PENALTIES] + weight_of_others * others[PAIR * i + OF_PENALTIES]
        fresh = decay * penalties[i] + rumour + known_penalties[i]
        penalties[i] = min(fresh, most) if fresh > TRACE else ZERO
        rumour = weight * friends[ROW * i + OF_FLIGHTS] + weight_of_others * others[PAIR * i + OF_FLIGHTS]
        fresh = decay * flights[i] + rumour + known_flights[i]
        flights[i] = min(fresh, most) if fresh > TRACE else ZERO
        seen[i] = share * friends[ROW * i + OF_DISAFFECTION]
        backing[i] = friends[ROW * i + OF_BACKING]


@part
def approach(cadres: Cadres, close: I32, scratch: Scratch) -> None:
    """Those who plot tell their close friends, as far as they are open to them."""
    approached, flags, standing = cadres.approached, scratch.flags, cadres.standing
    for i in range(len(flags)):
        flags[i] = standing[i] == PLOTTING
    approached[:] = 0
    for k in range(marked(scratch.chosen, flags)):
        plotter = scratch.chosen[k]
        for e in range(close.shape[1]):
            approached[close[plotter, e]] += cadres.openness_close[plotter]


@kernel
def tell_ties(news: F32, posts: I32, ends: I32, worth: Number) -> None:
    """Bring news of a case at each of the posts to the ties of the post."""
    for k in range(len(posts)):
        for e in range(ends.shape[1]):
            news[ends[posts[k], e]] += worth


@part
def tell_cases(cadres: Cadres, cases: Cases, ends: I32, weights: F32) -> None:
    """Bring last month's penalties and flights to the ties of the posts they hit; their weights by kind (2,)."""
    for k in range(cases.in_use[0]):
        if cases.flight[k]:
            tell_ties(cadres.flights_heard, cases.post[k : k + 1], ends, weights[FLIGHTS])
        else:
            tell_ties(cadres.penalties_heard, cases.post[k : k + 1], ends, weights[PENALTIES])


@part
def known_to_circles(now: Now, weights: F32) -> tuple[F32, F32]:
    """The news of penalties and of flights that all in a circle get (circles,); what is expected at the top moves."""
    p, regime, cases, sizes = now.parameters.hear, now.regime, now.cases, now.sizes.whole
    penalties, flights = unseen(now, PENALTIES), unseen(now, FLIGHTS)
    for k in range(cases.in_use[0]):
        news = flights if cases.flight[k] else penalties
        news[now.posts.circle[cases.post[k]]] += ONE
    top = float(pairwise(penalties[:: now.sizes.ranks])) + now.levers.news_from_outside
    keep = half_life_factor(p.habit)
    regime.expected_cases[0] = keep * regime.expected_cases[0] + (1 - keep) * top
    public = weights[TOP, PENALTIES] * f(top / (top + p.public_half))
    for c in range(len(sizes)):
        size = f(max(sizes[c], 1))
        rate, rate_of_flight = TWELVE * penalties[c] / size, TWELVE * flights[c] / size
        penalties[c] = weights[CIRCLE, PENALTIES] * rate / (rate + f(p.circle_half)) + public
        flights[c] = weights[CIRCLE, FLIGHTS] * rate_of_flight / (rate_of_flight + f(p.flight_half))
    return penalties, flights
