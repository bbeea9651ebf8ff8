"""Believe: private loyalty drifts, display follows loyalty and fear, talk and bribery follow fear.

    L     += rate · (target − L),          ℓ = σ(L)
    D      = σ(L + gain · surveillance · F + asked · c)
    open   = exp(−chill · surveillance · F), steeper toward acquaintances than toward close friends
    bribes = rent · exp(−fall · F), visible and hidden

The target is a sum of terms. Display is Kuran's (1991) preference falsification: what is shown is pushed up by the
same fear that lowers what is felt. Bribery is of two kinds (fight-or-flight report; Qian & Wen): visible, which chills,
and hidden, which hardly does.
"""

from __future__ import annotations

import numpy as np

from politburo.country.country import F32, Posts
from politburo.month.hazards import find_loyalty
from politburo.month.now import Now
from politburo.month.state import Cadres, Regime
from politburo.numerics.arithmetic import exp, logistic
from politburo.numerics.compile import kernel, part
from politburo.terms.levers import Levers
from politburo.terms.parameters import Believe

f = np.float32
ONE = f(1)


READS = (
    "cadres.disposition", "cadres.family", "cadres.fear", "cadres.loyalty", "cadres.openness_close",
    "cadres.private_loyalty", "cadres.seen", "cadres.tie", "posts.circle", "posts.exposure", "posts.rent",
    "regime.prospects",
)  # fmt: skip
WRITES = (
    "cadres.bribes_hidden", "cadres.bribes_visible", "cadres.displayed_loyalty", "cadres.loyalty",
    "cadres.openness_acquaintances", "cadres.openness_close", "cadres.private_loyalty",
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
    show(cadres, p, levers)
    bribe(cadres, posts, p)


@part
def prospects_of(promoted: F32, posts: Posts, regime: Regime, p: Believe) -> None:
    """Loyalty from the prospect of promotion out of one's circle."""
    by_prospects, circle, prospects = f(p.prospects), posts.circle, regime.prospects
    for i in range(len(promoted)):
        promoted[i] = by_prospects * prospects[np.uint32(circle[i])]


@part
def drift(cadres: Cadres, target: F32, p: Believe) -> None:
    """Private loyalty goes part of the way to its target."""
    rate, loyalty, private_loyalty = f(p.rate), cadres.loyalty, cadres.private_loyalty
    for i in range(len(loyalty)):
        loyalty[i] += rate * (target[i] - loyalty[i])
        private_loyalty[i] = logistic(loyalty[i])


@part
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


@part
def bribe(cadres: Cadres, posts: Posts, p: Believe) -> None:
    """Bribes taken openly and in hiding, in rents."""
    by_visible, by_hidden = f(p.bribes_visible), f(p.bribes_hidden)
    visible, hidden, fear, rent = cadres.bribes_visible, cadres.bribes_hidden, cadres.fear, posts.rent
    for i in range(len(fear)):
        visible[i] = rent[i] * exp(-by_visible * fear[i])
        hidden[i] = rent[i] * exp(-by_hidden * fear[i])
