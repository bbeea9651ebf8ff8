"""The search for one box: a box that is there is found, limits that say nothing are not."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from politburo.ask.explore.search import Peeling, Search, Side, Step, balance, box_in, choice, inside
from politburo.terms.errors import UsageError

pytestmark = pytest.mark.slow

SEARCH = Search()


def points(count: int = 256, axes: int = 8, seed: int = 1) -> np.ndarray:
    return np.random.default_rng(seed).random((count, axes))


def planted(places: np.ndarray, *, inside_: float = 1.0, outside: float = 0.0) -> np.ndarray:
    """Cases where the first axis is above 0.6 and the third below 0.5, as likely as said there and elsewhere."""
    within = (places[:, 0] > 0.6) & (places[:, 2] < 0.5)
    return np.random.default_rng(2).random(len(places)) < np.where(within, inside_, outside)


def test_a_box_that_is_there_is_found_with_its_limits():
    places = points()
    found = box_in(places, planted(places), Search(density=1.0))
    assert found is not None
    limits = {(side.column, side.is_upper): side.place for side in found.box.sides}
    assert limits == {(0, False): pytest.approx(0.6, abs=0.03), (2, True): pytest.approx(0.5, abs=0.03)}
    assert found.box.density == 1.0
    assert all(side.p < 0.001 for side in found.box.sides)


def test_it_is_found_amid_noise_and_many_axes_that_do_nothing():
    places = points(axes=30)
    found = box_in(places, planted(places, inside_=0.9, outside=0.1), SEARCH)
    assert found is not None
    limits = {(side.column, side.is_upper): side.place for side in found.box.sides}
    assert limits == {(0, False): pytest.approx(0.6, abs=0.15), (2, True): pytest.approx(0.5, abs=0.15)}


def test_an_axis_of_few_values_is_limited_as_well():
    places = points()
    places[:, 0] = np.floor(places[:, 0] * 5) / 5
    found = box_in(places, planted(places), SEARCH)
    assert found is not None and {0, 2} == set(found.box.columns)


def test_a_box_is_found_where_a_patient_peeling_alone_ends_early():
    places = np.random.default_rng(6).random((256, 30))
    places, cases = places[:, :4], planted(places, inside_=0.9, outside=0.1)
    steps = {peel: Peeling(places, cases, [0, 2], peel=peel, smallest=0.05).steps for peel in SEARCH.peels}
    found = box_in(places, cases, SEARCH)
    assert found is not None and set(found.box.columns) == {0, 2}
    assert found.steps in steps.values()
    best = {peel: way[choice(way, int(cases.sum()), 0.8)] for peel, way in steps.items()}
    assert balance(found.steps[found.chosen], int(cases.sum())) == max(
        balance(box, int(cases.sum())) for box in best.values() if box.density >= 0.8
    )


@pytest.mark.parametrize("cases", [np.zeros(50, bool), np.ones(50, bool)])
def test_there_is_no_box_where_all_points_are_alike(cases: np.ndarray):
    assert box_in(points(50), cases, SEARCH) is None


def test_an_axis_that_never_moves_is_never_limited():
    places = points(60, 2)
    places[:, 1] = 0.5
    found = box_in(places, places[:, 0] > 0.5, SEARCH)
    assert found is not None and found.box.columns == (0,)
    assert box_in(np.full((40, 2), 0.5), np.arange(40) < 20, SEARCH) is None


def test_the_points_inside_are_those_that_the_library_counts():
    places = points()
    peeling = Peeling(places, planted(places, inside_=0.9, outside=0.1), range(8), peel=0.05, smallest=0.05)
    way = peeling._box.peeling_trajectory  # what is here is counted anew, and must be the same
    assert [step.points for step in peeling.steps] == [round(mass * 256) for mass in way["mass"]]
    assert [step.density for step in peeling.steps] == pytest.approx(list(way["density"]))
    assert [len(step.columns) for step in peeling.steps] == list(way["res_dim"])


def test_limits_that_are_not_significant_are_taken_off():
    places = points()
    peeling = Peeling(places, planted(places, inside_=0.9, outside=0.1), range(8), peel=0.05, smallest=0.05)
    last = len(peeling.steps) - 1
    assert any(side.p > 0.05 for side in peeling.steps[last].sides)
    simple = peeling.simplified(last, 0.05)
    assert simple.sides and all(side.p <= 0.05 for side in simple.sides)
    within = inside(simple.sides, places)
    assert simple.points == within.sum()


def step(columns: int, points: int, cases: int) -> Step:
    return Step(tuple(Side(column, True, 0.5, 0.0) for column in range(columns)), points, cases)


def test_the_rule_takes_the_least_limited_of_the_dense_boxes_and_of_those_the_largest():
    way = (step(0, 100, 30), step(1, 60, 28), step(1, 30, 25), step(1, 26, 24), step(2, 25, 25))
    assert choice(way, 30, 0.8) == 2
    assert choice(way, 30, 1.0) == 4


def test_where_no_box_is_dense_the_rule_balances_coverage_and_density():
    way = (step(0, 100, 30), step(1, 60, 28), step(2, 40, 24), step(3, 10, 7))
    assert choice(way, 30, 0.9) == 2
    coverage, density = 24 / 30, 24 / 40
    assert balance(way[2], 30) == pytest.approx(2 * coverage * density / (coverage + density))


@given(st.lists(st.tuples(st.integers(0, 3), st.booleans(), st.floats(0, 1)), max_size=5))
def test_another_limit_never_lets_a_point_in(limits: list[tuple[int, bool, float]]):
    places = points(40, 4)
    sides = [Side(column, is_upper, place, 0.0) for column, is_upper, place in limits]
    within = [inside(sides[:count], places) for count in range(len(sides) + 1)]
    assert within[0].all()
    assert all((later <= earlier).all() for earlier, later in pairwise(within))


@pytest.mark.parametrize(
    ("numbers", "message"),
    [
        ({"density": 1.5}, "The density is 1.5; it must be at least 0 and at most 1"),
        ({"boxes": 0}, "The number of boxes is 0; it must be at least 1 and at most 10"),
        ({"density": float("nan")}, "The density is nan"),
    ],
)
def test_numbers_that_cannot_be_are_refused(numbers: dict, message: str):
    with pytest.raises(UsageError) as error:
        Search(**numbers)
    assert message in str(error.value)
