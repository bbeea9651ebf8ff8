"""The tables of a run, against numbers worked out by hand."""

from datetime import date
from typing import Any

import pytest

from politburo.answer import Table
from politburo.ask.run.results import Results
from politburo.ask.run.tables import (
    PENALTIES,
    estimates_table,
    falls_table,
    published_table,
    regime_table,
    years_table,
)
from politburo.ask.run.values import ABROAD, PURGED, PURGED_SINCE, QUANTITIES
from politburo.show.terminal import as_text, table_parts
from politburo.terms.words import FORMS, PURGE_FORMS
from tests.show.imagined import START, imagined, plausible


def printed(results: Results, width: int = 110) -> str:
    """The years as a terminal shows them, with single spaces."""
    return "\n".join(" ".join(line.split()) for line in as_text(table_parts(years_table(results)), width).splitlines())


def row(table: Table, year: int, quantity: str) -> dict[str, Any]:
    """One row of the table."""
    (found,) = (entry for entry in table.records() if (entry["year"], entry["quantity"]) == (year, quantity))
    return found


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
    first = row(years_table(three_runs()), 2010, "execution")
    assert (first["runs"], first["simulated_truth"], first["simulated_reports"]) == (3, 20, 0)
    assert (
        first["simulated_truth_low"],
        first["simulated_truth_high"],
        first["simulated_reports_high"],
    ) == pytest.approx((11, 38, 3.6))


def test_a_run_whose_regime_fell_is_left_out_of_that_year_and_counted_as_such():
    second = row(years_table(three_runs()), 2011, "execution")
    assert (second["runs"], second["simulated_truth"]) == (2, 2)
    assert "2011 truth 2 [1, 3]" in printed(three_runs())
    assert "2 of 3 runs reports 0 [0, 0]" in printed(three_runs())
    assert "In 1 of 3 runs the regime fell" in printed(three_runs())


def test_all_forms_that_count_as_purges_stand_beside_their_sum_and_what_is_left_out_is_named():
    before = list(PENALTIES)[: list(PENALTIES).index(PURGED)]
    assert sorted(before) == sorted(PURGE_FORMS)
    note = years_table(three_runs()).note
    assert [form for form in FORMS if form not in PENALTIES and form.replace("penalty", "penalties") not in note] == []


def test_purges_are_counted_in_all_since_the_first_year():
    table = years_table(three_runs())
    assert row(table, 2011, PURGED)["simulated_truth"] == 2
    assert row(table, 2011, PURGED_SINCE)["simulated_truth"] == (10 + 1 + 20 + 3) / 2


def test_there_is_a_row_for_each_year_and_quantity():
    table = years_table(three_runs())
    assert table.column("year") == [2010] * len(QUANTITIES) + [2011] * len(QUANTITIES)
    assert table.column("quantity") == [*QUANTITIES] * 2


def test_public_figures_stand_beside_the_years_they_speak_of():
    table = years_table(three_runs(country="north-korea", start=2012 * 12))
    executed, fled = row(table, 2012, "execution"), row(table, 2013, ABROAD)
    assert (executed["published_low"], executed["published_high"]) == (3, 17)
    assert (fled["published_low"], fled["published_high"]) == (8, 8)
    assert row(table, 2012, PURGED_SINCE)["published_until"] == date(2012, 10, 24)
    assert executed["published_until"] is None


def test_public_figures_are_printed_with_the_last_day_they_count():
    page = printed(three_runs(country="north-korea", start=2012 * 12))
    assert "published 3–17" in page
    assert "published 14 to 24 Oct" in page
    assert "Cadres purged since January 2012" in page


def test_of_another_country_nothing_public_is_said():
    assert "published" not in printed(three_runs())
    assert set(years_table(three_runs()).column("published_low")) == {None}
    assert published_table(three_runs()).rows == estimates_table(three_runs()).rows == []


def test_the_table_says_that_it_is_simulated_and_over_how_many_runs():
    page = printed(three_runs())
    assert page.startswith("Penalties of cadres, persons a year, median over 3 runs (simulated, not observed)")
    assert "90 % intervals over 3 runs (chance only: parameters are held at their defaults)." in page
    assert "[" not in printed(imagined(runs=1))
    assert "interval" not in printed(imagined(runs=1))
    assert "one run" in printed(imagined(runs=1))


def test_where_no_run_is_left_there_is_a_dash_and_no_number():
    assert "2011 truth – – – – – –" in printed(imagined(runs=2, ended={0: 12, 1: 13}))


def test_a_part_of_a_country_is_not_taken_for_the_whole():
    page = " ".join(printed(imagined(scale=0.1)).split())
    assert "Estimates for the whole country from a sample of 10 % of the lower ranks and households" in page
    assert "scale" not in printed(imagined())


def test_medians_stand_one_below_the_other():
    page = as_text(table_parts(years_table(plausible(runs=20))))
    lines = [line for line in page.split("Flights")[0].splitlines() if "[" in line and "%" not in line]
    assert len({line.index(" [") for line in lines}) == 1


def test_no_cell_breaks_in_110_columns():
    results = plausible(runs=20)
    assert printed(results) == printed(results, width=300)


def test_the_years_before_the_succession_are_not_shown():
    assert min(year for year in years_table(plausible()).column("year") if isinstance(year, int)) == START // 12 + 2


def test_an_estimate_is_met_where_its_range_meets_the_interval_of_the_simulated_reports():
    reports = [(run, "penalty report", date(2012, 5, 1), date(2012, 6, 1), "execution", 16 + run) for run in range(3)]
    results = imagined(runs=3, country="north-korea", start=2012 * 12, months=12, reports=reports)
    found = [one for one in estimates_table(results).records() if one["quantity"] == "execution"]
    assert [(one["published_low"], one["published_high"], one["met"]) for one in found] == [
        (3, 3, False),
        (17, 17, True),
        (3, 3, False),
    ]
    met = {one["quantity"]: (one["estimates"], one["met"]) for one in published_table(results).records()}
    assert met["execution"] == (3, 1)


def test_falls_of_the_regime_are_counted_with_the_bounds_that_so_many_runs_set():
    (found,) = regime_table(imagined(runs=20, ended={3: 5, 7: 9})).records()
    assert (found["runs"], found["falls"], found["share"]) == (20, 2, 0.1)
    assert (found["share_low"], found["share_high"]) == pytest.approx((0.0181, 0.2826), abs=5e-5)
    assert (found["first"], found["last"]) == ("2010-06", "2010-10")
    (none,) = regime_table(imagined(runs=20)).records()
    assert (none["falls"], none["share_low"], none["first"]) == (0, 0.0, None)
    assert none["share_high"] == pytest.approx(0.1391, abs=5e-5)


def test_each_run_in_which_the_regime_fell_is_named_with_the_month():
    assert falls_table(imagined(runs=20, ended={3: 5, 7: 9})).rows == [(3, "2010-06"), (7, "2010-10")]
