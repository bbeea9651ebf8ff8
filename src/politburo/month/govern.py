"""Govern: scenario events have moved the levers; the leader reads last month's reports and chooses.

What the logic decides is approached with inertia: policy += inertia · (decision − policy). Consolidated power gathers
as C += (1 − C) / (12 · years) (Svolik 2009), falls back to `succession_consolidation` when a successor takes over, and
the holders of posts then count as the predecessor's men. Dated events take some of it or add some at once.

What the leader's levers bring about by themselves is put in force with them:

    rents ← rents · (1 + market_rents · market tolerance · markets)
    type-blindness ← type-blindness + fragmented_blindness · (fragmentation − 1/2), from 0 to 1

Markets feed the rents of cadres (Byman & Lind 2010; Haggard & Noland 2011), and organs that check each other see
people badly and strike blindly (Greitens 2016).

The same logic is asked what it would do under a full assurance; the ratio of the two intensities is the leader's
boldness under a guarantee, which fear anticipates. It is 1 where the leader does not choose the intensity.
"""

from __future__ import annotations

from operator import attrgetter
from typing import Any

import numpy as np
from numba.np.unsafe.ndarray import to_fixed_tuple

from politburo.country.country import F64
from politburo.leader import Briefing, Decision, checked, logic_named
from politburo.month.now import Now, draw_one
from politburo.month.numbers import NumbersOfLevers
from politburo.numerics.arithmetic import half_life_factor
from politburo.numerics.chance import Purpose
from politburo.numerics.compile import kernel
from politburo.terms.levers import EVEN, Levers
from politburo.terms.parameters import Govern

f = np.float32
WORLD = np.int64(Purpose.WORLD)
LEVERS: tuple[str, ...] = NumbersOfLevers._fields
COUNT = len(LEVERS)
tuple_of: Any = to_fixed_tuple
_values = attrgetter(*LEVERS)


READS = (
    "regime.alarm", "regime.competence", "regime.consolidation", "regime.elite_capability", "regime.elite_fear",
    "regime.elite_threat", "regime.market_tolerance", "regime.predecessor_share", "regime.public_grievance",
    "regime.purge_intensity", "regime.recall_alarm",
)  # fmt: skip
WRITES = (
    "cadres.predecessor", "regime.alarm", "regime.announced", "regime.boldness", "regime.consolidation",
    "regime.market_tolerance", "regime.purge_intensity", "regime.recall_alarm",
)  # fmt: skip
"""Columns that the phase reads, those counted that it changes in part, and columns that it changes."""


def govern(now: Now) -> None:
    """Set this month's levers, consolidated power, boldness and whether a purge has been announced."""
    levers, p = now.levers, now.parameters
    shock = levers.power_gained - levers.power_lost
    briefing = Briefing(*briefed(now, levers.recall, now.succession, shock))
    choose = logic_named(now.logic)
    decision = checked(choose(briefing, levers, levers.assurance, p), now.logic)
    secured = checked(choose(briefing, levers, 1.0, p), now.logic)
    policy = {}
    for name in now.chooses:
        goal, held = getattr(decision, name), float(getattr(now.regime, name)[0])
        if goal is not None:
            policy[name] = held + p.govern.inertia * (goal - held)
    now.levers = in_force(levers, policy, p.govern)
    bold = _boldness(decision, secured, p.govern.ratio_floor) if "purge_intensity" in now.chooses else 1.0
    enact(now, np.array(now.levers, np.float64), policy.get("type_blindness", levers.type_blindness), bold)


def in_force(levers: Levers, policy: dict[str, float], p: Govern) -> Levers:
    """The levers with the policy, by lever, that the leader has come to, and what both bring about by themselves."""
    tolerance = policy.get("market_tolerance", levers.market_tolerance)
    blindness = policy.get("type_blindness", levers.type_blindness)
    brought_about = {
        "rents": levers.rents * (1 + p.market_rents * tolerance * levers.markets),
        "type_blindness": min(max(blindness + p.fragmented_blindness * (levers.fragmentation - EVEN), 0.0), 1.0),
    }
    values = [*_values(levers)]
    for name, value in (policy | brought_about).items():
        values[LEVERS.index(name)] = value
    return NumbersOfLevers._make(values)


@kernel
def briefed(now: Now, recall: float, succession: bool, shock: float) -> tuple[float, ...]:
    """Power, which takes a `shock`, and alarms move on; returns what the leader is told, in the order of `Briefing`."""
    regime, p = now.regime, now.parameters.govern
    if succession:
        regime.consolidation[0] = p.succession_consolidation
        regime.alarm[0] = 0.0
        now.cadres.predecessor[:] = 1
    else:
        regime.consolidation[0] += (1 - regime.consolidation[0]) / (12 * p.consolidation_years)
    regime.consolidation[0] = min(max(regime.consolidation[0] + shock, 0.0), 1.0)
    regime.alarm[0] *= half_life_factor(now.parameters.inform.alarm_memory)
    regime.recall_alarm[0] *= half_life_factor(now.parameters.fear.recall_memory)
    regime.recall_alarm[0] = max(regime.recall_alarm[0], recall)
    return (
        regime.elite_threat[0], regime.elite_fear[0], regime.elite_capability[0], regime.predecessor_share[0],
        regime.public_grievance[0], regime.competence[0], regime.consolidation[0], regime.purge_intensity[0],
    )  # fmt: skip


def _boldness(decision: Decision, secured: Decision, floor: float) -> float:
    """How many times the intensity would be chosen under a full assurance; 1 where it is not chosen."""
    if decision.purge_intensity is None or secured.purge_intensity is None:
        return 1.0
    return (secured.purge_intensity + floor) / (decision.purge_intensity + floor)


@kernel
def enact(now: Now, values: F64, type_blindness: float, boldness: float) -> None:
    """Put levers into force, and draw whether purges run this month, and how many times the usual rate.

    `values` (levers,) are in the order of the levers, as numbers one by one would take ten times as long to hand over.
    `type_blindness` is what was chosen, before what fragmented organs add.
    """
    now.levers = levers = NumbersOfLevers(*tuple_of(values, COUNT))
    regime, share = now.regime, now.parameters.judge.warned_share
    regime.purge_intensity[0], regime.market_tolerance[0] = levers.purge_intensity, levers.market_tolerance
    regime.surveillance[0], regime.type_blindness[0] = levers.surveillance, type_blindness
    regime.loyalty_over_competence[0] = levers.loyalty_over_competence
    regime.boldness[0] = boldness
    struck = draw_one(now, 0, WORLD) < f(share)
    regime.announced[0] = (1 - levers.warning) + (levers.warning / share if struck else 0.0)
