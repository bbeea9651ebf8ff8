"""Fan charts: what they show, what their tables hold, and what they say."""

from datetime import date
from typing import Any, cast

import pytest

from politburo.ask.run.results import Results
from politburo.show.look import Layout
from politburo.show.run import FIGURES
from politburo.show.run.fans import COLUMNS, FANS

from ..imagined import imagined, plausible

START = 2010 * 12


def data_of(spec: dict, field: str) -> list[list[dict]]:
    """The data of the layers of the panel that have a field."""
    panel = spec["vconcat"][1]
    found = [layer["data"]["values"] for layer in panel["layer"]]
    return [rows for rows in found if rows and field in rows[0]]


def rows_of(name: str, results: Results) -> list[dict[str, Any]]:
    """The table of a figure, row by row."""
    return cast(list[dict[str, Any]], FIGURES[name].table(results).records())


def test_bands_hold_half_and_nine_in_ten_of_the_runs():
    for rows in data_of(FIGURES["fear"].specification(plausible(runs=20)), "median"):
        for row in rows:
            assert row["low"] <= row["half_low"] <= row["median"] <= row["half_high"] <= row["high"]


def test_the_table_holds_what_is_drawn():
    results = plausible(runs=20)
    drawn = data_of(FIGURES["fear"].specification(results), "median")
    everybody = [row for row in rows_of("fear", results) if row["account"] == "all cadres"]
    assert [row["value"] for row in everybody] == pytest.approx([row["median"] for row in drawn[1]], rel=1e-3)
    assert (everybody[1]["begin"], everybody[1]["end"]) == (date(2010, 2, 1), date(2010, 2, 28))


@pytest.mark.parametrize("name", FANS)
def test_all_tables_of_fans_have_the_same_columns(name: str):
    assert FIGURES[name].table(plausible(runs=2)).columns == COLUMNS


def test_executions_stand_beside_the_public_figures_of_their_years():
    results = plausible(runs=3)
    said = [row for row in rows_of("executions", results) if row["account"] == "published estimates"]
    assert min(row["begin"] for row in said) == date(2012, 1, 1)
    assert all(row["source"] for row in said)
    assert all(row["low"] <= row["value"] <= row["high"] for row in said)
    (drawn,) = data_of(FIGURES["executions"].specification(results), "source")
    assert len(drawn) == len(said)


def test_a_country_without_public_figures_is_told_so():
    results = imagined(penalties={(0, 3, "execution"): 7})
    assert "no published estimates for this country" in FIGURES["executions"].words(results)
    assert "published estimates" not in [row["account"] for row in rows_of("executions", results)]


def test_a_reader_is_told_the_year_with_the_most():
    found = FIGURES["executions"].words(imagined(runs=1, penalties={(0, 3, "execution"): 7, (0, 15, "execution"): 2}))
    assert "most in 2010, 7; in the simulated reports of that year 0" in found


def test_on_a_phone_events_are_numbered_and_named_below():
    spec = FIGURES["fear"].specification(plausible(runs=2), Layout("narrow"))
    marks = [row["text"] for row in spec["vconcat"][0]["layer"][0]["data"]["values"]]
    key = [row["text"] for row in spec["vconcat"][2]["layer"][0]["data"]["values"]]
    assert marks == [str(number) for number in range(1, len(marks) + 1)]
    assert [line.split(" · ")[0] for line in key] == marks
    assert any("20 Dec 2011: the leader dies" in line for line in key)


def test_a_regime_that_falls_is_marked_and_explained_on_a_phone():
    results = imagined(ended={0: 14})
    key = FIGURES["fear"].specification(results, Layout("narrow"))["vconcat"][2]["layer"][0]["data"]["values"]
    assert [row["text"] for row in key] == ["× · the regime falls in a run"]


def test_a_year_in_part_ends_with_the_scenario():
    table = FIGURES["purges"].table(imagined(months=14, start=START))
    assert table.column("end")[:2] == [date(2010, 12, 31), date(2011, 2, 28)]
    assert table.column("begin")[1] == date(2011, 1, 1)
