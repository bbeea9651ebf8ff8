"""Counts of what outsiders knew."""

from dataclasses import replace
from datetime import date

from politburo.record import Reports, record
from politburo.record.counts import arrived, fled_from_abroad, penalised
from politburo.terms.words import PURGE_FORMS
from tests.record.made import ALL_SEEN, START, events, together

SLOW = replace(ALL_SEEN, delay_days=120.0, flight_days=720.0, fast=1.0, fast_months=12.0, transit_spread=0.1)
YEAR_2012 = date(2012, 1, 1), date(2012, 12, 31)
YEAR_2013 = date(2013, 1, 1), date(2013, 12, 31)


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
