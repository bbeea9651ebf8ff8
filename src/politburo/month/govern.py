"""Govern: scenario events have moved the levers; the leader reads last month's reports and chooses.

What the logic decides is approached with inertia: policy += inertia · (decision − policy). Consolidated power gathers
as C += (1 − C) / (12 · years) (Svolik 2009), falls back to `succession_consolidation` when a successor takes over, and
the holders of posts then count as the predecessor's men.

The same logic is asked what it would do under a full assurance; the ratio of the two intensities is the leader's
boldness under a guarantee, which fear anticipates. It is 1 where the leader does not choose the intensity.
"""

from __future__ import annotations

from dataclasses import replace

from politburo.leader import Briefing, Decision, checked, logic_named
from politburo.month.now import Now
from politburo.numerics.arithmetic import half_life_factor
from politburo.numerics.chance import Purpose
from politburo.terms.leaders import CHOOSABLE


def govern(now: Now) -> None:
    """Set this month's levers, consolidated power, boldness and whether a purge has been announced."""
    regime, p = now.state.regime, now.parameters
    if now.succession:
        regime.consolidation = p.govern.succession_consolidation
        regime.alarm = 0.0
        now.state.cadres.predecessor.fill(1)
    else:
        regime.consolidation += (1 - regime.consolidation) / (12 * p.govern.consolidation_years)
    regime.alarm *= half_life_factor(p.inform.alarm_memory)
    regime.recall_alarm *= half_life_factor(p.fear.recall_memory)
    regime.recall_alarm = max(regime.recall_alarm, now.levers.recall)
    _decide(now)
    regime.announced = _announced(now)


def _decide(now: Now) -> None:
    regime, levers = now.state.regime, now.levers
    briefing = Briefing(
        elite_threat=regime.elite_threat,
        elite_fear=regime.elite_fear,
        elite_capability=regime.elite_capability,
        predecessor_share=regime.predecessor_share,
        public_grievance=regime.public_grievance,
        competence=regime.competence,
        consolidation=regime.consolidation,
        purge_intensity=regime.purge_intensity,
    )
    choose = logic_named(now.logic)
    decision = checked(choose(briefing, levers, levers.assurance, now.parameters), now.logic)
    secured = checked(choose(briefing, levers, 1.0, now.parameters), now.logic)
    policy = {}
    for name in now.chooses:
        goal, held = getattr(decision, name), getattr(regime, name)
        if goal is not None:
            policy[name] = held + now.parameters.govern.inertia * (goal - held)
    now.levers = levers = replace(levers, **policy)
    for name in CHOOSABLE:
        setattr(regime, name, getattr(levers, name))
    regime.boldness = (
        _boldness(decision, secured, now.parameters.govern.ratio_floor) if "purge_intensity" in now.chooses else 1.0
    )


def _boldness(decision: Decision, secured: Decision, floor: float) -> float:
    """How many times the intensity would be chosen under a full assurance; 1 where it is not chosen."""
    if decision.purge_intensity is None or secured.purge_intensity is None:
        return 1.0
    return (secured.purge_intensity + floor) / (decision.purge_intensity + floor)


def _announced(now: Now) -> float:
    """How many times the usual rate purges run this month: a leader who warns strikes in announced months only."""
    share, warning = now.parameters.judge.warned_share, now.levers.warning
    struck = now.draw(Purpose.WORLD, 1)[0] < share
    return (1 - warning) + (warning / share if struck else 0.0)
