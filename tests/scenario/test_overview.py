"""What is said of a lever, a parameter or an event is what the simulation will take it for."""

from dataclasses import replace
from datetime import date

import pytest

from politburo.scenario import PublicEvent, load, month_number, with_levers, with_off, with_parameters
from politburo.scenario.overview import LeverCourse, lever_courses, parameter_values, what_it_changes
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
    (span,) = course("purge_intensity").chosen
    assert (span.first, span.last, span.value) == (month_number("2002-01"), EXAMPLE.end, "strategic")
    assert course("surveillance").chosen == ()  # among those to choose, but not by this logic
    held = with_levers(EXAMPLE, purge_intensity=0.1)
    assert course("purge_intensity", held).chosen == ()


def test_parameters_that_are_set_and_strengths_that_are_off_are_told_apart():
    scenario = with_off(with_parameters(EXAMPLE, {"fear.horizon": 2.0}), "rumour")
    values = {value.key: value for value in parameter_values(scenario)}
    assert [key for key, value in values.items() if value.changed] == ["parameters.fear.horizon"]
    assert {key for key, value in values.items() if value.off == "rumour"} == {
        f"parameters.{phase}.{name}" for phase, name, _ in strengths("rumour")
    }
    assert "record.delay_days" in values


@pytest.mark.parametrize(
    ("event", "said"),
    [
        (PublicEvent(date(2003, 6, 1), "border tightened", "x", 0.65, None), "border_control 0.65"),
        (PublicEvent(date(2003, 6, 16), "border tightened", "x", 0.65, None), "border_control 0.65 from 2003-07"),
        (PublicEvent(date(2003, 6, 1), "campaign", "x", 0.7, 6), "campaign 0.7 for 6 months"),
        (PublicEvent(date(2003, 6, 1), "campaign", "x", 0.7, 1), "campaign 0.7 for a month"),
        (PublicEvent(date(2003, 6, 1), "recall home", "x", 0.5, None), "recall 0.5 for a month"),
        (PublicEvent(date(2003, 6, 1), "summit held", "x", 0.3, None), "assurance_expected 0, assurance 0.3"),
        (PublicEvent(date(2003, 6, 1), "mark", "x", None, None, (("rents", 0.5),)), "rents 0.5"),
        (PublicEvent(date(2003, 6, 1), "mark", "x", None, 2, (("rents", 0.5),)), "rents 0.5 for 2 months"),
        (PublicEvent(date(2003, 12, 20), "succession", "x", None, None), "a successor rules from 2004-01"),
        (PublicEvent(date(2003, 6, 20), "mark", "x", None, None), ""),
    ],
)
def test_what_an_event_changes_is_told_with_how_long_and_from_when(event: PublicEvent, said: str):
    assert what_it_changes(event) == said
