"""Points lie within the ranges, evenly in the scale of the factor, and none is there twice."""

import numpy as np
import pytest

from politburo.ask.factors import Factor
from politburo.ask.sensitivity.design import indices_design, screening_design, values_at
from politburo.scenario.schema import PARAMETER_DECLARATIONS

EVEN = Factor("fear.horizon", 1.0, 10.0)
WIDE = next(
    Factor(name, float(said.low), float(said.high))
    for name, said in PARAMETER_DECLARATIONS.items()
    if said.low > 0 and said.high / said.low > 20
)
LISTED = Factor("market_tolerance", 0.1, 0.9, (0.1, 0.3, 0.9))


def test_the_middle_of_a_wide_range_is_its_middle_in_the_logarithm():
    assert values_at(EVEN, np.array([0.5])) == pytest.approx([5.5])
    assert values_at(WIDE, np.array([0.5])) == pytest.approx([(WIDE.low * WIDE.high) ** 0.5])


def test_the_ends_of_a_range_are_reached_and_never_passed():
    for one in (EVEN, WIDE, LISTED):
        values = values_at(one, np.array([0.0, 1 / 3, 2 / 3, 1.0]))
        assert values[[0, -1]].tolist() == [one.low, one.high]
        assert all(one.declaration.allows(value) for value in values)


def test_equal_places_have_equal_values_wherever_they_stand():
    places = np.random.default_rng(1).random(17)
    for at in range(17):
        assert values_at(WIDE, places)[at] == values_at(WIDE, places[at : at + 1])[0]


def test_a_factor_with_values_takes_those_alone():
    assert set(values_at(LISTED, np.linspace(0, 1, 50)).tolist()) == {0.1, 0.3, 0.9}


def test_chance_takes_a_column_of_its_own_and_adds_no_point():
    design = indices_design((EVEN, WIDE), 16)
    assert design.places.shape == (16 * 5, 3)
    assert design.points.shape == (16 * 4, 2)  # A, B, and A with one factor from B for both of them
    rows = design.point_of_row.reshape(16, 5)
    assert (rows[:, 3] == rows[:, 0]).all()
    assert len(set(map(tuple, design.points.tolist()))) == len(design.points)


def test_chance_is_drawn_anew_at_the_first_point_of_each_block():
    design = screening_design((EVEN, WIDE, LISTED), 5)
    assert design.blocks == 5
    assert np.array_equal(design.redrawn, design.point_of_row[::4])


def test_more_trajectories_and_points_keep_those_that_were_there():
    few, more = screening_design((EVEN, WIDE), 4), screening_design((EVEN, WIDE), 9)
    assert set(map(tuple, few.points.tolist())) <= set(map(tuple, more.points.tolist()))
    few, more = indices_design((EVEN, WIDE), 8), indices_design((EVEN, WIDE), 32)
    assert set(map(tuple, few.points.tolist())) <= set(map(tuple, more.points.tolist()))
