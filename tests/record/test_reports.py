"""Reports as rows, as a table in words, and counted."""

from dataclasses import replace
from datetime import date

import numpy as np
import pandas as pd
import pytest

from politburo.record import REPORT_COLUMNS, REPORT_KINDS, Reports, record
from politburo.record.reports import arrived, fled_from_abroad, penalised
from politburo.terms.words import PURGE_FORMS, Names
from tests.record.made import ALL_SEEN, START, events, together

NAMES = Names(("party",), ("top leadership",), ("Pyongyang", "Ryanggang", "N_Hamgyong"))
SLOW = replace(ALL_SEEN, delay_days=120.0, flight_days=720.0, fast=1.0, fast_months=12.0, transit_spread=0.1)
YEAR_2012 = date(2012, 1, 1), date(2012, 12, 31)
YEAR_2013 = date(2013, 1, 1), date(2013, 12, 31)


def some_reports():
    happened = together(
        events("penalty", date(2013, 12, 12), "execution", rank=0, organ=0, province=1),
        events("departure", date(2013, 12, 20), organ=-1, rank=-1, province=2, sex=1),
    )
    told = replace(ALL_SEEN, announced=1.0, announced_days=1.0, fast=1.0)
    return record(happened, told, 1, 0, START)


def test_the_table_says_everything_in_words():
    announced, arrived = some_reports().table(NAMES).to_dict("records")
    assert announced["kind"] == "announcement"
    assert announced["event_day"] == pd.Timestamp(2013, 12, 12)
    assert announced["report_day"] == pd.Timestamp(2013, 12, 13)
    assert (announced["form"], announced["organ"], announced["rank"]) == ("execution", "party", "top leadership")
    assert (announced["province"], announced["source"], announced["true"]) == ("Ryanggang", "state media", True)
    assert (arrived["kind"], arrived["sex"], arrived["province"]) == ("ordinary arrival", "men", "N_Hamgyong")
    assert arrived["source"] == "other"
    assert pd.isna(arrived["form"])
    assert pd.isna(arrived["rank"])


def test_a_table_without_reports_has_all_columns():
    none = some_reports().seen_by(date(2000, 1, 1))
    assert len(none) == 0
    assert list(none.table(NAMES).columns) == [*REPORT_COLUMNS, "true", "source"]


def test_a_report_is_known_on_its_own_day_and_not_the_day_before():
    reports = some_reports()
    assert len(reports.seen_by(date(2013, 12, 12))) == 0
    assert len(reports.seen_by(date(2013, 12, 13))) == 1


def test_both_ends_of_a_period_belong_to_it():
    reports = some_reports()
    day, before = date(2013, 12, 12), date(2013, 12, 11)
    assert np.array_equal(reports.between(day, day, by="event_day"), [True, False])
    assert not reports.between(before, before, by="event_day").any()


def test_asking_for_a_kind_of_report_that_does_not_exist_is_an_error():
    with pytest.raises(ValueError):
        some_reports().of("hearsay")


def test_only_false_reports_are_untrue_and_only_corrections_take_back():
    assert [kind.name for kind in REPORT_KINDS if not kind.true] == ["false report"]
    assert [kind.name for kind in REPORT_KINDS if kind.adds == -1] == ["correction"]


def seen(*happened: dict, parameters=SLOW) -> Reports:
    return record(together(*happened), parameters, 1, 0, START)


def test_penalties_count_on_the_day_they_happened_by_form():
    reports = seen(
        events("penalty", date(2012, 12, 31), "execution", rank=[0, 1, 2]),
        events("penalty", date(2013, 1, 1), "removal", rank=[0, 1]),
        events("penalty", date(2013, 6, 1), "expulsion"),
    )
    assert penalised(reports, ("execution",), *YEAR_2012) == 3
    assert penalised(reports, ("execution",), *YEAR_2013) == 0
    assert penalised(reports, PURGE_FORMS, *YEAR_2012) == penalised(reports, PURGE_FORMS, *YEAR_2013) == 3
    assert penalised(reports, ("removal",), *YEAR_2013) == 2


def test_flights_from_abroad_count_on_the_day_of_the_flight_and_arrivals_on_the_day_of_the_arrival():
    reports = seen(
        events("flight", date(2012, 6, 15), abroad=1, rank=1),
        events("flight", date(2012, 6, 15), abroad=[0, 0], agent=[5, 6], rank=3),
        events("departure", date(2012, 6, 15), persons=3, sex=0, agent=8, rank=-1),
    )
    assert (fled_from_abroad(reports, *YEAR_2012), fled_from_abroad(reports, *YEAR_2013)) == (1, 0)
    assert (arrived(reports, *YEAR_2012), arrived(reports, *YEAR_2013)) == (0, 5)
    assert arrived(reports, *YEAR_2013, kinds=("cadre arrival",)) == 2


def test_those_who_reappear_are_taken_off_the_count_when_they_do():
    executed = events("penalty", date(2013, 1, 15), "execution", rank=1, agent=range(100))
    lying = replace(SLOW, false_share=0.5, delay_days=10.0, correction_days=720.0, delay_spread=0.5)
    reports = record(executed, lying, 1, 0, START)
    assert penalised(reports.seen_by(date(2013, 3, 31)), ("execution",), *YEAR_2013) > 190
    assert penalised(reports, ("execution",), *YEAR_2013) == 100


def test_a_case_told_twice_is_counted_twice():
    twice = replace(SLOW, double_share=1.0)
    reports = seen(events("penalty", date(2013, 3, 1), "execution", rank=1), parameters=twice)
    assert penalised(reports, ("execution",), *YEAR_2013) == 2


def test_a_report_counts_for_as_many_as_its_event_stands_for():
    happened = (
        events("penalty", date(2013, 3, 1), "execution", rank=[1, 3], agent=[1, 2], weight=[1, 10]),
        events("flight", date(2012, 6, 15), abroad=1, rank=3, agent=3, weight=10),
    )
    reports = seen(*happened)
    assert penalised(reports, ("execution",), *YEAR_2013) == 11
    assert fled_from_abroad(reports, *YEAR_2012) == 10
    assert sorted(reports.weight.tolist()) == [1, 10, 10]
    assert len(reports) == 3
