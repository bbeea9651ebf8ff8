"""Panels: what their data say."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from politburo.ask.intervals import spread
from politburo.country.countries import files_of
from politburo.show.axes import TimeAxis
from politburo.show.events import Events
from politburo.show.run.panels import Line, monthly_panel, yearly_panel

TIME = TimeAxis(2012 * 12, 2013 * 12 + 11)
NONE = Events(TIME, [])


def rows(panel: dict, field: str) -> list[list[dict]]:
    """The data of the layers that have a field."""
    data = [layer["data"]["values"] for layer in panel["layer"]]
    return [values for values in data if values and field in values[0]]


def test_each_month_has_its_median_within_its_band():
    values = np.random.default_rng(1).random((9, 24))
    (months,) = rows(monthly_panel("", NONE, [Line("fear", "#000000", spread(values))], True), "median")
    assert len(months) == 24
    assert all(row["low"] <= row["median"] <= row["high"] for row in months)
    assert months[5]["median"] == pytest.approx(np.median(values[:, 5]), rel=1e-3)
    assert (months[5]["when"], months[5]["middle"]) == ("June 2012", pytest.approx(2012 + 5.5 / 12, abs=1e-4))


def test_a_line_ends_where_no_run_is_left():
    values = np.where(np.arange(24) < 7, 0.5, np.nan)[None].repeat(3, axis=0)
    (months,) = rows(monthly_panel("", NONE, [Line("fear", "#000000", spread(values))], True), "median")
    assert months[-1]["when"] == "July 2012"


def test_a_year_that_is_simulated_in_part_takes_its_part_of_the_axis():
    time = TimeAxis(2012 * 12 + 6, 2013 * 12 + 2)
    (years,) = rows(
        yearly_panel("", Events(time, []), [Line("reality", "#000000", spread([[1.0, 2.0]]))], []), "median"
    )
    assert [(row["begin"], row["end"], row["median"]) for row in years] == [(2012.5, 2013, 1), (2013, 2013.25, 2)]


def test_public_figures_stand_amid_the_time_they_speak_of_and_on_the_axis():
    days = {"start": date(2012, 1, 1), "end": date(2012, 12, 31)}
    account = replace(files_of("north-korea").evidence.timeline[0], value=400.0, low=300.0, high=900.0, **days)
    panel = yearly_panel("", NONE, [Line("reality", "#000000", spread([[1.0, 2.0]]))], [account])
    ((row,),) = rows(panel, "source")
    assert (row["middle"], row["value"], row["low"], row["high"]) == (2012.5, 400, 300, 900)
    assert all(scale["domain"][1] > 900 for scale in scales(panel))


def scales(panel: dict) -> list[dict]:
    """The vertical scales of a panel's layers."""
    marks = [mark["encoding"] for layer in panel["layer"] for mark in layer["layer"]]
    return [encoding["y"]["scale"] for encoding in marks if "scale" in encoding.get("y", {})]


def test_half_of_the_runs_lie_within_the_inner_band():
    values = np.arange(1.0, 22.0)[:, None].repeat(24, axis=1) / 100
    lines = [Line("fear", "#000000", spread(values))]
    (months,) = rows(monthly_panel("", NONE, lines, True, halves=True), "median")
    assert (months[0]["half_low"], months[0]["half_high"]) == (0.06, 0.16)


@pytest.mark.parametrize("draw", [monthly_panel, yearly_panel])
def test_a_panel_without_any_run_says_so(draw):
    more, width = (True, 24) if draw is monthly_panel else ([], 2)
    empty = draw("", NONE, [Line("fear", "#000000", spread(np.full((2, width), np.nan)))], more)
    assert next(said["text"] for (said,) in rows(empty, "text")).startswith("no regime lasted through the first")


def test_a_single_month_is_a_point():
    values = np.where(np.arange(24) < 1, 0.5, np.nan)[None]
    drawn = monthly_panel("", NONE, [Line("fear", "#000000", spread(values))], True)
    assert any("point" in part["mark"] for layer in drawn["layer"] for part in layer["layer"])
