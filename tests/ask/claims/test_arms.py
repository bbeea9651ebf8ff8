"""From an arm to what is simulated: levers, the month of the change, shocks, and who has contact with the outside."""

from dataclasses import replace

import numpy as np

from politburo.ask.claims.arms import country_of, scenario_of, struck
from politburo.ask.claims.record import Pulse
from tests.ask.claims.made import CALM, CHANGE, ROW, country, outcome


def course(arm, lever: str) -> list[float]:
    return [getattr(levers, lever) for levers in scenario_of(arm).levers]


def test_levers_are_constant_until_the_change_and_held_from_then_on():
    arm = replace(CALM, throughout=(("campaign", 0.1),), held=(("surveillance", 0.8),))
    assert set(course(arm, "campaign")) == {0.1}
    assert course(arm, "surveillance") == [0.5] * ROW + [0.8] * 12


def test_a_pulse_lasts_its_months_and_no_longer():
    arm = replace(CALM, pulses=(Pulse("harvest", 0.6, 2, 4),))
    assert course(arm, "harvest") == [1.0] * (ROW + 2) + [0.6] * 2 + [1.0] * 8


def test_a_scenario_of_the_library_keeps_its_own_course_up_to_the_change():
    arm = replace(CALM, scenario="example", settle=24, held=(("surveillance", 0.9),), logic="scripted")
    assert course(arm, "surveillance")[:24] == [0.4] * 24
    assert set(course(arm, "surveillance")[24:]) == {0.9}


def test_a_successor_takes_over_in_the_month_that_is_said():
    assert scenario_of(replace(CALM, succession=3)).successions == (CHANGE + 3,)
    assert scenario_of(CALM).successions == ()


def test_mechanisms_and_parameters_are_set():
    arm = replace(CALM, off=("chill",), parameters=(("fear.horizon", 3.0),))
    parameters = scenario_of(arm).parameters
    assert parameters.believe.chill_close == 0.0
    assert parameters.fear.horizon == 3.0


def test_without_a_change_both_arms_are_the_same_to_the_bit():
    assert outcome().fingerprint == outcome(replace(CALM, exposure_at_random=False)).fingerprint


def test_before_the_change_the_arms_do_not_differ():
    changed = outcome(replace(CALM, held=(("surveillance", 0.9),)))
    np.testing.assert_array_equal(changed.series["fear"][:ROW], outcome().series["fear"][:ROW])
    assert (changed.series["fear"][ROW:] != outcome().series["fear"][ROW:]).any()


def test_a_shock_strikes_some_at_the_change_and_nobody_before():
    changed = outcome(replace(CALM, shock="doubt"))
    np.testing.assert_array_equal(changed.series["private_loyalty"][:ROW], outcome().series["private_loyalty"][:ROW])
    assert 0 < struck(country()).mean() < 0.05
    stayed = struck(country()) & (changed.state.cadres.since < CHANGE) & (outcome().state.cadres.since < CHANGE)
    assert (
        changed.state.cadres.private_loyalty[stayed].mean()
        < outcome().state.cadres.private_loyalty[stayed].mean() - 0.2
    )


def test_a_flight_that_is_heard_of_reaches_ties_first_and_frightens_nobody():
    changed, calm = outcome(replace(CALM, shock="flight heard")), outcome()
    np.testing.assert_array_equal(changed.series["fear"][: ROW + 1], calm.series["fear"][: ROW + 1])
    more = changed.state.cadres.flights_heard - calm.state.cadres.flights_heard
    friends = struck(country())[country().posts.close].any(axis=1)
    assert more[friends].mean() > 3 * more[~friends].mean() > 0


def test_a_fright_raises_fear_by_its_spread_for_a_month_and_then_fades():
    changed, calm = outcome(replace(CALM, shock="fright")).series["fear"], outcome().series["fear"]
    np.testing.assert_array_equal(changed[:ROW], calm[:ROW])
    assert 0.03 < changed[ROW] - calm[ROW] < 0.3
    assert abs(changed[ROW + 8] - calm[ROW + 8]) < (changed[ROW] - calm[ROW]) / 4


def test_exposure_at_random_hands_the_same_contacts_to_others():
    usual, shuffled = (country_of(replace(CALM, exposure_at_random=at_random)).posts for at_random in (False, True))
    assert (usual.exposure != shuffled.exposure).any()
    np.testing.assert_array_equal(np.sort(usual.exposure), np.sort(shuffled.exposure))
    assert usual.abroad.sum() == shuffled.abroad.sum()
