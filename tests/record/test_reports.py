"""Reports as rows, and as a table in words."""

from dataclasses import replace
from datetime import date

import numpy as np
import pandas as pd
import pytest

from politburo.record import REPORT_COLUMNS, REPORT_KINDS, record
from tests.record.made import ALL_SEEN, START, events, together


def some_reports():
    happened = together(
        events("penalty", date(2013, 12, 12), "execution", rank=0, organ=0, province=1),
        events("departure", date(2013, 12, 20), organ=-1, rank=-1, province=2, sex=1),
    )
    told = replace(ALL_SEEN, announced=1.0, announced_days=1.0, fast=1.0)
    return record(happened, told, 1, 0, START)


def test_the_table_says_everything_in_words():
    announced, arrived = some_reports().table(("Pyongyang", "Ryanggang", "N_Hamgyong")).to_dict("records")
    assert announced["kind"] == "announcement"
    assert announced["event_day"] == pd.Timestamp(2013, 12, 12)
    assert announced["report_day"] == pd.Timestamp(2013, 12, 13)
    assert (announced["form"], announced["organ"], announced["rank"]) == ("execution", "party", "top leadership")
    assert (announced["province"], announced["source"], announced["true"]) == ("Ryanggang", "state media", True)
    assert (arrived["kind"], arrived["sex"], arrived["province"]) == ("ordinary arrival", "men", "N_Hamgyong")
    assert arrived["source"] == "other"
    assert pd.isna(arrived["form"])
    assert pd.isna(arrived["rank"])


def test_without_names_provinces_stay_codes():
    assert some_reports().table()["province"].tolist() == [1, 2]


def test_a_table_without_reports_has_all_columns():
    none = some_reports().seen_by(date(2000, 1, 1))
    assert len(none) == 0
    assert list(none.table().columns) == [*REPORT_COLUMNS, "true", "source"]


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
