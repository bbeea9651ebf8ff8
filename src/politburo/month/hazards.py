"""Hazards: the parts of one cadre's hazards, as small rules.

The loops over all cadres (choose, judge) and those over the few to whom something happened (reasons) call the same
rules, so that what is told of an event is what made it. The equations stand in the phases.
"""

from __future__ import annotations

import numpy as np

from politburo.country.country import Number
from politburo.month.state import LYING_LOW
from politburo.numerics.arithmetic import exp
from politburo.numerics.compile import rule
from politburo.terms.reasons import MOST_CHOICE_HAZARD, MOST_PENALTY_HAZARD

ONE = np.float32(1)
MOST_PENALTY = np.float32(MOST_PENALTY_HAZARD)
MOST_CHOICE = np.float32(MOST_CHOICE_HAZARD)


@rule
def grounds_of(
    display: Number, association: Number, openness_acquaintances: Number, private_loyalty: Number,
    predecessor: Number, arms: Number, alarm: Number, lukewarm: Number, by_association: Number,
    by_talk: Number, by_cohort: Number, menace: Number, false_alarm: Number,
) -> tuple[Number, Number, Number, Number, Number, Number]:  # fmt: skip
    """Grounds of suspicion: display, association, talk, cohort, menace, false alarm; suspicion is their sum."""
    cold = ONE - display
    return (
        lukewarm * cold,
        by_association * (ONE - exp(-association)),
        by_talk * openness_acquaintances * (ONE - private_loyalty),
        by_cohort * predecessor,
        menace * arms * cold,
        false_alarm * alarm,
    )


@rule
def shield_of(arms: Number, shield: Number) -> Number:
    """Share of guilt that is left where arms let retaliation be feared."""
    return exp(-shield * arms)


@rule
def profile_of(standing: Number, low_profile: Number) -> Number:
    """Share of prominence as one stands: less for who lies low."""
    return low_profile if standing == LYING_LOW else ONE


@rule
def penalty_hazard(
    guilt: Number, visible: Number, per_guilt: Number, per_visible: Number,
) -> Number:  # fmt: skip
    """Hazard of a penalty for disloyalty."""
    return min(per_guilt * guilt + per_visible * visible, MOST_PENALTY)


@rule
def way_out(abroad: Number, access: Number, open_border: Number) -> Number:
    """Chance to flee, relative to a post abroad."""
    return max(abroad, access * open_border)


@rule
def flight_pushes(
    fear: Number, flights: Number, exposure: Number, private_loyalty: Number, by_fear: Number,
    by_news: Number, by_gap: Number, by_loyalty: Number,
) -> tuple[Number, Number, Number, Number]:  # fmt: skip
    """Exponents of the hazard of flight: fear, news, outside option; and loyalty, which counts against it."""
    return by_fear * fear, by_news * (ONE - exp(-flights)), by_gap * exposure, by_loyalty * private_loyalty


@rule
def held_back(abroad: Number, family: Number, by_family: Number, by_fate: Number) -> Number:
    """Exponent that kin count against the hazard of flight: as hostages of those abroad, and by shared fate."""
    return (by_fate + by_family * abroad) * family


@rule
def plot_pushes(
    fear: Number, private_loyalty: Number, seen: Number, arms: Number, family: Number,
    by_fear: Number, by_trust: Number, by_arms: Number, by_loyalty: Number, by_fate: Number,
) -> tuple[Number, Number, Number, Number, Number]:  # fmt: skip
    """Exponents of the hazard of plotting: fear, friends, arms; and loyalty and shared fate, which count against it."""
    return by_fear * fear, by_trust * seen, by_arms * arms, by_loyalty * private_loyalty, by_fate * family
