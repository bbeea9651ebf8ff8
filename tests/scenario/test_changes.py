"""Scenarios made from scenarios: one thing is different, and the first stays as it was."""

import pytest

from politburo.scenario import (
    Scenario,
    adapt,
    load,
    month_number,
    parse,
    with_levers,
    with_logic,
    with_off,
    with_parameters,
)
from politburo.terms.errors import ScenarioError, UsageError
from politburo.terms.leaders import CHOOSABLE
from politburo.terms.mechanisms import MECHANISM_NAMES, strengths

EXAMPLE = load("example")


def test_nothing_asked_changes_nothing():
    assert adapt(EXAMPLE) == with_levers(EXAMPLE) == with_off(EXAMPLE) == with_parameters(EXAMPLE, {}) == EXAMPLE


def test_runs_seed_and_scale_are_replaced():
    changed = adapt(EXAMPLE, runs=3, seed=0, scale=0.5)
    assert (changed.runs, changed.seed, changed.scale) == (3, 0, 0.5)
    assert changed.levers == EXAMPLE.levers


def test_a_shorter_scenario_is_the_same_up_to_its_end():
    short = adapt(EXAMPLE, until="2004-12")
    assert short.end == month_number("2004-12")
    assert short.levers == EXAMPLE.levers[:60]
    assert short.logics == EXAMPLE.logics[:60]
    assert short.successions == EXAMPLE.successions
    assert [event.day.year for event in short.events] == [2001, 2003, 2004]
    assert adapt(EXAMPLE, until="2001-12").successions == ()


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"runs": 0}, "The number of runs cannot be used: 0 lies outside 1 to 1000000."),
        ({"seed": -1}, "The seed cannot be used: -1 lies outside 0 to 4294967295."),
        ({"scale": 0.0}, "The scale cannot be used: 0.0 lies outside 0.001 to 1.0."),
        ({"scale": float("nan")}, "The scale cannot be used: nan lies outside 0.001 to 1.0."),
        ({"until": "1999-12"}, "1999-12 lies outside the scenario 'example', which runs from 2000-01 to 2009-12."),
        ({"until": "2010-01"}, "2010-01 lies outside the scenario 'example', which runs from 2000-01 to 2009-12."),
        ({"until": "soon"}, "'soon' is not a month between 1900 and 2200; write it like \"2012-01\"."),
    ],
)
def test_what_cannot_be_asked_is_refused_with_what_can(asked, sentence):
    with pytest.raises(UsageError) as caught:
        adapt(EXAMPLE, **asked)
    assert str(caught.value) == sentence
    assert caught.value.exit_code == 2


def test_a_lever_is_held_against_steps_and_events():
    held = with_levers(EXAMPLE, surveillance=0.9, border_control=0.1)
    assert {(levers.surveillance, levers.border_control) for levers in held.levers} == {(0.9, 0.1)}
    assert {levers.surveillance for levers in EXAMPLE.levers} == {0.4, 0.6}


def test_a_lever_is_held_from_a_month_on():
    held = with_levers(EXAMPLE, start="2005-01", surveillance=0.9)
    assert held.levers[:60] == EXAMPLE.levers[:60]
    assert {levers.surveillance for levers in held.levers[60:]} == {0.9}


def test_a_lever_that_is_held_is_no_longer_chosen():
    left = tuple(name for name in CHOOSABLE if name != "purge_intensity")
    assert with_levers(EXAMPLE, start="2002-01", purge_intensity=0.3).chooses == left


def test_the_leader_chooses_a_lever_until_it_is_held():
    first = month_number("2005-01")
    held = with_levers(EXAMPLE, start="2005-01", purge_intensity=0.3)
    assert (held.chooses, held.holds) == (EXAMPLE.chooses, (("purge_intensity", first),))
    assert "purge_intensity" in held.chooses_at(first - 1)
    assert "purge_intensity" not in held.chooses_at(first)
    assert "market_tolerance" in held.chooses_at(first)
    assert held.levers[:60] == EXAMPLE.levers[:60]
    assert {levers.purge_intensity for levers in held.levers[60:]} == {0.3}


def test_a_lever_that_is_held_again_is_held_from_the_earlier_month():
    held = with_levers(EXAMPLE, start="2005-01", purge_intensity=0.3, market_tolerance=0.2)
    again = with_levers(held, start="2006-01", purge_intensity=0.4)
    assert again.holds == held.holds
    earlier = with_levers(held, start="2004-01", purge_intensity=0.4)
    assert dict(earlier.holds)["purge_intensity"] == month_number("2004-01")
    throughout = with_levers(held, purge_intensity=0.4)
    assert "purge_intensity" not in throughout.chooses
    assert throughout.holds == (("market_tolerance", month_number("2005-01")),)
    assert adapt(held, until="2004-12").holds == ()
    assert adapt(held, until="2004-12").digest() == adapt(EXAMPLE, until="2004-12").digest()


def test_a_lever_that_was_chosen_can_be_held_once_the_script_rules():
    scripted = with_logic(EXAMPLE, "scripted", start="2005-01")
    assert scripted.logics == EXAMPLE.logics[:60] + ("scripted",) * 60
    held = with_levers(scripted, start="2005-01", purge_intensity=0.3)
    assert (held.chooses, held.holds) == (EXAMPLE.chooses, ())
    assert held.levers[:60] == EXAMPLE.levers[:60]
    assert {levers.purge_intensity for levers in held.levers[60:]} == {0.3}


def test_another_logic_rules_throughout_unless_a_month_is_said():
    assert set(with_logic(EXAMPLE, "siege").logics) == {"siege"}
    with pytest.raises(ScenarioError, match="there is no logic 'seige'; did you mean 'siege'"):
        with_logic(EXAMPLE, "seige")
    with pytest.raises(UsageError, match="2010-01 lies outside the scenario"):
        with_logic(EXAMPLE, "siege", start="2010-01")


def test_unknown_levers_and_values_out_of_range_are_told_together():
    with pytest.raises(ScenarioError) as caught:
        with_levers(EXAMPLE, surveilance=0.5, warning=2.0, harvest=float("nan"))
    assert str(caught.value) == (
        "example has 3 errors:\n"
        "  - there is no lever 'surveilance'; did you mean 'surveillance'?\n"
        "  - warning: 2.0 lies outside 0 to 1 share (purges announced in advance (1) or overnight (0))\n"
        "  - harvest: nan lies outside 0.2 to 1.5 ratio (harvest relative to normal)"
    )


@pytest.mark.parametrize("mechanism", MECHANISM_NAMES)
def test_a_mechanism_that_is_switched_off_leaves_only_its_strengths_neutral(mechanism):
    off = with_off(EXAMPLE, mechanism)
    assert off.off == (mechanism,)
    assert strengths(mechanism)
    for phase, name, neutral in strengths(mechanism):
        assert getattr(getattr(off.parameters, phase), name) == neutral
    assert off.levers == EXAMPLE.levers


def test_mechanisms_switched_off_add_up():
    assert with_off(with_off(EXAMPLE, "rumour"), "coups") == with_off(EXAMPLE, "coups", "rumour", "rumour")


def test_an_unknown_mechanism_is_answered_with_the_nearest():
    with pytest.raises(ScenarioError, match="there is no mechanism 'rumor'; did you mean 'rumour'"):
        with_off(EXAMPLE, "rumor")


def test_a_parameter_is_set_by_its_path():
    changed = with_parameters(EXAMPLE, {"fear.horizon": 2, "hear.memory": 4.0})
    assert changed.parameters.fear.horizon == 2.0
    assert changed.parameters.hear.memory == 4.0
    assert EXAMPLE.parameters.fear.horizon == 3.0


def test_a_parameter_does_not_bring_back_a_mechanism_that_is_off():
    changed = with_parameters(with_off(EXAMPLE, "learning_circle"), {"fear.circle": 0.9})
    assert changed == with_off(EXAMPLE, "learning_circle")


def test_an_unknown_parameter_is_answered_with_the_nearest():
    with pytest.raises(ScenarioError, match=r"there is no parameter 'fear\.horizn'; did you mean 'fear\.horizon'"):
        with_parameters(EXAMPLE, {"fear.horizn": 2.0})
    with pytest.raises(ScenarioError, match=r"fear\.horizon: 11 lies outside 1 to 10 years"):
        with_parameters(EXAMPLE, {"fear.horizon": 11})


def test_a_scenario_without_a_choosing_logic_can_hold_any_lever_from_any_month():
    text = (
        'title = "t"\ncountry = "example"\nstart = "2000-01"\nend = "2001-12"\n[leader]\nchooses = ["surveillance"]\n'
    )
    scripted: Scenario = parse(text, "x.toml")
    assert with_levers(scripted, start="2001-01", surveillance=0.9).levers[12].surveillance == 0.9
