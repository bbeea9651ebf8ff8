"""What outsiders see of what happened."""

import os
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from politburo.record import Reports, record
from politburo.terms.events import EVENT_COLUMNS
from politburo.terms.parameters import Record
from politburo.terms.words import FORMS
from tests.processors import LOWEST, environment_for
from tests.record.made import ALL_SEEN, START, close, events, lags, rows, together

MANY = 40_000
SEEN = ("seen_1", "seen_2", "seen_3", "seen_4")
NORMAL_MEDIAN_ERROR = 1.2533  # standard error of a median of normal draws, times the root of their number


def seen(happened: dict, parameters: Record = ALL_SEEN, seed: int = 1, run: int = 0) -> Reports:
    return record(happened, parameters, seed, run, START)


def of(reports: Reports, kind: str) -> Reports:
    return reports.where(reports.of(kind))


def a_mixed_history(agents: slice = slice(None)) -> dict:
    """Some thousand events of every kind that the record looks at, over some years."""
    among = np.arange(2000)[agents]
    month = START + among % 60
    parts = [
        events("penalty", agent=among, month=month, rank=among % 4),
        events("flight", agent=among, month=month, abroad=among % 2, rank=2),
        events("departure", agent=among, month=month, persons=among % 4, organ=-1, rank=-1, sex=among % 2),
        events("retirement", agent=among, month=month),
    ]
    parts[0]["form"][:] = among % len(FORMS)
    return together(*parts)


def test_without_events_there_is_nothing_to_report():
    nothing = {column.name: np.zeros(0, column.dtype) for column in EVENT_COLUMNS}
    assert len(seen(nothing)) == 0


def test_events_that_outsiders_do_not_look_at_are_not_reported():
    assert len(seen(together(events("retirement"), events("rotation"), events("plot found")))) == 0


def test_the_same_events_are_always_reported_the_same_way():
    history = a_mixed_history()
    assert rows(seen(history, Record())) == rows(seen(history, Record()))


def test_runs_and_seeds_are_reported_each_in_its_own_way():
    history = a_mixed_history()
    first = rows(seen(history, Record()))
    assert first != rows(seen(history, Record(), run=1))
    assert first != rows(seen(history, Record(), seed=2))


def test_the_record_never_changes_what_happened():
    history = a_mixed_history()
    before = {name: values.copy() for name, values in history.items()}
    for values in history.values():
        values.flags.writeable = False
    seen(history, Record())
    assert all(np.array_equal(before[name], values) for name, values in history.items())


def test_how_an_event_is_reported_does_not_depend_on_what_else_happens():
    some, others = a_mixed_history(slice(0, 2000, 3)), a_mixed_history(slice(1, 2000, 3))
    unreliable = replace(Record(), earlier_leavers=0.0)
    both = rows(seen(together(some, others), unreliable))
    assert both == rows(seen(some, unreliable)) + rows(seen(others, unreliable))


def test_a_household_and_a_post_of_the_same_number_draw_apart():
    many = np.arange(MANY)
    fled = seen(events("flight", agent=many))
    left = seen(events("departure", agent=many))
    assert len(fled) == len(left)
    assert not np.array_equal(np.sort(lags(fled)), np.sort(lags(left)))


@settings(max_examples=25)
@given(days=st.lists(st.dates(date(2008, 1, 1), date(2020, 12, 31)), min_size=2, max_size=2).map(sorted))
def test_what_was_known_on_a_day_is_known_on_every_later_day(days):
    history, parameters = a_mixed_history(slice(0, 300)), replace(Record(), earlier_leavers=300.0)
    earlier, later = (record(history, parameters, 1, 0, START, as_of) for as_of in days)
    assert rows(earlier) <= rows(later)
    assert rows(later) == rows(seen(history, parameters).seen_by(days[1]))
    assert (later.report_day <= np.datetime64(days[1])).all()


def test_reports_come_in_the_order_of_their_days_and_never_before_the_event():
    reports = seen(a_mixed_history(), Record())
    assert (np.diff(reports.report_day).astype(int) >= 0).all()
    assert (lags(reports) >= 1).all()


def test_state_media_announce_a_case_in_the_top_rank_the_day_after():
    announced = replace(ALL_SEEN, announced=1.0, announced_days=1.0, double_share=0.4)
    fall = events("penalty", date(2013, 12, 8), "expulsion", rank=[0, 1], organ=2, province=4)
    told = of(seen(fall, announced), "announcement")
    assert told.event_day.tolist() == [date(2013, 12, 8)]
    assert told.report_day.tolist() == [date(2013, 12, 9)]
    assert (told.rank[0], told.organ[0], told.province[0], told.sex[0]) == (0, 2, 4, 0)
    assert told.form[0] == FORMS.index("expulsion")


def test_what_is_announced_is_not_counted_twice():
    announced = replace(ALL_SEEN, announced=1.0, double_share=1.0)
    assert len(seen(events("penalty", form="removal", rank=0), announced)) == 1


def test_where_no_report_gets_out_nothing_is_seen():
    nothing = replace(ALL_SEEN, seen_1=0.0, flight_seen=0.0, flight_seen_inland=0.0, arrive=0.0)
    history = together(
        events("penalty", form="execution", rank=0),
        events("flight", abroad=[0, 1]),
        events("departure", persons=5),
    )
    assert len(seen(history, nothing)) == 0
    assert len(seen(history)) == 8


@pytest.mark.parametrize("rank", range(4))
@pytest.mark.parametrize(("form", "factor"), [("removal", 1.0), ("execution", 1.5), ("demotion", 0.3)])
def test_a_penalty_is_reported_with_the_chance_of_its_rank_and_form(rank, form, factor):
    chances = (0.6, 0.25, 0.1, 0.02)
    parameters = replace(ALL_SEEN, seen_execution=1.5, seen_minor=0.3, **dict(zip(SEEN, chances, strict=True)))
    reports = seen(events("penalty", form=form, rank=np.full(MANY, rank)), parameters)
    assert close(len(reports), MANY, chances[rank] * factor)


def test_reports_are_delayed_and_the_delays_have_a_heavy_tail():
    delayed = replace(ALL_SEEN, delay_days=200.0, delay_spread=0.5)
    logs = np.log(lags(seen(events("penalty", form="removal", rank=np.ones(MANY)), delayed)))
    assert abs(np.median(logs) - np.log(200)) < 5 * NORMAL_MEDIAN_ERROR * 0.5 / np.sqrt(MANY) + 0.5 / 200
    assert abs(logs.std() - 0.5) < 5 * 0.5 / np.sqrt(2 * MANY)


def test_the_stated_share_of_those_reported_executed_was_not():
    lying = replace(ALL_SEEN, false_share=0.2)
    reports = seen(events("penalty", form="execution", rank=np.ones(MANY)), lying)
    false = np.count_nonzero(~reports.true)
    reported = np.count_nonzero(reports.of("penalty report", "false report"))
    assert reported == MANY + false
    assert close(false, MANY, 0.25)
    assert abs(false / reported - 0.2) < 0.01


def test_whoever_is_falsely_reported_executed_reappears_later_in_the_state_media():
    lying = replace(ALL_SEEN, false_share=0.5, correction_days=100.0)
    executed = events("penalty", form="execution", rank=np.ones(MANY), organ=3)
    reports = seen(executed, lying)
    false, corrected = of(reports, "false report"), of(reports, "correction")
    assert len(false) == len(corrected) == MANY
    assert set(false.organ) == set(corrected.organ) == {3}
    assert reports.adds.sum() == MANY
    waits = np.sort(corrected.report_day) - np.sort(false.report_day)
    assert (waits.astype(int) > 0).all()


def test_only_executions_are_reported_falsely():
    lying = replace(ALL_SEEN, false_share=0.5)
    reports = seen(events("penalty", form="removal", rank=np.ones(100)), lying)
    assert len(reports) == 100
    assert reports.true.all()


def test_another_source_tells_a_case_again_after_the_first():
    doubled = replace(ALL_SEEN, double_share=1.0)
    reports = seen(events("penalty", form="removal", rank=1), doubled)
    assert np.array_equal(reports.of("penalty report"), [True, False])
    assert np.array_equal(reports.of("double report"), [False, True])
    assert reports.report_day[1] > reports.report_day[0]


def test_the_stated_shares_are_announced_and_told_twice():
    mixed = replace(ALL_SEEN, announced=0.15, double_share=0.1)
    reports = seen(events("penalty", form="removal", rank=np.zeros(MANY)), mixed)
    announced = np.count_nonzero(reports.of("announcement"))
    assert close(announced, MANY, 0.15)
    assert close(np.count_nonzero(reports.of("double report")), MANY - announced, 0.1)


def test_flights_from_posts_abroad_are_disclosed_and_others_arrive_over_the_border():
    reports = seen(events("flight", abroad=[1, 0], agent=[7, 8], persons=[3, 1], organ=[5, 4]))
    assert of(reports, "flight disclosed").organ.tolist() == [5]
    assert of(reports, "flight disclosed").persons.tolist() == [3]
    assert of(reports, "cadre arrival").organ.tolist() == [4]


@pytest.mark.parametrize(("abroad", "chance"), [(1, 0.55), (0, 0.3)])
def test_some_flights_of_cadres_stay_unknown(abroad, chance):
    parameters = replace(ALL_SEEN, flight_seen=0.55, flight_seen_inland=0.3)
    assert close(len(seen(events("flight", abroad=np.full(MANY, abroad)), parameters)), MANY, chance)


def test_flights_are_disclosed_after_months():
    parameters = replace(ALL_SEEN, flight_days=284.0, delay_spread=0.5)
    disclosed = seen(events("flight", abroad=np.ones(MANY)), parameters)
    assert abs(np.log(np.median(lags(disclosed)) / 284)) < 5 * NORMAL_MEDIAN_ERROR * 0.5 / np.sqrt(MANY) + 0.5 / 284


def test_each_of_those_who_leave_together_arrives_on_their_own():
    reports = seen(events("departure", persons=[3, 0, 2], province=[6, 7, 8], organ=-1, rank=-1, sex=1))
    assert sorted(reports.province) == [6, 6, 6, 8, 8]
    assert reports.persons.tolist() == [1] * 5
    assert len(np.unique(reports.report_day)) == 5


def test_the_stated_share_of_those_who_leave_arrives():
    reports = seen(events("departure", persons=np.full(MANY // 4, 4)), replace(ALL_SEEN, arrive=0.6))
    assert close(len(reports), MANY, 0.6)


@pytest.mark.parametrize(("fast", "months"), [(1.0, 4.0), (0.0, 60.0)])
def test_the_way_to_the_south_takes_months_or_years(fast, months):
    parameters = replace(ALL_SEEN, fast=fast, fast_months=4.0, slow_months=60.0, transit_spread=0.5)
    way = lags(seen(events("departure", persons=np.ones(MANY)), parameters))
    days = months * 365.25 / 12
    assert abs(np.log(np.median(way) / days)) < 5 * NORMAL_MEDIAN_ERROR * 0.5 / np.sqrt(MANY) + 0.5 / days


def test_the_two_ways_are_taken_in_the_stated_shares():
    parameters = replace(ALL_SEEN, fast=0.7, fast_months=4.0, slow_months=100.0, transit_spread=0.1)
    way = lags(seen(events("departure", persons=np.ones(MANY)), parameters))
    assert close(np.count_nonzero(way < 600), MANY, 0.7)


def test_who_takes_the_fast_way_is_no_faster_on_it_than_others():
    parameters = replace(ALL_SEEN, fast=0.5, fast_months=4.0, slow_months=100.0, transit_spread=0.1)
    way = lags(seen(events("departure", persons=np.ones(MANY)), parameters))
    assert abs(np.median(way[way < 600]) - 4.0 * 365.25 / 12) <= 1


def test_people_who_left_before_the_run_starts_are_still_arriving():
    nothing = {column.name: np.zeros(0, column.dtype) for column in EVENT_COLUMNS}
    parameters = replace(ALL_SEEN, earlier_leavers=5000.0, earlier_years=8.0, earlier_women=0.78)
    reports = seen(nothing, parameters)
    left = reports.event_day
    assert 1000 < len(reports) < 8 * 5000  # the others had arrived before
    assert (left.max(), reports.report_day.min()) == (np.datetime64("2007-12-28"), np.datetime64("2008-01-01"))
    by_year = [np.count_nonzero(left.astype("datetime64[Y]") == np.datetime64(str(year))) for year in range(2000, 2008)]
    assert by_year == sorted(by_year)
    assert set(reports.event) == {-1}
    assert close(np.count_nonzero(reports.sex == 0), len(reports), 0.78)
    assert set(reports.rank) == set(reports.organ) == set(reports.province) == {-1}


def test_nothing_is_reported_before_the_run_begins_and_every_report_names_its_event():
    happened = a_mixed_history()
    reports = seen(happened)
    assert reports.report_day.min() >= np.datetime64("2008-01-01")
    of_cases = reports.where(reports.event >= 0)
    assert len(of_cases) == len(reports) > 0
    months = (of_cases.event_day.astype("datetime64[M]")).astype(int) + 1970 * 12
    assert (months == happened["month"][of_cases.event]).all()
    assert (of_cases.form == happened["form"][of_cases.event]).all()


def test_who_is_still_on_the_way_does_not_depend_on_how_many_others_are():
    nothing = {column.name: np.zeros(0, column.dtype) for column in EVENT_COLUMNS}
    few, more = (seen(nothing, replace(ALL_SEEN, earlier_leavers=number)) for number in (1200.0, 3600.0))
    assert rows(few) <= rows(more)


FINGERPRINT = """
import hashlib, sys
sys.path.insert(0, sys.argv[1])
from dataclasses import replace
from test_outsiders import a_mixed_history, seen
from politburo.record import REPORT_COLUMNS
from politburo.terms.parameters import Record
drawn_out = replace(Record(), delay_days=1e6, correction_days=1e6, flight_days=1e6, slow_months=1e5)
reports = seen(a_mixed_history(), drawn_out)
print(hashlib.sha256(b"".join(getattr(reports, name).tobytes() for name in REPORT_COLUMNS)).hexdigest())
"""
"""Delays of thousands of years show in whole days what ordinary ones would round away."""


@pytest.mark.long
def test_reports_have_the_same_bits_on_processors_without_wide_vectors(tmp_path):
    plain = environment_for(LOWEST) | {"POLITBURO_CACHE": str(tmp_path)}  # the other finds what is compiled
    fingerprints = {
        subprocess.run(
            [sys.executable, "-W", "ignore", "-c", FINGERPRINT, str(Path(__file__).parent)],
            env=os.environ | processor,
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        for processor in ({}, plain)
    }
    assert len(fingerprints) == 1
