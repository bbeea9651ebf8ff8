"""The opportunist logic: the leader purges when the elite cannot retaliate.

    s = (1 − shelter · A) · c / (c + guards)       chance that a coup in reaction succeeds
    q = most · σ(keenness · (1 / (1 + stake) − s))

c is the elite's capability to retaliate, A the assurance in force. A purge is worth its risk while s lies below
D / (D + B) = 1 / (1 + stake), D being the control that it gains and B the value of office (Sudduth 2017: purges come
when capability is low, and fall as the risk of a coup rises). An assurance shelters the leader, so that the threshold
loosens (Boutton 2019).
"""

from __future__ import annotations

from politburo.leader.interface import Briefing, Decision
from politburo.leader.public import tolerated_markets
from politburo.numerics.arithmetic import exp64
from politburo.terms.levers import Levers
from politburo.terms.parameters import Parameters


def choose(briefing: Briefing, levers: Levers, assurance: float, parameters: Parameters) -> Decision:
    """A purge intensity that is high against a weak elite and low against a strong one."""
    p = parameters.opportunist
    worth = 1 / (1 + p.stake) - chance_of_a_coup(briefing, assurance, parameters)
    return Decision(
        purge_intensity=p.most / (1 + exp64(-p.keenness * worth)),
        market_tolerance=tolerated_markets(briefing, parameters),
    )


def chance_of_a_coup(briefing: Briefing, assurance: float, parameters: Parameters) -> float:
    """The chance that a coup in reaction succeeds, as he believes."""
    p = parameters.opportunist
    return briefing.elite_capability / (briefing.elite_capability + p.guards) * (1 - p.shelter * assurance)
