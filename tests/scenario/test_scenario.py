"""What a file says becomes levers, logics and successions month by month, known by what decides its results."""

from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from politburo.scenario import (
    Scenario,
    adapt,
    load,
    month_number,
    parse,
    to_toml,
    with_levers,
    with_off,
    with_parameters,
)
from politburo.scenario.changes import without_events
from politburo.scenario.overview import first_difference
from politburo.scenario.scenario import (
    HOUSEHOLD,
    HOUSEHOLD_OF_A_RUN,
    KIN,
    TIME_OF_HOUSEHOLDS,
    estimate,
    in_bytes,
    memory,
    series_in_memory,
)
from politburo.terms.errors import ScenarioError, UsageError
from politburo.terms.events import Order
from politburo.terms.levers import Levers

HEAD = 'title = "t"\ncountry = "example"\nstart = "2000-01"\nend = "2001-12"\n'
DEFAULT = Levers()


def scenario(text: str) -> Scenario:
    return parse(HEAD + text, "x.toml")


def event(day: str, kind: str, value: float | None = None, months: int | None = None) -> str:
    keys = f'\n[[events]]\ndate = "{day}"\nkind = "{kind}"\nlabel = "{kind[:9]} {day}"\n'
    keys += "" if value is None else f"value = {value}\n"
    return keys + ("" if months is None else f"months = {months}\n")


def course(asked: Scenario, lever: str, *months: str) -> list[float]:
    return [getattr(asked.levers_at(month_number(month)), lever) for month in months]


def test_there_are_levers_and_a_logic_for_every_month_from_start_to_end():
    asked = scenario("")
    assert len(asked.levers) == len(asked.logics) == 24
    assert (asked.start, asked.end) == (2000 * 12, 2001 * 12 + 11)
    assert set(asked.levers) == {DEFAULT}


def test_one_value_holds_throughout_and_steps_hold_until_the_next():
    asked = scenario(
        '[levers]\nrents = 0.5\nwarning = [{from = "2000-03", value = 0.9}, {from = "2001-01", value = 0.1}]\n'
    )
    assert {levers.rents for levers in asked.levers} == {0.5}
    assert course(asked, "warning", "2000-02", "2000-03", "2000-12", "2001-01") == [DEFAULT.warning, 0.9, 0.9, 0.1]


def lines(lever: str, *points: tuple[str, float]) -> str:
    written = ", ".join(f'{{from = "{month}", value = {value}}}' for month, value in points)
    return f"[levers]\n{lever} = {{ linear = [{written}] }}\n"


def test_straight_lines_run_from_point_to_point_and_are_flat_outside():
    asked = scenario(lines("rents", ("2000-03", 0.4), ("2000-07", 1.2), ("2000-09", 1.0)))
    months = ("2000-01", "2000-03", "2000-04", "2000-05", "2000-07", "2000-08", "2000-09", "2001-12")
    assert course(asked, "rents", *months) == pytest.approx([0.4, 0.4, 0.6, 0.8, 1.2, 1.1, 1.0, 1.0])


def test_points_of_a_straight_line_are_met_exactly():
    asked = scenario(lines("sanctions", ("2000-01", 0.1), ("2000-08", 0.7)))
    assert course(asked, "sanctions", "2000-01", "2000-08", "2001-12") == [0.1, 0.7, 0.7]


def test_an_event_gives_way_to_a_line_that_goes_on_and_stays_after_its_end():
    steady = lines("sanctions", ("2000-01", 0.0), ("2000-11", 0.5))
    asked = scenario(steady + event("2000-05-01", "sanctions", 0.9) + event("2000-12-01", "sanctions", 0.8))
    months = ("2000-05", "2000-06", "2000-11", "2000-12", "2001-12")
    assert course(asked, "sanctions", *months) == pytest.approx([0.9, 0.25, 0.5, 0.8, 0.8])


def test_a_logic_holds_until_the_next():
    asked = scenario('[leader]\nlogic = [{from = "2000-05", value = "strategic"}]\nchooses = ["surveillance"]\n')
    assert asked.logics[:5] == ("scripted",) * 4 + ("strategic",)
    assert asked.chooses == ("surveillance",)


@pytest.mark.parametrize(
    ("day", "month"), [("2000-05-15", "2000-05"), ("2000-05-16", "2000-06"), ("2000-12-16", "2001-01")]
)
def test_an_event_after_the_15th_acts_from_the_next_month(day, month):
    asked = scenario(event(day, "sanctions", 0.7) + event(day, "succession"))
    first = next(position for position, levers in enumerate(asked.levers) if levers.sanctions == 0.7)
    assert asked.start + first == month_number(month)
    assert asked.successions == (month_number(month),)


def test_of_two_events_that_change_a_lever_in_one_month_the_later_wins_whatever_their_order_in_the_file():
    asked = scenario(event("2000-06-02", "border tightened", 0.9) + event("2000-05-20", "border tightened", 0.1))
    assert course(asked, "border_control", "2000-05", "2000-06", "2000-07") == [DEFAULT.border_control, 0.9, 0.9]
    assert [entry.day.isoformat() for entry in asked.events] == ["2000-05-20", "2000-06-02"]


def test_amounts_of_one_month_add_up_as_far_as_the_lever_goes():
    ill = event("2000-05-10", "power lost", 0.3) + event("2000-04-20", "power lost", 0.4)
    months = ("2000-04", "2000-05", "2000-06")
    assert course(scenario(ill), "power_lost", *months) == pytest.approx([0.0, 0.7, 0.0])
    assert course(scenario(ill + event("2000-05-03", "power lost", 0.5)), "power_lost", *months) == [0.0, 1.0, 0.0]
    told = event("2000-05-01", "news from outside", 20.0) + event("2000-05-02", "news from outside", 5.0)
    assert course(scenario("[levers]\nnews_from_outside = 2.0\n" + told), "news_from_outside", *months) == [2, 27, 2]
    both = event("2000-05-01", "power lost", 0.2) + event("2000-05-02", "power gained", 0.3)
    found = scenario(both)
    assert [course(found, name, "2000-05") for name in ("power_lost", "power_gained")] == [[0.2], [0.3]]


def test_what_a_lever_is_set_to_besides_adds_to_nothing():
    ill = event("2000-05-01", "power lost", 0.3)
    said = event("2000-05-02", "mark") + "months = 1\nlevers = { power_lost = 0.1 }\n"
    assert course(scenario(ill + said), "power_lost", "2000-05", "2000-06") == [0.1, 0.0]


def test_an_event_counts_more_than_a_step_of_the_same_month_and_less_than_a_later_one():
    steps = '[levers]\nsanctions = [{from = "2000-03", value = 0.2}, {from = "2000-09", value = 0.4}]\n'
    asked = scenario(steps + event("2000-03-01", "sanctions", 0.9))
    assert course(asked, "sanctions", "2000-02", "2000-03", "2000-08", "2000-09") == [0.0, 0.9, 0.9, 0.4]


def test_an_assurance_is_expected_then_given_then_lost():
    asked = scenario(
        event("2000-03-01", "summit announced", 0.6)
        + event("2000-06-01", "guarantee given", 0.3)
        + event("2000-09-01", "guarantee withdrawn")
    )
    months = ("2000-02", "2000-03", "2000-06", "2000-08", "2000-09")
    assert course(asked, "assurance_expected", *months) == [0.0, 0.6, 0.0, 0.0, 0.0]
    assert course(asked, "assurance", *months) == [0.0, 0.0, 0.3, 0.3, 0.0]


def test_an_expected_assurance_can_be_cancelled():
    asked = scenario(event("2000-03-01", "summit announced", 0.6) + event("2000-05-10", "summit cancelled"))
    assert course(asked, "assurance_expected", "2000-04", "2000-05") == [0.6, 0.0]


@pytest.mark.parametrize(
    ("kind", "lever"), [("campaign", "campaign"), ("congress", "campaign"), ("harvest", "harvest")]
)
def test_what_lasts_some_months_gives_way_to_the_levers_own_course(kind, lever):
    steps = f'[levers]\n{lever} = [{{from = "2000-01", value = 0.3}}, {{from = "2000-04", value = 0.5}}]\n'
    asked = scenario(steps + event("2000-03-01", kind, 0.9, months=3))
    months = ("2000-02", "2000-03", "2000-04", "2000-05", "2000-06")
    assert course(asked, lever, *months) == [0.3, 0.9, 0.9, 0.9, 0.5]


def test_a_summit_without_an_assurance_ends_what_was_expected_of_it():
    announced = event("2000-03-01", "summit announced", 0.6)
    held = scenario(announced + event("2000-05-01", "summit held"))
    assert course(held, "assurance_expected", "2000-04", "2000-05") == [0.6, 0.0]
    assert course(held, "assurance", "2000-05") == [0.0]
    assert course(scenario(announced + event("2000-05-01", "summit held", 0.3)), "assurance", "2000-05") == [0.3]


def test_a_border_that_is_closed_lets_nobody_pass_unless_said_otherwise():
    closed = scenario(event("2000-03-01", "border closed"))
    assert course(closed, "border_control", "2000-02", "2000-03") == [DEFAULT.border_control, 1.0]
    assert closed.events[0].value == 1.0
    assert course(scenario(event("2000-03-01", "border closed", 0.9)), "border_control", "2000-03") == [0.9]


def test_an_event_changes_levers_besides_from_its_month_on_or_for_its_months():
    besides = "levers = { surveillance = 0.9, rents = 0.5 }\n"
    onward = scenario(event("2000-03-20", "sanctions", 0.4) + besides)
    assert course(onward, "surveillance", "2000-03", "2000-04", "2001-12") == [DEFAULT.surveillance, 0.9, 0.9]
    assert onward.events[0].levers == (("surveillance", 0.9), ("rents", 0.5))
    passing = scenario(event("2000-03-01", "campaign", 0.8, months=2) + besides)
    assert course(passing, "rents", "2000-02", "2000-03", "2000-04", "2000-05") == [1.0, 0.5, 0.5, 1.0]
    marked = scenario(event("2000-03-01", "mark", months=1) + besides)
    assert course(marked, "rents", "2000-02", "2000-03", "2000-04") == [1.0, 0.5, 1.0]


def test_a_recall_lasts_its_month():
    asked = scenario(event("2000-03-01", "recall home", 0.8))
    assert course(asked, "recall", "2000-02", "2000-03", "2000-04") == [0.0, 0.8, 0.0]


ORDERED = 'order = { organ = "trade", generation = "predecessor", age_from = 50.0, form = "removal" }\n'


def test_a_purge_is_ordered_for_its_month_and_changes_no_lever():
    asked, beside = scenario(event("2000-03-20", "purge ordered", 0.3) + ORDERED), scenario("")
    april = asked.start + 3
    assert asked.orders == (
        (april, Order(0.3, organ="trade", generation="predecessor", age_from=50.0, form="removal")),
    )
    assert asked.orders_at(april) == (asked.orders[0][1],)
    assert asked.orders_at(april - 1) == asked.orders_at(april + 1) == ()
    assert asked.levers == beside.levers
    assert asked.digest() != beside.digest()
    assert asked.digest() != scenario(event("2000-03-20", "purge ordered", 0.31) + ORDERED).digest()
    anyone = scenario(event("2000-03-10", "purge ordered", 0.3))
    assert anyone.orders == ((anyone.start + 2, Order(0.3)),)


def test_an_order_can_be_taken_out_or_put_off_and_survives_writing():
    asked = scenario(event("2000-03-20", "purge ordered", 0.3) + ORDERED)
    (label,) = (one.label for one in asked.events)
    assert without_events(asked, [label]).orders == ()
    assert first_difference(asked, without_events(asked, [label])) == asked.start + 3
    later = scenario(event("2000-06-10", "purge ordered", 0.3) + ORDERED)
    assert later.orders[0][1] == asked.orders[0][1]
    assert first_difference(asked, later) == asked.start + 3
    for one in (asked, replace(asked)):  # from its document, and from its fields alone
        again = parse(to_toml(one), "again.toml")
        assert (again.orders, again.events, again.digest()) == (asked.orders, asked.events, asked.digest())


def test_what_would_begin_after_the_end_changes_nothing():
    asked = scenario(event("2001-12-20", "succession") + event("2001-12-20", "campaign", 0.9, months=2))
    assert asked.successions == ()
    assert set(asked.levers) == {DEFAULT}
    assert len(asked.events) == 2


def test_what_lasts_beyond_the_end_is_cut_there():
    asked = scenario(event("2001-12-01", "campaign", 0.9, months=12))
    assert course(asked, "campaign", "2001-11", "2001-12") == [DEFAULT.campaign, 0.9]


def test_a_mark_changes_nothing():
    assert set(scenario(event("2000-03-01", "mark")).levers) == {DEFAULT}


def test_a_mechanism_that_is_off_is_off_whatever_the_parameters_say():
    asked = scenario("[mechanisms]\nrumour = false\ncoups = true\n[parameters.fear]\nhorizon = 2.5\nalike = 0.7\n")
    assert asked.off == ("rumour",)
    assert asked.parameters.fear.horizon == 2.5
    asked = scenario("[mechanisms]\nlearning = false\n[parameters.fear]\nalike = 0.7\n")
    assert asked.parameters.fear.alike == 0.0


EXAMPLE = load("example")


def test_the_levers_of_a_month_are_asked_by_its_number():
    assert EXAMPLE.levers_at(EXAMPLE.start) == EXAMPLE.levers[0]
    assert EXAMPLE.levers_at(EXAMPLE.end) == EXAMPLE.levers[-1]


def test_a_month_outside_the_scenario_is_refused_with_its_span():
    for month in (EXAMPLE.start - 1, EXAMPLE.end + 1):
        with pytest.raises(UsageError, match=r"outside the scenario 'example' \(2000-01 to 2009-12\)"):
            EXAMPLE.levers_at(month)


def test_names_texts_labels_and_the_number_of_runs_do_not_decide_results():
    told_otherwise = replace(
        EXAMPLE,
        name="other",
        title="other",
        description="other",
        runs=99,
        events=tuple(replace(event, label="other") for event in EXAMPLE.events if event.kind != "mark"),
    )
    assert told_otherwise.digest() == EXAMPLE.digest()


@pytest.mark.parametrize(
    "changed",
    [
        adapt(EXAMPLE, seed=2),
        adapt(EXAMPLE, until="2009-11"),
        adapt(EXAMPLE, scale=0.5),
        with_levers(EXAMPLE, warning=0.7, start="2009-12"),
        with_off(EXAMPLE, "rumour"),
        with_parameters(EXAMPLE, {"fear.horizon": 3.1}),
        replace(EXAMPLE, successions=(month_number("2002-02"),)),
        replace(EXAMPLE, logics=("strategic",) * len(EXAMPLE.logics)),
        replace(EXAMPLE, chooses=("purge_intensity",)),
        replace(EXAMPLE, country="north-korea"),
    ],
)
def test_whatever_decides_results_changes_the_digest(changed):
    assert changed.digest() != EXAMPLE.digest()


def test_the_digest_is_the_same_in_every_process():
    small = parse('title = "t"\ncountry = "example"\nstart = "2000-01"\nend = "2000-01"\n', "x.toml")
    assert len(small.digest()) == 32
    assert (
        small.digest()
        == parse('title = "u"\ncountry = "example"\nstart = "2000-01"\nend = "2000-01"\n', "y.toml").digest()
    )


def held(thing: Any) -> int:
    """Bytes of all arrays in a structure."""
    if is_dataclass(thing):
        return sum(held(getattr(thing, field.name)) for field in fields(thing))
    if isinstance(thing, tuple):
        return sum(map(held, thing))
    return thing.nbytes if isinstance(thing, np.ndarray) else 0


def test_more_households_ask_for_the_memory_that_they_take():
    from politburo.country import build

    many = [adapt(load("example"), households=count) for count in (100_000, 200_000)]
    each = (held(build("example", 1.0, 200_000)) - held(build("example", 1.0, 100_000))) / 100_000
    assert each == pytest.approx(HOUSEHOLD + 4 * KIN, rel=0.02)
    told = [estimate(one, runs=1).memory for one in many]
    assert told[1] - told[0] == 100_000 * (HOUSEHOLD + 4 * KIN + HOUSEHOLD_OF_A_RUN)


def test_households_take_a_part_of_the_time_of_a_month():
    whole = load("example")
    assert adapt(whole, scale=0.5).size == 0.5
    assert adapt(whole, households=5_000).size == 1
    assert adapt(whole, households=10_000).size == pytest.approx(1 + TIME_OF_HOUSEHOLDS)


@pytest.mark.parametrize(("name", "scale"), [("example", 1.0), ("example", 0.001), ("north-korea", 0.05)])
def test_a_country_takes_the_memory_that_was_measured(name: str, scale: float):
    from politburo.country import build, plan_of
    from politburo.month.tally import Tally
    from tests.month.setting import first_month

    country = build(name, scale)
    assert held(country) == pytest.approx(memory(plan_of(name), scale), rel=0.1)
    series = Tally(first_month({}, None, country), 1).series(country)
    assert sum(array.nbytes for array in series.values()) == series_in_memory(plan_of(name))


@pytest.mark.parametrize(("scale", "until"), [(0.001, "2000-12"), (1.0, "2005-12")])
def test_results_take_the_disk_that_is_told_within_a_factor_of_two(scale: float, until: str, tmp_path: Path):
    from politburo.ask.run import run

    scenario = adapt(load("example"), runs=2, scale=scale, until=until)
    results = run(scenario, out=tmp_path / "results")
    found = sum(file.stat().st_size for file in results.folder.rglob("*") if file.is_file())
    assert found / 2 < estimate(scenario).disk < found * 2


def test_more_runs_months_threads_and_a_larger_scale_ask_for_more():
    small = adapt(load("north-korea"), runs=4, until="2010-12", scale=0.1)
    for larger in (adapt(small, runs=5), adapt(small, scale=0.2), load("north-korea")):
        assert estimate(larger).disk > estimate(small).disk
        assert estimate(larger).memory > estimate(small).memory
    assert estimate(small, threads=2).memory > estimate(small).memory
    assert estimate(small, threads=9).memory == estimate(small, threads=4).memory
    assert estimate(small, runs=1).disk * 4 == pytest.approx(estimate(small).disk, abs=4)


def test_a_file_cannot_ask_for_more_than_a_terabyte():
    text = 'extends = "north-korea"\nend = "2100-12"\n[run]\nruns = 1000000\n'
    with pytest.raises(ScenarioError) as caught:
        parse(text, "x.toml")
    assert str(caught.value) == (
        "x.toml, line 4: run.runs: 1000000 runs of 1116 months would make about 4.9 TB of results; "
        "1 TB is the most that a scenario may ask for."
    )


@pytest.mark.parametrize(
    ("number", "words"),
    [(10, "0 kB"), (2_400, "2 kB"), (1e6, "1 MB"), (1.24e6, "1.2 MB"), (23.9e9, "24 GB"), (4.56e12, "4.6 TB")],
)
def test_a_number_of_bytes_is_told_as_people_read_it(number: float, words: str):
    assert in_bytes(number) == words
