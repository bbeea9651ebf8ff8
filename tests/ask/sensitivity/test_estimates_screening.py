"""The screening finds what moves an outcome, how much, and whether it moves it alone."""

import numpy as np
import pytest

from politburo.ask.sensitivity.design import morris_sample
from politburo.ask.sensitivity.estimates import Screened, kept, screened, verdict_of_screening
from tests.ask.sensitivity.functions import Function, Numbers, sample

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


def test_only_what_stands_out_from_chance_is_distinguishable_from_it():
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
