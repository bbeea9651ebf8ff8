"""The record beside public figures: both are there, neither hides the other."""

from datetime import date
from typing import Any, cast

import pytest

from politburo.show.run.published import QUANTITIES, specification, table, words

from ..imagined import imagined, plausible


def points(panel: dict) -> list[list[dict]]:
    """The rows of the record and of the accounts in public."""
    layers = [layer["data"]["values"] for layer in panel["layer"]]
    return [rows for rows in layers if rows and "at" in rows[0]]


def test_no_two_points_of_a_panel_stand_in_the_same_place():
    for panel in specification(plausible(runs=5))["vconcat"][:-1]:
        places = [row["at"] for rows in points(panel) for row in rows]
        assert len(set(places)) == len(places)


def test_each_point_stands_in_the_year_it_speaks_of():
    executions = specification(plausible(runs=5))["vconcat"][0]
    record, public = points(executions)
    assert [int(row["at"]) for row in record] == [int(row["when"]) for row in record] == list(range(2012, 2020))
    assert all(int(row["at"]) == int(row["when"][:4]) for row in public)


def test_the_scale_holds_the_record_and_what_was_said():
    for panel in specification(plausible(runs=5))["vconcat"][:-1]:
        highest = max(row["high"] for rows in points(panel) for row in rows)
        domains = [
            part["encoding"]["y"]["scale"]["domain"]
            for layer in panel["layer"]
            for part in layer["layer"]
            if "scale" in part["encoding"].get("y", {})
        ]
        assert domains
        assert all(domain[1] > highest for domain in domains)


def test_a_country_without_public_figures_is_told_so():
    spec = specification(imagined())
    assert any("no published estimates for this country" in line for line in spec["title"]["subtitle"])
    assert all(len(points(panel)) == 1 for panel in spec["vconcat"][:-1])
    assert "no published estimates for this country" in words(imagined())


def test_years_without_public_figures_are_told_so():
    results = imagined(country="north-korea", start=2030 * 12)
    assert "no published estimates for these years" in words(results)


def test_a_reader_is_told_how_many_accounts_the_record_meets():
    day = date(2012, 5, 5)
    reports = [(0, "penalty report", day, day, "execution", 1)] * 3
    said = words(imagined(runs=1, country="north-korea", start=2012 * 12, months=12, reports=reports))
    assert "executions 2 of 3" in said


def test_the_table_holds_record_and_accounts_of_each_quantity():
    found = table(plausible(runs=3))
    assert set(found.column("account")) == {"simulated reports", "published estimates"}
    assert set(found.column("quantity")) == set(QUANTITIES)
    assert min(row["end"] for row in cast(list[dict[str, Any]], found.records())) >= date(2012, 1, 1)


def test_one_run_has_points_without_intervals():
    for panel in specification(plausible(runs=1))["vconcat"][:-1]:
        assert all(row["low"] == row["median"] == row["high"] for row in points(panel)[0])


@pytest.mark.parametrize("quantity", QUANTITIES)
def test_every_quantity_has_a_panel_of_its_own(quantity: str):
    headings = [panel["title"]["text"] for panel in specification(imagined())["vconcat"][:-1]]
    assert len(headings) == len(QUANTITIES)
    assert len({" ".join(heading) for heading in headings}) == len(QUANTITIES)
    assert QUANTITIES[quantity].quantity == quantity
