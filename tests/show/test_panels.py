"""Panels: what their data say, and names in the margin."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from politburo.show.axes import TimeAxis
from politburo.show.marks import apart
from politburo.show.panels import Account, Line, event_strip, monthly_panel, yearly_panel
from politburo.show.spread import spread

TIME = TimeAxis(2012 * 12, 2013 * 12 + 11)


def rows(panel: dict, field: str) -> list[list[dict]]:
    """The data of the layers that have a field."""
    data = [layer["data"]["values"] for layer in panel["layer"]]
    return [values for values in data if values and field in values[0]]


def test_each_month_has_its_median_within_its_band():
    values = np.random.default_rng(1).random((9, 24))
    (months,) = rows(monthly_panel("", TIME, [Line("fear", "#000000", spread(values))], [], from_zero=True), "median")
    assert len(months) == 24
    assert all(row["low"] <= row["median"] <= row["high"] for row in months)
    assert months[5]["median"] == pytest.approx(np.median(values[:, 5]), rel=1e-3)
    assert (months[5]["when"], months[5]["middle"]) == ("June 2012", pytest.approx(2012 + 5.5 / 12, abs=1e-4))


def test_a_line_ends_where_no_run_is_left():
    values = np.where(np.arange(24) < 7, 0.5, np.nan)[None].repeat(3, axis=0)
    (months,) = rows(monthly_panel("", TIME, [Line("fear", "#000000", spread(values))], [], from_zero=True), "median")
    assert months[-1]["when"] == "July 2012"


def test_a_year_that_is_simulated_in_part_takes_its_part_of_the_axis():
    time = TimeAxis(2012 * 12 + 6, 2013 * 12 + 2)
    (years,) = rows(yearly_panel("", time, [Line("reality", "#000000", spread([[1.0, 2.0]]))], [], []), "median")
    assert [(row["begin"], row["end"], row["median"]) for row in years] == [(2012.5, 2013, 1), (2013, 2013.25, 2)]


def test_public_figures_stand_amid_the_time_they_speak_of_and_on_the_axis():
    account = Account(2012.0, 2012.5, 400.0, 300.0, 900.0, "a source")
    panel = yearly_panel("", TIME, [Line("reality", "#000000", spread([[1.0, 2.0]]))], [account], [])
    ((row,),) = rows(panel, "source")
    assert (row["middle"], row["value"], row["low"], row["high"]) == (2012.25, 400, 300, 900)
    assert all(scale["domain"][1] > 900 for scale in scales(panel))


def scales(panel: dict) -> list[dict]:
    """The vertical scales of a panel's layers."""
    marks = [mark["encoding"] for layer in panel["layer"] for mark in layer["layer"]]
    return [encoding["y"]["scale"] for encoding in marks if "scale" in encoding.get("y", {})]


def test_the_end_of_a_regime_is_marked_below_the_events():
    strip = event_strip([], [(2013.0, "January 2013")], TIME)
    ((cross,),) = rows(strip, "when")
    assert cross == {"x": TIME.pixel(2013), "when": "January 2013"}
    assert rows(strip, "name") == [[{"name": "the regime falls"}]]


def test_without_ends_nothing_says_that_a_regime_falls():
    assert rows(event_strip([], [], TIME), "name") == []


@given(st.lists(st.floats(0, 100), min_size=1, max_size=5).map(sorted))
def test_names_in_the_margin_keep_their_order_and_distance(wished: list[float]):
    places = apart(wished, 16, 100)
    assert all(lower - upper >= 16 - 1e-6 for upper, lower in pairwise(places))
    assert places[-1] <= 100
    assert places[0] >= 0


def test_names_that_have_room_stand_where_they_belong():
    assert apart([10.0, 50.0, 90.0], 16, 100) == [10, 50, 90]
