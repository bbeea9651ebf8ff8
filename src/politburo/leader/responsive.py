"""The responsive logic: the leader purges when threatened, and as many as the threat asks for.

    K = (e − d) / (p − d)  if e > d and p > d, else 0          share of the elite to be culled
    p = precision + precision_surveillance · surveillance,     q = min(K, 1) / span

e is the share of enemies as reported, d the share that is borne, p the share of enemies among those hit: removing K
leaves (e − p · K) / (1 − K) = d. No purge below the threshold, and the worse the information, the more must be hit and
the more of them innocent (Gregory, Schroeder & Sonin). Plots found and failed coups raise the reports, and with them
the purges (Easton & Siverson 2018; Bokobza et al. 2022). Guarantees from abroad play no part.
"""

from __future__ import annotations

from politburo.leader.interface import Briefing, Decision
from politburo.leader.public import tolerated_markets
from politburo.terms.levers import Levers
from politburo.terms.parameters import Parameters


def choose(briefing: Briefing, levers: Levers, assurance: float, parameters: Parameters) -> Decision:
    """A purge intensity that is nothing below a threshold of threat and rises beyond it."""
    p = parameters.responsive
    precision = p.precision + p.precision_surveillance * levers.surveillance
    return Decision(
        purge_intensity=smallest_cull(briefing.elite_threat, p.tolerated, precision) / p.span,
        market_tolerance=tolerated_markets(briefing, parameters),
    )


def smallest_cull(enemies: float, tolerated: float, precision: float) -> float:
    """The smallest share, at most 1, whose removal brings the share of enemies down to what is tolerated; nothing
    where they are few enough, or where so many of those hit are innocent that no cull would do."""
    if enemies <= tolerated or precision <= tolerated:
        return 0.0
    return min((enemies - tolerated) / (precision - tolerated), 1.0)
