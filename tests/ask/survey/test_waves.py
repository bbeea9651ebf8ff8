"""The search of a space in waves, where how far a set is beyond the rules is made up."""

import math

import numpy as np
import pytest

from politburo.ask.survey.waves import KEPT, Search, Space, moving, relative_error

LOW, HIGH = np.array([1.0, 0.0, -2.0, 0.5]), np.array([1000.0, 1.0, 2.0, 0.6])

SPACE = Space(LOW, HIGH)


def places_of(points: np.ndarray) -> np.ndarray:
    return np.column_stack(
        [np.log(points[:, 0]) / np.log(1000), points[:, 1], (points[:, 2] + 2) / 4, (points[:, 3] - 0.5) * 10]
    )


def away(points: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """1 at a place of a tenth, in the parameter that is farthest: a share of 0.1⁴ of the space is left."""
    distances = 10 * places_of(points)
    return distances.max(axis=1), distances


def drawn(sets: int, seed: int = 1) -> np.ndarray:
    return SPACE.values(SPACE.scores(SPACE.low) * 0 + np.random.default_rng(seed).standard_normal((sets, 4)))


def searched(sets: int = 500, left: int = 200, most: int = 20_000, seed: int = 1) -> Search:
    points = drawn(sets, seed)
    found = Search(SPACE, points, *away(points), away)
    found.run(left, most)
    return found


def test_sets_are_found_that_plain_draws_would_hardly_find():
    found = searched()
    assert 200 <= found.left < 400
    assert (away(found.points[found.beyond <= 1])[0] <= 1).all()
    assert len(found.points) < 10_000  # plain draws: 2,000,000


def test_the_product_of_the_shares_is_the_share_of_the_space_within_its_error():
    logs, errors = [], []
    for seed in range(8):
        waves = searched(seed=seed, left=1).waves
        logs.append(math.log(math.prod(wave.share for wave in waves)))
        errors.append(math.hypot(*(wave.error for wave in waves)))
    assert np.mean(logs) == pytest.approx(math.log(1e-4), abs=3 * float(np.mean(errors)) / math.sqrt(8))
    assert np.std(logs) == pytest.approx(np.mean(errors), rel=0.8)


def test_what_is_left_is_spread_as_draws_are():
    found = searched(left=2000)
    places = found.points[found.beyond <= 1][:, 1]
    assert np.mean(places) == pytest.approx(0.05, abs=0.01)
    assert np.quantile(places, 0.9) == pytest.approx(0.09, abs=0.01)


def test_parameters_that_do_not_matter_are_spread_as_they_were_drawn():
    """Where chains do not mix, all sets descend from a few of those drawn, and lie where these lay by chance."""
    space = Space(np.zeros(60), np.ones(60))

    def farthest(points: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        return 10 * points[:, :4].max(axis=1), 10 * points[:, :4]

    points = space.values(np.random.default_rng(5).standard_normal((500, 60)))
    found = Search(space, points, *farthest(points), farthest)
    found.run(400, 20_000)
    left = found.points[found.beyond <= 1]
    idle = left[:, 4:]
    assert idle.std(axis=0) == pytest.approx(1 / math.sqrt(12), rel=0.15)
    assert idle.mean(axis=0) == pytest.approx(0.5, abs=0.06)
    assert left[:, :4].mean() == pytest.approx(0.05, abs=0.01)


def test_what_moves_the_targets_is_told_from_what_does_not():
    scores = np.random.default_rng(6).standard_normal((800, 40))
    distances = np.column_stack([2 * scores[:, 0] + scores[:, 1] ** 2, scores[:, 0] - 0.5 * scores[:, 2]])
    found = moving(scores, distances + np.random.default_rng(7).standard_normal((800, 2)))
    assert found[0] == pytest.approx(math.hypot(2, 1), rel=0.1)
    assert found[2] == pytest.approx(0.5, abs=0.15)
    assert found[3:].max() < 0.2 and np.median(found[3:]) == 0


def test_limits_get_stricter_until_they_are_those_of_the_rules():
    limits = [wave.limit for wave in searched().waves]
    assert limits == sorted(limits, reverse=True)
    assert limits[-1] == 1


def test_it_is_the_same_to_the_bit_and_sets_are_the_same_however_many_are_to_be_left():
    few, many = searched(left=50), searched(left=200)
    assert many.points[: len(few.points)].tolist() == few.points.tolist()


def test_it_ends_where_as_many_sets_were_run_as_may_be():
    found = searched(most=700)
    assert len(found.points) <= 500 + 700
    assert found.left < 200


def test_where_hardly_any_set_lasts_there_is_nothing_to_go_on_from():
    points = drawn(100)
    found = Search(SPACE, points, np.where(np.arange(100) < 100 // KEPT - 1, 2.0, np.inf), points, away)
    found.run(10, 1000)
    assert len(found.points) == 100
    assert math.isinf(found.waves[-1].limit)


def test_values_have_few_digits_and_stay_in_their_ranges():
    values = SPACE.values(np.array([[-9.0] * 4, [0.1] * 4, [9.0] * 4]))
    assert values[0] == pytest.approx(LOW) and values[2].tolist() == HIGH.tolist()
    assert values[1].tolist() == [41.64, 0.5398, 0.1593, 0.554]


def test_values_and_scores_are_each_the_other_way_round():
    scores = np.random.default_rng(3).uniform(-3, 3, (20, 4))
    assert SPACE.scores(SPACE.values(scores)) == pytest.approx(scores, abs=0.06)


def test_sets_of_a_chain_that_are_alike_make_the_error_larger():
    apart = np.random.default_rng(4).random((5, 400)) < 0.2
    alike = np.repeat(apart[:1], 5, axis=0)
    plain = math.sqrt(0.8 / (0.2 * 2000))
    assert relative_error(apart) == pytest.approx(plain, rel=0.15)
    assert relative_error(alike) == pytest.approx(plain * math.sqrt(5), rel=0.15)
    assert math.isnan(relative_error(np.zeros((5, 4), bool)))
