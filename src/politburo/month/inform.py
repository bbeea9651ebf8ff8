"""Inform: what reaches the leader.

    elite threat = (1 − mean D of the two top ranks) · (1 + doubt · mean F) + alarm

The leader sees disaffection only as it is displayed and doubts it the more the elite is afraid: Wintrobe's (1990)
dictator's dilemma. Failed coups raise an alarm that fades. Grievance and competence reach him as they are, and so do

    capability = Σ arms_i · o'_i · t_i / (t_i + rooting) / Σ arms_i

the means of the two top ranks to retaliate: arms count as far as their holders talk to acquaintances and have been in
post long enough (t months) to have men of their own; and the share of the two top ranks whom the predecessor appointed.
"""

from __future__ import annotations

from politburo.country.country import F32, I32, Number
from politburo.month.now import Now
from politburo.numerics.arithmetic import total, total_weighted
from politburo.numerics.compile import kernel

NO_ARMS = 1e-9
"""Arms by which a country without any is divided."""


@kernel
def means_of_top(top: I32, display: F32, fear: F32, competence: F32) -> tuple[Number, Number, Number]:
    """Mean display, fear and competence of the two top ranks, summed in fixed order."""
    a, b, c = 0.0, 0.0, 0.0
    for k in range(len(top)):
        i = top[k]
        a += display[i]
        b += fear[i]
        c += competence[i]
    return a / len(top), b / len(top), c / len(top)


@kernel
def means_to_retaliate(
    top: I32, arms: F32, openness_acquaintances: F32, since: I32, month: int, rooting: float,
) -> Number:  # fmt: skip
    """Arms of the two top ranks that could act together, as a share of all their arms, summed in fixed order."""
    able, armed = 0.0, 0.0
    for k in range(len(top)):
        i = top[k]
        months = month - since[i]
        able += arms[i] * openness_acquaintances[i] * (months / (months + rooting))
        armed += arms[i]
    return able / max(armed, NO_ARMS)


@kernel
def share_of(top: I32, column: F32) -> Number:
    """Mean of a column over the two top ranks, summed in fixed order."""
    together = 0.0
    for k in range(len(top)):
        together += column[top[k]]
    return together / len(top)


@kernel
def weighted_mean(values: F32, weights: F32) -> Number:
    """Mean of values by weight, summed in fixed order."""
    return total_weighted(values, weights) / total(weights)


def inform(now: Now) -> None:
    """Write the reports that the leader reads next month."""
    p, regime, cadres = now.parameters.inform, now.state.regime, now.state.cadres
    shown, afraid, competence = means_of_top(
        now.country.posts.top, cadres.displayed_loyalty, cadres.fear, cadres.competence
    )
    regime.alarm += p.attempt_alarm * now.counts.coup_attempts
    regime.elite_threat = (1 - shown) * (1 + p.doubt * afraid) + regime.alarm
    regime.elite_fear = afraid
    regime.elite_capability = means_to_retaliate(
        now.country.posts.top,
        now.country.posts.arms,
        cadres.openness_acquaintances,
        cadres.since,
        now.month,
        float(p.rooting),
    )
    regime.predecessor_share = share_of(now.country.posts.top, cadres.predecessor)
    regime.competence = competence
    regime.public_grievance = weighted_mean(now.state.homes.grievance, now.country.households.weight)
