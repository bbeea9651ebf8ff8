"""The responsive logic: the leader purges until the reported share of enemies is at the tolerated level.

    K = (e − d) / (p − d)  if e > d and p > d, else 0          share of the elite to be purged
    p = precision + precision_surveillance · surveillance,     q = min(K, 1) / span

e is the reported share of enemies, d the tolerated share, p the share of enemies among those penalised: removing K
leaves (e − p · K) / (1 − K) = d. There is no purge below the threshold; the worse the information, the more must be
penalised and the more of them are innocent (Gregory, Schroeder & Sonin). Detected plots and failed coups raise the
reported share, and with it the purges (Easton & Siverson 2018; Bokobza et al. 2022). Guarantees from abroad play no
part.
"""

from __future__ import annotations

from politburo.leader.interface import Briefing, Decision
from politburo.leader.public import tolerated_markets
from politburo.terms.levers import Levers
from politburo.terms.parameters import Parameters


def choose(briefing: Briefing, levers: Levers, assurance: float, parameters: Parameters) -> Decision:
    """A purge intensity that is zero below a threshold of threat and rises above it."""
    p = parameters.responsive
    precision = p.precision + p.precision_surveillance * levers.surveillance
    return Decision(
        purge_intensity=smallest_purge(briefing.elite_threat, p.tolerated, precision) / p.span,
        market_tolerance=tolerated_markets(briefing, parameters),
    )


def smallest_purge(enemies: float, tolerated: float, precision: float) -> float:
    """The smallest share, at most 1, whose removal brings the share of enemies down to what is tolerated.

    0 where they are few enough, or where so many of the penalised are innocent that no purge would do.
    """
    if enemies <= tolerated or precision <= tolerated:
        return 0.0
    return min((enemies - tolerated) / (precision - tolerated), 1.0)
