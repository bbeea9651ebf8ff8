"""Points are where they are said to be, and more of them keep those that are there."""

import numpy as np
import pytest

from politburo.ask.designs import grid, sampled
from politburo.ask.factors import factor, factors_of
from politburo.terms.errors import UsageError


def test_a_grid_has_every_combination():
    found = grid(factors_of(["market=0:1:2", "assurance=0,0.5,1"]), 9)
    assert found.tolist() == [[0, 0], [0, 0.5], [0, 1], [1, 0], [1, 0.5], [1, 1]]
    assert grid([factor("market")], 3).tolist() == [[0], [0.5], [1]]
    assert len(grid(factors_of(["market", "surveillance"]), 3)) == 9


@pytest.mark.parametrize("points", [1, 2, 5, 16, 33])
def test_more_points_keep_those_that_are_there(points: int):
    factors = factors_of(["market", "fear.horizon=1:5", "broker_price"])
    few, many = sampled(factors, points), sampled(factors, 70)
    assert few.shape == (points, 3)
    assert np.array_equal(few, many[:points])


def test_spread_points_fill_the_ranges_evenly_and_wide_ones_in_the_logarithm():
    found = sampled(factors_of(["market=0.2:0.6", "broker_price=10:100000"]), 64)
    tolerance, price = (found[:, 0] - 0.2) / 0.4, np.log10(found[:, 1] / 10) / 4
    for place in (tolerance, price):
        assert np.bincount((place * 8).astype(int), minlength=8).tolist() == [8] * 8


def test_numbers_of_points_that_cannot_be_are_refused():
    with pytest.raises(UsageError, match="0 points cannot be simulated"):
        sampled([factor("market")], 0)
    many = factors_of([f"{name}=0:1:200" for name in ("market", "surveillance", "assurance", "campaign")])
    with pytest.raises(UsageError, match="1600000000 points"):
        grid(many, 5)
