"""A scripted leader does what the scenario says and listens to nobody."""

import pytest

from politburo.leader import LOGICS, Briefing
from politburo.terms.levers import Levers
from politburo.terms.parameters import Govern

QUIET = Briefing(elite_threat=0, elite_fear=0, public_grievance=0, competence=0, consolidation=1, purge_intensity=0)
ALARMED = Briefing(elite_threat=5, elite_fear=1, public_grievance=1, competence=-2, consolidation=0, purge_intensity=1)


@pytest.mark.parametrize("briefing", [QUIET, ALARMED])
@pytest.mark.parametrize("assurance", [0.0, 1.0])
def test_a_scripted_leader_ignores_reports_and_guarantees(briefing, assurance):
    levers = Levers(purge_intensity=0.13, market_tolerance=0.27, surveillance=0.81)
    decision = LOGICS["scripted"](briefing, levers, assurance, Govern())
    assert (decision.purge_intensity, decision.market_tolerance, decision.surveillance) == (0.13, 0.27, 0.81)
