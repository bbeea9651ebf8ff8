"""Levers carried on from a day: nothing in them was not known then."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date

import pytest

from politburo.infer.levers import carried_on
from politburo.scenario import adapt, load, month_number
from politburo.scenario.months import calendar_month

BASE = adapt(load("north-korea"), until="2015-12")


@pytest.mark.parametrize("year", range(2009, 2015))
def test_nothing_changes_after_the_following_month_but_what_a_known_event_ends(year: int):
    day = date(year, 12, 31)
    made = carried_on(BASE, day)
    first = calendar_month(day) + 1
    assert all(event.day <= day for event in made.events)
    assert len(set(made.logics[first - made.start :])) == 1
    for name in asdict(made.levers_at(first)):
        if name in made.chosen_at(first) or name == "campaign":
            continue
        assert len({getattr(made.levers_at(month), name) for month in range(first, made.end + 1)}) == 1, name


@pytest.mark.parametrize("year", [2009, 2012, 2014])
def test_up_to_the_day_everything_stays_as_it_was(year: int):
    made = carried_on(BASE, date(year, 12, 31))
    until = month_number(f"{year}-12") - BASE.start + 1
    assert made.levers[:until] == BASE.levers[:until] and made.logics[:until] == BASE.logics[:until]


def test_before_the_death_nobody_knows_of_a_successor_and_after_it_everybody_does():
    assert not carried_on(BASE, date(2010, 12, 31)).successions
    made = carried_on(BASE, date(2011, 12, 31))
    assert made.successions and made.logics[-1] == "strategic"
    assert made.levers[-1].border_control < BASE.levers[-1].border_control


def test_what_ends_before_the_day_stays_as_it_is():
    assert carried_on(BASE, date(2016, 1, 1)) is BASE
