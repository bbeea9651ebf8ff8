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
felt. Bribery is of two kinds (fight-or-flight report; Qian & Wen): visible, which chills, and hidden, which hardly
does.
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
    by_prospects, circle, prospects = f(p.prospects), posts.circle, regime.prospects
    for i in range(len(promoted)):
        promoted[i] = by_prospects * prospects[np.uint32(circle[i])]


@kernel
def drift(cadres: Cadres, posts: Posts, promoted: F32, p: Believe, levers: Levers) -> None:
    """Private loyalty goes part of the way to its target."""
    by_rent, by_campaign = (
        f(p.rents * levers.rents - p.reform * levers.reform_pressure),
        f(p.campaign * levers.campaign),
    )
    by_gap, base, by_friends = f(p.exposure * levers.neighbour_lead), f(p.base), f(p.persuasion)
    by_tie, fate, by_fear, rate = f(p.tie), f(p.shared_fate), f(p.fear), f(p.rate)
    loyalty, private_loyalty, fear, seen = cadres.loyalty, cadres.private_loyalty, cadres.fear, cadres.seen
    disposition, tie, family, openness = cadres.disposition, cadres.tie, cadres.family, cadres.openness_close
    rent, exposure = posts.rent, posts.exposure
    for i in range(len(loyalty)):
        target = base + disposition[i] + promoted[i] + by_rent * rent[i] + by_tie * tie[i] + fate * family[i]
        target += by_campaign * (ONE - fear[i]) - by_fear * fear[i] - by_gap * exposure[i]
        target += by_friends * (openness[i] * (ONE - private_loyalty[i]) - seen[i])
        loyalty[i] += rate * (target - loyalty[i])
        private_loyalty[i] = logistic(loyalty[i])


@kernel
def show(cadres: Cadres, p: Believe, levers: Levers) -> None:
    """Displayed loyalty, and openness by kind of tie."""
    watched = levers.surveillance
    drawn_out, asked = f(p.display * watched), f(p.display_campaign * levers.campaign)
    chill_close, chill_acquaintances = f(p.chill_close * watched), f(p.chill_acquaintances * watched)
    displayed_loyalty, loyalty, fear = cadres.displayed_loyalty, cadres.loyalty, cadres.fear
    openness_close, openness_acquaintances = cadres.openness_close, cadres.openness_acquaintances
    for i in range(len(fear)):
        displayed_loyalty[i] = logistic(loyalty[i] + drawn_out * fear[i] + asked)
        openness_close[i] = exp(-chill_close * fear[i])
        openness_acquaintances[i] = exp(-chill_acquaintances * fear[i])


@kernel
def bribe(cadres: Cadres, posts: Posts, p: Believe) -> None:
    """Bribes taken openly and in hiding, in rents."""
    by_visible, by_hidden = f(p.bribes_visible), f(p.bribes_hidden)
    visible, hidden, fear, rent = cadres.bribes_visible, cadres.bribes_hidden, cadres.fear, posts.rent
    for i in range(len(fear)):
        visible[i] = rent[i] * exp(-by_visible * fear[i])
        hidden[i] = rent[i] * exp(-by_hidden * fear[i])
