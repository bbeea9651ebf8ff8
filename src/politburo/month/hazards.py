"""Hazards: the parts of one cadre's hazards, as small rules.

The loops over all cadres (choose, judge) and those over the few to whom something happened (reasons) call the same
rules, so that what is told of an event is what made it. The equations stand in the phases.
"""

from __future__ import annotations

import numpy as np

from politburo.numerics.arithmetic import exp
from politburo.numerics.compile import rule
from politburo.terms.reasons import MOST_CHOICE_HAZARD, MOST_PENALTY_HAZARD

ONE = np.float32(1)
MOST_PENALTY = np.float32(MOST_PENALTY_HAZARD)
MOST_CHOICE = np.float32(MOST_CHOICE_HAZARD)


@rule
def grounds_of(
    display, association, openness_acquaintances, private_loyalty, predecessor, arms, alarm,
    lukewarm, by_association, by_talk, by_cohort, menace, false_alarm,
):  # fmt: skip
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
def shield_of(arms, shield):
    """Share of guilt that is left where arms let retaliation be feared."""
    return exp(-shield * arms)


@rule
def profile_of(standing, low_profile):
    """Share of prominence as one stands: less for who lies low."""
    return low_profile if standing == 1 else ONE


@rule
def penalty_hazard(guilt, visible, per_guilt, per_visible):
    """Hazard of a penalty for disloyalty."""
    return min(per_guilt * guilt + per_visible * visible, MOST_PENALTY)


@rule
def way_out(abroad, access, open_border):
    """Chance to flee, relative to a post abroad."""
    return max(abroad, access * open_border)


@rule
def flight_pushes(fear, flights, exposure, private_loyalty, by_fear, by_news, by_gap, by_loyalty):
    """Exponents of the hazard of flight: fear, news, outside option; and loyalty, which counts against it."""
    return by_fear * fear, by_news * (ONE - exp(-flights)), by_gap * exposure, by_loyalty * private_loyalty


@rule
def held_back(abroad, family, by_family, by_fate):
    """Exponent that kin count against the hazard of flight: as hostages of those abroad, and by shared fate."""
    return (by_fate + by_family * abroad) * family


@rule
def plot_pushes(fear, private_loyalty, seen, arms, family, by_fear, by_trust, by_arms, by_loyalty, by_fate):
    """Exponents of the hazard of plotting: fear, friends, arms; and loyalty and shared fate, which count against it."""
    return by_fear * fear, by_trust * seen, by_arms * arms, by_loyalty * private_loyalty, by_fate * family
