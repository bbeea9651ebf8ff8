"""Believe: private loyalty drifts, display follows loyalty and fear, talk and bribery follow fear.

    target = base + disposition + rents · w · rent + prospects · promotions + tie · t + fate · family
             + campaign · c · (1 − F) − fear · F − exposure · gap · e − reform · pressure · rent
             + persuasion · (o · (1 − ℓ) − seen)
    L     += rate · (target − L),          ℓ = σ(L)
    D      = σ(L + gain · surveillance · F + asked · c)
    open   = exp(−chill · surveillance · F), steeper toward acquaintances than toward close friends
    bribes = rent · exp(−fall · F), visible and hidden

Close friends bring each other round by what they say they think: seen is the disaffection that they show by open talk
(hear), and it is held against what one shows them of one's own, so that influence moves friends toward each other and
the whole of them nowhere (DeGroot 1974; with a part of one's own that stays, Friedkin & Johnsen 1990). Where friends
have fallen silent their silence passes for loyalty.

Display is Kuran's (1991) preference falsification: what is shown is pushed up by the same fear that lowers what is
felt. Bribery is of two kinds (fight-or-flight report; Qian & Wen): visible, which chills, and hidden, which hardly does.
"""

from __future__ import annotations

import numpy as np

from politburo.country.country import F32, Posts
from politburo.month.now import Now
from politburo.month.state import Cadres, Regime
from politburo.numerics.arithmetic import exp, logistic
from politburo.numerics.compile import kernel
from politburo.terms.levers import Levers
from politburo.terms.parameters import Believe

f = np.float32
ONE = f(1)


@kernel
def believe(now: Now) -> None:
    """Loyalty, its display, openness and bribery of every cadre."""
    p, levers, cadres, posts = now.parameters.believe, now.levers, now.cadres, now.posts
    promoted = now.scratch.promoted
    prospects_of(promoted, posts, now.regime, p)
    drift(cadres, posts, promoted, p, levers)
    show(cadres, p, levers)
    bribe(cadres, posts, p)


@kernel
def prospects_of(promoted: F32, posts: Posts, regime: Regime, p: Believe) -> None:
    """Loyalty from the prospect of promotion out of one's circle."""
    by_prospects = f(p.prospects)
    for i in range(len(promoted)):
        promoted[i] = by_prospects * regime.prospects[np.uint32(posts.circle[i])]


@kernel
def drift(cadres: Cadres, posts: Posts, promoted: F32, p: Believe, levers: Levers) -> None:
    """Private loyalty goes part of the way to its target."""
    by_rent, by_campaign = f(p.rents * levers.rents - p.reform * levers.reform_pressure), f(p.campaign * levers.campaign)
    by_gap, base, by_friends = f(p.exposure * levers.neighbour_lead), f(p.base), f(p.persuasion)
    by_tie, fate, by_fear, rate = f(p.tie), f(p.shared_fate), f(p.fear), f(p.rate)
    for i in range(len(promoted)):
        fear = cadres.fear[i]
        target = base + cadres.disposition[i] + promoted[i] + by_rent * posts.rent[i]
        target = target + by_tie * cadres.tie[i] + fate * cadres.family[i]
        target += by_campaign * (ONE - fear) - by_fear * fear - by_gap * posts.exposure[i]
        target += by_friends * (cadres.openness_close[i] * (ONE - cadres.private_loyalty[i]) - cadres.seen[i])
        loyalty = cadres.loyalty[i]
        loyalty += rate * (target - loyalty)
        cadres.loyalty[i] = loyalty
        cadres.private_loyalty[i] = logistic(loyalty)


@kernel
def show(cadres: Cadres, p: Believe, levers: Levers) -> None:
    """Displayed loyalty, and openness by kind of tie."""
    watched = levers.surveillance
    drawn_out, asked = f(p.display * watched), f(p.display_campaign * levers.campaign)
    chill_close, chill_acquaintances = f(p.chill_close * watched), f(p.chill_acquaintances * watched)
    for i in range(len(cadres.fear)):
        fear = cadres.fear[i]
        cadres.displayed_loyalty[i] = logistic(cadres.loyalty[i] + drawn_out * fear + asked)
        cadres.openness_close[i] = exp(-chill_close * fear)
        cadres.openness_acquaintances[i] = exp(-chill_acquaintances * fear)


@kernel
def bribe(cadres: Cadres, posts: Posts, p: Believe) -> None:
    """Bribes taken openly and in hiding, in rents."""
    by_visible, by_hidden = f(p.bribes_visible), f(p.bribes_hidden)
    for i in range(len(cadres.fear)):
        cadres.bribes_visible[i] = posts.rent[i] * exp(-by_visible * cadres.fear[i])
        cadres.bribes_hidden[i] = posts.rent[i] * exp(-by_hidden * cadres.fear[i])
