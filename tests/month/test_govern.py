"""The leader reads last month's reports, moves policy part of the way, and warns or strikes overnight."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from politburo.leader import LOGICS, Briefing, Decision
from politburo.month.govern import govern
from politburo.terms.errors import PolitburoError
from politburo.terms.leaders import CHOOSABLE, LEADER_NAMES
from politburo.terms.parameters import Parameters
from tests.month.setting import MONTH, first_month, levers

STRENGTHS = {
    "govern.elite_weight": 1.5, "govern.public_weight": 0.5, "govern.deterrence": 5.0, "govern.desperation": 1.5,
    "govern.retaliation_cost": 1.0, "govern.competence_cost": 0.9, "govern.quell": 1.5, "govern.control_cost": 0.3,
    "govern.inertia": 0.25, "govern.ratio_floor": 0.02, "govern.succession_consolidation": 0.2,
    "govern.consolidation_years": 2.0, "govern.own_men": 0.6, "govern.established": 0.2, "govern.weakness": 1.0,
    "govern.usual_means": 0.3, "govern.market_rents": 0.5, "govern.rents_bind": 0.5, "govern.hunger": 0.5,
    "govern.fragmented_blindness": 0.4, "govern.fragmented_public": 0.5,
    "inform.alarm_memory": 6.0, "fear.recall_memory": 4.0, "fear.anticipation": 0.8, "judge.warned_share": 0.25,
}  # fmt: skip
LEVERS = levers(
    purge_intensity=0.1, market_tolerance=0.4, surveillance=0.6, warning=0.5, recall=0.0, assurance=0.2,
    assurance_expected=0.5, external_threat=1.1, markets=0.8, rents=1.1, type_blindness=0.2, fragmentation=0.5,
    power_lost=0.0, power_gained=0.0,
)  # fmt: skip
CHOOSES = ("purge_intensity", "market_tolerance")


def prepared(logic="strategic", held=LEVERS, chooses=CHOOSES, **others):
    """The month before the leader decides."""
    now = first_month(STRENGTHS, held, logic=logic, chooses=chooses, **others)
    regime = now.state.regime
    regime.consolidation[0], regime.purge_intensity[0], regime.market_tolerance[0], regime.surveillance[0] = (
        0.5,
        0.05,
        0.3,
        0.6,
    )
    regime.elite_threat[0], regime.elite_fear[0], regime.public_grievance[0], regime.competence[0] = 0.7, 0.3, 0.5, 0.1
    regime.elite_capability[0], regime.predecessor_share[0] = 0.25, 0.75
    regime.alarm[0], regime.recall_alarm[0] = 0.4, 0.6
    return now


def decision(now, assurance: float) -> Any:
    """What the logic decides on these reports, once power has gathered for the month."""
    briefing = Briefing(
        elite_threat=0.7, elite_fear=0.3, elite_capability=0.25, predecessor_share=0.75, public_grievance=0.5,
        competence=0.1, consolidation=0.5 + (1 - 0.5) / 24, purge_intensity=0.05,
    )  # fmt: skip
    return LOGICS[now.logic](briefing, now.levers, assurance, now.parameters)


def test_policy_goes_part_of_the_way_to_what_was_decided():
    now = prepared()
    wanted = decision(now, 0.2)
    govern(now)
    assert now.levers.purge_intensity == pytest.approx(0.05 + 0.25 * (wanted.purge_intensity - 0.05))
    assert now.levers.market_tolerance == pytest.approx(0.3 + 0.25 * (wanted.market_tolerance - 0.3))
    assert now.levers.surveillance == 0.6
    assert now.state.regime.purge_intensity[0] == now.levers.purge_intensity
    assert now.state.regime.market_tolerance[0] == now.levers.market_tolerance


def test_levers_that_the_leader_does_not_choose_stay_with_the_scenario():
    now = prepared(chooses=("market_tolerance",))
    govern(now)
    assert now.levers.purge_intensity == now.state.regime.purge_intensity[0] == 0.1
    assert now.levers.market_tolerance != 0.4


@pytest.mark.parametrize("logic", LEADER_NAMES)
def test_every_logic_is_told_what_there_is_to_report_and_asked_for_its_policy(logic):
    groups = {name: getattr(Parameters(), name) for name in LEADER_NAMES if hasattr(Parameters(), name)}
    now = prepared(logic, chooses=CHOOSABLE)
    now.parameters = replace(now.parameters, **groups)
    wanted = decision(now, 0.2)
    govern(now)
    for name in CHOOSABLE:
        goal, held = getattr(wanted, name), getattr(prepared().state.regime, name)[0]
        expected = getattr(LEVERS, name) if goal is None else held + 0.25 * (goal - held)
        assert getattr(now.levers, name) == pytest.approx(expected, nan_ok=True)


def test_markets_that_are_tolerated_raise_the_rents_of_cadres():
    now = prepared("scripted")
    govern(now)
    assert now.levers.rents == pytest.approx(1.1 * (1 + 0.5 * 0.4 * 0.8))


@pytest.mark.parametrize(("chosen", "fragmentation", "blind"), [(0.2, 1.0, 0.4), (0.2, 0.0, 0.0), (0.9, 1.0, 1.0)])
def test_organs_that_check_each_other_strike_more_blindly_than_the_leader_chose(chosen, fragmentation, blind):
    now = prepared("scripted", replace(LEVERS, type_blindness=chosen, fragmentation=fragmentation))
    govern(now)
    assert now.levers.type_blindness == pytest.approx(blind)
    assert now.state.regime.type_blindness[0] == chosen


def test_a_policy_that_cannot_be_carried_out_stops_the_run(monkeypatch):
    monkeypatch.setitem(LOGICS, "strategic", lambda *_: Decision(purge_intensity=2.0))
    with pytest.raises(PolitburoError, match=r"The leader 'strategic' decided purge_intensity = 2.0"):
        govern(prepared())


def test_a_script_holds_its_levers_even_if_it_could_choose():
    now = prepared("scripted")
    govern(now)
    assert (now.levers.purge_intensity, now.levers.market_tolerance, now.levers.surveillance) == (0.1, 0.4, 0.6)
    assert now.state.regime.purge_intensity[0] == 0.1
    assert now.state.regime.boldness[0] == 1


def test_power_gathers_and_alarms_fade():
    now = prepared("scripted")
    govern(now)
    assert now.state.regime.consolidation[0] == pytest.approx(0.5 + 0.5 / 24)
    assert now.state.regime.alarm[0] == pytest.approx(0.4 * 2 ** (-1 / 6))
    assert now.state.regime.recall_alarm[0] == pytest.approx(0.6 * 2 ** (-1 / 4))
    assert (now.state.cadres.predecessor == 0).all()


def test_power_is_lost_and_gained_at_once_and_gathers_again_as_always():
    gathered = 0.5 + 0.5 / 24
    for lost, gained, left in (
        (0.3, 0.0, gathered - 0.3),
        (0.0, 0.2, gathered + 0.2),
        (0.9, 0.0, 0.0),
        (0.1, 1.0, 1.0),
    ):
        now, beside = (
            prepared("scripted", held) for held in (replace(LEVERS, power_lost=lost, power_gained=gained), LEVERS)
        )
        govern(now)
        govern(beside)
        assert now.state.regime.consolidation[0] == pytest.approx(left)
        beside.state.regime.consolidation[0] = now.state.regime.consolidation[0]
        assert now.state.digest() == beside.state.digest()  # nothing else has moved
        now.levers = LEVERS
        govern(now)
        assert now.state.regime.consolidation[0] == pytest.approx(left + (1 - left) / 24)


def test_a_successor_falls_ill_from_what_power_he_has():
    now = prepared(held=replace(LEVERS, power_lost=0.15), succession=True)
    govern(now)
    assert now.state.regime.consolidation[0] == pytest.approx(0.2 - 0.15)


def test_a_recall_alarms_at_once():
    now = prepared("scripted", replace(LEVERS, recall=0.9))
    govern(now)
    assert now.state.regime.recall_alarm[0] == 0.9


def test_a_successor_starts_with_little_power_among_the_predecessors_men():
    now = prepared(succession=True)
    govern(now)
    assert now.state.regime.consolidation[0] == 0.2
    assert now.state.regime.alarm[0] == 0
    assert (now.state.cadres.predecessor == 1).all()


def test_boldness_is_what_the_same_leader_would_do_under_a_guarantee():
    now = prepared()
    without, secured = decision(now, 0.2).purge_intensity, decision(now, 1.0).purge_intensity
    assert secured > without
    govern(now)
    assert now.state.regime.boldness[0] == pytest.approx((secured + 0.02) / (without + 0.02))


def test_a_leader_who_does_not_choose_the_intensity_would_not_be_bolder():
    now = prepared()
    now.chooses = ("market_tolerance",)
    govern(now)
    assert now.state.regime.boldness[0] == 1


@pytest.mark.slow
@pytest.mark.parametrize("warning", [0.0, 0.5, 1.0])
def test_a_leader_who_warns_strikes_in_announced_months_and_as_often_in_all(warning):
    found, held = [], replace(LEVERS, warning=warning)
    now = prepared("scripted", held)
    for run in range(600):
        now.turn_to(MONTH, held, 7, run)
        govern(now)
        found.append(now.state.regime.announced[0])
    quiet, struck = 1 - warning, 1 - warning + warning / 0.25
    assert {round(times, 9) for times in found} == {quiet, struck}
    assert abs(np.mean(found) - 1) <= 5 * warning * np.sqrt((1 / 0.25 - 1) / 600)
