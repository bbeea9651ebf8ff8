"""From an arm to what is simulated: levers, the month of the change, what is altered, and what arms have in common."""

from dataclasses import replace

import numpy as np
import pytest

from politburo.ask.claims.arms import ALTERATIONS, country_of, prefix_of, scenario_of
from politburo.ask.claims.record import Pulse
from politburo.month import simulate
from tests.ask.claims.made import CALM, CHANGE, ROW, country, seen


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


def test_arms_that_differ_only_from_the_change_on_have_the_months_before_in_common():
    arm = replace(CALM, held=(("surveillance", 0.9),), shock="doubt", panel=True, months=20)
    assert prefix_of(arm) == prefix_of(CALM)
    for other in (replace(arm, off=("chill",)), replace(arm, throughout=(("campaign", 0.9),)), replace(arm, settle=7)):
        assert prefix_of(other) != prefix_of(CALM)


def test_an_arm_that_begins_with_others_ends_as_it_would_have_alone():
    arm = replace(CALM, held=(("surveillance", 0.9),))
    alone = simulate(country(), replace(scenario_of(arm), seed=1))
    for name, series in seen(arm).series.items():
        np.testing.assert_array_equal(series, alone.series[name], name)


def test_before_the_change_the_arms_do_not_differ():
    changed = seen(replace(CALM, held=(("surveillance", 0.9),)))
    np.testing.assert_array_equal(changed.series["fear"][:ROW], seen().series["fear"][:ROW])
    assert (changed.series["fear"][ROW:] != seen().series["fear"][ROW:]).any()


@pytest.mark.parametrize("name", ["contact at random", "rents at random"])
def test_what_is_handed_out_anew_is_the_same_in_all(name: str):
    usual, altered = (country_of(replace(CALM, altered=names)).posts for names in ((), (name,)))
    changed = [
        column
        for column in ("exposure", "abroad", "rent")
        if (getattr(usual, column) != getattr(altered, column)).any()
    ]
    assert changed == (["rent"] if name.startswith("rents") else ["exposure", "abroad"])
    for column in changed:
        np.testing.assert_array_equal(np.sort(getattr(usual, column)), np.sort(getattr(altered, column)))
    if changed == ["rent"]:
        for rank in range(4):
            there = usual.rank == rank
            np.testing.assert_array_equal(np.sort(usual.rent[there]), np.sort(altered.rent[there]))


def test_equal_aptitude_leaves_what_markets_yield_as_it_was():
    usual, altered = (country_of(replace(CALM, altered=names)).households for names in ((), ("equal aptitude",)))
    assert len(np.unique(altered.aptitude)) == 1
    total = [np.average(homes.aptitude, weights=homes.weight) for homes in (usual, altered)]
    assert total[0] == pytest.approx(total[1], rel=1e-5)


@pytest.mark.parametrize("name", ALTERATIONS)
def test_compiled_code_meets_an_altered_country_as_it_meets_any(name: str):
    altered = country_of(replace(CALM, altered=(name,)))
    for group in (altered.posts, altered.households):
        assert not any(column.flags.writeable for column in group if isinstance(column, np.ndarray))
    assert altered.weights.flags.writeable == country().weights.flags.writeable
