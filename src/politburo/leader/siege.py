"""The siege logic: the leader purges more the greater the threat from abroad.

    q = peace + besieged · (1 − A) · T

T is the threat from abroad, A the assurance in force: a leader who sees fifth columns under siege and can afford to be
lenient when he is safe. An assurance restrains him: the opposite sign to Boutton (2019) and to the report of 2018 that
a guarantee emboldens. It is here so that the sign is not imposed by the choice of one logic.
"""

from __future__ import annotations

from politburo.leader.interface import Briefing, Decision
from politburo.leader.public import tolerated_markets
from politburo.terms.levers import Levers
from politburo.terms.parameters import Parameters

HIGHEST_INTENSITY = 1.0


def choose(briefing: Briefing, levers: Levers, assurance: float, parameters: Parameters) -> Decision:
    """A purge intensity that rises with the threat from abroad and falls with an assurance."""
    p = parameters.siege
    intensity = p.peace + p.besieged * (1 - assurance) * levers.external_threat
    return Decision(
        purge_intensity=min(intensity, HIGHEST_INTENSITY),
        market_tolerance=tolerated_markets(briefing, parameters),
    )
