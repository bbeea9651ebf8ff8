"""The apparatus: a tile for each organ and rank, with what is true of it in each month."""

import math

import numpy as np
import pytest

from politburo.show.look import Layout
from politburo.show.run.apparatus import circles, specification, table, words

from ..imagined import NAMES, imagined, plausible


def tiles(spec: dict) -> dict[tuple[str, str], dict]:
    """The rows of the tiles by organ and rank."""
    rows = spec["vconcat"][1]["layer"][0]["data"]["values"]
    return {(row["organ"], row["rank"]): row for row in rows}


def param(spec: dict, name: str) -> dict:
    return next(entry for entry in spec["params"] if entry["name"] == name)


def test_every_organ_and_rank_has_its_tile_with_a_value_for_each_month():
    found = tiles(specification(imagined(months=30)))
    assert set(found) == {(organ, rank) for organ in NAMES.organ for rank in NAMES.rank}
    assert all(len(row[name]) == 30 for row in found.values() for name in ("fear", "rate", "cadres", "penalties"))


def test_fear_is_the_mean_of_the_circle_over_runs():
    results = imagined(series={"fear": np.array([[0.1], [0.3]])})
    assert tiles(specification(results))["military", "county"]["fear"][0] == pytest.approx(0.2)


def test_a_circle_without_cadres_has_no_fear():
    row = tiles(specification(imagined()))["party", "top leadership"]
    assert row["fear"] == [None] * 24
    assert row["rate"] == [None] * 24


def test_penalties_are_those_of_twelve_months_for_each_hundred_cadres():
    results = imagined(runs=1, penalties={(0, 12, "removal"): 4, (0, 20, "execution"): 1})
    row = tiles(specification(results))["military", "provincial"]
    assert (row["rate"][11], row["rate"][12], row["rate"][23]) == (0, 4, 5)


def test_tiles_do_not_overlap_and_lie_within_the_figure():
    for layout in (Layout(), Layout("narrow")):
        spec = specification(imagined(), layout)
        rows = list(tiles(spec).values())
        width, height = spec["vconcat"][1]["width"], spec["vconcat"][1]["height"]
        assert all(0 <= row["x"] < row["x2"] <= width and 0 <= row["y"] < row["y2"] <= height for row in rows)
        for at, one in enumerate(rows):
            for other in rows[:at]:
                apart = one["x2"] <= other["x"] or other["x2"] <= one["x"]
                assert apart or one["y2"] <= other["y"] or other["y2"] <= one["y"]


def test_circles_keep_to_their_tiles_and_their_area_stands_for_the_rate():
    for layout in (Layout(), Layout("narrow")):
        spec = specification(plausible(runs=2), layout)
        rings = spec["vconcat"][1]["layer"][0]["layer"][-1]
        largest = rings["encoding"]["size"]["scale"]
        radius = math.sqrt(largest["range"][1]) / 2
        rows = tiles(spec).values()
        assert largest["domain"][1] >= max(rate for row in rows for rate in row["rate"] if rate is not None)
        for row in rows:
            assert row["x"] <= row["ring_x"] - radius
            assert row["ring_x"] + radius <= row["x2"]
            assert row["y"] <= row["ring_y"] - radius
            assert row["ring_y"] + radius <= row["y2"]


def test_the_slider_begins_with_the_month_of_the_greatest_fear():
    fear = np.full((2, 24), 0.1)
    fear[:, 17] = 0.4
    results = imagined(series={"fear": fear})
    assert param(specification(results), "month")["value"] == 17
    assert "in June 2011, when the median of fear over runs was highest" in words(results)


def test_months_tell_how_many_runs_are_left():
    assert param(specification(imagined(months=4, ended={0: 2})), "lasting")["value"] == [2, 2, 1, 1]


def test_the_table_has_a_row_for_each_month_and_circle():
    results = imagined(months=3, penalties={(0, 1, "removal"): 2})
    found = table(results).records()
    assert len(found) == 3 * 24
    wanted = {"month": "2010-02", "organ": "military", "rank": "provincial"}
    (row,) = (row for row in found if wanted.items() <= row.items())
    assert row["penalties_a_year"] == pytest.approx(2 / 2 * 6)
    assert row["fear"] == pytest.approx(circles(results).fear[1, 1, 2], rel=1e-3)


def test_a_reader_is_told_who_is_penalised_most():
    said = words(imagined(runs=1, penalties={(0, 0, "removal"): 1}))
    assert "Penalised most, 12.0 of 100 in a year, were military, provincial." in said
