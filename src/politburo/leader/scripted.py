"""The scripted logic: the leader does what the scenario's levers say."""

from __future__ import annotations

from politburo.leader.interface import Briefing, Decision
from politburo.terms.levers import Levers
from politburo.terms.parameters import Parameters


def choose(briefing: Briefing, levers: Levers, assurance: float, parameters: Parameters) -> Decision:
    """Nothing: every lever stays as it stands, whatever is reported and whoever guarantees."""
    return Decision()
