"""Believe: private loyalty drifts, what is shown makes the best of it under fear, talk and bribery follow fear.

    L      += rate · (target − L),          ℓ = σ(L)
    D       = the d from ℓ to 1 at which  S · σ(sharpness · (d − norm)) − (d − ℓ)² / 2  is greatest
    S       = stake · surveillance · F + stake_campaign · campaign
    norm   += norm_pace · (mean D of the rank − leeway · (1 − leeway_campaign · campaign) − norm),  from 0 to 1
    open    = exp(−chill · surveillance · F), steeper toward acquaintances than toward close friends
    bribes  = rent · exp(−fall · F), visible and hidden

The target is a sum of terms. What is shown is chosen (Kuran 1991; Crabtree, Kern & Siegel 2020): to be safe
against the cost of saying what one does not mean, which is the unit of stakes. One passes for loyal by not falling
behind the norm: what others of the rank showed lately, less the leeway that is given. So displays escalate where many
are afraid (Shih 2008), and tip: who would have to pretend too much shows what he thinks. With a step in place of the S
one keeps up if and only if S ≥ (norm − ℓ)² / 2. Bribery is of two kinds (fight-or-flight report; Qian & Wen): visible,
which chills, and hidden, which hardly does.
"""

from __future__ import annotations

import numpy as np

from politburo.country.country import F32, Number, Posts
from politburo.month.hazards import find_loyalty
from politburo.month.now import Now
from politburo.month.state import DISPLAYS_TRIED, Cadres, Regime
from politburo.numerics.arithmetic import exp, logistic
from politburo.numerics.compile import kernel, part, rule
from politburo.numerics.packed import eight, in_eights
from politburo.numerics.sums import total
from politburo.terms.levers import Levers
from politburo.terms.parameters import Believe

f = np.float32
ZERO, QUARTER, HALF, ONE, TWO = f(0), f(0.25), f(0.5), f(1), f(2)
STEPS = np.array([-2, 0.5, 1.6, 2.6, 3.8, 5.5, 9], np.float32)
"""Where displays are tried out, from the norm, in units of the S: closest where it bends (7,); then the fullest."""
TOWARD_THE_PEAK = 2
"""Steps of Newton's from the best display tried out to the peak next to it."""


READS = (
    "cadres.disposition", "cadres.family", "cadres.fear", "cadres.loyalty", "cadres.openness_close",
    "cadres.private_loyalty", "cadres.seen", "cadres.tie", "posts.blocks", "posts.circle", "posts.exposure",
    "posts.rank", "posts.rent", "regime.display_norm", "regime.prospects",
)  # fmt: skip
WRITES = (
    "cadres.bribes_hidden", "cadres.bribes_visible", "cadres.displayed_loyalty", "cadres.loyalty",
    "cadres.openness_acquaintances", "cadres.openness_close", "cadres.private_loyalty", "regime.display_norm",
)  # fmt: skip
"""Columns that the phase reads, those counted that it changes in part, and columns that it changes."""


@kernel
def believe(now: Now) -> None:
    """Loyalty, its display, openness and bribery of every cadre."""
    p, levers, cadres, posts = now.parameters.believe, now.levers, now.cadres, now.posts
    s = now.scratch
    prospects_of(s.promoted, posts, now.regime, p)
    find_loyalty(s.target, now)
    drift(cadres, s.target, p)
    show(now)
    fall_silent(cadres, p, levers)
    bribe(cadres, posts, p)


@part
def prospects_of(promoted: F32, posts: Posts, regime: Regime, p: Believe) -> None:
    """Loyalty from the prospect of promotion out of one's circle."""
    by_prospects, blocks = f(p.prospects), posts.blocks
    for b in range(len(blocks) - 1):
        promoted[blocks[b] : blocks[b + 1]] = by_prospects * regime.prospects[posts.circle[blocks[b]]]


@part
def drift(cadres: Cadres, target: F32, p: Believe) -> None:
    """Private loyalty goes part of the way to its target."""
    rate, loyalty, private_loyalty = f(p.rate), cadres.loyalty, cadres.private_loyalty
    for i in range(len(loyalty)):
        loyalty[i] += rate * (target[i] - loyalty[i])
        private_loyalty[i] = logistic(loyalty[i])


@part
def show(now: Now) -> None:
    """Everyone chooses what to show; then the norm of each rank follows what it has shown."""
    p, posts, norms, shown = now.parameters.believe, now.posts, now.regime.display_norm, now.scratch.shown
    shown[:] = 0
    for r in range(len(norms)):
        lay_out(now.scratch.tried[r], norms[r], f(p.sharpness))
    for block in range(len(posts.blocks) - 1):
        first, end = posts.blocks[block], posts.blocks[block + 1]
        try_out_among_equals(now, first, in_eights(first, end, len(posts.rank)))
    climb(now, 0, len(posts.rank))
    for block in range(len(posts.blocks) - 1):
        first, end = posts.blocks[block], posts.blocks[block + 1]
        weight = now.sizes.weights[posts.circle[first]]
        shown[posts.rank[first], 0] += weight * total(now.cadres.displayed_loyalty[first:end])
        shown[posts.rank[first], 1] += weight * (end - first)
    leeway = p.leeway * (1 - p.leeway_campaign * now.levers.campaign)
    for r in range(len(norms)):
        if shown[r, 1] > 0:
            norms[r] = follow(norms[r], shown[r, 0] / shown[r, 1], leeway, p.norm_pace)
            lay_out(now.scratch.tried[r], norms[r], f(p.sharpness))  # for newcomers


@part
def show_one(now: Now, post: Number) -> None:
    """The holder of one post chooses what to show."""
    try_out_among_equals(now, post, post + 1)
    climb(now, post, post + 1)


@part
def lay_out(tried: F32, norm: Number, sharpness: Number) -> None:
    """Displays to try out, how safe each is, and half of its square (3, 8): the same for all whom one norm meets."""
    for k in range(DISPLAYS_TRIED):
        display = min(max(norm + STEPS[k] / sharpness, ZERO), ONE) if k < len(STEPS) else ONE
        tried[0, k], tried[1, k] = display, logistic(sharpness * (display - norm))
        tried[2, k] = HALF * display * display


@part
def try_out_among_equals(now: Now, first: Number, end: Number) -> None:
    """Holders of these posts, all of one rank, try out the displays that have been laid out for it."""
    p, levers, cadres, s, rank = now.parameters.believe, now.levers, now.cadres, now.scratch, now.posts.rank[first]
    s.norm[first:end] = now.regime.display_norm[rank]
    try_out(
        cadres.displayed_loyalty[first:end], cadres.private_loyalty[first:end], cadres.fear[first:end],
        f(p.stake * levers.surveillance), f(p.stake_campaign * levers.campaign), now.regime.display_norm[rank],
        f(p.sharpness), s.tried[rank],
    )  # fmt: skip


@part
def try_out(
    shown: F32, private_loyalty: F32, fear: F32, by_fear: Number, by_campaign: Number, norm: Number, sharpness: Number,
    tried: F32,
) -> None:  # fmt: skip
    """The display of the greatest worth, of those tried out and what is meant; that alone where nothing is at stake.

    Worths are compared less ℓ² / 2, so that no square is left; what is said of displays below ℓ is too little, but none
    of them is as safe as ℓ itself.
    """
    displays, safety, halves = eight(tried[0]), eight(tried[1]), eight(tried[2])
    for i in range(len(shown)):
        meant, stake = private_loyalty[i], by_fear * fear[i] + by_campaign
        best, worth = meant, stake * logistic(sharpness * (meant - norm)) + HALF * meant * meant
        for k in range(DISPLAYS_TRIED):
            its_worth = stake * safety[k] + (meant * displays[k] - halves[k])
            best, worth = (displays[k], its_worth) if its_worth > worth else (best, worth)
        shown[i] = best if stake > ZERO else meant


@part
def climb(now: Now, first: Number, end: Number) -> None:
    """Bring what has been found by trying to the peak next to it; the worth may have two, and this is the higher one.

    In passes over all, since a step waits for the one before: so the steps of many go on side by side.
    """
    p, levers, cadres = now.parameters.believe, now.levers, now.cadres
    for _ in range(TOWARD_THE_PEAK):
        go_toward_the_peak(
            cadres.displayed_loyalty[first:end], cadres.private_loyalty[first:end], cadres.fear[first:end],
            f(p.stake * levers.surveillance), f(p.stake_campaign * levers.campaign), now.scratch.norm[first:end],
            f(p.sharpness),
        )  # fmt: skip


@part
def go_toward_the_peak(
    shown: F32, private_loyalty: F32, fear: F32, by_fear: Number, by_campaign: Number, norm: F32, sharpness: Number
) -> None:
    """One step of Newton's from each display toward a peak of its worth, under the norm that each cadre meets."""
    width = ONE / sharpness
    for i in range(len(shown)):
        best, meant, stake = shown[i], private_loyalty[i], by_fear * fear[i] + by_campaign
        safe = logistic(sharpness * (best - norm[i]))
        gain = stake * sharpness * safe * (ONE - safe)
        bend = max(ONE - gain * sharpness * (ONE - TWO * safe), QUARTER)
        step = min(max((gain - (best - meant)) / bend, -width), width)  # no longer than a unit of the S
        shown[i] = min(max(best + step, meant), ONE) if stake > ZERO else meant


@rule
def follow(norm: Number, shown: Number, leeway: Number, pace: Number) -> Number:
    """The norm after a month in which `shown` was shown on average."""
    return f(min(max(norm + pace * (shown - leeway - norm), 0.0), 1.0))


@part
def fall_silent(cadres: Cadres, p: Believe, levers: Levers) -> None:
    """Openness by kind of tie."""
    watched, fear = levers.surveillance, cadres.fear
    chill_close, chill_acquaintances = f(p.chill_close * watched), f(p.chill_acquaintances * watched)
    openness_close, openness_acquaintances = cadres.openness_close, cadres.openness_acquaintances
    for i in range(len(fear)):
        openness_close[i] = exp(-chill_close * fear[i])
        openness_acquaintances[i] = exp(-chill_acquaintances * fear[i])


@part
def bribe(cadres: Cadres, posts: Posts, p: Believe) -> None:
    """Bribes taken openly and in hiding, in rents."""
    by_visible, by_hidden = f(p.bribes_visible), f(p.bribes_hidden)
    visible, hidden, fear, rent = cadres.bribes_visible, cadres.bribes_hidden, cadres.fear, posts.rent
    for i in range(len(fear)):
        visible[i] = rent[i] * exp(-by_visible * fear[i])
        hidden[i] = rent[i] * exp(-by_hidden * fear[i])
