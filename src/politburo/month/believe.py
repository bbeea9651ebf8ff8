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

from politburo.country.country import F32, U8
from politburo.month.now import Now
from politburo.numerics.arithmetic import exp, logistic
from politburo.numerics.compile import kernel

ONE = np.float32(1)


@kernel
def drift(
    loyalty: F32, private_loyalty: F32, fear: F32, disposition: F32, rent: F32, tie: F32, family: F32, exposure: F32,
    promoted: F32, seen: F32, openness_close: F32, by_rent: np.float32, by_tie: np.float32, fate: np.float32,
    campaign: np.float32, by_fear: np.float32, by_gap: np.float32, by_friends: np.float32, base: np.float32,
    rate: np.float32,
) -> None:  # fmt: skip
    """Private loyalty goes part of the way to its target."""
    for i in range(len(loyalty)):
        target = base + disposition[i] + promoted[i] + by_rent * rent[i] + by_tie * tie[i] + fate * family[i]
        target += campaign * (ONE - fear[i]) - by_fear * fear[i] - by_gap * exposure[i]
        target += by_friends * (openness_close[i] * (ONE - private_loyalty[i]) - seen[i])
        loyalty[i] += rate * (target - loyalty[i])
        private_loyalty[i] = logistic(loyalty[i])


@kernel
def show(
    display: F32, openness_close: F32, openness_acquaintances: F32, loyalty: F32, fear: F32, drawn_out: np.float32,
    asked: np.float32, chill_close: np.float32, chill_far: np.float32,
) -> None:  # fmt: skip
    """Displayed loyalty, and openness by kind of tie."""
    for i in range(len(display)):
        display[i] = logistic(loyalty[i] + drawn_out * fear[i] + asked)
        openness_close[i] = exp(-chill_close * fear[i])
        openness_acquaintances[i] = exp(-chill_far * fear[i])


@kernel
def bribe(
    visible: F32, hidden: F32, fear: F32, rent: F32, by_visible: np.float32, by_hidden: np.float32,
) -> None:  # fmt: skip
    """Bribes taken openly and in hiding, in rents."""
    for i in range(len(visible)):
        visible[i] = rent[i] * exp(-by_visible * fear[i])
        hidden[i] = rent[i] * exp(-by_hidden * fear[i])


@kernel
def prospects_of(out: F32, circle: U8, by_circle: F32) -> None:
    """Loyalty from prospects, by circle."""
    for i in range(len(out)):
        out[i] = by_circle[np.uint32(circle[i])]


def believe(now: Now) -> None:
    """Loyalty, its display, openness and bribery of every cadre."""
    p, levers, cadres, posts = now.parameters.believe, now.levers, now.state.cadres, now.country.posts
    f = np.float32
    promoted = now.scratch.promoted
    prospects_of(promoted, posts.circle, f(p.prospects) * now.state.regime.prospects)
    drift(
        cadres.loyalty, cadres.private_loyalty, cadres.fear, cadres.disposition, posts.rent, cadres.tie, cadres.family,
        posts.exposure, promoted, cadres.seen, cadres.openness_close,
        f(p.rents * levers.rents - p.reform * levers.reform_pressure), f(p.tie), f(p.shared_fate),
        f(p.campaign * levers.campaign),
        f(p.fear), f(p.exposure * levers.neighbour_lead), f(p.persuasion), f(p.base), f(p.rate),
    )  # fmt: skip
    watched = levers.surveillance
    show(
        cadres.displayed_loyalty, cadres.openness_close, cadres.openness_acquaintances, cadres.loyalty, cadres.fear,
        f(p.display * watched), f(p.display_campaign * levers.campaign), f(p.chill_close * watched),
        f(p.chill_acquaintances * watched),
    )  # fmt: skip
    bribe(
        cadres.bribes_visible, cadres.bribes_hidden, cadres.fear, posts.rent, f(p.bribes_visible), f(p.bribes_hidden),
    )  # fmt: skip
