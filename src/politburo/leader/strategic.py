"""The strategic logic: the leader minimises the hazard of losing power.

With purge intensity q the hazard of losing it to the elite and to foreigners is

    w_e · E · exp(−d · q) + k · q² + (1 − C) · r · q + (1 − A) · T · c · q

E is the elite threat as reported, C consolidated power, A the assurance in force, T the threat from abroad. Purges
deter (d) but drive the fearful to desperation (k), invite retaliation while power is not consolidated (r; Sudduth
2017) and cost competence that matters against a threat from abroad (c; Boutton 2019). Hence a guarantee emboldens,
and so does consolidated power. The hazard is convex: its minimum is where the slope crosses zero, found by bisection.
The public is met as `leader.public` says.
"""

from __future__ import annotations

from politburo.leader.interface import Briefing, Decision
from politburo.leader.least import least_hazard
from politburo.leader.public import tolerated_markets
from politburo.terms.levers import Levers
from politburo.terms.parameters import Parameters

HIGHEST_INTENSITY = 1.0


def choose(briefing: Briefing, levers: Levers, assurance: float, parameters: Parameters) -> Decision:
    """The purge intensity and market tolerance at which the hazard of losing power is least."""
    p = parameters.govern
    threat = p.elite_weight * briefing.elite_threat * p.deterrence
    cost = (1 - briefing.consolidation) * p.retaliation_cost
    cost += (1 - assurance) * levers.external_threat * p.competence_cost
    return Decision(
        purge_intensity=least_hazard(cost, 2.0 * p.desperation, threat, p.deterrence, HIGHEST_INTENSITY),
        market_tolerance=tolerated_markets(briefing, parameters),
    )
