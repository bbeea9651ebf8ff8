"""Tables year by year: what the terminal shows, cell by cell."""

import numpy as np

import politburo as pb
from politburo.show.report.tables import yearly_tables
from politburo.show.table import yearly_table

from ..imagined import imagined, plausible


def test_every_year_has_its_reality_and_its_record():
    penalties, leavers = yearly_tables(imagined(months=36))
    assert [row[:2] for row in penalties.rows] == [
        (year, account) for year in ("2010", "2011", "2012") for account in ("reality", "record")
    ]
    assert [row[:2] for row in leavers.rows] == [row[:2] for row in penalties.rows]
    assert all(len(row) == len(table.columns) for table in (penalties, leavers) for row in table.rows)


def test_cells_are_median_and_interval_over_runs():
    results = imagined(penalties={(0, 3, "execution"): 4.0, (1, 3, "execution"): 6.0})
    penalties, _ = yearly_tables(results)
    assert dict(zip(penalties.columns, penalties.rows[0], strict=True))["executed"] == "5 [4–6]"
    assert "over 2 runs" in penalties.caption


def test_one_run_has_no_interval():
    penalties, _ = yearly_tables(imagined(runs=1, penalties={(0, 3, "removal"): 4.0}))
    assert dict(zip(penalties.columns, penalties.rows[0], strict=True))["removed"] == "4"


def test_a_year_that_no_run_lasted_through_has_a_dash():
    penalties, _ = yearly_tables(imagined(ended={0: 5, 1: 5}))
    assert set(penalties.rows[-1][2:]) == {"–"}


def test_public_figures_stand_beside_the_country_they_speak_of():
    tables = yearly_tables(plausible())
    public = [row for table in tables for row in table.rows if row[1] == "public"]
    assert public
    assert all(any(row[2:]) for row in public)
    assert not [
        row for table in yearly_tables(plausible(country="example")) for row in table.rows if row[1] == "public"
    ]


def test_it_says_the_same_as_the_table_of_the_results(results: pb.Results):
    rows = yearly_table(results).query("quantity == 'execution'")
    penalties, _ = yearly_tables(results)
    said = [row[2].split(" ")[0] for row in penalties.rows if row[1] == "reality"]
    assert said == [f"{np.floor(value + 0.5):,.0f}" for value in rows["reality"]]


def test_a_public_figure_of_part_of_a_year_says_until_when():
    said = [
        cell for table in yearly_tables(plausible()) for row in table.rows if row[1] == "public" for cell in row[2:]
    ]
    assert "14 (to 24 Oct)" in said
