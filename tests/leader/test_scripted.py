"""A scripted leader does what the scenario says and listens to nobody."""

import pytest

from politburo.leader import LOGICS, Decision
from politburo.terms.levers import Levers
from politburo.terms.parameters import Parameters
from tests.leader.reports import report

QUIET, ALARMED = report(elite_threat=0.0), report(elite_threat=5.0, elite_fear=1.0, public_grievance=1.0)


@pytest.mark.parametrize("briefing", [QUIET, ALARMED])
@pytest.mark.parametrize("assurance", [0.0, 1.0])
def test_a_scripted_leader_ignores_reports_and_guarantees(briefing, assurance):
    assert LOGICS["scripted"](briefing, Levers(purge_intensity=0.13), assurance, Parameters()) == Decision()
