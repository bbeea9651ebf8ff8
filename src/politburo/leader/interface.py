"""What every logic of rule is given and gives back.

A logic is a pure function `choose(briefing, levers, assurance, parameters) -> Decision`. The month calls it with the
assurance in force; fear calls the same function with an assurance that is only expected, to see what a leader who had
it would do. `levers` are the scenario's for this month, `parameters` all of the model's.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, fields

from politburo.terms.declarations import Declaration, declared
from politburo.terms.errors import PolitburoError
from politburo.terms.levers import Levers
from politburo.terms.parameters import Parameters


@dataclass(frozen=True, slots=True)
class Briefing:
    """What reached the leader last month.

    elite_threat: threat from the elite as reported (0 none, 1 grave); elite_fear, public_grievance: mean shares;
    elite_capability: means of the top ranks to retaliate (0–1); predecessor_share: share of them who were
    appointed by the predecessor; competence: their mean competence (standard deviations); consolidation: share of full
    power; purge_intensity: last month's, per year.
    """

    elite_threat: float
    elite_fear: float
    elite_capability: float
    predecessor_share: float
    public_grievance: float
    competence: float
    consolidation: float
    purge_intensity: float


@dataclass(frozen=True, slots=True)
class Decision:
    """The policy that the logic would have: for each lever it chooses (terms.leaders.CHOOSABLE) a value.

    Values are in the lever's range and unit; None leaves the lever to the scenario.
    """

    purge_intensity: float | None = None
    market_tolerance: float | None = None
    surveillance: float | None = None
    type_blindness: float | None = None
    loyalty_over_competence: float | None = None


Logic = Callable[[Briefing, Levers, float, Parameters], Decision]

_RANGES: dict[str, Declaration] = {name: declaration for name, declaration, _ in declared(Levers)}
_DECIDED = tuple((entry.name, _RANGES[entry.name]) for entry in fields(Decision))
"""What a logic decides, and the values that are allowed."""


def checked(decision: object, logic: str) -> Decision:
    """The decision, if it is one that a month can be run with. Raises PolitburoError that names logic and value."""
    if not isinstance(decision, Decision):
        raise PolitburoError(f"The leader {logic!r} returned {decision!r}; a logic of rule returns a Decision.")
    for name, allowed in _DECIDED:
        value = getattr(decision, name)
        if value is None or (isinstance(value, float | int) and math.isfinite(value) and allowed.allows(value)):
            continue
        raise PolitburoError(
            f"The leader {logic!r} decided {name} = {value!r}; it must be a number from {allowed.low:g} to "
            f"{allowed.high:g} ({allowed.meaning}), or None."
        )
    return decision
