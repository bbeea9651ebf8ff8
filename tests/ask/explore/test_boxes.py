"""What a box is worth: counted on points that it was not found on, and beside what chance gives."""

import numpy as np
import pytest

from politburo.ask.explore.boxes import folds, gain, held_out, permuted
from politburo.ask.explore.search import Search, Step, box_in, inside
from tests.ask.explore.test_search import planted, points

pytestmark = pytest.mark.slow

SEARCH = Search(folds=3, permutations=9, peels=(0.1,))


def test_cases_and_other_points_are_dealt_out_evenly_and_always_in_the_same_way():
    cases = np.arange(100) % 3 == 0
    part = folds(cases, 5)
    assert np.bincount(part).tolist() == [20] * 5
    assert set(np.bincount(part[cases]).tolist()) <= {6, 7}
    np.testing.assert_array_equal(part, folds(cases, 5))


def test_held_out_counts_are_those_of_boxes_found_without_the_part():
    places = points(120, 4)
    cases = planted(places, inside_=0.9, outside=0.1)
    told = []
    held = held_out(places, cases, SEARCH, lambda: told.append(1))
    part = folds(cases, 3)
    inside_points = inside_cases = limited = 0
    for number in range(3):
        found = box_in(places[part != number], cases[part != number], SEARCH)
        assert found is not None
        within = inside(found.box.sides, places) & (part == number)
        limited += any(side.column == 0 and not side.is_upper for side in found.box.sides)
        inside_points, inside_cases = inside_points + within.sum(), inside_cases + (within & cases).sum()
    assert (held.points, held.cases) == (inside_points, inside_cases)
    assert held.density == inside_cases / inside_points
    assert held.found == len(told) == 3
    assert held.again[0, False] == limited >= 2


def test_a_box_that_is_there_is_better_than_every_permutation():
    places = points(120, 4)
    cases = planted(places, inside_=0.9, outside=0.1)
    found = box_in(places, cases, SEARCH)
    assert found is not None
    chance = permuted(places, cases, found.box, SEARCH)
    assert chance.p == pytest.approx(1 / 10)
    assert len(chance.boxes) == 9
    assert all(box is None or box.points for box in chance.boxes)
    gains = [gain(box, cases.mean()) for box in chance.boxes if box is not None]
    assert max(gains, default=0.0) < gain(found.box, cases.mean())


def test_a_box_that_gains_nothing_is_as_good_as_all_permutations():
    places = points(60, 3)
    cases = np.arange(60) % 2 == 0
    chance = permuted(places, cases, Step((), 60, 30), SEARCH)
    assert chance.p == 1.0
    assert len(chance.boxes) == 1  # one is enough to know


def test_the_gain_is_in_cases_beyond_the_average():
    assert gain(Step((), 20, 15), 0.25) == 10.0
