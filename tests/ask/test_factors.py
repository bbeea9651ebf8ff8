"""Factors are read as people write them, and what cannot be varied is refused with what could."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from politburo.ask.factors import Factor, all_parameters, check_factors, factor, factors_of, grid, is_wide, sampled
from politburo.scenario import load, with_off
from politburo.scenario.schema import LEVER_DECLARATIONS, PARAMETER_DECLARATIONS
from politburo.terms.errors import UsageError

DECLARATIONS = LEVER_DECLARATIONS | PARAMETER_DECLARATIONS


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("market=0.1:0.9", Factor("market_tolerance", 0.1, 0.9)),
        ("market = 0.1 : 0.9", Factor("market_tolerance", 0.1, 0.9)),
        ("fear.horizon=1:5:3", Factor("fear.horizon", 1, 5, (1, 3, 5))),
        ("assurance=1,0,0.5", Factor("assurance", 0, 1, (0, 0.5, 1))),
        ("elite_weight", Factor("govern.elite_weight", 0, 5)),
        ("surveillance=0:1:11", Factor("surveillance", 0, 1, (0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1))),
    ],
)
def test_a_text_says_what_is_varied(said: str, meant: Factor):
    assert factor(said) == meant


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("market=", "'market=' says no range; write it like"),
        ("market=0.5", "says no range"),
        ("market=low:high", "says no range"),
        ("market=0:1:2:3", "says no range"),
        ("market=0:1:many", "says no range"),
        ("market=0:2", "2.0 lies outside 0 to 1 share"),
        ("market=0:nan", "nan lies outside"),
        ("market=0.9:0.1", "must be the lower one"),
        ("market=0.5:0.5", "must be the lower one"),
        ("market=0:1:1", "asks for 1 values; 2 to 1000"),
        ("market=0:1:1000000", "2 to 1000"),
        ("market=0.2,0.2", "1 different values"),
        ("weight=0:1", "'weight' can mean 'govern.elite_weight' or 'govern.public_weight'"),
        ("fear.horizn=1:2", "did you mean 'fear.horizon'"),
        ("mar\x1bket=0:1", r"'mar\\x1bket'"),
    ],
)
def test_what_cannot_be_read_is_answered_with_what_can(said: str, told: str):
    with pytest.raises(UsageError) as refused:
        factor(said)
    assert told.replace("\\\\", "\\") in str(refused.value)
    assert str(refused.value).isprintable()


def test_a_mapping_says_the_same_in_three_ways():
    found = factors_of({"market": "0:1:3", "elite_weight": (0, 3), "assurance": [0, 0.5, 1.0]})
    assert found == (factor("market=0:1:3"), factor("elite_weight=0:3"), factor("assurance=0,0.5,1"))


@pytest.mark.parametrize("over", [0.5, None, ["low", "high"], "low:high"])
def test_a_mapping_that_says_no_range_is_answered_as_a_text_is(over: Any):
    with pytest.raises(UsageError, match="says no range"):
        factors_of({"market": over})


def test_levers_are_held_from_a_month_and_parameters_throughout():
    assert [one.start for one in factors_of(["market", "surveillance"], start="2014-01")] == ["2014-01", "2014-01"]
    own = factors_of([Factor("sanctions", 0, 1, start="2016-03"), "market"], start="2014-01")
    assert [one.start for one in own] == ["2016-03", "2014-01"]
    with pytest.raises(UsageError, match=r"'fear\.horizon' would change for the whole run"):
        factors_of(["market", "fear.horizon"], start="2014-01")
    with pytest.raises(UsageError, match="holds for the whole run"):
        Factor("fear.horizon", 1, 5, start="2014-01")
    with pytest.raises(UsageError, match="is not a month"):
        factors_of(["market"], start="January")


def test_the_same_factor_is_not_varied_twice():
    with pytest.raises(UsageError, match="'market_tolerance' is varied twice"):
        factors_of(["market", "market_tolerance=0:0.5"])
    with pytest.raises(UsageError, match="Nothing is varied"):
        factors_of([])


def test_a_factor_is_called_by_its_full_name():
    with pytest.raises(UsageError, match="short for 'market_tolerance'"):
        Factor("market", 0, 1)


def test_a_range_over_more_than_a_factor_of_twenty_is_stepped_through_in_the_logarithm():
    assert factor("live.broker_base=50:5000").steps(3) == (50, 500, 5000)
    assert factor("live.broker_base=1000:3000").steps(3) == (1000, 2000, 3000)


@given(st.sampled_from(sorted(DECLARATIONS)), st.lists(st.floats(0, 1), min_size=1, max_size=9))
def test_every_value_of_every_factor_lies_in_its_range_and_in_order(name: str, places: list[float]):
    one = factor(name)
    values = one.at(np.array(sorted(places)))
    assert ((one.low <= values) & (values <= one.high)).all()
    assert (np.diff(values) >= 0).all()
    steps = one.steps(7)
    assert (steps[0], steps[-1]) == (one.low, one.high)
    assert list(steps) == sorted(set(steps))
    assert one.is_logarithmic == is_wide(one.low, one.high)


def test_a_factor_with_values_takes_each_in_its_turn():
    assert factor("assurance=0,0.5,1").at(np.array([0, 0.32, 0.34, 0.99, 1.0])).tolist() == [0, 0, 0.5, 1, 1]


def test_every_parameter_that_can_matter_is_varied_and_no_other():
    scenario = load("north-korea")
    names = [one.name for one in all_parameters(scenario)]
    assert len(names) == len(set(names)) > 100
    assert not any(name.startswith("record.") for name in names)
    assert "govern.elite_weight" in names
    assert not any(name.startswith(("siege.", "responsive.", "random_terror.")) for name in names)
    assert any(name.startswith("record.") for name in PARAMETER_DECLARATIONS)


def test_the_strength_of_a_mechanism_that_is_off_is_not_varied():
    scenario = with_off(load("north-korea"), "external_restraint")
    assert "govern.competence_cost" not in [one.name for one in all_parameters(scenario)]
    check_factors([factor("govern.competence_cost")], load("north-korea"))
    with pytest.raises(
        UsageError, match=r"would change nothing in 'north-korea': .* 'external_restraint', which is off"
    ):
        check_factors([factor("govern.competence_cost")], scenario)


def test_a_grid_has_every_combination():
    found = grid(factors_of(["market=0:1:2", "assurance=0,0.5,1"]), 9)
    assert found.tolist() == [[0, 0], [0, 0.5], [0, 1], [1, 0], [1, 0.5], [1, 1]]
    assert grid([factor("market")], 3).tolist() == [[0], [0.5], [1]]
    assert len(grid(factors_of(["market", "surveillance"]), 3)) == 9


@pytest.mark.parametrize("points", [1, 2, 5, 16, 33])
def test_more_points_keep_those_that_are_there(points: int):
    factors = factors_of(["market", "fear.horizon=1:5", "broker_base"])
    few, many = sampled(factors, points), sampled(factors, 70)
    assert few.shape == (points, 3)
    assert np.array_equal(few, many[:points])


def test_spread_points_fill_the_ranges_evenly_and_wide_ones_in_the_logarithm():
    found = sampled(factors_of(["market=0.2:0.6", "live.broker_base=50:5000"]), 64)
    tolerance, price = (found[:, 0] - 0.2) / 0.4, np.log10(found[:, 1] / 50) / 2
    for place in (tolerance, price):
        assert np.bincount((place * 8).astype(int), minlength=8).tolist() == [8] * 8


def test_numbers_of_points_that_cannot_be_are_refused():
    with pytest.raises(UsageError, match="number of points is 0"):
        sampled([factor("market")], 0)
    many = factors_of([f"{name}=0:1:200" for name in ("market", "surveillance", "assurance", "campaign")])
    with pytest.raises(UsageError, match="number of points is 1,600,000,000"):
        grid(many, 5)
