"""Counts per year of what outsiders knew."""

from dataclasses import replace
from datetime import date

from made import ALL_SEEN, START, events, together

from politburo.record import record, yearly
from politburo.record.yearly import penalised

SLOW = replace(ALL_SEEN, delay_days=120.0, flight_days=720.0, fast=1.0, fast_months=12.0, transit_spread=0.1)


def counts(*happened: dict, parameters=SLOW, start: int = START, end: int = START + 12 * 8 - 1) -> dict[str, list[int]]:
    reports = record(together(*happened), parameters, 1, 0, start)
    return {name: values.tolist() for name, values in yearly(reports, start, end).items()}


def test_a_year_counts_if_any_month_of_it_is_in_the_run():
    happened = events("penalty", form="removal")
    assert counts(happened, start=2012 * 12, end=2014 * 12 - 1)["year"] == [2012, 2013]
    assert counts(happened, start=2012 * 12 + 11, end=2014 * 12)["year"] == [2012, 2013, 2014]


def test_penalties_count_in_the_year_they_happened_by_form():
    found = counts(
        events("penalty", date(2012, 12, 31), "execution", rank=[0, 1, 2]),
        events("penalty", date(2013, 1, 1), "removal", rank=[0, 1]),
        events("penalty", date(2013, 6, 1), "expulsion"),
        events("penalty", date(2013, 7, 1), "demotion"),
        events("penalty", date(2014, 7, 1), "lesser penalty"),
        start=2012 * 12,
        end=2015 * 12 - 1,
    )
    assert found["executions"] == found["reported execution"] == [3, 0, 0]
    assert found["purges"] == [3, 3, 0]
    assert found["reported removal"] == [0, 2, 0]
    assert found["reported expulsion"] == [0, 1, 0]
    assert found["reported demotion"] == [0, 1, 0]
    assert found["reported lesser penalty"] == [0, 0, 1]


def test_flights_from_abroad_count_in_the_year_of_the_flight_and_arrivals_in_the_year_of_the_arrival():
    found = counts(
        events("flight", date(2012, 6, 15), abroad=1, rank=1),
        events("flight", date(2012, 6, 15), abroad=[0, 0], agent=[5, 6], rank=3),
        events("departure", date(2012, 6, 15), persons=3, sex=0, agent=8, rank=-1),
        events("departure", date(2012, 6, 15), persons=2, sex=1, agent=9, rank=-1),
        start=2012 * 12,
        end=2015 * 12 - 1,
    )
    assert found["cadre flights abroad"] == [1, 0, 0]
    assert found["cadre arrivals"] == [0, 2, 0]
    assert found["women arrived"] == [0, 3, 0]
    assert found["men arrived"] == [0, 2, 0]


def test_those_who_reappear_are_taken_off_the_count_when_they_do():
    executed = events("penalty", date(2013, 1, 15), "execution", rank=1, agent=range(100))
    lying = replace(SLOW, false_share=0.5, delay_days=10.0, correction_days=720.0, delay_spread=0.5)
    year = date(2013, 1, 1), date(2013, 12, 31)
    reports = record(executed, lying, 1, 0, START)
    assert penalised(reports.seen_by(date(2013, 3, 31)), ("execution",), *year) > 190
    assert penalised(reports, ("execution",), *year) == 100


def test_a_case_told_twice_is_counted_twice():
    twice = replace(SLOW, double_share=1.0)
    assert counts(events("penalty", form="execution", rank=1), parameters=twice)["executions"][5] == 2
