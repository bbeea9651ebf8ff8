"""The scripted logic: the leader does what the scenario's levers say."""

from __future__ import annotations

from politburo.leader.interface import Briefing, Decision
from politburo.terms.levers import Levers
from politburo.terms.parameters import Govern


def choose(briefing: Briefing, levers: Levers, assurance: float, parameters: Govern) -> Decision:
    """The levers as they stand, whatever is reported and whoever guarantees."""
    return Decision(levers.purge_intensity, levers.market_tolerance, levers.surveillance)
