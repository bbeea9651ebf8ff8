"""Explorations in words and tables."""

import json
from dataclasses import replace

import pandas as pd
import pytest

from politburo.answer.numbers import figures, percent
from politburo.ask.explore.answer import Exploration, limit_in_words
from politburo.ask.explore.boxes import Found
from politburo.ask.explore.search import Side
from tests.ask.explore.made_up import QUICK, quick

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def found(boxed: Exploration) -> Exploration:
    return boxed


@pytest.fixture(scope="module")
def refused(found: Exploration) -> Exploration:
    """The same box as one that is not distinguishable from chance."""
    return replace(found, found=Found((), found.boxes[0], "The best box is no better than what chance gives."))


@pytest.fixture(scope="module")
def empty(found: Exploration) -> Exploration:
    return replace(found, found=Found((), None, "No parameter is limited significantly."))


def test_the_words_say_how_often_where_and_how_surely(found: Exploration):
    [box] = found.boxes
    said = found.words()
    assert f"In {percent(found.share)} [" in said
    assert "of 150 simulated sets of parameters" in said
    assert "the regime falls in more than 40 % of the runs" in said
    assert "departures is above 0.5 times its level in the baseline (30 persons)" in said
    assert "Two halves of the runs class" in said
    assert f"it holds in {percent(box.density)} of the sets ({box.cases} of {box.points})" in said
    assert f"coverage {box.coverage:.2f}" in said
    assert "On sets held out (boxes found without each of 2 folds" in said
    assert "Permutation test (19 permutations, p = 0.05)" in said
    assert "predict" not in said


def test_intervals_say_their_level_over_what_they_are_and_what_they_leave_out(found: Exploration):
    basis = (
        "90 % intervals over 150 sets of parameters (drawn uniformly from their declared ranges, wide ones in the "
        "logarithm; how probable they are is left out)"
    )
    assert basis in found.words()
    assert str(found.table("boxes").basis) == str(found.table("condition").basis) == basis


def test_sets_that_were_chosen_otherwise_are_not_called_uniform(found: Exploration):
    other = replace(found.results, experiment=replace(found.results.experiment, design="points as given"))
    assert "sets of parameters (chosen as points as given; how" in replace(found, results=other).words()


def test_a_share_that_was_asked_for_has_no_interval(found: Exploration):
    said = quick(found.results, "departures in top 20%", replace(QUICK, boxes=1, permutations=1)).words()
    assert "In 20 % of 150 simulated sets" in said


def test_limits_are_said_in_units(found: Exploration):
    limits = {one.axis.name: one for one in found.boxes[0].restrictions}
    horizon = limits["fear.horizon"]
    assert horizon.high is not None
    assert limit_in_words(horizon) == f"fear.horizon < {figures(horizon.high)} years"
    both = replace(horizon, lower=Side(0, False, float(horizon.axis.place(2.0)), 0.001))
    assert limit_in_words(both) == f"2 years < fear.horizon < {figures(horizon.high)} years"


def test_a_box_that_is_not_distinguishable_from_chance_is_said_to_be_none(refused: Exploration):
    said = refused.words()
    assert "Box 1" not in said
    assert "no better than what chance gives. It was: where" in said


def test_limits_has_a_row_for_each_limited_parameter(found: Exploration):
    rows = {row["parameter"]: row for row in found.table().records()}
    assert set(rows) == {"govern.elite_weight", "fear.horizon"}
    row = rows["fear.horizon"]
    assert row["above"] is None and row["place_above"] is None
    assert row["below"] == pytest.approx(1 + 9 * float(str(row["place_below"])))
    assert row["baseline"] == 3.0
    assert row["found_again"] in ("1 of 2 folds", "2 of 2 folds")


def test_without_a_box_limits_is_empty_with_the_same_columns(found: Exploration, empty: Exploration):
    assert list(empty.table().rows) == []
    assert empty.table().columns == found.table().columns


def test_a_box_that_is_no_more_than_chance_is_marked_so(found: Exploration, refused: Exploration):
    assert found.table("boxes").column("more_than_chance") == [True]
    changed = replace(found.boxes[0], held_out=replace(found.boxes[0].held_out, cases=0))
    marked = replace(refused, found=replace(refused.found, refused=changed))
    assert marked.table("boxes").column("more_than_chance") == [False]


def test_the_sets_say_which_are_cases_and_in_which_box(found: Exploration):
    sets = found.table("sets").to_pandas()
    assert len(sets) == 150
    inside = sets[sets["box"] == 1]
    assert (len(inside), inside["case"].sum()) == (found.boxes[0].points, found.boxes[0].cases)
    assert sets["departures"].tolist() == found.classed.levels["departures"].tolist()


def test_the_condition_is_counted_part_by_part_and_in_all(found: Exploration):
    first, second, whole = found.table("condition").records()
    assert first["condition"] == "regime_falls > 0.4"
    assert (second["condition"], second["baseline"], second["threshold"]) == ("departures > 0.5x", 60.0, 30.0)
    cases = [int(str(row["cases"])) for row in (first, second, whole)]
    assert cases[2] == found.classed.cases.sum() <= min(cases)


def test_as_json_it_is_plain_data(found: Exploration, refused: Exploration, empty: Exploration):
    for one in (found, refused, empty):
        said = json.loads(json.dumps(one.to_json(), allow_nan=False))
        assert [table["name"] for table in said["tables"]] == ["limits", "boxes", "condition", "peeling", "sets"]


def test_all_text_is_escaped_in_html(found: Exploration):
    html = found.to_html()
    assert "regime_falls &gt; 0.4" in html
    assert "fear.horizon" in html


def test_by_default_it_is_saved_beside_the_points_in_a_folder_for_each_question(found: Exploration):
    [first, *_] = found.save(formats=("csv",))
    [other, *_] = replace(found, search=replace(found.search, density=0.5)).save(formats=("csv",))
    assert first.parent.parent == other.parent.parent == found.folder / "explored"
    assert first.parent.name.startswith("regime_falls-0.4-and-departures-0.5x-") or "regime" in first.parent.name
    assert first.parent != other.parent
    assert "fingerprint" in pd.read_csv(first)["provenance"][0]
    assert (found.folder / "points.csv").read_text().startswith("govern.elite_weight,")
