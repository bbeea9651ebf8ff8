"""Every logic of rule that a scenario can name is there, and each is a pure function of what it is told."""

import pytest

from politburo.leader import LOGICS, Briefing
from politburo.terms.levers import Levers
from politburo.terms.parameters import Govern
from politburo.terms.words import LEADERS

BRIEFING = Briefing(
    elite_threat=0.4, elite_fear=0.3, public_grievance=0.5, competence=0.1, consolidation=0.6, purge_intensity=0.1
)


def test_every_logic_that_a_scenario_can_name_is_there():
    assert tuple(LOGICS) == LEADERS


@pytest.mark.parametrize("name", LEADERS)
def test_the_same_report_makes_the_same_decision_within_the_range_of_the_levers(name):
    levers, weights = Levers(purge_intensity=0.1, market_tolerance=0.4, surveillance=0.6), Govern()
    decision = LOGICS[name](BRIEFING, levers, 0.2, weights)
    assert decision == LOGICS[name](BRIEFING, levers, 0.2, weights)
    assert 0 <= decision.purge_intensity <= 1
    assert 0 <= decision.market_tolerance <= 1
    assert decision.surveillance == 0.6
