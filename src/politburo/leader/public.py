"""How leaders treat the public: the part that all logics which choose a market tolerance share.

Rivals so differ in how they treat the elite and in nothing else.

With market tolerance m the hazard of losing power to the public is w_p · G · exp(−s · m) + b · m². G is the grievance
of the public as reported. Tolerance quells (s) but costs control and faith (b).
"""

from __future__ import annotations

from politburo.leader.interface import Briefing
from politburo.leader.least import least_hazard
from politburo.terms.parameters import Parameters

MOST_TOLERANCE = 1.0


def tolerated_markets(briefing: Briefing, parameters: Parameters) -> float:
    """The market tolerance, a share, at which that hazard is least."""
    p = parameters.govern
    public = p.public_weight * briefing.public_grievance * p.quell
    return least_hazard(0.0, 2.0 * p.control_cost, public, p.quell, MOST_TOLERANCE)
