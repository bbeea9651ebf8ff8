"""The random terror logic: the leader penalises at a constant rate, regardless of conduct.

    q = rate,   type-blindness = blindness

Where conduct makes no difference, compliance is worth nothing (Rozenas & Zhukov 2019), and a violent purge leaves
nobody safe (Montagnes & Wolton 2019). Neither reports nor guarantees play a part.
"""

from __future__ import annotations

from politburo.leader.interface import Briefing, Decision
from politburo.leader.public import tolerated_markets
from politburo.terms.levers import Levers
from politburo.terms.parameters import Parameters


def choose(briefing: Briefing, levers: Levers, assurance: float, parameters: Parameters) -> Decision:
    """The same intensity and blindness at all times."""
    p = parameters.random_terror
    return Decision(
        purge_intensity=p.rate,
        type_blindness=p.blindness,
        market_tolerance=tolerated_markets(briefing, parameters),
    )
