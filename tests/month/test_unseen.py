"""In a thinned country news is of cases in the whole: those that were not simulated are drawn."""

import math

import numpy as np
import pytest

from politburo.country import build
from politburo.month.now import Now
from politburo.month.unseen import FLIGHTS, PENALTIES, expect, poisson, unseen
from tests.month.setting import MONTH, POSTS, first_month

THINNED = build("example", 0.1)


def thinned(**others: int) -> Now:
    """A month in a thinned country."""
    return first_month({}, None, THINNED, **others)


@pytest.mark.parametrize("mean", [0.0, 0.02, 1.0, 7.5, 60.0, 400.0])
def test_numbers_have_poissons_mean_and_variance(mean: float):
    numbers, n = np.empty(20_000, np.float32), 20_000
    poisson(numbers, np.full(n, mean), np.random.default_rng(1).random(n, np.float32))
    assert (numbers == np.rint(numbers)).all()
    assert abs(numbers.mean() - mean) <= 5 * math.sqrt(mean / n)
    assert numbers.var() == pytest.approx(mean, rel=0.08, abs=1e-9)


def test_as_many_are_unseen_as_those_for_whom_the_simulated_stand_had_hazards():
    now = thinned()
    hazards = np.random.default_rng(2).random(THINNED.posts.count).astype(np.float32)
    expect(now, PENALTIES, hazards)
    expect(now, PENALTIES, hazards)
    sums = np.bincount(THINNED.posts.circle, hazards, 24)
    assert now.state.cases.unseen[PENALTIES] == pytest.approx(2 * (THINNED.weights - 1) * sums, rel=1e-5)
    assert (now.state.cases.unseen[FLIGHTS] == 0).all()
    assert (now.state.cases.unseen[PENALTIES].reshape(6, 4)[:, :2] == 0).all()


def test_the_same_number_is_drawn_whenever_it_is_asked_for_and_another_in_another_month():
    drawn = []
    for month in (MONTH, MONTH, MONTH + 1):
        now = thinned(month=month)
        expect(now, FLIGHTS, np.full(THINNED.posts.count, 0.3, np.float32))
        drawn.append(unseen(now, FLIGHTS).tolist())
    assert drawn[0] == drawn[1] != drawn[2]


def test_in_the_whole_country_every_case_is_seen():
    now = first_month({})
    expect(now, FLIGHTS, np.ones(POSTS.count, np.float32))
    assert (now.state.cases.unseen == 0).all()
    assert (unseen(now, FLIGHTS) == 0).all()


def test_a_state_with_unseen_cases_is_another_state():
    now = thinned()
    before = now.state.digest()
    expect(now, FLIGHTS, np.full(THINNED.posts.count, 0.3, np.float32))
    assert now.state.digest() != before
