"""Every logic of rule that a scenario can name is there, and each is a pure function of what it is told."""

from dataclasses import fields
from typing import cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from politburo.leader import LOGICS, Briefing, Decision, checked
from politburo.terms.errors import PolitburoError
from politburo.terms.leaders import CHOOSABLE, LEADER_NAMES, LEADERS, chosen_by
from politburo.terms.levers import Levers
from politburo.terms.parameters import Parameters

shares = st.floats(0, 1)
briefings = st.builds(
    Briefing, elite_threat=st.floats(0, 5), elite_fear=shares, elite_capability=shares, predecessor_share=shares,
    public_grievance=shares, competence=st.floats(-3, 3), consolidation=shares, purge_intensity=shares,
)  # fmt: skip
levers = st.builds(Levers, surveillance=shares, external_threat=st.floats(0, 2))


def test_every_logic_that_a_scenario_can_name_is_there():
    assert tuple(LOGICS) == LEADER_NAMES


def test_a_decision_speaks_of_the_levers_that_can_be_chosen_and_of_no_others():
    assert tuple(entry.name for entry in fields(Decision)) == CHOOSABLE


@pytest.mark.parametrize("name", LEADER_NAMES)
@settings(max_examples=50)
@given(briefings, levers, shares)
def test_the_same_report_makes_the_same_decision_which_can_be_carried_out(name, briefing, held, assurance):
    decision = LOGICS[name](briefing, held, assurance, Parameters())
    assert decision == LOGICS[name](briefing, held, assurance, Parameters())
    assert checked(decision, name) is decision


@pytest.mark.parametrize("kind", LEADERS, ids=LEADER_NAMES)
def test_a_logic_chooses_the_levers_that_it_is_said_to_choose(kind):
    briefing = Briefing(
        elite_threat=0.4, elite_fear=0.3, elite_capability=0.3, predecessor_share=0.5, public_grievance=0.5,
        competence=0.1, consolidation=0.6, purge_intensity=0.1,
    )  # fmt: skip
    decision = LOGICS[kind.name](briefing, Levers(), 0.2, Parameters())
    assert {name for name in CHOOSABLE if getattr(decision, name) is not None} == set(kind.chooses)


def test_nothing_is_known_of_what_the_logic_of_another_package_chooses():
    assert chosen_by("strategic") == ("purge_intensity", "market_tolerance")
    assert chosen_by("somebody else's") == CHOOSABLE


@pytest.mark.parametrize(
    ("decision", "sentence"),
    [
        (None, "The leader 'mine' returned None; a logic of rule returns a Decision."),
        (
            Decision(purge_intensity=1.5),
            "The leader 'mine' decided purge_intensity = 1.5; it must be a number from 0 to 1 (expected share of top "
            "posts penalised for disloyalty in a year (q)), or None.",
        ),
        (
            Decision(surveillance=float("nan")),
            "The leader 'mine' decided surveillance = nan; it must be a number from 0 to 1 (reach of surveillance), "
            "or None.",
        ),
        (
            Decision(market_tolerance=cast(float, "much")),
            "The leader 'mine' decided market_tolerance = 'much'; it must be a number from 0 to 1 (tolerance of "
            "markets (m)), or None.",
        ),
    ],
)
def test_a_decision_that_cannot_be_carried_out_is_refused(decision, sentence):
    with pytest.raises(PolitburoError) as error:
        checked(decision, "mine")
    assert str(error.value) == sentence
