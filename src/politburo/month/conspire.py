"""Conspire: plotters are found out, or attempt a coup.

    found out: found + rise · surveillance, a month
    strength S = Σ (arms + authority) · rank_strength^rank over the plotter and the plotters among his ties and clients
    attempt: rate · S² / (S² + half²);     success: S / (S + counterbalance · mean ℓ of the top of the security organs)

A success ends the regime. A failure penalises the coalition and casts suspicion on its ties. Those who are found out
are penalised for plotting.
"""

from __future__ import annotations

import numpy as np

from politburo.country.country import F32, I32, U8, Number
from politburo.month.log import Told
from politburo.month.now import Now
from politburo.month.penalise import penalise
from politburo.month.reasons import of_coup, of_found
from politburo.month.state import CIRCLES, PLOTTING, SERVING
from politburo.month.unseen import PENALTIES, expect
from politburo.numerics.arithmetic import in_order
from politburo.numerics.chance import Purpose
from politburo.numerics.compile import kernel, rule
from politburo.numerics.flags import marked
from politburo.terms.words import CHARGES, ORGANS


@kernel
def still_plotting(flags: U8, standing: U8, vacant: U8) -> None:
    """Flag those who plot and are still in post."""
    for i in range(len(flags)):
        flags[i] = standing[i] == PLOTTING and vacant[i] == 0


@rule
def strength_of(post: Number, arms: F32, rank: U8, by_rank: F32, authority: Number) -> Number:
    """Strength of one post."""
    return (arms[post] + authority) * by_rank[rank[post]]


@kernel
def coalition_strength(
    strength: F32, parts: F32, plotters: I32, plots: U8, arms: F32, rank: U8, by_rank: F32, authority: np.float32,
    close: I32, acquaintances: I32, starts: I32, clients: I32,
) -> None:  # fmt: skip
    """Strength of each plotter's coalition: his own and that of the plotters around him.

    Its parts (k, 4) are his own, and what close friends, acquaintances and clients add.
    """
    for k in range(len(plotters)):
        i = plotters[k]
        total = strength_of(i, arms, rank, by_rank, authority)
        parts[k, 0] = total
        for e in range(close.shape[1]):
            total += plots[close[i, e]] * strength_of(close[i, e], arms, rank, by_rank, authority)
        with_friends = total
        for e in range(acquaintances.shape[1]):
            total += plots[acquaintances[i, e]] * strength_of(acquaintances[i, e], arms, rank, by_rank, authority)
        with_others = total
        for e in range(starts[i], starts[i + 1]):
            total += plots[clients[e]] * strength_of(clients[e], arms, rank, by_rank, authority)
        strength[k] = total
        parts[k, 1] = with_friends - parts[k, 0]
        parts[k, 2] = with_others - with_friends
        parts[k, 3] = total - with_others


def conspire(now: Now) -> None:
    """Plots found out and coups attempted this month."""
    cadres, posts, s = now.state.cadres, now.country.posts, now.scratch
    plots = s.flags
    still_plotting(plots, cadres.standing, s.vacant)
    plotters = s.chosen[: marked(s.chosen, plots)].copy()
    if len(plotters) == 0:
        return
    p = now.parameters.conspire
    draws = now.draw_for(plotters, Purpose.DETECT)
    hazard = np.float32(p.found + p.found_surveillance * now.levers.surveillance)
    found = plotters[draws < hazard]
    expect(now, PENALTIES, hazard * plots)
    plots[found] = 0
    _attempt(now, plotters[plots[plotters] == 1], plots)
    if now.state.regime.ended:
        return
    now.counts.plots_found += np.bincount(posts.circle[found], minlength=CIRCLES).astype(np.float32)
    told = of_found(len(found), hazard, p.found, p.found_surveillance * now.levers.surveillance)
    now.log.add_posts("plot found", now.month, posts, found, cadres.person, told)
    cadres.standing[found] = SERVING
    penalise(now, found, CHARGES.index("plotting"), told=told)


def _attempt(now: Now, plotters: np.ndarray, plots: np.ndarray) -> None:
    """Coups attempted by the plotters, the first in order of posts first; each coalition tries once."""
    p, posts = now.parameters.conspire, now.country.posts
    strength, parts = now.scratch.strength[: len(plotters)], np.empty((len(plotters), 4), np.float32)
    by_rank = np.array([1, p.rank_strength, p.rank_strength**2, p.rank_strength**2 * p.rank_strength], np.float32)
    coalition_strength(
        strength, parts, plotters, plots, posts.arms, posts.rank, by_rank, np.float32(p.authority), posts.close,
        posts.acquaintances,
        posts.clients.starts, posts.clients.ends,
    )  # fmt: skip
    square, half = strength * strength, np.float32(p.attempt_strength) ** 2
    draws, hazards = now.draw_for(plotters, Purpose.ATTEMPT), np.float32(p.attempt) * square / (square + half)
    for k in np.flatnonzero(draws < hazards):
        if plots[plotters[k]]:
            _coup(now, plotters[k], float(strength[k]), plots, float(hazards[k]), parts[k])
            if now.state.regime.ended:
                return


def _coup(now: Now, leader: np.int32, strength: float, plots: np.ndarray, hazard: float, parts: np.ndarray) -> None:
    """One coup: it ends the regime, or its coalition is penalised. `hazard` is that of the attempt."""
    posts, cadres, regime = now.country.posts, now.state.cadres, now.state.regime
    p = now.parameters.conspire
    guards = p.counterbalance * _loyalty_of_guards(now)
    protect = strength + guards
    now.counts.coup_attempts += 1
    one = np.array([leader], np.int32)
    succeeds = now.draw_for(one, Purpose.ATTEMPT, channel=1)[0] < strength / protect
    chance = strength / protect if succeeds else guards / protect
    told = of_coup(hazard * chance, p.attempt, p.attempt_strength, parts, guards)
    kind = "regime end" if succeeds else "coup attempt"
    now.log.add_posts(kind, now.month, posts, one, cadres.person, told)
    if succeeds:
        regime.ended = True
        return
    clients = posts.clients.ends[posts.clients.starts[leader] : posts.clients.starts[leader + 1]]
    around = np.concatenate([posts.close[leader], posts.acquaintances[leader], clients])
    coalition = np.unique(np.append(around[plots[around] == 1], leader)).astype(np.int32)
    plots[coalition] = 0
    cadres.standing[coalition] = SERVING
    regime.consolidation = max(0.0, regime.consolidation - now.parameters.govern.setback)
    everyone = Told(told.hazard.repeat(len(coalition)), told.terms.repeat(len(coalition), axis=0))
    penalise(now, coalition, CHARGES.index("coup attempt"), p.taint, everyone)


def _loyalty_of_guards(now: Now) -> float:
    """Mean private loyalty of the two top ranks of the security organs."""
    links, security = now.country.posts.by_circle, 4 * ORGANS.index("security")
    guards = links.ends[links.starts[security] : links.starts[security + 2]]
    return in_order(now.state.cadres.private_loyalty[guards]) / max(len(guards), 1)
