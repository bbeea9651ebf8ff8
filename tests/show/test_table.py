"""The table year by year, against numbers worked out by hand."""

from datetime import date
from io import StringIO
from typing import Any

import numpy as np
import pandas as pd
import pytest
from rich.console import Console

from politburo.run.results import Results
from politburo.show.table import rich_table, yearly_table
from politburo.show.years import ABROAD, PURGED, PURGED_SINCE, QUANTITIES

from .imagined import START, imagined, plausible


def printed(results: Results, width: int = 110) -> str:
    """The table as a terminal shows it, with single spaces."""
    console = Console(width=width, file=StringIO())
    console.print(rich_table(results))
    lines = console.file.getvalue().splitlines()  # type: ignore[attr-defined]
    return "\n".join(" ".join(line.split()) for line in lines)


def row(table: pd.DataFrame, year: int, quantity: str) -> dict[str, Any]:
    """One row of the table."""
    rows = table.to_dict("records")
    (found,) = (entry for entry in rows if (entry["year"], entry["quantity"]) == (year, quantity))
    return {str(name): value for name, value in found.items()}


def three_runs(**scenario) -> Results:
    """Executions 10, 20, 40 in the first year and 1, 3 in the second, of which the third run does not see the end."""
    counts = {(0, 5): 10, (1, 6): 20, (2, 7): 40, (0, 13): 1, (1, 14): 3, (2, 13): 99}
    report = (1, "penalty report", date(2010, 7, 1), date(2010, 8, 1), "execution", 4)
    return imagined(
        runs=3,
        ended={2: 20},
        penalties={(run, month, "execution"): count for (run, month), count in counts.items()},
        reports=[report],
        **scenario,
    )


def test_medians_and_intervals_are_those_worked_out_by_hand():
    first = row(yearly_table(three_runs()), 2010, "execution")
    assert (first["runs"], first["reality"], first["record"]) == (3, 20, 0)
    assert (first["reality_low"], first["reality_high"], first["record_high"]) == pytest.approx((11, 38, 3.6))


def test_a_run_whose_regime_fell_is_left_out_of_that_year_and_counted_as_such():
    second = row(yearly_table(three_runs()), 2011, "execution")
    assert (second["runs"], second["reality"]) == (2, 2)
    assert "2011 reality 2 [1–3]" in printed(three_runs())
    assert "2 runs record 0 [0–0]" in printed(three_runs())
    assert "In 1 of 3 runs the regime fell" in printed(three_runs())


def test_purges_are_counted_in_all_since_the_first_year():
    table = yearly_table(three_runs())
    assert row(table, 2011, PURGED)["reality"] == 2
    assert row(table, 2011, PURGED_SINCE)["reality"] == (10 + 1 + 20 + 3) / 2


def test_there_is_a_row_for_each_year_and_quantity():
    table = yearly_table(three_runs())
    assert table["year"].tolist() == [2010] * len(QUANTITIES) + [2011] * len(QUANTITIES)
    assert table["quantity"].tolist() == [*QUANTITIES] * 2


def test_public_figures_stand_beside_the_years_they_speak_of():
    table = yearly_table(three_runs(country="north-korea", start=2012 * 12))
    executed, fled = row(table, 2012, "execution"), row(table, 2013, ABROAD)
    assert (executed["public_low"], executed["public_high"]) == (3, 17)
    assert (fled["public_low"], fled["public_high"]) == (8, 8)
    assert row(table, 2012, PURGED_SINCE)["public_until"] == pd.Timestamp(2012, 10, 24)
    assert pd.isna(executed["public_until"])


def test_public_figures_are_printed_with_the_last_day_they_count():
    page = printed(three_runs(country="north-korea", start=2012 * 12))
    assert "public 3–17" in page
    assert "public 14 to 24 Oct" in page
    assert "Cadres purged since January 2012" in page


def test_of_another_country_nothing_public_is_said():
    assert "public" not in printed(three_runs())
    assert np.isnan(yearly_table(three_runs())["public_low"].to_numpy()).all()


def test_the_table_says_that_it_is_simulated_and_over_how_many_runs():
    page = printed(three_runs())
    assert page.startswith("Penalties of cadres simulated: persons a year, median [90 % interval] of 3 runs")
    assert "[" not in printed(imagined(runs=1))
    assert "one run" in printed(imagined(runs=1))


def test_where_no_run_is_left_there_is_a_dash_and_no_number():
    assert "2011 reality – – – – – –" in printed(imagined(runs=2, ended={0: 12, 1: 13}))


def test_a_part_of_a_country_is_not_taken_for_the_whole():
    page = " ".join(printed(imagined(scale=0.1, flights=[(0, date(2011, 2, 1), True)])).split())
    assert "Estimates for the whole country from a sample of 10 % of the lower ranks and households" in page
    assert "cadres who fled from posts abroad" in page.partition("Fewer than 20 simulated persons in a run and year")[2]
    assert "scale" not in printed(imagined())


def test_medians_stand_one_below_the_other():
    console = Console(width=110, file=StringIO())
    console.print(rich_table(plausible(runs=20)))
    page = console.file.getvalue()  # type: ignore[attr-defined]
    lines = [line for line in page.split("Flights")[0].splitlines() if "reality" in line or "record" in line]
    assert len({line.index(" [") for line in lines}) == 1


def test_no_cell_breaks_in_110_columns():
    results = plausible(runs=20)
    assert printed(results) == printed(results, width=300)


def test_the_years_before_the_succession_are_not_shown():
    assert min(yearly_table(plausible())["year"].tolist()) == START // 12 + 2
