"""Reasons: the terms of the hazards of those few to whom something happened, in the order of terms.reasons."""

from __future__ import annotations

import numpy as np

from politburo.country.country import Number, Posts
from politburo.month.hazards import (
    flight_pushes,
    grounds_of,
    held_back,
    penalty_hazard,
    plot_pushes,
    profile_of,
    shield_of,
    way_out,
)
from politburo.month.log import Log, tell
from politburo.month.state import Cadres
from politburo.numerics.compile import kernel
from politburo.terms.levers import Levers
from politburo.terms.parameters import Choose, Judge

f = np.float32
ZERO, ONE = f(0), f(1)


@kernel
def tell_flight(
    log: Log, event: int, hazard: Number, i: Number, cadres: Cadres, posts: Posts, p: Choose, levers: Levers
) -> None:
    """Why one fled."""
    open_border, abroad, access = f(p.flee_inland * (1 - levers.border_control)), posts.abroad[i], posts.access[i]
    afraid, told, tempted, loyal = flight_pushes(
        cadres.fear[i], cadres.flights_heard[i], posts.exposure[i], cadres.private_loyalty[i],
        f(p.flee_fear), f(p.flee_news), f(p.flee_outside * levers.neighbour_lead), f(p.flee_loyalty),
    )  # fmt: skip
    inland = way_out(abroad, access, open_border) > abroad
    terms = row_of(log, event, hazard)
    terms[0] = f(p.flee_rate)
    terms[1] = access if inland else abroad
    terms[2] = open_border if inland else ONE
    terms[3], terms[4], terms[5], terms[6] = afraid, told, tempted, -loyal
    terms[7] = -held_back(abroad, cadres.family[i], f(p.flee_family), ZERO)
    terms[8] = -held_back(abroad, cadres.family[i], ZERO, f(p.fate))


@kernel
def row_of(log: Log, event: int, hazard: Number) -> Number:
    """Where the terms of an event are to stand."""
    at = tell(log, event, hazard)
    return log.terms[at]


@kernel
def tell_plot(
    log: Log, event: int, hazard: Number, i: Number, cadres: Cadres, posts: Posts, p: Choose, levers: Levers
) -> None:
    """Why one began to plot."""
    afraid, trusting, armed, loyal, bound = plot_pushes(
        cadres.fear[i], cadres.private_loyalty[i], cadres.seen[i], posts.arms[i], cadres.family[i],
        f(p.plot_fear), f(p.plot_trust), f(p.plot_arms), f(p.plot_loyalty), f(p.fate),
    )  # fmt: skip
    terms = row_of(log, event, hazard)
    terms[0], terms[1], terms[2], terms[3] = f(p.plot_rate), afraid, trusting, armed
    terms[4], terms[5], terms[6] = -f(p.plot_surveillance * levers.surveillance), -loyal, -bound


@kernel
def tell_penalty(
    log: Log, event: int, i: Number, alarm: Number, guilt: Number, visible: Number, rates: Number, cadres: Cadres,
    posts: Posts, p: Judge, levers: Levers,
) -> None:  # fmt: skip
    """Why one is penalised for disloyalty; `rates` (4,) are those of the rank.

    They are the hazards per unit of guilt and of prominence, and what these would be if terror were not blind at all,
    and if it were all blind.
    """
    watched, slope = levers.surveillance, f(p.slope)
    shown, tied, told, inherited, armed, denounced = grounds_of(
        cadres.displayed_loyalty[i], cadres.association[i], cadres.openness_acquaintances[i],
        cadres.private_loyalty[i], cadres.predecessor[i], posts.arms[i], alarm,
        f(p.lukewarm * watched), f(p.association), f(p.talk * watched), f(p.cohort), f(p.menace), f(p.false_alarm),
    )  # fmt: skip
    terms = row_of(log, event, penalty_hazard(guilt, visible, rates[0], rates[1]))
    terms[0], terms[1], terms[2] = rates[2], rates[3], levers.type_blindness
    terms[3], terms[4] = posts.prominence[i], profile_of(cadres.standing[i], f(p.low_profile))
    terms[5] = shield_of(posts.arms[i], f(p.shield))
    terms[6], terms[7], terms[8] = slope * shown, slope * tied, slope * told
    terms[9], terms[10], terms[11] = slope * inherited, slope * armed, slope * denounced
    terms[12] = -p.slope * levers.offence_threshold
    terms[13] = p.slope * p.campaign * levers.campaign
