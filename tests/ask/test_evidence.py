"""The public figures of a country, and those that differ side by side."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from politburo.ask.evidence import differing, evidence
from politburo.country.countries import files_of
from politburo.terms.errors import UsageError

ONE = replace(
    files_of("north-korea").evidence.timeline[0],
    series="killed", start=date(2013, 1, 1), end=date(2013, 12, 31), value=3.0, low=3.0, high=3.0, unit="persons",
)  # fmt: skip
LATER = {"start": date(2014, 1, 1), "end": date(2014, 12, 31)}


@pytest.mark.parametrize(
    ("other", "found"),
    [
        ({"value": 30.0}, 1),
        ({}, 0),
        ({"value": 30.0, "series": "fled"}, 0),
        ({"value": 30.0, "unit": "thousands"}, 0),
        ({"value": 30.0} | LATER, 0),
        ({"value": 30.0, "start": date(2013, 12, 31), "end": date(2014, 2, 1)}, 1),
    ],
)
def test_accounts_of_one_series_that_overlap_and_differ_are_put_together(other: dict, found: int):
    groups = list(differing([ONE, replace(ONE, **other)]))
    assert len(groups) == found
    assert all(len(group) == 2 for group in groups)


def test_every_figure_stands_in_a_table_and_every_difference_in_one_of_its_own():
    found = evidence("north-korea")
    tables = {table.name: table for table in found.tables}
    assert set(tables) == {"conflicts", *found.evidence.tables}
    assert sum(len(table.rows) for name, table in tables.items() if name != "conflicts") == 354
    numbers = tables["conflicts"].column("conflict")
    assert len(set(numbers)) == len(found.conflicts) > 0
    for number in set(numbers):
        rows = [row for row in tables["conflicts"].records() if row["conflict"] == number]
        assert len({row["value"] for row in rows}) > 1 == len({row["series"] for row in rows})


def test_as_of_a_day_nothing_is_told_that_was_not_public():
    found = evidence("north-korea", "2013-06-01")
    for table in found.tables:
        assert all(str(day) <= "2013-06-01" for day in table.column("known_from"))
    assert "of 354 public figures were public on 1 June 2013" in found.sentences[0]


def test_before_anything_was_public_there_is_nothing():
    found = evidence("north-korea", "1900-01-01")
    assert found.tables == ()
    assert found.sentences[0] == "None of 354 public figures were public on 1 January 1900."


def test_a_day_that_is_none_and_a_country_without_figures_are_refused():
    with pytest.raises(UsageError, match="is not a day of the calendar"):
        evidence("north-korea", "2013")
    with pytest.raises(UsageError, match="No public figures come with the country 'example'"):
        evidence("example")
