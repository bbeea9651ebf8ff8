"""The strategic logic: the leader minimises the hazard of losing power.

With purge intensity q and market tolerance m the hazard is

    w_e · E · exp(−d · q) + k · q² + (1 − C) · r · q + (1 − A) · T · c · q      from the elite and from abroad
    + w_p · G · exp(−s · m) + b · m²                                            from the public

E is the elite threat as reported, C consolidated power, A the assurance in force, T the threat from abroad, G the
grievance of the public. Purges deter (d) but drive the fearful to desperation (k), invite retaliation while power is
not consolidated (r; Sudduth 2017) and cost competence that matters against a threat from abroad (c; Boutton 2019).
Hence a guarantee emboldens, and so does consolidated power. Both parts are convex: the minimum is where the slope
crosses zero, found by bisection.
"""

from __future__ import annotations

from collections.abc import Callable

from politburo.leader.interface import Briefing, Decision
from politburo.numerics.arithmetic import exp64
from politburo.terms.levers import Levers
from politburo.terms.parameters import Govern

HIGHEST_INTENSITY = 1.0
BISECTIONS = 40


def choose(briefing: Briefing, levers: Levers, assurance: float, parameters: Govern) -> Decision:
    """The purge intensity and market tolerance at which the hazard of losing power is least; surveillance as levied."""
    p = parameters
    threat = p.elite_weight * briefing.elite_threat * p.deterrence
    cost = (1 - briefing.consolidation) * p.retaliation_cost
    cost += (1 - assurance) * levers.external_threat * p.competence_cost

    def slope_of_intensity(q: float) -> float:
        return cost + 2 * p.desperation * q - threat * exp64(-p.deterrence * q)

    public = p.public_weight * briefing.public_grievance * p.quell

    def slope_of_tolerance(m: float) -> float:
        return 2 * p.control_cost * m - public * exp64(-p.quell * m)

    return Decision(
        purge_intensity=_root(slope_of_intensity, HIGHEST_INTENSITY),
        market_tolerance=_root(slope_of_tolerance, 1.0),
        surveillance=levers.surveillance,
    )


def _root(slope: Callable[[float], float], highest: float) -> float:
    """Where a rising slope crosses zero between 0 and `highest`; the nearer end when it does not."""
    low, high = 0.0, highest
    if slope(low) >= 0:
        return low
    for _ in range(BISECTIONS):
        middle = (low + high) / 2
        if slope(middle) < 0:
            low = middle
        else:
            high = middle
    return (low + high) / 2
