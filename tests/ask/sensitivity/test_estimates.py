"""Indices come out as known; the screening finds what moves an outcome, how much, and whether it moves it alone."""

from __future__ import annotations

import numpy as np
import pytest

from politburo.ask.sensitivity.design import cross_sample, indices, morris_sample
from politburo.ask.sensitivity.estimates import (
    PARTS,
    Indexed,
    Screened,
    indexed,
    kept,
    screened,
    verdict_of_indices,
    verdict_of_screening,
)
from tests.ask.sensitivity.functions import FIRST, TOTAL, Function, Numbers, ishigami, sample

COLUMNS = 4


def asked(points: int, **chances: float) -> Indexed:
    """Ishigami's function with chance as the fourth factor, at so many base points in eight runs each."""
    # No scenario knows the last column: the point is the same whatever stands there.
    places = cross_sample(COLUMNS, points)[:, :3]
    found = indexed(sample(places, COLUMNS + 2, ishigami, runs=8, **chances))
    assert found is not None
    return found


@pytest.fixture(scope="module")
def exact() -> Indexed:
    return asked(1024)


@pytest.fixture(scope="module")
def noisy() -> Indexed:
    return asked(1024, common=2.0, own=2.0)


def test_indices_of_a_known_function_are_the_known_ones(exact: Indexed):
    assert exact.indices.first[:3] == pytest.approx(FIRST, abs=0.04)
    assert exact.indices.total[:3] == pytest.approx(TOTAL, abs=0.04)


def test_chance_has_no_index_where_there_is_no_chance(exact: Indexed):
    assert exact.indices.total[-1] == pytest.approx(0, abs=1e-12)
    assert exact.noise.share == pytest.approx(0, abs=1e-12)


def test_with_common_seeds_and_several_runs_chance_is_small_and_the_indices_still_come_out(noisy: Indexed):
    assert noisy.indices.total[-1] < 0.06
    assert noisy.indices.total[:3] == pytest.approx(TOTAL, abs=0.1)


def test_the_share_of_chance_is_the_index_of_what_only_draws_chance_anew(noisy: Indexed):
    assert noisy.indices.total[-1] == pytest.approx(noisy.noise.share, rel=0.25)


def test_with_one_run_a_point_and_no_common_seeds_something_irrelevant_would_have_the_index_that_is_told(
    noisy: Indexed,
):
    chance = np.random.default_rng(3)
    rows = cross_sample(COLUMNS, 1024)
    values = ishigami(rows) + chance.normal(scale=np.sqrt(2.0**2 + 2.0**2), size=len(rows))
    irrelevant = indices(COLUMNS, values).total[-1]
    assert irrelevant > 0.28
    assert irrelevant == pytest.approx(noisy.noise.alone, abs=0.12)
    assert noisy.indices.total[-1] < irrelevant / 5


def test_what_a_run_adds_everywhere_changes_no_index():
    without, with_it = asked(64, own=1.0), asked(64, own=1.0, common=50.0)
    assert with_it.indices.total == pytest.approx(without.indices.total, abs=1e-6)
    assert with_it.noise.share == pytest.approx(without.noise.share, abs=1e-6)
    assert with_it.noise.alone > 0.9


def test_only_what_stands_out_from_chance_is_distinguishable_from_it():
    found = asked(64, own=12.0)
    assert not found.above_chance[-1]
    assert asked(256).above_chance.tolist() == [True, True, True, False]
    assert np.count_nonzero(found.above_chance) < 3


def test_few_points_that_hold_the_variance_are_told_of():
    places = cross_sample(COLUMNS, 256)[:, :3]
    rare = indexed(sample(places, COLUMNS + 2, lambda rows: (rows[:, 0] > 0.97).astype(float), runs=2))
    even = indexed(sample(places, COLUMNS + 2, lambda rows: rows[:, 0], runs=2))
    assert rare is not None
    assert even is not None
    assert rare.held_by_few > 0.9
    assert even.held_by_few < 0.2


def test_a_larger_sample_begins_with_the_smaller_one():
    assert np.array_equal(cross_sample(3, 16), cross_sample(3, 64)[: 16 * 5])
    assert np.array_equal(morris_sample(3, 4), morris_sample(3, 9)[: 4 * 4])


def test_indices_are_found_again_on_growing_parts(exact: Indexed):
    assert exact.points == tuple(int(1024 * share) for share in PARTS)
    assert exact.parts[1].total == pytest.approx(asked(512).indices.total, abs=1e-12)


def test_it_converges_with_many_points_and_not_with_few(exact: Indexed):
    assert verdict_of_indices(exact).converged
    few = verdict_of_indices(asked(16))
    assert not few.converged
    assert str(few).startswith("not converged, more points are needed: widest interval ±")


def test_the_same_question_has_the_same_answer_to_the_bit():
    assert np.array_equal(asked(16, own=1.0).indices.total_reach, asked(16, own=1.0).indices.total_reach)


def test_an_outcome_that_is_always_the_same_is_decided_by_nothing():
    places = cross_sample(COLUMNS, 16)[:, :3]
    found = indexed(sample(places, COLUMNS + 2, lambda rows: np.ones(len(rows)), runs=2))
    assert found is not None
    assert not found.varies
    assert np.isnan(found.indices.total).all()
    assert np.isnan(found.noise.share)
    assert verdict_of_indices(found).converged


def test_a_part_in_which_nothing_happens_shows_no_convergence():
    places = cross_sample(COLUMNS, 16)[:, :3]
    late = sample(places, COLUMNS + 2, ishigami, runs=2)
    late.rows[:12] = 0.0
    late.redrawn[:12] = 0.0
    found = indexed(late)
    assert found is not None
    assert found.varies
    assert np.isnan(found.parts[0].total).all()
    assert not verdict_of_indices(found).converged


def test_base_points_with_a_missing_run_are_left_out_whole_and_counted():
    places = cross_sample(COLUMNS, 64)[:, :3]
    whole = sample(places, COLUMNS + 2, ishigami, runs=2, own=1.0)
    fewer = indexed(type(whole)(whole.rows[:-2], whole.redrawn[:-2], whole.at_once[:-2]))
    whole.rows[-1, 3, 1] = np.nan
    whole.redrawn[-2, 0] = np.nan
    found = indexed(whole)
    assert found is not None
    assert fewer is not None
    assert (found.missing, found.at_once, found.sets) == (2, 0, 64)
    assert np.array_equal(found.indices.total, fewer.indices.total)


def test_where_nearly_all_is_missing_nothing_is_said():
    places = cross_sample(COLUMNS, 8)[:, :3]
    missing = sample(places, COLUMNS + 2, ishigami, runs=2)
    missing.rows[1:] = np.nan
    assert indexed(missing) is None


def test_base_points_at_which_the_regime_falls_at_once_are_left_out_whole_and_counted():
    places = cross_sample(COLUMNS, 64)[:, :3]
    whole = sample(places, COLUMNS + 2, ishigami, runs=2, own=1.0)
    fewer = indexed(type(whole)(whole.rows[:-1], whole.redrawn[:-1], whole.at_once[:-1]))
    whole.rows[-1, 2] = 1e6
    whole.at_once[-1, 2] = True
    found = indexed(whole)
    assert found is not None
    assert fewer is not None
    assert (found.missing, found.at_once, found.sets) == (0, 1, 64)
    assert np.array_equal(found.indices.total, fewer.indices.total)


NAMES = ("strong", "falling", "weak", "idle", "with another", "another")


def made(function: Function, trajectories: int = 20, *, own: float = 0.0) -> Screened:
    places = morris_sample(len(NAMES), trajectories)
    found = screened(places, sample(places, len(NAMES) + 1, function, runs=4, own=own))
    assert found is not None
    return found


def mixed(rows: Numbers) -> Numbers:
    """10 of the first, −4 of the second, half of the third, nothing of the fourth, the product of the last two."""
    return 10 * rows[:, 0] - 4 * rows[:, 1] + 0.5 * rows[:, 2] + 6 * rows[:, 4] * rows[:, 5]


def test_effects_are_those_of_a_step_over_the_whole_range():
    found = made(mixed).effects
    assert found.mu[:4] == pytest.approx([10, -4, 0.5, 0], abs=1e-9)
    assert found.mu_star[:4] == pytest.approx([10, 4, 0.5, 0], abs=1e-9)


def test_the_spread_says_what_depends_on_the_others():
    found = made(mixed).effects
    assert found.sigma[:4] == pytest.approx(0, abs=1e-9)
    assert (found.sigma[4:] > 1).all()


def test_what_moves_an_outcome_most_is_kept_in_order():
    effects = made(mixed).effects
    assert kept({"one": effects}, NAMES, 2)[0] == "strong"
    assert set(kept({"one": effects}, NAMES, 4)) == {"strong", "falling", "with another", "another"}


def test_what_moves_nothing_is_never_kept():
    assert kept({"one": made(lambda rows: rows[:, 2]).effects}, NAMES, 6) == ("weak",)
    assert kept({"one": made(lambda rows: np.zeros(len(rows))).effects}, NAMES, 6) == ()


def test_with_several_outcomes_what_decides_one_of_them_is_kept():
    small = made(lambda rows: 0.001 * rows[:, 3])
    chosen = kept({"large": made(mixed).effects, "small": small.effects}, NAMES, 2)
    assert set(chosen) == {"strong", "idle"}


def test_an_effect_that_stands_out_from_chance_alone_is_distinguishable_from_it():
    found = made(mixed, own=0.5)
    assert found.above_chance[0]
    assert not found.above_chance[3]
    assert found.chance.mu_star[0] > 0


def test_the_choice_has_converged_where_three_quarters_of_the_trajectories_keep_the_same():
    assert verdict_of_screening({"one": made(mixed)}, NAMES, 2).converged
    by_chance = made(lambda rows: np.zeros(len(rows)), own=1.0)
    assert not verdict_of_screening({"one": by_chance}, NAMES, 3).converged


def test_of_a_set_with_a_missing_run_or_an_early_fall_the_two_steps_beside_it_are_left_out():
    places = morris_sample(len(NAMES), 6)
    given = sample(places, len(NAMES) + 1, mixed, runs=2)
    given.rows[2, 1, 0] = np.nan
    given.rows[4, 3] = 1e6
    given.at_once[4, 3] = True
    found = screened(places, given)
    assert found is not None
    assert (found.missing, found.at_once, found.sets) == (1, 1, 42)
    assert found.effects.mu[:4] == pytest.approx([10, -4, 0.5, 0], abs=1e-9)
    assert found.effects.mu_star.max() < 11


def test_intervals_of_effects_are_students_over_the_trajectories():
    found = made(mixed, 4).effects
    rest = made(mixed, 16).effects
    assert [found.low[0], found.high[0]] == pytest.approx([10, 10])
    assert (found.high - found.low)[4] > (rest.high - rest.low)[4] > 0
    assert (found.low >= 0).all()
