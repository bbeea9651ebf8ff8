"""The succession logic: the leader replaces the predecessor's appointees until his power is consolidated.

    q = settled + (zeal − settled) · P · (1 − C)

P is the share of the predecessor's appointees in the top ranks, C consolidated power. First-generation elites are
purged more than later ones (Goldring & Matthews 2023a), and a contested ruler becomes an established one whom nobody
can challenge (Svolik 2009). Guarantees from abroad play no part.
"""

from __future__ import annotations

from politburo.leader.interface import Briefing, Decision
from politburo.leader.public import tolerated_markets
from politburo.terms.levers import Levers
from politburo.terms.parameters import Parameters


def choose(briefing: Briefing, levers: Levers, assurance: float, parameters: Parameters) -> Decision:
    """A purge intensity that falls as the predecessor's appointees leave and power is consolidated."""
    p = parameters.succession
    contested = briefing.predecessor_share * (1 - briefing.consolidation)
    return Decision(
        purge_intensity=p.settled + (p.zeal - p.settled) * contested,
        market_tolerance=tolerated_markets(briefing, parameters),
    )
