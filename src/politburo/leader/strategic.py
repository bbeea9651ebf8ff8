"""The strategic logic: the leader minimises the hazard of losing power.

With purge intensity q and market tolerance m the hazard of losing it to the elite, to foreigners and to the public is

    w_e · E' · exp(−d · q − g · m) + k · q² + (1 − C) · R · q + (1 − A) · T · c · q
    + w_p · G' · (1 + f · q) · exp(−s · m) + b · m²

    E' = E · [1 − own_men · (1 − P)] · (1 − established · C)
    R  = retaliation_cost · (1 − weakness + weakness · means / usual_means)
    g  = rents_bind · market_rents · markets,      G' = G · [1 + fragmented_public · (2 · fragmentation − 1)]

E is the elite threat and G the grievance of the public as reported, P the share of the predecessor's men in the top
ranks, C consolidated power, A the assurance in force, T the threat from abroad.

Purges deter (d) but drive the fearful to desperation (k), invite retaliation while power is not consolidated, as far as
the elite has the means (R; Sudduth 2017), and cost competence that matters against a threat from abroad (c; Boutton
2019). Hence a guarantee emboldens, and so do weak elites. Those whom the predecessor appointed threaten him more than
men of his own (Goldring & Matthews 2023a), and an established ruler is challenged less than a contested one (Svolik
2009): purges end when the inherited elite is gone, and come back when he is alarmed. Consolidated power emboldens where
it saves more retaliation than it leaves to fear.

The two worries meet: markets feed rents that bind the elite (g; Byman & Lind 2010), purges cost the competence that
feeds the public (f), and fragmented organs, which hold against coups, see the public badly (Greitens 2016).
"""

from __future__ import annotations

from politburo.leader.interface import Briefing, Decision
from politburo.leader.least import least_together
from politburo.numerics.arithmetic import exp64
from politburo.terms.levers import EVEN, Levers
from politburo.terms.parameters import Govern, Parameters


def choose(briefing: Briefing, levers: Levers, assurance: float, parameters: Parameters) -> Decision:
    """The purge intensity and market tolerance at which the hazard of losing power is least."""
    p = parameters.govern
    elite, public = fears(briefing, levers, p)
    q, m = least_together(
        elite, p.deterrence, bought(levers, p), cost_of_purging(briefing, levers, assurance, p), p.desperation,
        public, p.hunger, p.quell, p.control_cost,
    )  # fmt: skip
    return Decision(purge_intensity=q, market_tolerance=m)


def believed_hazard(
    q: float, m: float, briefing: Briefing, levers: Levers, assurance: float, parameters: Parameters
) -> float:
    """The hazard of losing power, without unit, that he believes in at a purge intensity and a market tolerance."""
    p = parameters.govern
    elite, public = fears(briefing, levers, p)
    return (
        elite * exp64(-p.deterrence * q - bought(levers, p) * m)
        + p.desperation * q * q
        + cost_of_purging(briefing, levers, assurance, p) * q
        + public * (1 + p.hunger * q) * exp64(-p.quell * m)
        + p.control_cost * m * m
    )


def fears(briefing: Briefing, levers: Levers, p: Govern) -> tuple[float, float]:
    """The hazards from the elite and from the public as they would be without purges and markets."""
    inherited = 1 - p.own_men * (1 - briefing.predecessor_share)
    contested = 1 - p.established * briefing.consolidation
    unseen = 1 + p.fragmented_public * (levers.fragmentation - EVEN) / EVEN
    return (
        p.elite_weight * briefing.elite_threat * inherited * contested,
        p.public_weight * briefing.public_grievance * unseen,
    )


def cost_of_purging(briefing: Briefing, levers: Levers, assurance: float, p: Govern) -> float:
    """Danger per unit of intensity: from those who can retaliate, and from abroad."""
    means = 1 + p.weakness * (briefing.elite_capability / p.usual_means - 1)
    retaliation = (1 - briefing.consolidation) * p.retaliation_cost * means
    return retaliation + (1 - assurance) * levers.external_threat * p.competence_cost


def bought(levers: Levers, p: Govern) -> float:
    """Fall of the elite threat per unit of market tolerance (exponent)."""
    return p.rents_bind * p.market_rents * levers.markets
