"""Draws for building: the same at every time, and of the distribution they are named after."""

import numpy as np
import pytest

from politburo.country.draws import integers, lognormals, normals, uniforms
from politburo.numerics.chance import Purpose

MANY = 40_000


def test_draws_are_the_same_at_every_time_and_differ_by_purpose_and_channel():
    first = uniforms(100, Purpose.AGE)
    assert (uniforms(100, Purpose.AGE) == first).all()
    assert (uniforms(100, Purpose.SEX) != first).any()
    assert (uniforms(100, Purpose.AGE, 1) != first).any()


def test_fewer_agents_get_the_same_draws():
    assert (uniforms(10, Purpose.AGE) == uniforms(100, Purpose.AGE)[:10]).all()


def test_normal_draws_have_mean_zero_and_spread_one():
    drawn = normals(MANY, Purpose.PERSON)
    assert abs(drawn.mean()) < 5 / np.sqrt(MANY)
    assert drawn.std() == pytest.approx(1, abs=5 / np.sqrt(2 * MANY))


def test_log_normal_draws_are_the_exponential_of_normal_ones():
    expected = np.exp(0.8 * normals(500, Purpose.APTITUDE).astype(float))
    assert lognormals(500, 0.8, Purpose.APTITUDE) == pytest.approx(expected, rel=1e-5)


def test_whole_numbers_stay_below_their_limits_and_reach_all_of_them():
    limits = np.tile(np.array([1, 2, 5], np.int32), MANY // 3)
    drawn = integers(len(limits), limits, Purpose.POST)
    for limit in (1, 2, 5):
        found = np.bincount(drawn[limits == limit], minlength=limit)
        assert len(found) == limit
        assert found == pytest.approx(len(limits) / 3 / limit, abs=5 * np.sqrt(len(limits) / 3 / limit))
