"""History matching over active parameters in a world that is made up, so that it is known what should be left."""

from __future__ import annotations

import numpy as np
import pytest

from politburo.ask.survey.implausibility import Measure
from politburo.ask.survey.waves import Space
from politburo.infer.calibrate.emulators import Emulator, fitted
from politburo.infer.calibrate.matching import Matching, chosen_of, points_of
from tests.ask.survey.made_up import RULES, target
from tests.infer.calibrate.made_up import EFFORT, MEASURES, runs_at
from tests.packages import needing

pytestmark = needing("hetgpy")


def wave(found: Matching, number: int, measures: tuple = MEASURES) -> None:
    places = found.spread(EFFORT.points, number)
    chance = np.random.default_rng(number)
    values = runs_at(np.repeat(places, EFFORT.replicates, axis=0), chance)
    found.add(measures, places, values.reshape(len(places), EFFORT.replicates, -1), EFFORT)


@pytest.fixture(scope="module")
def matched() -> Matching:
    found = Matching(3, RULES, EFFORT.candidates)
    wave(found, 1)
    wave(found, 2)
    return found


def test_each_wave_leaves_no_more_than_the_one_before(matched: Matching) -> None:
    first, second = (one.left for one in matched.waves)
    assert 0 < second <= first < 0.9


def test_points_are_left_where_their_own_runs_are_the_record(matched: Matching) -> None:
    least, fewest = matched.known_kept()
    assert fewest == EFFORT.points * EFFORT.replicates
    assert least > 0.95


def test_emulators_that_err_rule_known_truths_out(monkeypatch: pytest.MonkeyPatch) -> None:
    told = Emulator.told
    monkeypatch.setattr(Emulator, "told", lambda self, places: (told(self, places)[0] + 4.0, *told(self, places)[1:]))
    found = Matching(3, RULES, EFFORT.candidates)
    wave(found, 1)
    assert found.known_kept()[0] < 0.5


def test_what_meets_the_record_is_left_and_what_is_far_from_it_is_not(matched: Matching) -> None:
    # ln 100 = 4.6, ln 150 = 5, ln 20 = 3: at 0.7, 0.34 and 0.75 all three are met
    assert matched.left(np.array([[0.7, 0.34, 0.75]])).all()
    assert not matched.left(np.array([[0.02, 0.02, 0.02], [0.05, 0.9, 0.05]])).any()


def test_points_of_a_stage_are_left_by_all_waves_and_the_same_again(matched: Matching) -> None:
    points = matched.spread(300, 7)
    assert matched.left(points).all()
    assert np.array_equal(points, matched.spread(300, 7))


def test_nothing_is_left_where_no_run_comes_near() -> None:
    found = Matching(3, RULES, EFFORT.candidates)
    far = tuple(type(MEASURES[0])(target(value=1e7, year=year), RULES) for year in (2000, 2001, 2002))
    wave(found, 1, far)
    assert found.waves[0].left == 0.0
    assert len(found.spread(10, 9)) == 0


def test_emulators_know_how_noise_depends_on_the_place() -> None:
    chance = np.random.default_rng(4)
    places = np.repeat(chance.random((80, 3)), 5, axis=0)
    one = fitted(MEASURES[0], places, runs_at(places, chance)[:, 0])
    assert one is not None
    mean, _, noise = one.told(np.array([[0.2, 0.5, 0.5], [0.8, 0.5, 0.5]]))
    assert mean.tolist() == pytest.approx([3.35, 5.15], abs=0.25)
    assert noise[1] > 2 * noise[0]


def test_a_few_are_not_ruled_out_where_all_runs_counted_nobody() -> None:
    chance = np.random.default_rng(6)
    places = np.repeat(chance.random((30, 3)), 3, axis=0)
    nobody = np.where(np.arange(90) == 40, 33.0, 0.0)
    measure = Measure(target("elite_arrivals_per_year", 33), RULES, stands_for=33)
    one = fitted(measure, places, nobody)
    assert one is not None
    assert (one.implausibility(chance.random((50, 3))) < RULES.second_highest).all()


def test_targets_that_say_the_same_are_emulated_once_and_rival_accounts_never() -> None:
    chance = np.random.default_rng(4)
    places = np.repeat(chance.random((40, 3)), 2, axis=0)
    values = runs_at(places, chance).reshape(40, 2, 3)
    twice = np.concatenate([values, values[:, :, :1] * 2, values[:, :, 2:]], axis=2)
    measures = (*MEASURES, type(MEASURES[0])(target(year=2003), RULES),
                type(MEASURES[0])(target(year=2004, rivals="matter", account="a"), RULES))  # fmt: skip
    found = chosen_of(measures, twice, 5)
    assert len({0, 3} & set(found)) == 1
    assert 4 not in found


def test_parameters_that_are_not_active_are_drawn_anew_for_every_run() -> None:
    space = Space(np.zeros(5), np.ones(5))
    points = points_of(space, (1, 3), np.array([[0.25, 0.5], [0.75, 0.5]]), 200, 1)
    assert points.shape == (400, 5)
    assert points[:200, 1] == pytest.approx(0.25, abs=1e-3)
    assert points[:, 3] == pytest.approx(0.5, abs=1e-3)
    others = points[:, [0, 2, 4]]
    assert len(np.unique(others[:, 0])) > 390
    assert np.abs(others.mean(axis=0) - 0.5).max() < 0.06
