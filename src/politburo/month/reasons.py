"""Reasons: the terms of the hazards of those few to whom something happened, in the order of terms.reasons.

Called after the draw, with what the loop over all cadres was called with, before the event changes anything. The
hazards are those of the loop; the terms come from the same rules (hazards).
"""

from __future__ import annotations

from typing import Any

import numpy as np

from politburo.country.country import F32, I32, U8
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
from politburo.month.log import Told
from politburo.month.now import Now
from politburo.numerics.chance import Purpose
from politburo.numerics.compile import kernel
from politburo.terms.reasons import account_of

ZERO, ONE = np.float32(0), np.float32(1)


@kernel
def tell_flights(
    terms: F32, who: I32, fear: F32, private_loyalty: F32, flights: F32, exposure: F32, abroad: F32, access: F32,
    family: F32, open_border: np.float32, rate: np.float32, by_fear: np.float32, by_news: np.float32,
    by_gap: np.float32, by_loyalty: np.float32, by_family: np.float32, by_fate: np.float32,
) -> None:  # fmt: skip
    """Terms of the flight of each."""
    for k in range(len(who)):
        i = who[k]
        afraid, told, tempted, loyal = flight_pushes(
            fear[i], flights[i], exposure[i], private_loyalty[i], by_fear, by_news, by_gap, by_loyalty
        )
        inland = way_out(abroad[i], access[i], open_border) > abroad[i]
        terms[k, 0] = rate
        terms[k, 1] = access[i] if inland else abroad[i]
        terms[k, 2] = open_border if inland else ONE
        terms[k, 3], terms[k, 4], terms[k, 5], terms[k, 6] = afraid, told, tempted, -loyal
        terms[k, 7] = -held_back(abroad[i], family[i], by_family, ZERO)
        terms[k, 8] = -held_back(abroad[i], family[i], ZERO, by_fate)


@kernel
def tell_plots(
    terms: F32, who: I32, fear: F32, private_loyalty: F32, seen: F32, arms: F32, family: F32, rate: np.float32,
    by_fear: np.float32, by_trust: np.float32, by_arms: np.float32, by_loyalty: np.float32, by_fate: np.float32,
    watched: np.float32,
) -> None:  # fmt: skip
    """Terms of the plot that each begins."""
    for k in range(len(who)):
        i = who[k]
        afraid, trusting, armed, loyal, bound = plot_pushes(
            fear[i], private_loyalty[i], seen[i], arms[i], family[i], by_fear, by_trust, by_arms, by_loyalty, by_fate
        )
        terms[k, 0], terms[k, 1], terms[k, 2], terms[k, 3] = rate, afraid, trusting, armed
        terms[k, 4], terms[k, 5], terms[k, 6] = -watched, -loyal, -bound


@kernel
def tell_grounds(
    terms: F32, who: I32, alarm: F32, slope: np.float32, display: F32, association: F32, openness_acquaintances: F32,
    private_loyalty: F32, predecessor: F32, arms: F32, lukewarm: np.float32, by_association: np.float32,
    by_talk: np.float32, by_cohort: np.float32, menace: np.float32, false_alarm: np.float32,
) -> None:  # fmt: skip
    """Grounds of suspicion of each, in logits of guilt."""
    for k in range(len(who)):
        i = who[k]
        shown, tied, told, inherited, armed, denounced = grounds_of(
            display[i], association[i], openness_acquaintances[i], private_loyalty[i], predecessor[i], arms[i],
            alarm[k],
            lukewarm, by_association, by_talk, by_cohort, menace, false_alarm,
        )  # fmt: skip
        terms[k, 0], terms[k, 1], terms[k, 2] = slope * shown, slope * tied, slope * told
        terms[k, 3], terms[k, 4], terms[k, 5] = slope * inherited, slope * armed, slope * denounced


@kernel
def tell_judgements(
    terms: F32, hazard: F32, who: I32, guilt: F32, visible: F32, rank: U8, per_guilt: F32, per_visible: F32,
    prominence: F32, standing: U8, arms: F32, low_profile: np.float32, shield: np.float32,
) -> None:  # fmt: skip
    """Hazard of each, and how far the post stands out and its arms protect."""
    for k in range(len(who)):
        i = who[k]
        r = np.uint32(rank[i])
        hazard[k] = penalty_hazard(guilt[i], visible[i], per_guilt[r], per_visible[r])
        terms[k, 0], terms[k, 1] = prominence[i], profile_of(standing[i], low_profile)
        terms[k, 2] = shield_of(arms[i], shield)


def of_flights(who: I32, hazards: F32, fleeing: tuple[Any, ...]) -> Told:
    """Why these fled; `hazards` (n,) are those of `choose.tempt`, and `fleeing` is what it was called with."""
    terms = _room(len(who), "flight")
    tell_flights(terms, who, *fleeing)
    return Told(hazards[who], terms)


def of_plots(who: I32, hazards: F32, plotting: tuple[Any, ...]) -> Told:
    """Why these began to plot; as for flights, with `choose.incite`."""
    terms = _room(len(who), "plot")
    tell_plots(terms, who, *plotting)
    return Told(hazards[who], terms)


def of_penalties(
    now: Now, who: I32, conduct: tuple[Any, ...], judged: tuple[Any, ...], rates: F32, blind_rates: F32
) -> Told:
    """Why these are penalised for disloyalty.

    `conduct` and `judged` are what `judge.suspect` and `judge.sentence` were called with; `rates` and `blind_rates`
    (4,) are the hazards per unit of guilt if terror were not blind at all, and per unit of prominence if it were all
    blind.
    """
    f, p, posts, levers = np.float32, now.parameters.judge, now.country.posts, now.levers
    terms, hazard = _room(len(who), "penalty", "disloyalty"), np.empty(len(who), np.float32)
    rank = posts.rank[who]
    terms[:, 0], terms[:, 1], terms[:, 2] = rates[rank], blind_rates[rank], levers.type_blindness
    standing = now.state.cadres.standing
    guilt, visible, ranks, per_guilt, per_visible = judged
    tell_judgements(
        terms[:, 3:6], hazard, who, guilt, visible, ranks, per_guilt, per_visible,
        posts.prominence, standing, posts.arms, f(p.low_profile), f(p.shield),
    )  # fmt: skip
    tell_grounds(terms[:, 6:12], who, now.draw_for(who, Purpose.SUSPECT), f(p.slope), *conduct)
    terms[:, 12] = -p.slope * levers.offence_threshold
    terms[:, 13] = p.slope * p.campaign * levers.campaign
    return Told(hazard, terms)


def of_found(count: int, hazard: np.float32, alone: float, watched: float) -> Told:
    """Why so many plotters were found out: without surveillance (`alone`), and because of it (`watched`)."""
    terms = _room(count, "plot found")
    terms[:] = alone, watched
    return Told(np.full(count, hazard), terms)


def of_coup(hazard: float, rate: float, half: float, parts: F32, guards: float) -> Told:
    """Why one coup was attempted and ended as it did: `parts` (4,) are those of the strength of its coalition."""
    terms = _room(1, "coup attempt")
    terms[0] = rate, half, *parts, guards
    return Told(np.array([hazard], np.float32), terms)


def _room(count: int, kind: str, charge: str | None = None) -> F32:
    """An empty row of terms for each event of a kind."""
    account = account_of(kind, charge)
    assert account is not None
    return np.empty((count, len(account.terms)), np.float32)
