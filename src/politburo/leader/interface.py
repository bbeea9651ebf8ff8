"""What every logic of rule is given and gives back.

A logic is a pure function `choose(briefing, levers, assurance, parameters) -> Decision`. The month calls it with the
assurance in force; fear calls the same function with an assurance that is only expected, to see what a leader who had
it would do.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from politburo.terms.levers import Levers
from politburo.terms.parameters import Govern


@dataclass(frozen=True, slots=True)
class Briefing:
    """What reached the leader last month.

    elite_threat: threat from the elite as reported (0 none, 1 grave); elite_fear, public_grievance: mean shares;
    competence: mean competence of the two top ranks (standard deviations); consolidation: share of full power;
    purge_intensity: last month's, per year.
    """

    elite_threat: float
    elite_fear: float
    public_grievance: float
    competence: float
    consolidation: float
    purge_intensity: float


@dataclass(frozen=True, slots=True)
class Decision:
    """The policy that the logic would have: purge intensity per year, market tolerance and surveillance as shares."""

    purge_intensity: float
    market_tolerance: float
    surveillance: float


Logic = Callable[[Briefing, Levers, float, Govern], Decision]
