"""How leaders meet the public: the part that all logics which choose a market tolerance share, so that rivals differ in
how they treat the elite and in nothing else.

With market tolerance m the hazard of losing power to the public is w_p · G · exp(−s · m) + b · m². G is the grievance
of the public as reported. Tolerance quells (s) but costs control and faith (b).
"""

from __future__ import annotations

from politburo.leader.interface import Briefing
from politburo.leader.least import rising_root
from politburo.numerics.arithmetic import exp64
from politburo.terms.parameters import Parameters


def tolerated_markets(briefing: Briefing, parameters: Parameters) -> float:
    """The market tolerance, a share, at which that hazard is least."""
    p = parameters.govern
    public = p.public_weight * briefing.public_grievance * p.quell
    return rising_root(lambda m: 2 * p.control_cost * m - public * exp64(-p.quell * m), 1.0)
