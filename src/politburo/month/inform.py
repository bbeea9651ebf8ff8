"""Inform: what reaches the leader.

    elite threat = (1 − mean D of the two top ranks) · (1 + doubt · mean F) · (1 + noise · (2u − 1)) + alarm

The leader sees disaffection only as it is displayed and doubts it the more the elite is afraid: Wintrobe's (1990)
dictator's dilemma. Plots found at the top and failed coups raise an alarm that fades. Grievance and competence reach
him as they are.
"""

from __future__ import annotations

from politburo.month.now import Now
from politburo.numerics.arithmetic import total, total_weighted
from politburo.numerics.chance import Purpose
from politburo.numerics.compile import kernel


@kernel
def means_of_top(top, display, fear, competence):
    """Mean display, fear and competence of the two top ranks, summed in fixed order."""
    a, b, c = 0.0, 0.0, 0.0
    for k in range(len(top)):
        i = top[k]
        a += display[i]
        b += fear[i]
        c += competence[i]
    return a / len(top), b / len(top), c / len(top)


@kernel
def weighted_mean(values, weights):
    """Mean of values by weight, summed in fixed order."""
    return total_weighted(values, weights) / total(weights)


def inform(now: Now) -> None:
    """Write the reports that the leader reads next month."""
    p, regime, cadres = now.parameters.inform, now.state.regime, now.state.cadres
    shown, afraid, competence = means_of_top(now.country.posts.top, cadres.display, cadres.fear, cadres.competence)
    regime.alarm += p.plot_alarm * now.counts.top_plots_found + p.attempt_alarm * now.counts.coup_attempts
    error = p.noise * (2 * float(now.draw(Purpose.REPORT_NOISE, 1)[0]) - 1)
    regime.elite_threat = (1 - shown) * (1 + p.doubt * afraid) * (1 + error) + regime.alarm
    regime.elite_fear = afraid
    regime.competence = competence
    regime.public_grievance = weighted_mean(now.state.homes.grievance, now.country.households.weight)
