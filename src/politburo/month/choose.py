"""Choose: competing hazards over serving, lying low, fleeing and plotting; one draw for each cadre and month.

Low draws make flight, then plotting or giving it up; high ones lying low, or coming back to office. In office one can
still help a part of one's fear by one's conduct: it counts on shelter, which is how far those of one's rank who show
full loyalty are seen to be spared (fear).

    helpless = 1 − compliance · shelter

Who thinks of plotting weighs what he and the friends on whom he can count would bring against the guards, of whose
loyalty he knows what they show:

    chance = S / (S + G),   S = strength + trust · backing,   G = strength of the guards by what they display (conspire)


Posts abroad are vetted when holders have fled from there. The share of posts abroad that lost their holders so is
remembered with a half-life, and closes the way out:

    fled ← decay · fled + share of the month;    vetted = vetting · fled / (fled + vetting_half)
"""

from __future__ import annotations

import numpy as np

from politburo.country.country import F32, I32, U8, Number, Posts
from politburo.month import log
from politburo.month.conspire import strength_of_guards
from politburo.month.hazards import find_flight, find_lying_low, find_plot, tell_flight, tell_plot
from politburo.month.now import Now, Scratch, draw_all
from politburo.month.penalise import A_FLIGHT, add_case
from politburo.month.state import AWAY, FLED, LYING_LOW, PLOTTING, SERVING, Cadres, Regime
from politburo.month.unseen import FLIGHTS, expect
from politburo.numerics.arithmetic import half_life_factor
from politburo.numerics.chance import Purpose
from politburo.numerics.compile import kernel, part
from politburo.numerics.flags import marked
from politburo.numerics.sums import sum_groups
from politburo.terms.parameters import Choose

f = np.float32
ZERO, ONE, HOPELESS = f(0), f(1), f(1e-6)
"""HOPELESS: the least strength that a plot is thought to have, so that its chance has a logarithm."""

CHOOSE = np.int64(Purpose.CHOOSE)


READS = (
    "cadres.approached", "cadres.backing", "cadres.bribes_hidden", "cadres.bribes_visible",
    "cadres.displayed_loyalty", "cadres.family", "cadres.fear", "cadres.flights_heard",
    "cadres.openness_acquaintances", "cadres.openness_close", "cadres.person", "cadres.private_loyalty",
    "cadres.restless", "cadres.standing", "posts.abroad", "posts.access", "posts.arms", "posts.blocks",
    "posts.by_circle", "posts.circle", "posts.exposure", "posts.organ", "posts.province", "posts.rank", "posts.rent",
    "posts.withdrawn_beyond", "cases.displayed_loyalty", "cases.flight", "cases.opens", "regime.fled_abroad",
    "regime.shelter", "counts.flights", "counts.plot_hazard",
)  # fmt: skip
WRITES = (
    "cadres.bribes_hidden", "cadres.bribes_visible", "cadres.openness_acquaintances", "cadres.openness_close",
    "cadres.standing", "cases.displayed_loyalty", "cases.flight", "cases.in_use", "cases.opens", "cases.post",
    "cases.unseen", "regime.fled_abroad", "counts.flights", "counts.plot_hazard", "scratch.vacant",
)  # fmt: skip
"""Columns that the phase reads, those counted that it changes in part, and columns that it changes."""


@kernel
def choose(now: Now) -> None:
    """Every cadre serves, lies low, flees or plots; flights are logged and leave their posts vacant."""
    p, cadres, posts, s = now.parameters.choose, now.cadres, now.posts, now.scratch
    not_in_hand(s.helpless, posts, now.regime, p)
    guards = strength_of_guards(now, cadres.displayed_loyalty)
    weigh(s.chance, s.strength, cadres.backing, f(guards), f(p.plot_trust))
    find_lying_low(s.moves, now)
    vet(s.vetted, posts.abroad, s.abroad, f(p.vetting * alertness(now)))
    find_flight(s.flees, now)
    find_plot(s.plots, now)
    keep_away(cadres, s)
    expect_plots(now)
    begins = s.flags
    decide(cadres.standing, s.vacant, begins, draw_all(now, CHOOSE, len(begins)), s, f(p.plot_dropped))
    now.cases.in_use[0] = 0
    now.cases.unseen[:] = 0
    for k in range(marked(s.chosen, s.vacant)):
        flee(now, s.chosen[k])
    for k in range(marked(s.chosen, begins)):
        post = s.chosen[k]
        event = log.add_of_post(now.log, log.PLOT, now.month, posts, post, cadres.person[post])
        tell_plot(log.row_of(now.log, event, s.plots[post]), now, post)
    expect(now, FLIGHTS, s.flees)
    now.regime.fled_abroad[0] *= half_life_factor(p.vetting_memory)
    now.regime.fled_abroad[0] += share_fled(now)


@kernel
def flee(now: Now, post: Number) -> None:
    """The holder of a post flees: his flight is logged, with its reasons, and will be heard of."""
    cadres, posts = now.cadres, now.posts
    event = log.add_of_post(now.log, log.FLIGHT, now.month, posts, post, cadres.person[post])
    tell_flight(log.row_of(now.log, event, now.scratch.flees[post]), now, post)
    now.counts.flights[posts.circle[post]] += ONE
    add_case(now.cases, post, A_FLIGHT, cadres.displayed_loyalty[post], ZERO)


@part
def alertness(now: Now) -> Number:
    """How far flights from abroad, as they are remembered, have alarmed the regime: a share."""
    fled = now.regime.fled_abroad[0]
    return fled / (fled + now.parameters.choose.vetting_half)


@part
def vet(vetted: F32, abroad: F32, posts_abroad: I32, strength: np.float32) -> None:
    """How far the way out of each post is closed by vetting: of posts abroad alone, zero in all others."""
    for i in posts_abroad:
        vetted[i] = strength * abroad[i]


@part
def share_fled(now: Now) -> Number:
    """Share of the posts abroad whose holders fled this month: those simulated, and those to expect of their likes."""
    posts, s, weights = now.posts, now.scratch, now.sizes.weights
    fled, there = 0.0, 0.0
    for i in s.abroad:
        weight = weights[posts.circle[i]]
        there += weight
        fled += (s.vacant[i] == FLED) + (weight - 1) * s.flees[i]
    return fled / max(there, 1.0)


@part
def keep_away(cadres: Cadres, scratch: Scratch) -> None:
    """In re-education one meets nobody, takes nothing and goes nowhere."""
    standing, flags = cadres.standing, scratch.flags
    for i in range(len(flags)):
        flags[i] = standing[i] == AWAY
    for i in scratch.chosen[: marked(scratch.chosen, flags)]:
        scratch.moves[i] = scratch.flees[i] = scratch.plots[i] = ZERO
        cadres.openness_close[i] = cadres.openness_acquaintances[i] = ZERO
        cadres.bribes_visible[i] = cadres.bribes_hidden[i] = ZERO


@part
def not_in_hand(helpless: F32, posts: Posts, regime: Regime, p: Choose) -> None:
    """Share of his fear that one in office cannot help by his conduct, as it is seen in his rank."""
    compliance, blocks = f(p.compliance), posts.blocks
    for b in range(len(blocks) - 1):
        helpless[blocks[b] : blocks[b + 1]] = ONE - compliance * regime.shelter[posts.rank[blocks[b]]]


@part
def weigh(chance: F32, strength: F32, backing: F32, guards: np.float32, trust: np.float32) -> None:
    """The chance of success as each cadre sees it."""
    for i in range(len(chance)):
        rebels = max(strength[i] + trust * backing[i], HOPELESS)
        chance[i] = rebels / (rebels + guards)


@part
def expect_plots(now: Now) -> None:
    """How many cadres in office are to be expected to begin to plot, in the whole country."""
    s, sums, standing = now.scratch, now.scratch.by_circle, now.cadres.standing
    plots, in_office = s.plots, s.helpless
    for i in range(len(in_office)):
        in_office[i] = plots[i] if standing[i] == SERVING else ZERO
    sums[:] = 0
    sum_groups(sums, now.posts.blocks, now.posts.circle, in_office)
    for circle in range(len(sums)):
        now.counts.plot_hazard[0] += now.sizes.weights[circle] * sums[circle]


@part
def decide(standing: U8, outcome: U8, begins: U8, draws: F32, scratch: Scratch, dropped: np.float32) -> None:
    """One draw decides: low ones make flight, then plotting or giving it up; high ones lying low or coming back.

    Those who flee are flagged in `outcome`, those who begin to plot in `begins`.
    """
    flees, plots, moves = scratch.flees, scratch.plots, scratch.moves
    for i in range(len(begins)):  # whether anything may happen at all, which is seldom so
        u = draws[i]
        begins[i] = (u < flees[i] + plots[i]) | (u >= ONE - moves[i]) | (standing[i] == PLOTTING)
    acting = scratch.other[: marked(scratch.other, begins)]
    begins[:] = 0
    for i in acting:
        u, at = draws[i], standing[i]
        if u < flees[i]:
            outcome[i] = FLED
        elif at == PLOTTING:
            if u < flees[i] + dropped:
                standing[i] = SERVING
        elif at == SERVING and u < flees[i] + plots[i]:
            standing[i], begins[i] = PLOTTING, 1
        elif u >= ONE - moves[i]:
            standing[i] = LYING_LOW - at
