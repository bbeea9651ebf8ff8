"""Conspire: plotters are found out, or attempt a coup.

    strength S = Σ (arms + authority) · rank_strength^rank over the plotter and the plotters among his ties and clients
    attempt: hazard by a strong coalition · S² / (S² + half²)
    guards G = counterbalance · checks · mean ℓ of the top of the organs that guard the regime
    checks = 1 + fragmented_guards · (2 · fragmentation − 1): organs that are rivals check each other
    followers J = bandwagon · Σ strength_j · σ(slope · (S / (S + G) − ℓ_j)) over his ties and clients who do not plot
    success: (S + J) / (S + J + G)

Others join who seems to win, which is seen once, when the coalition stands against the guards; that some have joined
brings no more. A success ends the regime. A failure penalises the coalition, and a large inquiry opens into its ties.
Those who are found out are penalised for plotting; who speaks of his plot to loyal friends, as far as he is open to
them, is found out the sooner. In a country none of whose organs guards the regime there is no counterbalance: a coup
that is attempted succeeds.

The hazards of an attempt and of a fall are summed over the coalitions of the month, before any of them tries.
"""

from __future__ import annotations

import numpy as np

from politburo.country.country import F32, I32, U8, Number, Posts
from politburo.month import log
from politburo.month.hazards import one_attempt, one_detection, tell_attempt, tell_detection
from politburo.month.now import SECOND, Now, Scratch, draw_again, draw_one
from politburo.month.penalise import penalise
from politburo.month.state import HELD, PLOTTING, SERVING
from politburo.month.unseen import PENALTIES, expect
from politburo.numerics.arithmetic import logistic
from politburo.numerics.chance import Purpose
from politburo.numerics.compile import Whole, kernel, part, rule
from politburo.numerics.flags import marked
from politburo.terms.accounts import FAILED_COUP, places_in
from politburo.terms.hazards.coup import FOLLOWING, REPELLING, STRENGTHS
from politburo.terms.levers import EVEN
from politburo.terms.words import CHARGES

f = np.float32
ZERO, ONE = f(0), f(1)
HALF, OWN, FRIENDS, ACQUAINTANCES, CLIENTS = places_in(FAILED_COUP, STRENGTHS)
GUARDS, FOLLOWERS = places_in(FAILED_COUP, (REPELLING, FOLLOWING))
"""Places among the terms of a coup; they are the same where it succeeds."""

DETECT, ATTEMPT = np.int64(Purpose.DETECT), np.int64(Purpose.ATTEMPT)
FOR_PLOTTING, FOR_AN_ATTEMPT = np.int64(CHARGES.index("plotting")), np.int64(CHARGES.index("coup attempt"))


READS = (
    "cadres.displayed_loyalty", "cadres.openness_close", "cadres.person", "cadres.private_loyalty", "cadres.standing",
    "posts.abroad", "posts.acquaintances", "posts.by_circle", "posts.circle", "posts.clients", "posts.close",
    "posts.organ", "posts.province", "posts.rank", "cases.displayed_loyalty", "cases.flight", "cases.in_use",
    "cases.opens", "cases.unseen", "regime.consolidation", "regime.elite_threat", "regime.ended",
    "counts.attempt_hazard", "counts.coup_attempts", "counts.fall_hazard", "counts.penalties", "counts.plots_found",
    "scratch.vacant",
)  # fmt: skip
WRITES = (
    "cadres.standing", "cases.displayed_loyalty", "cases.flight", "cases.in_use", "cases.opens", "cases.post",
    "cases.unseen", "regime.consolidation", "regime.ended", "counts.attempt_hazard", "counts.coup_attempts",
    "counts.fall_hazard", "counts.penalties", "counts.plots_found", "scratch.vacant",
)  # fmt: skip
"""Columns that the phase reads, those counted that it changes in part, and columns that it changes."""


@kernel
def conspire(now: Now) -> None:
    """Plots found out and coups attempted this month."""
    s = now.scratch
    still_plotting(s.flags, now.cadres.standing, s.vacant)
    plotters = s.chosen[: marked(s.chosen, s.flags)]
    if len(plotters):
        found = find_out(now, plotters)
        attempt(now, plotters)
        if not now.regime.ended[0]:
            punish_found(now, s.other[:found])


@part
def still_plotting(flags: U8, standing: U8, vacant: U8) -> None:
    """Flag those who plot and are still in post."""
    for i in range(len(flags)):
        flags[i] = (standing[i] == PLOTTING) & (vacant[i] == HELD)


@part
def find_out(now: Now, plotters: I32) -> int:
    """Who is found out is listed in `other` and plots no more; returns how many."""
    s, count = now.scratch, 0
    s.hazards[:] = 0
    for k in range(len(plotters)):
        s.confided[plotters[k]] = told_the_loyal(now, plotters[k])
        s.hazards[plotters[k]] = one_detection(now, plotters[k])
    expect(now, PENALTIES, s.hazards)
    for k in range(len(plotters)):
        if draw_one(now, plotters[k], DETECT) < s.hazards[plotters[k]]:
            s.other[count] = plotters[k]
            s.flags[plotters[k]] = 0
            count += 1
    return count


@part
def told_the_loyal(now: Now, plotter: Number) -> Number:
    """How far loyal friends know of a plotter: the loyalty of those who do not plot, on average over his friends."""
    ends, together = now.posts.close[plotter], ZERO
    for e in range(len(ends)):
        if not now.scratch.flags[ends[e]]:
            together += now.cadres.private_loyalty[ends[e]]
    return now.cadres.openness_close[plotter] * together / f(len(ends))


@part
def punish_found(now: Now, found: I32) -> None:
    """Those who were found out are penalised for plotting."""
    posts, cadres, s = now.posts, now.cadres, now.scratch
    for k in range(len(found)):
        now.counts.plots_found[posts.circle[found[k]]] += ONE
        event = log.add_of_post(now.log, log.PLOT_FOUND, now.month, posts, found[k], cadres.person[found[k]])
        tell_detection(log.row_of(now.log, event, s.hazards[found[k]]), now, found[k])
        cadres.standing[found[k]] = SERVING
    for k in range(len(found)):
        tell_detection(log.row_of(now.log, now.log.count + k, s.hazards[found[k]]), now, found[k])
    penalise(now, found, FOR_PLOTTING)


@part
def strength_around(plotters: U8, ends: I32, strength: F32) -> Number:
    """Strength of the plotters among some posts."""
    together = ZERO
    for e in range(len(ends)):
        together += plotters[ends[e]] * strength[ends[e]]
    return together


@part
def following(now: Now, ends: I32, chance: Number) -> Number:
    """Strength of those among some posts who do not plot, as far as they join a coalition that wins with a chance."""
    s, slope, together = now.scratch, f(now.parameters.conspire.bandwagon_slope), ZERO
    for e in range(len(ends)):
        if not s.flags[ends[e]] and s.vacant[ends[e]] == HELD:
            together += s.strength[ends[e]] * logistic(slope * (chance - now.cadres.private_loyalty[ends[e]]))
    return together


@rule
def winning(strength: Number, guards: Number) -> Number:
    """Chance of success of a coalition."""
    return strength / (strength + guards) if strength > ZERO else ZERO


@part
def attempt(now: Now, plotters: I32) -> None:
    """Coups attempted by the plotters, the first in order of posts first; each coalition tries once."""
    s = now.scratch
    guards = f(strength_of_guards(now, now.cadres.private_loyalty))
    for k in range(len(plotters)):
        if s.flags[plotters[k]]:
            line_up(now, plotters[k], s.parts[k], guards)
            now.counts.attempt_hazard[0] += s.tries[plotters[k]]
            now.counts.fall_hazard[0] += s.tries[plotters[k]] * s.wins[plotters[k]]
    for k in range(len(plotters)):
        if s.flags[plotters[k]] and draw_one(now, plotters[k], ATTEMPT) < s.tries[plotters[k]]:
            coup(now, plotters[k], s.parts[k], guards)
            if now.regime.ended[0]:
                return


@part
def line_up(now: Now, leader: Number, parts: F32, guards: np.float32) -> None:
    """The parts of the strength of one coalition, the hazard that it tries, and the chance that it then succeeds."""
    p, posts, s = now.parameters.conspire, now.posts, now.scratch
    close, acquaintances = posts.close[leader], posts.acquaintances[leader]
    clients = posts.clients.ends[posts.clients.starts[leader] : posts.clients.starts[leader + 1]]
    parts[0] = s.strength[leader]
    parts[1] = strength_around(s.flags, close, s.strength)
    parts[2] = strength_around(s.flags, acquaintances, s.strength)
    parts[3] = strength_around(s.flags, clients, s.strength)
    strength = parts[0] + parts[1] + parts[2] + parts[3]
    chance = winning(strength, guards)
    parts[4] = f(p.bandwagon) * (
        following(now, close, chance) + following(now, acquaintances, chance) + following(now, clients, chance)
    )
    square, half = strength * strength, f(p.attempt_strength)
    s.tries[leader] = one_attempt(now, leader) * square / (square + half * half)
    s.wins[leader] = winning(strength + parts[4], guards)


@part
def coup(now: Now, leader: Number, parts: F32, guards: np.float32) -> None:
    """One coup: it ends the regime, or its coalition is penalised."""
    posts, cadres, s = now.posts, now.cadres, now.scratch
    succeeds = draw_again(now, leader, ATTEMPT, SECOND) < s.wins[leader]
    strength = parts[0] + parts[1] + parts[2] + parts[3] + parts[4]
    hazard = s.tries[leader] * (strength if succeeds else guards) / (strength + guards)
    now.counts.coup_attempts[0] += 1
    kind = log.REGIME_END if succeeds else log.COUP_ATTEMPT
    event = log.add_of_post(now.log, kind, now.month, posts, leader, cadres.person[leader])
    tell_coup(now, event, hazard, leader, parts, guards)
    if succeeds:
        now.regime.ended[0] = True
        return
    coalition = s.coalition[: gather(s, posts, leader)]
    for k in range(len(coalition)):
        s.flags[coalition[k]] = 0
        cadres.standing[coalition[k]] = SERVING
        tell_coup(now, now.log.count + k, hazard, leader, parts, guards)
    now.regime.consolidation[0] = max(0.0, now.regime.consolidation[0] - now.parameters.govern.setback)
    penalise(now, coalition, FOR_AN_ATTEMPT)


@part
def tell_coup(now: Now, event: int, hazard: Number, leader: Number, parts: F32, guards: np.float32) -> None:
    """Why one coup was attempted, by whom, and ended as it did."""
    terms = log.row_of(now.log, event, hazard)
    tell_attempt(terms, now, leader)
    terms[HALF], terms[GUARDS] = now.parameters.conspire.attempt_strength, guards
    terms[OWN], terms[FRIENDS], terms[ACQUAINTANCES], terms[CLIENTS] = parts[0], parts[1], parts[2], parts[3]
    terms[FOLLOWERS] = parts[4]


@part
def gather(scratch: Scratch, posts: Posts, leader: Number) -> Whole:
    """List in `coalition` the leader and the plotters around him, in order of posts; returns how many."""
    scratch.coalition[0], count = leader, np.int64(1)
    starts = posts.clients.starts
    for ends in (posts.close[leader], posts.acquaintances[leader],
                 posts.clients.ends[starts[leader] : starts[leader + 1]]):  # fmt: skip
        for e in range(len(ends)):
            count = insert(scratch.coalition, count, ends[e]) if scratch.flags[ends[e]] else count
    return count


@part
def insert(numbers: I32, count: Whole, number: Number) -> Whole:
    """Insert a number into the first `count`, which are in order, unless it is among them; returns the new count."""
    at = np.searchsorted(numbers[:count], number)
    if at < count and numbers[at] == number:
        return count
    for k in range(count, at, -1):
        numbers[k] = numbers[k - 1]
    numbers[at] = number
    return count + 1


@part
def strength_of_guards(now: Now, loyalty: F32) -> float:
    """Strength of the organs that guard the regime, by their loyalty and by how far they check each other.

    `loyalty` is theirs, private or displayed; without such organs it is 0.
    """
    p = now.parameters.conspire
    checks = 1.0 + p.fragmented_guards * (now.levers.fragmentation - EVEN) / EVEN
    return p.counterbalance * checks * loyalty_of_guards(now, loyalty)


@part
def loyalty_of_guards(now: Now, loyalty: F32) -> float:
    """Mean loyalty of the top ranks of the organs that guard the regime; 0 where there are none."""
    links, sizes, count = now.posts.by_circle, now.sizes, 0
    together: Number = 0.0
    for organ in sizes.guards:
        lo, hi = links.starts[sizes.ranks * organ], links.starts[sizes.ranks * organ + sizes.top_ranks]
        for k in range(lo, hi):
            together += loyalty[links.ends[k]]
        count += hi - lo
    return together / max(count, 1)
