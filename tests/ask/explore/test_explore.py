"""Explorations as they are asked for: of a scenario, of the folder of an experiment, with the base beside."""

from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np
import pytest

import politburo as pb
from politburo.ask.explore import experiment_of, explore, explored, kept_base
from politburo.ask.explore.cases import axes_of, condition, places_of
from politburo.ask.explore.search import Search
from politburo.ask.factors import all_parameters
from politburo.run.experiment import base_alone, open_experiment
from politburo.terms.errors import StoreError, UsageError
from tests.ask.explore.made_up import (
    BASE,
    FEW_PERMUTATIONS,
    PLANTED,
    QUICK,
    QUICKEST,
    corner,
    made_up,
    noise,
    quick,
    sure_of_few,
)
from tests.folders import of_another_model

pytestmark = pytest.mark.slow

FEW = ("elite_weight", "fear.horizon")

ONE = replace(QUICK, boxes=1)
"""A search that ends with one box."""

UNSURE = replace(ONE, permutations=FEW_PERMUTATIONS)
"""A search that hardly looks whether chance would give the box, where the test is not about what is found."""


@pytest.fixture(scope="module")
def found(corners: Path):
    with pytest.MonkeyPatch.context() as patch:  # the quick search, on folds enough for limits to come back
        sure_of_few(patch)
        search = partial(Search, folds=3, peels=(0.1,), permutations=FEW_PERMUTATIONS)
        patch.setattr("politburo.ask.explore.Search", search)
        return explore(corners, "regime_falls > 0.6")


@pytest.fixture
def no_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    """Simulating anything is an error."""

    def refuse(*_args: object, **_options: object) -> None:
        raise AssertionError("nothing may be simulated")

    monkeypatch.setattr("politburo.month.simulate", refuse)


def test_it_is_a_public_name():
    assert pb.explore is explore
    assert "explore" in dir(pb)


def test_the_corner_in_which_the_regime_falls_is_found_in_units_and_as_a_part_of_the_range(found):
    [box] = found.boxes
    limits = {one.axis.name: one for one in box.restrictions}
    assert set(limits) == {"govern.elite_weight", "fear.horizon"}
    weight, horizon = limits["govern.elite_weight"], limits["fear.horizon"]
    assert weight.lower.place == pytest.approx(0.6, abs=0.1)
    assert weight.low == pytest.approx(5.0 * weight.lower.place)
    assert weight.high is weight.upper is None
    assert horizon.upper.place == pytest.approx(0.5, abs=0.1)
    assert horizon.high == pytest.approx(1 + 9 * horizon.upper.place)
    assert weight.p < 0.001
    assert weight.again == horizon.again == box.held_out.folds


def test_what_a_box_is_worth_is_counted_on_the_points(found, corners: Path):
    [box] = found.boxes
    results = open_experiment(corners)
    cases = (results.mean("regime_falls") > 0.6).to_numpy()
    weight, horizon = (results.points[name] for name in ("govern.elite_weight", "fear.horizon"))
    limits = {one.axis.name: one for one in box.restrictions}
    within = ((weight >= limits["govern.elite_weight"].low) & (horizon <= limits["fear.horizon"].high)).to_numpy()
    np.testing.assert_array_equal(box.members, within)
    assert (box.points, box.cases) == (within.sum(), (within & cases).sum())
    assert box.density == (within & cases).sum() / within.sum()
    assert box.coverage == (within & cases).sum() / cases.sum()
    assert box.mass == within.mean()
    assert box.chance.p == 1 / (FEW_PERMUTATIONS + 1)


def test_an_experiment_is_asked_without_a_run(corners: Path, no_runs: None):
    before = sorted((corners / "points").iterdir())
    found = quick(open_experiment(corners), "departures in top 20%", UNSURE).found
    assert found.boxes or found.refused
    assert sorted((corners / "points").iterdir()) == before


def test_a_multiple_of_the_base_needs_no_run_where_the_base_is_kept(corners: Path, no_runs: None):
    found = quick(open_experiment(corners), "departures > 1.5x", UNSURE)
    assert found.classed.base == {"departures": 60.0}
    assert found.classed.cases.sum() == (open_experiment(corners).mean("departures") > 90).sum()


def test_chance_alone_gives_no_box(tmp_path: Path):
    found = quick(made_up(tmp_path / "x", noise, points=100), "regime_falls > 0.5", ONE)
    assert found.boxes == ()
    assert found.found.why
    assert found.table("limits").rows == [] or not any(row[-1] for row in found.table("limits").rows)


def test_two_corners_are_two_boxes_and_the_second_counts_what_the_first_has_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    sure_of_few(monkeypatch)

    def corners(place, _run):
        first, second = place[0] > 0.6 and place[1] > 0.3, place[2] > 0.65 and place[0] < 0.5
        return {"regime_falls": float(first or second)}

    made = made_up(tmp_path / "x", corners, over=PLANTED[:4], runs=1)
    found = quick(made, "regime_falls > 0.5", replace(QUICKEST, boxes=2, permutations=FEW_PERMUTATIONS))
    first, second = found.boxes
    assert not (first.members & second.members).any()
    assert second.among == 200 - first.points
    assert first.coverage + second.coverage > 0.7
    limited = {one.axis.name for one in first.restrictions}, {one.axis.name for one in second.restrictions}
    assert limited[0] == {"govern.elite_weight", "fear.horizon"}
    assert "choose.flee_rate" in limited[1] <= {"govern.elite_weight", "choose.flee_rate"}


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("departures in top 5%", "10 cases are too few to look for limits; at least 20 are needed"),
        ("departures > 500", "0 cases are too few to look for limits"),
        ("departures < 500", "All but 0 points are cases; at least 20 others are needed"),
    ],
)
def test_with_too_few_cases_no_box_is_shown_and_it_is_said(corners: Path, said: str, why: str):
    found = explore(corners, said)
    assert found.boxes == ()
    assert why in found.found.why
    assert why in found.words()


def test_the_folder_of_an_experiment_cannot_be_asked_for_other_runs(corners: Path):
    with pytest.raises(UsageError, match="The folder of an experiment is asked as it is"):
        explore(corners, "regime_falls > 0.5", points=500)
    with pytest.raises(UsageError, match="The folder of an experiment is asked as it is"):
        explore(corners, "regime_falls > 0.5", over=["fear.horizon"])


def test_a_folder_that_holds_experiments_says_which(corners: Path, tmp_path: Path):
    with pytest.raises(UsageError, match="It holds experiments, of which one can be asked: up"):
        explore(corners.parent, "regime_falls > 0.5")
    with pytest.raises(UsageError, match="is neither a scenario nor the folder of an experiment"):
        explore(tmp_path, "regime_falls > 0.5")


def test_the_plan_varies_all_parameters_that_can_matter_unless_some_are_named():
    whole = experiment_of(BASE, points=8)
    assert whole.names == tuple(factor.name for factor in all_parameters(BASE))
    assert not any(name.startswith("record.") for name in whole.names)
    assert experiment_of(BASE, over=FEW, points=8).names == ("govern.elite_weight", "fear.horizon")
    both = experiment_of(BASE, over=["all", "market_tolerance=0.1:0.9", "fear.horizon=2:3"], start=None, points=8)
    assert both.names[:2] == ("market_tolerance", "fear.horizon")
    assert set(both.names) == {"market_tolerance", *whole.names}
    assert 2 <= both.points[:, 1].min() <= both.points[:, 1].max() <= 3


def test_more_points_are_the_same_ones_and_others_besides():
    few, more = experiment_of(BASE, over=FEW, points=64), experiment_of(BASE, over=FEW, points=100)
    np.testing.assert_array_equal(more.points[:64], few.points)
    assert few.identity == more.identity


def test_points_lie_in_every_part_of_every_range_and_of_every_pair_of_ranges():
    experiment = experiment_of(BASE, points=256)
    places = places_of(experiment.points, axes_of(experiment))
    for block in range(4):
        parts = np.sort((places[64 * block : 64 * (block + 1)] * 64 - 1e-6).astype(int), axis=0)
        assert (np.abs(parts - np.arange(64)[:, None]) <= 1).all()
    for first in range(0, places.shape[1] - 1, 5):
        cells = np.histogram2d(places[:, first], places[:, first + 1], bins=4, range=[[0, 1], [0, 1]])[0]
        assert cells.min() >= 3  # 16 on the average


def test_a_month_without_a_lever_is_refused():
    with pytest.raises(UsageError, match="Nothing is held from 2000-07 on: name a lever that is varied"):
        experiment_of(BASE, start="2000-07")


def test_the_base_is_the_scenario_itself():
    experiment = experiment_of(BASE, over=FEW, points=4, runs=3)
    base = base_alone(experiment.base, experiment.runs)
    assert base.runs == 3
    assert base.scenario_at(base.points[0]).digest() == BASE.digest()


def test_a_base_of_another_scenario_or_of_fewer_runs_is_not_taken(tmp_path: Path):
    results = made_up(tmp_path / "x", corner, points=4, runs=3)
    assert kept_base(results) is not None
    made_up(tmp_path / "y", corner, points=4, runs=2)
    (tmp_path / "x" / "base").rename(tmp_path / "gone")
    assert kept_base(results) is None
    (tmp_path / "y" / "base").rename(tmp_path / "x" / "base")
    assert kept_base(results) is None


def test_the_base_is_not_run_by_another_version_of_the_model(tmp_path: Path, no_runs: None):
    results = made_up(tmp_path / "x", corner, points=4, with_base=False)
    of_another_model(results.folder)
    with pytest.raises(StoreError, match="is from another version of the model, by which the baseline cannot"):
        explore(results.folder, "departures > 2x")


def test_places_lie_in_the_declared_range_in_the_logarithm_where_it_is_wide():
    axes = {axis.name: axis for axis in axes_of(experiment_of(BASE, over=PLANTED, points=16))}
    rate = axes["choose.flee_rate"]
    assert rate.is_logarithmic
    assert rate.place(np.array([rate.low, rate.high])).tolist() == pytest.approx([0.0, 1.0])
    assert rate.value(0.5) == pytest.approx((rate.low * rate.high) ** 0.5)
    assert axes["fear.horizon"].usual == BASE.parameters.fear.horizon


def test_without_the_library_it_says_what_to_install(corners: Path, monkeypatch: pytest.MonkeyPatch):
    import sys

    monkeypatch.setitem(sys.modules, "ema_workbench.analysis.prim", None)
    monkeypatch.setitem(sys.modules, "ema_workbench", None)
    with pytest.raises(pb_missing(), match=r"pip install 'politburo\[explore\]'"):
        explore(corners, "regime_falls > 0.5")


def pb_missing() -> type[Exception]:
    from politburo.run.optional import MissingLibraryError

    return MissingLibraryError


def test_real_runs_are_kept_and_not_done_again(tmp_path: Path):
    how = {"over": FEW, "points": 3, "runs": 2, "until": "2000-02", "scale": 0.02, "out": tmp_path / "x"}
    first = explore("example", "fear > 1.1x", **how)
    assert len(first.classed.cases) == 3
    assert first.classed.base is not None and first.classed.base["fear"] > 0
    kept = {file: file.stat().st_mtime_ns for file in (tmp_path / "x").rglob("points/*.json")}
    again = explore("example", "fear < 1x", **how)
    assert {file: file.stat().st_mtime_ns for file in (tmp_path / "x").rglob("points/*.json")} == kept
    assert again.results.fingerprint == first.results.fingerprint


def test_a_multiple_of_nothing_is_refused_when_the_baseline_alone_was_simulated(tmp_path: Path):
    how = {"over": FEW, "points": 50, "until": "2000-02", "scale": 0.02, "out": tmp_path / "x"}
    with pytest.raises(UsageError, match="coup_attempts is 0 in the baseline, of which no multiple can be taken"):
        explore("example", "coup_attempts > 3x", **how)
    assert list((tmp_path / "x" / "base" / "points").iterdir())
    assert not list((tmp_path / "x" / "points").iterdir())


def test_a_multiple_beyond_what_a_share_can_be_is_refused_when_the_baseline_alone_was_simulated(
    corners: Path, no_runs: None
):
    with pytest.raises(UsageError, match=r"regime_falls > 3x' can never hold|is 0 in the baseline"):
        quick(open_experiment(corners), "regime_falls > 3x")


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("fear > 1", "fear lies between 0 and 1"),
        ("flights < 0", "flights lies between 0 and inf"),
        ("fear > 0.6 and fear < 0.4", "fear cannot be above 0.6 and below 0.4 at once"),
        ("regime_falls >= 0", "always holds"),
    ],
)
def test_a_condition_that_says_nothing_is_refused_before_anything_is_simulated(
    said: str, why: str, tmp_path: Path, no_runs: None
):
    with pytest.raises(UsageError, match=why):
        explore(BASE, said, over=FEW, out=tmp_path / "none")
    assert not (tmp_path / "none").exists()


def test_the_same_question_has_the_same_answer_and_progress_is_told_before_the_first_search_and_after_each(
    corners: Path,
):
    told: list[tuple[int, int]] = []
    results, when = open_experiment(corners), condition("regime_falls > 0.6")
    first = explored(results, when, UNSURE, on_search=lambda done, total: told.append((done, total)))
    total = 1 + UNSURE.folds + UNSURE.permutations
    assert told[:3] == [(0, total), (1, total), (2, total)]
    assert [done for done, _ in told] == list(range(len(told)))
    assert quick(open_experiment(corners), "regime_falls > 0.6", UNSURE).to_json() == first.to_json()
