"""What is said of a lever or a parameter is what the simulation will take it for."""

from dataclasses import replace

from politburo.scenario import load, month_number, with_levers, with_off, with_parameters
from politburo.scenario.overview import Chosen, LeverCourse, lever_courses, parameter_values
from politburo.terms.mechanisms import strengths

EXAMPLE = load("example")


def course(name: str, scenario=EXAMPLE) -> LeverCourse:
    return next(entry for entry in lever_courses(scenario) if entry.name == name)


def test_a_lever_that_nobody_moves_is_at_its_default():
    assert course("rents").at_default
    assert not course("rents", with_levers(EXAMPLE, rents=0.5)).at_default
    assert not course("surveillance").at_default


def test_a_lever_that_the_leader_chooses_is_not_at_its_default_whatever_its_value():
    plain = replace(EXAMPLE, levers=tuple(replace(levers, purge_intensity=0.05) for levers in EXAMPLE.levers))
    assert not course("purge_intensity", plain).at_default


def test_the_leader_chooses_where_both_his_logic_and_the_scenario_say_so():
    span = course("purge_intensity").in_force[-1]
    assert (span.first, span.last, span.value) == (month_number("2002-01"), EXAMPLE.end, Chosen("strategic"))
    # Surveillance is among those to choose, but not by this logic.
    for given in (course("surveillance"), course("purge_intensity", with_levers(EXAMPLE, purge_intensity=0.1))):
        assert not any(isinstance(span.value, Chosen) for span in given.in_force)


def test_parameters_that_are_set_and_strengths_that_are_off_are_told_apart():
    scenario = with_off(with_parameters(EXAMPLE, {"fear.horizon": 2.0}), "rumour")
    values = {value.key: value for value in parameter_values(scenario)}
    assert [key for key, value in values.items() if value.changed] == ["parameters.fear.horizon"]
    assert {key for key, value in values.items() if value.off == "rumour"} == {
        f"parameters.{phase}.{name}" for phase, name, _ in strengths("rumour")
    }
    assert "record.delay_days" in values
