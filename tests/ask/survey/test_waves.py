"""The search of a space in waves, where what a set makes of the targets is made up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import count

import numpy as np
import pytest

from politburo.ask.survey import waves
from politburo.ask.survey.implausibility import Measure, held
from politburo.ask.survey.waves import ENOUGH, FURTHER, Search, Space, Told
from tests.ask.survey.made_up import RULES, target

pytestmark = pytest.mark.slow

PARAMETERS = 12

SPACE = Space(np.full(PARAMETERS, -1.0), np.full(PARAMETERS, 1.0))

TARGETS = tuple(target(value=100, year=year) for year in (2000, 2001, 2002, 2003))

MEASURES = tuple(Measure(one, RULES) for one in TARGETS)

NOISE = 0.1
"""Of a run, relative."""


def truth(points: np.ndarray) -> np.ndarray:
    """What sets make of the targets: what is published lies in a corner, about one set in three hundred."""
    line = [points[:, 0], points[:, 1] + points[:, 2], points[:, 3] - points[:, 4] * points[:, 0], points[:, 5]]
    return 100 * np.exp(np.column_stack(line) * 1.5 - 1)


class World:
    """Runs sets with chances of their own, and remembers how many."""

    def __init__(self) -> None:
        self.chance, self.sets, self.again = np.random.default_rng(5), 0, 0

    def runs(self, points: np.ndarray, runs: int) -> np.ndarray:
        noise = self.chance.standard_normal((len(points), runs, len(TARGETS)))
        return truth(points)[:, None] * (1 + NOISE * noise)

    def judged(self, values: np.ndarray) -> np.ndarray:
        pairs = np.array([[100 * (1 - NOISE / 2**0.5), 100 * (1 + NOISE / 2**0.5)]] * 20)
        of_noise = np.repeat(pairs[:, :, None], len(TARGETS), axis=2)
        return held(MEASURES, values, of_noise, np.ones(len(values), bool), RULES).judged.beyond

    def first(self, points: np.ndarray) -> Told:
        self.sets += len(points)
        values = self.runs(points, 1)
        return values, self.judged(values)

    def further(self, points: np.ndarray, runs: int) -> Told:
        self.again += len(points) * runs
        values = self.runs(points, runs)
        return values, self.judged(values)

    def search(self, measures: Sequence[Measure] = MEASURES) -> Search:
        return Search(SPACE, measures, [NOISE**2] * 4, self.first, self.further)


def drawn(sets: int = 200, seed: int = 1) -> np.ndarray:
    return SPACE.values(np.random.default_rng(seed).standard_normal((sets, PARAMETERS)))


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(waves, "EACH", 60)
    monkeypatch.setattr(waves, "FITTED", 300)
    monkeypatch.setattr(waves, "STEPS", 20)


def share_met(points: np.ndarray) -> float:
    """Share of sets that are left by what they make of the targets without any noise."""
    none = np.zeros((1, 1, len(TARGETS)))
    beyond = held(MEASURES, truth(points)[:, None], none, np.ones(len(points), bool), RULES).judged.beyond
    return float(np.mean(beyond <= 1))


def test_sets_are_found_that_plain_draws_would_hardly_find_and_they_are_so_without_luck():
    assert share_met(drawn(20_000, seed=9)) < 0.005
    world = World()
    found = world.search()
    found.run(drawn(), 50, 2000)
    assert len(found.left) >= 50
    assert world.sets < 200 + 900
    assert share_met(found.left) > 0.8


def test_waves_say_what_was_run_and_come_nearer():
    found = World().search()
    found.run(drawn(), 50, 2000)
    assert len(found.points) == 200 + sum(wave.run for wave in found.waves)
    assert found.waves[-1].beyond < found.waves[0].beyond
    assert 50 <= len(found.left) <= sum(wave.left for wave in found.waves) + 2
    assert all(wave.left <= wave.first <= wave.run for wave in found.waves)


def test_once_enough_sets_are_left_walks_go_out_from_these_and_stay_near_them():
    found = World().search()
    found.run(drawn(), 10, 400)
    near, scores = found._nearest(300), SPACE.scores(found.left[:1])

    def apart(left: int) -> float:
        """How far walks end, on average, from the one set that is left, when it is there so many times."""
        found.left = np.tile(found.left[:1], (left, 1))
        walked = found._walked(found._set[near], found._emulated(near), 60)
        assert len(np.unique(walked, axis=0)) > 50
        return float(np.abs(SPACE.scores(walked) - scores).mean())

    assert apart(ENOUGH) < 0.7 * apart(ENOUGH - 1)


def test_walks_that_find_no_step_to_take_are_left_out_as_no_set_is_to_be_found_twice(monkeypatch: pytest.MonkeyPatch):
    far = count(1)
    found = World().search()
    found.run(drawn(80), 10, 0)
    fitted = found._emulated(found._nearest(80))
    monkeypatch.setattr(waves.Emulated, "beyond", lambda _, scores: np.full(len(scores), float(next(far))))
    assert found._walked(found._set, fitted, 60).shape == (0, PARAMETERS)
    found.run(drawn(80, seed=2), 10, 400)
    assert found.waves == []


def test_only_sets_that_the_first_run_does_not_rule_out_are_run_further():
    world = World()
    world.search().run(drawn(), 20, 400)
    assert 0 < world.again < 400 * sum(FURTHER)


def test_a_set_that_was_lucky_in_its_first_run_is_not_left():
    world = World()
    world.further = lambda points, runs: (world.runs(points, runs), np.full(len(points), 2.0))
    found = world.search()
    found.run(drawn(), 5, 200)
    assert len(found.left) == 0
    assert found.waves[-1].first > 0


def test_emulators_are_told_of_all_runs_and_of_none_twice():
    world = World()
    found = world.search()
    found.run(drawn(), 20, 400)
    assert len(np.unique(found._values, axis=0)) == len(found._values) == len(found._set)
    assert len(found._values) == world.sets + world.again - sum(np.bincount(found._set) > FURTHER[-1]) * FURTHER[0]


def test_it_ends_where_as_many_sets_were_run_as_may_be():
    found = World().search()
    found.run(drawn(), 10_000, 130)
    runs = [wave.run for wave in found.waves]
    assert max(runs) <= 60
    assert sum(runs) == 130


def test_sets_in_which_the_regime_falls_are_no_ground_for_emulators():
    world = World()
    world.first = lambda points: (np.full((len(points), 1, 4), np.nan), np.full(len(points), np.inf))
    found = world.search()
    found.run(drawn(80), 10, 1000)
    assert (len(found.points), found.waves) == (80, [])


def test_a_target_of_which_hardly_any_set_has_a_counterpart_is_not_emulated():
    found = World().search()
    found.run(drawn(80), 10, 0)
    found._values[5:, 2] = np.nan
    assert len(found._emulated(np.arange(80)).emulators) == 3


def test_targets_that_repeat_others_are_not_emulated():
    found = World().search((*MEASURES[:3], Measure(replace(TARGETS[3], joint=False), RULES)))
    found.run(drawn(80), 10, 0)
    assert len(found._emulated(np.arange(80)).emulators) == 3


LOW, HIGH = np.array([1.0, 0.0, -2.0, 0.5]), np.array([1000.0, 1.0, 2.0, 0.6])


def test_values_have_few_digits_and_stay_in_their_ranges():
    values = Space(LOW, HIGH).values(np.array([[-9.0] * 4, [0.1] * 4, [9.0] * 4]))
    assert values[0] == pytest.approx(LOW) and values[2].tolist() == HIGH.tolist()
    assert values[1].tolist() == [41.64, 0.5398, 0.1593, 0.554]


def test_values_and_scores_are_each_the_other_way_round():
    scores = np.random.default_rng(3).uniform(-3, 3, (20, 4))
    assert Space(LOW, HIGH).scores(Space(LOW, HIGH).values(scores)) == pytest.approx(scores, abs=0.06)
