"""Explorations as they are shown: words, tables, pictures and files."""

import json
import math
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from politburo.ask.explore.exploration import Exploration
from politburo.show.explore import specification
from politburo.show.explore.words import figures, limit_in_words, percent
from politburo.terms.errors import UsageError
from tests.ask.explore.made_up import QUICK, corner, made_up, quick
from tests.show.drawn import overlaps, size, texts


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Exploration:
    results = made_up(tmp_path_factory.mktemp("made") / "up", corner, points=150)
    return quick(results, "regime_falls > 0.4 and departures > 0.5x", replace(QUICK, boxes=1))


@pytest.fixture(scope="module")
def refused(found: Exploration) -> Exploration:
    """The same box as one that is not told from chance."""
    return replace(found, boxes=(), refused=found.boxes[0], why="The best box is no better than what chance gives.")


@pytest.fixture(scope="module")
def empty(found: Exploration) -> Exploration:
    return replace(found, boxes=(), why="No parameter is limited significantly.")


def test_the_words_say_how_often_where_and_how_surely(found: Exploration):
    [box] = found.boxes
    said = found.words()
    assert f"In {percent(found.share)} of 150 simulated sets of parameters" in said
    assert "the regime falls in more than 40 % of the runs" in said
    assert "departures is above 0.5 times its level in the scenario as it is (30 persons)" in said
    assert "Two halves of the runs class" in said
    assert f"it holds in {percent(box.density)} of the sets ({box.cases} of {box.points})" in said
    assert f"coverage {box.coverage:.2f}" in said
    assert "On sets held out (boxes found without each of 2 parts" in said
    assert "Dealt out by chance, 19 times" in said
    assert "predict" not in said


def test_limits_are_said_in_units(found: Exploration):
    limits = {one.axis.name: one for one in found.boxes[0].restrictions}
    horizon = limits["fear.horizon"]
    assert horizon.high is not None
    assert limit_in_words(horizon) == f"fear.horizon < {figures(horizon.high)} years"
    both = replace(horizon, low=2.0, place_low=0.1, p_low=0.001)
    assert limit_in_words(both) == f"2 years < fear.horizon < {figures(horizon.high)} years"


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (0.0, "0"),
        (1e-05, "0.00001"),
        (0.000164, "0.000164"),
        (3.708, "3.71"),
        (10.0, "10"),
        (-4.0, "−4"),
        (12345.6, "12,346"),
    ],
)
def test_numbers_are_said_in_three_figures_and_without_powers_of_ten(value: float, said: str):
    assert figures(value) == said


def test_a_box_that_is_not_told_from_chance_is_said_to_be_none(refused: Exploration):
    said = refused.words()
    assert "Box 1" not in said
    assert "no better than what chance gives. It was: where" in said


def test_the_table_has_a_row_for_each_limited_parameter(found: Exploration):
    table = found.table()
    assert set(table["parameter"]) == {"govern.elite_weight", "fear.horizon"}
    row = table.set_index("parameter").loc["fear.horizon"]
    assert math.isnan(float(row["low"])) and math.isnan(float(row["place_low"]))
    assert float(row["high"]) == pytest.approx(1 + 9 * float(row["place_high"]))
    assert float(row["usual"]) == 3.0
    assert set(table["coverage"]) == {found.boxes[0].coverage}


def test_without_a_box_the_table_is_empty_with_the_same_columns(found: Exploration, empty: Exploration):
    assert empty.table().empty
    assert list(empty.table().columns) == list(found.table().columns)


def test_the_points_say_which_are_cases_and_in_which_box(found: Exploration):
    points = found.points()
    assert len(points) == 150
    inside = points[points["box"] == 1]
    assert (len(inside), inside["case"].sum()) == (found.boxes[0].points, found.boxes[0].cases)


def test_as_data_it_is_json(found: Exploration, refused: Exploration, empty: Exploration):
    said = json.loads(json.dumps(found.objects(), allow_nan=False))
    assert said["boxes"][0]["restrictions"][0]["parameter"] in {"govern.elite_weight", "fear.horizon"}
    assert json.loads(json.dumps(refused.objects(), allow_nan=False))["refused"]["box"] == 1
    assert json.loads(json.dumps(empty.objects(), allow_nan=False))["boxes"] == []


def test_in_a_notebook_it_is_words_and_limits_with_all_text_escaped(found: Exploration, empty: Exploration):
    html = found._repr_html_()
    assert "regime_falls &gt; 0.4" in html
    assert "<table" in html and "fear.horizon" in html
    assert "<table" not in empty._repr_html_()


def test_it_is_saved_as_picture_and_tables_that_say_where_they_come_from(found: Exploration, tmp_path: Path):
    files = {path.name: path for path in found.save(tmp_path / "x")}
    assert set(files) == {"picture.png", "picture.svg", "boxes.csv", "trajectory.csv", "points.csv"}
    assert size(files["picture.png"].read_bytes())[0] > 1500
    for name in ("boxes.csv", "trajectory.csv", "points.csv"):
        assert "fingerprint" in pd.read_csv(files[name])["provenance"][0]
    trajectory = pd.read_csv(files["trajectory.csv"])
    assert list(trajectory["chosen"]).count(True) == 1
    assert next(iter(trajectory["coverage"])) == 1.0


def test_by_default_it_is_saved_beside_the_points_in_a_folder_for_each_question(found: Exploration):
    [first, *_] = found.save()
    [other, *_] = replace(found, search=replace(found.search, density=0.5)).save()
    assert first.parent.parent == other.parent.parent == found.folder / "explored"
    assert first.parent.name.startswith("regime_falls-0.4-and-departures-0.5x-") or "regime" in first.parent.name
    assert first.parent != other.parent


def test_texts_of_the_picture_do_not_cover_one_another(found: Exploration, refused: Exploration, tmp_path: Path):
    for name, one in (("found", found), ("refused", refused)):
        svg = one.save(tmp_path / name)[1].read_text()
        drawn = texts(svg)
        said = " ".join(text.text for text in drawn)
        assert "coverage" in said
        assert "govern.elite_weight" in said
        crossed = [pair for pair in overlaps(drawn) if not any(text.isdigit() for text in pair)]
        assert crossed == []


def test_the_picture_of_no_box_says_why(empty: Exploration, tmp_path: Path):
    assert "No parameter is limited significantly." in empty.save(tmp_path / "x")[1].read_text()


@pytest.mark.parametrize("name", ["all", "limits", "points", "trajectory"])
def test_each_part_can_be_plotted_alone(found: Exploration, name: str):
    drawn = found.plot(name).specification
    assert drawn["vconcat"]
    assert ("hconcat" in str(drawn)) == (name in ("all", "points", "trajectory"))


def test_a_part_that_there_is_not_is_told(found: Exploration):
    with pytest.raises(UsageError, match="There is no picture 'boxes' of an exploration; it can be 'all', limits"):
        specification(found, "boxes")
