"""Conditions in words, which points are cases by them, and how far chance decides that."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from politburo.ask.explore.cases import Comparison, Extreme, classed, condition
from politburo.run.outcomes import OUTCOMES
from politburo.terms.errors import UsageError
from tests.ask.explore.made_up import made_up

LEVELS = np.array([0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0])


def cases(said: str, base: float | None = None) -> list[int]:
    """Which of the levels 0 to 9 are cases, whatever outcome is asked for."""
    asked = condition(said)
    levels = dict.fromkeys(asked.outcomes, LEVELS)
    held = asked.holds(levels, None if base is None else dict.fromkeys(asked.outcomes, base))
    return np.flatnonzero(held).tolist()


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("flights > 7", [8, 9]),
        ("flights >= 7", [7, 8, 9]),
        ("flights ≥ 7", [7, 8, 9]),
        ("flights < 1", [0]),
        ("flights<=1", [0, 1]),
        ("  flights  >  7.5e0 ", [8, 9]),
        ("fear > 750%", [8, 9]),
        ("flights in top 20%", [8, 9]),
        ("flights in the bottom 30 %", [0, 1, 2]),
        ("flights > 6 and fear < 8", [7]),
    ],
)
def test_a_condition_holds_where_it_says(said: str, expected: list[int]):
    assert cases(said) == expected


def test_a_multiple_is_one_of_the_level_in_the_base_scenario():
    assert cases("senior_flights > 3x", base=2.0) == [7, 8, 9]
    assert cases("senior_flights < 0.5×", base=2.0) == [0]
    assert condition("senior_flights > 3x").is_relative
    assert not condition("senior_flights > 3").is_relative


def test_no_multiple_is_taken_of_a_base_in_which_nothing_happens():
    with pytest.raises(UsageError, match="senior_flights is 0 in the baseline, of which no multiple can be taken"):
        cases("senior_flights > 3x", base=0.0)


def test_points_that_tie_at_the_border_of_the_highest_are_no_cases():
    tied = np.array([0.0] * 9 + [1.0])
    assert Extreme("flights", True, 0.5).holds(tied, None).sum() == 1
    assert Extreme("flights", True, 0.05).holds(np.ones(10), None).sum() == 0


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ("", "There is no condition; write one like 'regime_falls > 0.5'"),
        ("regime_fals > 0.5", "There is no outcome 'regime_fals'; did you mean 'regime_falls'"),
        ("regime_falls", "'regime_falls' is no condition; write it like"),
        ("regime_falls > 0.5 and fear", "'fear', a part of 'regime_falls > 0.5 and fear', is no condition"),
        ("regime_falls == 1", "asks whether a mean equals a number, which it hardly ever does: use > or <"),
        ("regime_falls = 1", "asks whether a mean equals a number"),
        ("flights in top 0%", "the share must lie between 0% and 100%"),
        ("flights in top 10", "'flights in top 10' is no condition"),
        ("flights > 0x", "takes 0 times a level; the factor must be above 0"),
        ("flights > 1e999", "is too large a number"),
        ("__import__('os').system('true') > 0", "is no condition"),
        ("flights > 5 or fear > 1", "is no condition"),
        ("x" * 501, "The condition has 501 characters; 500 is the most"),
    ],
)
def test_what_cannot_be_read_is_answered_with_what_could_be(said: str, message: str):
    with pytest.raises(UsageError) as error:
        condition(said)
    assert message in str(error.value)


def test_control_characters_are_written_out():
    with pytest.raises(UsageError) as error:
        condition("flights > \x1b[31m")
    assert "\x1b" not in str(error.value)


@given(st.sampled_from(sorted(OUTCOMES)), st.sampled_from([">", ">=", "<", "<="]), st.floats(-1e9, 1e9))
def test_every_outcome_and_number_can_be_compared(name: str, sign: str, amount: float):
    assert condition(f"{name} {sign} {amount!r}").parts == (Comparison(name, sign, amount),)


@given(st.text(max_size=40))
def test_any_other_text_is_a_usage_error_and_nothing_else(said: str):
    try:
        assert condition(said).parts
    except UsageError as error:
        assert str(error)


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
