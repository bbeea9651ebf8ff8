"""Scenarios made from scenarios: what was named is different and nothing else, and the first stays as it was."""

from dataclasses import replace
from pathlib import Path

import pytest

from politburo.scenario import (
    Scenario,
    adapt,
    changed,
    load,
    month_name,
    month_number,
    parse,
    sized_as,
    to_toml,
    with_levers,
    with_logic,
    with_off,
    with_parameters,
)
from politburo.scenario.changes import change_in_words
from politburo.scenario.names import full_name, mechanism_name, parse_set
from politburo.scenario.overview import differences
from politburo.terms.errors import ScenarioError, UsageError
from politburo.terms.leaders import CHOOSABLE
from politburo.terms.mechanisms import MECHANISM_NAMES, strengths

EXAMPLE, NORTH_KOREA = load("example"), load("north-korea")

CHAIN = {
    "above.toml": """title = "above"
country = "example"
start = "2000-01"
end = "2003-12"
[[events]]
date = "2001-03-01"
kind = "sanctions"
value = 0.4
label = "First Round"
[[events]]
date = "2002-03-01"
kind = "sanctions"
value = 0.8
label = "second round"
""",
    "below.toml": 'extends = "above.toml"\ntitle = "below"\nstart = "2002-01"\n',
}


def test_nothing_asked_changes_nothing():
    assert adapt(EXAMPLE) == with_levers(EXAMPLE) == with_off(EXAMPLE) == with_parameters(EXAMPLE, {}) == EXAMPLE


def test_runs_seed_and_scale_are_replaced():
    other = adapt(EXAMPLE, runs=3, seed=0, scale=0.5)
    assert (other.runs, other.seed, other.scale) == (3, 0, 0.5)
    assert other.levers == EXAMPLE.levers


def test_a_number_of_households_is_another_scenario_and_its_file_says_it():
    other = adapt(EXAMPLE, households=1_000)
    assert EXAMPLE.households is None
    assert other.digest() != adapt(EXAMPLE, households=1_001).digest() != EXAMPLE.digest()
    assert adapt(other, runs=3).households == 1_000
    again = parse(to_toml(other), "again.toml")
    assert (again.households, again.digest()) == (1_000, other.digest())
    undocumented = replace(other, households=2_000)
    assert parse(to_toml(undocumented), "again.toml").households == 2_000


def test_a_scenario_takes_the_size_of_another():
    large = adapt(EXAMPLE, scale=0.5, households=1_000)
    assert (sized_as(EXAMPLE, large).scale, sized_as(EXAMPLE, large).households) == (0.5, 1_000)
    assert sized_as(large, EXAMPLE).digest() == EXAMPLE.digest()


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
        ({"households": 99}, "The number of households cannot be used: 99 lies outside 100 to 25000000."),
        (
            {"households": 2_000_000},
            "The number of households cannot be used: 2,000,000 are more than one for each of the 1,400,000 people of "
            "'example'; at most 1,473,684 stand for 0.95 people each, which is about one to one.",
        ),
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
    other = with_parameters(EXAMPLE, {"fear.horizon": 2, "hear.memory": 4.0})
    assert other.parameters.fear.horizon == 2.0
    assert other.parameters.hear.memory == 4.0
    assert EXAMPLE.parameters.fear.horizon == 3.0


def test_a_parameter_does_not_bring_back_a_mechanism_that_is_off():
    other = with_parameters(with_off(EXAMPLE, "learning"), {"fear.alike": 0.9})
    assert other == with_off(EXAMPLE, "learning")


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


@pytest.fixture
def files(tmp_path: Path) -> Path:
    for name, text in CHAIN.items():
        (tmp_path / name).write_text(text)
    return tmp_path


def levers_that_differ(a: Scenario, b: Scenario) -> set[str]:
    return {one.where.removeprefix("levers.") for one in differences(a, b) if one.where.startswith("levers.")}


def test_with_nothing_named_a_scenario_stays_as_it_is():
    assert changed("example") == EXAMPLE == changed(EXAMPLE)


def test_a_lever_is_held_from_a_month_and_nothing_else_differs():
    held = changed("example", sets={"border": 0.9}, start="2005-01")
    assert [one.where for one in differences(EXAMPLE, held)] == ["levers.border_control"]
    assert {levers.border_control for levers in held.levers[60:]} == {0.9}
    assert held.levers[:60] == EXAMPLE.levers[:60]
    assert held.title == f"{EXAMPLE.title}: border control 0.9 from 2005-01"


def test_a_lever_that_the_leader_chooses_is_taken_from_him_in_that_month():
    held = changed("north-korea", sets={"market": 0.2}, start="2014-01")
    before, after = month_number("2013-12"), month_number("2014-01")
    assert "market_tolerance" in held.chooses_at(before)
    assert "market_tolerance" not in held.chooses_at(after)
    assert "purge_intensity" in held.chooses_at(after)
    assert held.levers_at(after).market_tolerance == 0.2


def test_parameters_and_mechanisms_are_changed_for_the_whole_run():
    other = changed("example", sets={"horizon": 2}, off=["rum"])
    assert other.parameters.fear.horizon == 2
    assert other.off == ("rumour",)
    assert other.name == "example, fear horizon 2, rumour off"


@pytest.mark.parametrize("asked", ["north-korea", NORTH_KOREA])
def test_an_event_left_out_no_longer_moves_its_levers(asked):
    without = changed(asked, without=["Summit"])
    assert levers_that_differ(NORTH_KOREA, without) == {"assurance", "assurance_expected"}
    assert not any("summit" in event.label for event in without.events)
    assert len(without.events) == len(NORTH_KOREA.events) - 7
    assert without.title == f"{NORTH_KOREA.title}: without Summit"
    assert without.parent == "north-korea"


def test_events_are_left_out_of_a_scenario_that_was_made_shorter_and_smaller():
    small = adapt(NORTH_KOREA, runs=3, seed=8, scale=0.02, until="2018-04")
    without = changed(small, without=["summit"])
    assert (without.runs, without.seed, without.scale, month_name(without.end)) == (3, 8, 0.02, "2018-04")
    assert levers_that_differ(small, without) == {"assurance_expected"}


def test_events_are_left_out_of_a_file_and_of_those_it_extends(files):
    scenario = load(files / "below.toml")
    assert (scenario.levers[0].sanctions, scenario.levers[-1].sanctions) == (0.4, 0.8)
    without = changed(files / "below.toml", without=["second"])
    assert {levers.sanctions for levers in without.levers} == {0.4}
    assert without.events == ()
    # An event from before the start acts on the first month, and can be left out as well.
    assert {levers.sanctions for levers in changed(files / "below.toml", without=["FIRST r"]).levers[:2]} == {0.0}
    assert {levers.sanctions for levers in changed(files / "below.toml", without=["round"]).levers} == {0.0}


def test_what_was_left_out_and_what_is_held_come_together(files):
    both = changed(files / "above.toml", without=["first"], sets={"surveillance": 0.9}, start="2001-01")
    assert [(levers.sanctions, levers.surveillance) for levers in both.levers[11:15]] == [(0, 0.5)] + [(0, 0.9)] * 3
    assert both.title == "above: surveillance 0.9 from 2001-01, without first"


def test_a_word_that_no_event_has_is_refused_with_the_labels_there_are(files):
    with pytest.raises(UsageError) as caught:
        changed(files / "below.toml", without=["third"])
    assert str(caught.value) == (
        "below has no event whose label contains 'third'; its events are 'First Round', 'second round'."
    )
    (files / "none.toml").write_text('title = "none"\ncountry = "example"\nstart = "2000-01"\nend = "2000-12"\n')
    with pytest.raises(UsageError, match="contains 'third'; it has no dated events"):
        changed(files / "none.toml", without=["third"])
    with pytest.raises(UsageError, match="contains ' '"):
        changed("north-korea", without=[" "])


def test_events_are_left_out_of_a_scenario_that_was_changed_or_written_before(tmp_path):
    held = changed(NORTH_KOREA, sets={"recall": 0.1})
    without = changed(held, without=["summit"])
    assert levers_that_differ(held, without) == {"assurance", "assurance_expected"}
    written = tmp_path / "written.toml"
    written.write_text(to_toml(held))
    assert changed(written, without=["summit"]).digest() == without.digest()


def test_an_event_whose_levers_are_held_cannot_be_left_out():
    held = changed("example", sets={"harvest": 0.9})
    with pytest.raises(
        UsageError, match=r"Leaving out 'floods' would change nothing in .* are held there \(harvest\)\."
    ):
        changed(held, without=["floods"])
    assert changed("example", sets={"harvest": 0.9}, start="2009-01", without=["floods"]).levers[60].harvest == 1.0
    by_hand = replace(EXAMPLE, name="by hand")
    with pytest.raises(UsageError, match="Leaving out 'floods' would change nothing in by hand"):
        changed(by_hand, without=["floods"])


@pytest.mark.parametrize(
    ("call", "sentence"),
    [
        (
            lambda: full_name("rank_s"),
            "'rank_s' can mean 'conspire.rank_strength' or 'judge.rank_severity'; say which lever or parameter.",
        ),
        (lambda: full_name("horizn"), "There is no lever or parameter 'horizn'; did you mean 'horizon'?"),
        (lambda: mechanism_name("kin_"), "'kin_' can mean 'kin_pay' or 'kin_news'; say which mechanism."),
        (lambda: mechanism_name("rumor"), "There is no mechanism 'rumor'; did you mean 'rumour'?"),
        (
            lambda: parse_set("market"),
            "'market' sets nothing; write a name and a number like 'market_tolerance=0.2'.",
        ),
        (
            lambda: parse_set("market=much"),
            "'market=much' sets nothing; write a name and a number like 'market_tolerance=0.2'.",
        ),
        (
            lambda: changed("example", sets={"border": 0.2, "border_control": 0.3}),
            "'border_control' is set twice, under two names; set it once.",
        ),
        (
            lambda: changed("example", sets={"horizon": 2}, start="2005-01"),
            "Only levers can be held from '2005-01' on; the parameter 'fear.horizon' would change for the whole run. "
            "Leave the month out, or change them in an alternative of their own.",
        ),
        (
            lambda: changed("example", off=["rumour"], sets={"border": 1}, start="2005-01"),
            "Only levers can be held from '2005-01' on; the mechanism 'rumour' would change for the whole run. "
            "Leave the month out, or change them in an alternative of their own.",
        ),
        (
            lambda: changed("example", sets={"border": 0.2}, start="soon"),
            "'soon' is not a month between 1900 and 2200; write it like \"2012-01\".",
        ),
        (
            lambda: changed("example", sets={"border": 0.2}, start="2012-01"),
            "2012-01 lies outside the scenario 'example', which runs from 2000-01 to 2009-12.",
        ),
        (
            lambda: changed("example", start="2005-01"),
            "Nothing is set from '2005-01' on: name a lever and its value.",
        ),
    ],
)  # fmt: skip
def test_what_cannot_be_changed_is_refused_with_what_can(call, sentence):
    with pytest.raises(UsageError) as caught:
        call()
    assert str(caught.value) == sentence


def test_an_unknown_name_is_answered_with_the_levers():
    with pytest.raises(
        UsageError, match=r"no lever or parameter 'zzz'; it can be 'purge_intensity', .*'fear\.horizon'"
    ):
        full_name("zzz")


def test_a_value_out_of_range_is_refused_with_the_range():
    with pytest.raises(ScenarioError, match=r"fear\.horizon: 200\.0 lies outside 1 to 10 years"):
        changed("example", sets={"horizon": 200.0})


def test_the_words_of_a_change_name_all_of_it():
    said = change_in_words(sets={"market": 0.2, "surv": 1}, start="2014-01", without=["summit", "recall"], off=["coup"])
    assert said == "market tolerance 0.2 and surveillance 1 from 2014-01, without summit, without recall, coups off"


def test_a_changed_scenario_can_be_written_and_read(tmp_path):
    one = changed("north-korea", sets={"sanctions": 0.5}, start="2017-01", without=["recalled"])
    file = tmp_path / "one.toml"
    file.write_text(to_toml(one))
    assert load(file).digest() == one.digest()
    assert (load(file).title, load(file).name) == (one.title, one.name)
