"""What is said of a lever or parameter is what the simulation takes it for; what differs is said once."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from politburo.scenario import (
    PublicEvent,
    adapt,
    load,
    month_number,
    parse,
    to_toml,
    with_levers,
    with_off,
    with_parameters,
)
from politburo.scenario.overview import (
    MOST_SPANS,
    Chosen,
    Difference,
    LeverCourse,
    differences,
    lever_courses,
    parameter_values,
)
from politburo.scenario.schema import LEVER_DECLARATIONS
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
    for lever in (course("surveillance"), course("purge_intensity", with_levers(EXAMPLE, purge_intensity=0.1))):
        assert not any(isinstance(span.value, Chosen) for span in lever.in_force)


def test_parameters_that_are_set_and_strengths_that_are_off_are_told_apart():
    scenario = with_off(with_parameters(EXAMPLE, {"fear.horizon": 2.0}), "rumour")
    values = {value.key: value for value in parameter_values(scenario)}
    assert [key for key, value in values.items() if value.changed] == ["parameters.fear.horizon"]
    assert {key for key, value in values.items() if value.off == "rumour"} == {
        f"parameters.{phase}.{name}" for phase, name, _ in strengths("rumour")
    }
    assert "record.delay_days" in values


MARK = "2008-05-01, historical reference, not modelled"


def told(b, a=EXAMPLE) -> list[tuple[str, str, str, str]]:
    return [(found.where, found.months, found.a, found.b) for found in differences(a, b)]


def test_a_scenario_does_not_differ_from_itself_nor_from_the_file_it_is_written_to():
    assert differences(EXAMPLE, EXAMPLE) == ()
    assert differences(EXAMPLE, parse(to_toml(EXAMPLE), "again.toml")) == ()


def test_names_titles_and_descriptions_are_no_differences():
    assert differences(EXAMPLE, replace(EXAMPLE, name="x", title="Another", description="Other words.")) == ()


def test_the_setting_is_told_in_the_words_of_a_file():
    assert told(adapt(EXAMPLE, households=1_000)) == [
        ("run.households", "", "as the scale says", "1,000 households, each for about 1,400 people")
    ]
    assert told(adapt(EXAMPLE, runs=3, seed=9, scale=0.5)) == [
        ("run.seed", "", "1", "9"),
        ("run.runs", "", "8", "3"),
        ("run.scale", "", "1", "0.5"),
    ]


def test_a_lever_differs_in_the_months_in_which_it_has_another_value():
    found = differences(EXAMPLE, with_levers(EXAMPLE, start="2005-01", markets=0.6))
    assert found == (
        Difference(
            "levers.markets",
            "spread of marketplaces, relative to the maximum [share]",
            "2005-01 to 2005-12",
            "0.5",
            "0.6",
        ),
        Difference(
            "levers.markets",
            "spread of marketplaces, relative to the maximum [share]",
            "2006-01 to 2009-12",
            "0.7",
            "0.6",
        ),
    )
    assert found[0].change == "2005-01 to 2005-12: 0.5 → 0.6"


def test_a_difference_of_one_month_names_that_month():
    changed = replace(EXAMPLE.levers[0], rents=0.9)
    assert told(replace(EXAMPLE, levers=(changed, *EXAMPLE.levers[1:]))) == [("levers.rents", "2000-01", "1", "0.9")]


def slanted(months: range) -> tuple:
    """The levers of the example, with rents that are a little lower in each of these months than in the one before."""
    return tuple(
        replace(levers, rents=0.9 - 0.005 * place) if place in months else levers
        for place, levers in enumerate(EXAMPLE.levers)
    )


def test_a_lever_that_differs_by_another_amount_every_month_is_told_by_its_lowest_and_highest_value():
    assert told(replace(EXAMPLE, levers=slanted(range(12, 24)))) == [
        ("levers.rents", "2001-01 to 2001-12", "1", "0.785–0.84")
    ]


def test_a_lever_that_differs_now_and_then_is_told_in_one_line():
    levers = tuple(replace(levers, rents=0.5) if place % 2 else levers for place, levers in enumerate(EXAMPLE.levers))
    assert len(levers) > 2 * MOST_SPANS
    assert told(replace(EXAMPLE, levers=levers)) == [
        ("levers.rents", "2000-02 to 2009-12 (60 of these months)", "1", "0.5")
    ]


def test_values_of_the_same_range_in_other_months_are_told_as_such():
    rising = replace(EXAMPLE, levers=slanted(range(12, 24)))
    falling = replace(EXAMPLE, levers=(*EXAMPLE.levers[:12], *rising.levers[23:11:-1], *EXAMPLE.levers[24:]))
    assert told(falling, rising) == [
        ("levers.rents", "2001-01 to 2001-12", "0.785–0.84", "0.785–0.84, in other months")
    ]


def test_values_that_are_nearly_the_same_are_told_in_as_many_digits_as_show_it():
    nearly = with_parameters(EXAMPLE, {"fear.horizon": 3.0000001})
    assert told(nearly) == [("parameters.fear.horizon", "", "3.0", "3.0000001")]


def test_scenarios_of_different_length_are_compared_in_the_months_that_both_have():
    shorter = with_levers(adapt(EXAMPLE, until="2000-12"), rents=0.5)
    found = told(shorter)
    assert ("end", "", "2009-12", "2000-12") in found
    assert ("levers.rents", "2000-01 to 2000-12", "1", "0.5") in found


def test_scenarios_without_a_common_month_differ_in_no_lever():
    korea = load("north-korea")
    early = adapt(korea, until="2008-12")
    late = replace(early, start=early.start + 120, end=early.end + 120)
    assert told(late, early) == [("start", "", "2008-01", "2018-01"), ("end", "", "2008-12", "2018-12")]


def test_another_logic_is_told_by_its_months_and_what_the_leader_chooses_lever_by_lever():
    logics = ("scripted",) * 24 + ("siege",) * 96
    other = replace(EXAMPLE, logics=logics, chooses=("purge_intensity",))
    assert told(other) == [
        ("leader.logic", "2002-01 to 2009-12", "strategic", "siege"),
        ("leader.chooses", "2002-01 to 2009-12", "purge_intensity, market_tolerance", "purge_intensity"),
        ("levers.market_tolerance", "2002-01 to 2009-12", "chosen by the leader (strategic)", "0.4"),
    ]


def test_what_a_logic_does_not_choose_is_not_said_to_be_chosen():
    other = replace(EXAMPLE, chooses=tuple(name for name in EXAMPLE.chooses if name != "surveillance"))
    assert told(other) == []


def test_the_value_of_a_lever_that_the_leader_chooses_is_not_shown():
    found = differences(load("north-korea"), load("markets-suppressed"))
    assert [(one.a, one.b, one.months) for one in found if one.where == "levers.market_tolerance"] == [
        ("chosen by the leader (strategic)", "0.1", "2012-01 to 2019-12")
    ]
    unused = tuple(replace(levers, purge_intensity=0.9) for levers in EXAMPLE.levers[24:])
    assert told(replace(EXAMPLE, levers=(*EXAMPLE.levers[:24], *unused))) == []


def test_what_the_leader_chose_on_average_is_told_where_there_are_runs():
    asked = []

    def mean(*lever_and_months) -> float:
        asked.append(lever_and_months)
        return 0.46

    found = differences(load("north-korea"), load("markets-suppressed"), (mean, None))
    (lever,) = (one for one in found if one.where == "levers.market_tolerance")
    assert (lever.a, lever.b) == ("chosen by the leader (strategic), 0.46 on average", "0.1")
    assert asked == [("market_tolerance", 2012 * 12, 2019 * 12 + 11)]


def test_where_the_leader_begins_is_a_difference_though_he_goes_on_to_choose():
    begun = replace(EXAMPLE, logics=("strategic",) * 120)
    other = replace(begun, levers=tuple(replace(levers, purge_intensity=0.1) for levers in begun.levers))
    assert told(other, begun) == [("levers.purge_intensity", "2000-01", "0.04", "0.1")]


def test_the_order_in_which_chosen_levers_are_written_is_no_difference():
    assert differences(EXAMPLE, replace(EXAMPLE, chooses=EXAMPLE.chooses[::-1])) == ()


def test_events_are_added_left_out_and_changed_by_their_labels():
    festival, flood = (
        next(event for event in EXAMPLE.events if event.label == name) for name in ("a festival", "floods")
    )
    added = replace(festival, label="a parade")
    others = tuple(event for event in EXAMPLE.events if event not in (festival, flood))
    found = told(replace(EXAMPLE, events=(*others, replace(flood, months=4), added)))
    assert found == [
        ("events.floods", "", "2004-09-10, harvest, 0.8, 10 months", "2004-09-10, harvest, 0.8, 4 months"),
        ("events.a festival", "", MARK, "none"),
        ("events.a parade", "", "none", MARK),
    ]


def test_levers_that_an_event_changes_besides_are_told():
    festival: PublicEvent = EXAMPLE.events[-1]
    watched = replace(festival, levers=(("surveillance", 0.8),))
    assert told(replace(EXAMPLE, events=(*EXAMPLE.events[:-1], watched))) == [
        (f"events.{festival.label}", "", MARK, "2008-05-01, mark, surveillance 0.8")
    ]


def test_a_what_if_differs_from_what_it_extends_in_what_it_says():
    found = differences(load("no-summit"), load("guarantee-2013"))
    assert [(entry.where, entry.change) for entry in found] == [
        ("levers.assurance", "2013-01 to 2019-12: 0 → 0.6"),
        ("events.a guarantee is given", "none → 2013-01-10, guarantee given, 0.6"),
    ]


def test_a_second_event_of_the_same_label_is_a_difference():
    festival: PublicEvent = EXAMPLE.events[-1]
    assert told(replace(EXAMPLE, events=(*EXAMPLE.events, festival))) == [
        (f"events.{festival.label}", "", MARK, f"{MARK}; {MARK}")
    ]


def test_a_mechanism_that_is_off_is_told_once_and_its_strengths_are_not():
    stronger = with_parameters(EXAMPLE, {"fear.alike": 0.9})
    assert told(with_off(EXAMPLE, "learning"), stronger) == [("mechanisms.learning", "", "on", "off")]


def test_what_outsiders_see_is_told_as_the_record():
    (found,) = differences(EXAMPLE, with_parameters(EXAMPLE, {"record.delay_days": 40.0}))
    assert found == Difference(
        "record.delay_days", "median delay of reports that are not announced [days]", "", "32", "40"
    )


@given(st.lists(st.sampled_from(sorted(LEVER_DECLARATIONS)), unique=True), st.floats(0, 1))
def test_exactly_the_levers_that_differ_are_told(names, share):
    values = {
        name: LEVER_DECLARATIONS[name].low + share * (LEVER_DECLARATIONS[name].high - LEVER_DECLARATIONS[name].low)
        for name in names
    }
    changed = with_levers(EXAMPLE, **values)
    differing = {
        name for name, value in values.items() if any(getattr(levers, name) != value for levers in EXAMPLE.levers)
    }
    where = {found.where for found in differences(EXAMPLE, changed)}
    assert {name for name in where if name.startswith("levers.")} == {f"levers.{name}" for name in differing}


@pytest.mark.parametrize("name", ["example", "north-korea"])
def test_the_two_sides_exchanged_say_the_same_the_other_way_round(name):
    changed = with_off(with_levers(load(name), start="2009-03", markets=0.2), "rumour")
    there, back = differences(load(name), changed), differences(changed, load(name))
    assert [(found.where, found.months, found.b, found.a) for found in there] == [
        (found.where, found.months, found.a, found.b) for found in back
    ]
