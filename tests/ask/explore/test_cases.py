"""Which points are cases, by the means over their runs, and how far chance decides that."""

from pathlib import Path

import numpy as np
import pytest

from politburo.ask.explore.cases import classed
from politburo.ask.explore.condition import condition
from tests.ask.explore.made_up import made_up


def test_a_point_is_a_case_by_the_mean_over_its_runs(tmp_path: Path):
    results = made_up(tmp_path / "x", lambda place, run: {"flights": float(place[0] > 0.5) + run}, points=16, runs=3)
    found = classed(results, condition("flights > 1.5"), None)
    np.testing.assert_array_equal(found.cases, results.mean("flights") > 1.5)
    assert found.share == pytest.approx(0.5, abs=0.1)
    assert found.left_out == 0
    assert found.base is None
    assert found.is_base_case is None


def test_the_base_scenario_is_classed_beside_the_points(tmp_path: Path):
    results = made_up(tmp_path / "x", lambda place, run: {"flights": 10 * float(place[0])}, points=16)
    base = {"flights": np.array([4.0, 6.0])}
    found = classed(results, condition("flights > 1.5x"), base)
    assert found.base == {"flights": 5.0}
    np.testing.assert_array_equal(found.cases, results.mean("flights") > 7.5)
    assert found.is_base_case is False
    assert classed(results, condition("flights < 6"), base).is_base_case is True
    assert classed(results, condition("flights in top 10%"), base).is_base_case is False


def test_points_that_halves_of_the_runs_class_differently_are_counted(tmp_path: Path):
    # Even runs fall in the upper half of the first range, odd ones in its upper quarter.
    def rule(place, run):
        return {"regime_falls": float(place[0] > (0.75 if run % 2 else 0.5))}

    found = classed(made_up(tmp_path / "x", rule, points=64, runs=4), condition("regime_falls > 0.4"), None)
    assert found.unstable == pytest.approx(0.25, abs=0.02)
    single = classed(made_up(tmp_path / "y", rule, points=64, runs=1), condition("regime_falls > 0.4"), None)
    assert single.unstable is None


def test_points_without_a_finished_run_are_left_out_and_counted(tmp_path: Path):
    results = made_up(tmp_path / "x", lambda place, run: {"flights": 10 * float(place[0])}, points=16)
    files = sorted((tmp_path / "x" / "points").iterdir())
    files[3].unlink()
    found = classed(results, condition("flights > 5"), None)
    assert found.left_out == 1
    assert len(found.points) == len(found.cases) == 15
    levels = results.mean("flights").to_numpy()[found.points]
    np.testing.assert_array_equal(found.cases, levels > 5)
