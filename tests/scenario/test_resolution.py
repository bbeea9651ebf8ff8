"""What a file says becomes levers, logics and successions month by month."""

import pytest

from politburo.scenario import Scenario, month_number, parse
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
    asked = scenario("[mechanisms]\nrumour = false\ncoups = true\n[parameters.fear]\nhorizon = 2.5\ncircle = 0.7\n")
    assert asked.off == ("rumour",)
    assert asked.parameters.fear.horizon == 2.5
    asked = scenario("[mechanisms]\nlearning_circle = false\n[parameters.fear]\ncircle = 0.7\n")
    assert asked.parameters.fear.circle == 0.0
