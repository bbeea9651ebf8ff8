"""Baselines on series that are made up: closed forms, and intervals that hold what they say."""

from __future__ import annotations

import math
from collections.abc import Callable
from datetime import date

import numpy as np
import pytest
from scipy.special import stdtrit

from politburo.country.countries import files_of
from politburo.infer.analysts import baselines
from politburo.infer.baselines import BASELINES, PRIOR_FREEDOM, PRIOR_SPREAD, baseline, pooled
from politburo.infer.price_baselines import CARRIED_ON, KNOWN, POOL, REGRESSION, Prices, prices, with_price
from politburo.infer.quantities import QUANTITIES, History
from tests.infer.made_up import asked, figure

[TOTAL] = [one for one in QUANTITIES if one.series == "arrivals_total"]
NORTH_KOREA = files_of("north-korea").evidence


def known(values: np.ndarray, first: int = 2000) -> History:
    return History(TOTAL, tuple(figure(float(value), first + place) for place, value in enumerate(values)))


def ahead(history: History, years: int) -> float:
    return float(history.times[-1]) + years


def test_a_random_walk_stays_and_its_errors_grow_with_the_root_of_time():
    history = known(np.array([100.0, 120.0, 90.0, 110.0]))
    changes = np.diff(np.log([100, 120, 90, 110]))
    spread = math.sqrt((PRIOR_FREEDOM * PRIOR_SPREAD**2 + (changes**2).sum()) / (PRIOR_FREEDOM + 3))
    for years in (1, 2, 3):
        centre, found, freedom = BASELINES["random walk"](history, ahead(history, years))
        assert (math.exp(centre), found, freedom) == pytest.approx((110, spread * math.sqrt(years), 7))


def test_the_mean_is_that_of_logarithms_and_a_trend_goes_on():
    history = known(np.array([100.0, 200.0, 400.0, 800.0]))
    centre, *_ = BASELINES["mean of past years"](history, ahead(history, 2))
    assert math.exp(centre) == pytest.approx(math.sqrt(200 * 400))
    centre, spread, freedom = BASELINES["local trend"](history, ahead(history, 2))
    assert (math.exp(centre), freedom) == pytest.approx((3200, PRIOR_FREEDOM + 2))
    assert spread == pytest.approx(pooled(0, 2)[0] * math.sqrt(2 + 4 / 3))


def test_draws_are_those_of_the_distribution_that_is_said():
    history = known(np.full(12, 1e6))
    drawn = baseline("random walk", history, asked(2012), date(2011, 12, 31))
    centre, spread, freedom = BASELINES["random walk"](history, 2012.5)
    for share in (0.05, 0.5, 0.95):
        expected = math.exp(centre + spread * float(stdtrit(freedom, share)))
        assert drawn.quantile(share) == pytest.approx(expected, rel=0.02)
    again = baseline("random walk", history, asked(2012), date(2011, 12, 31))
    assert (again.draws == drawn.draws).all()


def walk(chance: np.random.Generator) -> np.ndarray:
    return 7 + np.cumsum(chance.normal(0, 0.25, 11))


def around(chance: np.random.Generator) -> np.ndarray:
    return chance.normal(7, 0.25, 11)


def trend(chance: np.random.Generator) -> np.ndarray:
    return 6 + np.cumsum(chance.normal(0.15, 0.2, 11))


@pytest.mark.parametrize(
    ("name", "truth"), [("random walk", walk), ("mean of past years", around), ("local trend", trend)]
)
def test_intervals_of_a_baseline_hold_the_truth_that_it_supposes(
    name: str, truth: Callable[[np.random.Generator], np.ndarray]
):
    """Three hundred series of ten years each; the last year is forecast two years ahead."""
    chance = np.random.default_rng(4)
    held = 0
    for _ in range(300):
        series = np.exp(truth(chance))
        made = baseline(name, known(np.round(series[:9])), asked(2010), date(2009, 12, 31))
        held += made.quantile(0.05) <= series[10] <= made.quantile(0.95)
    assert 0.85 <= held / 300 <= 0.97


def test_the_regression_finds_an_elasticity_and_follows_the_price():
    quotes = np.geomspace(500, 4_000, 10)
    price = Prices([figure(value, 2000 + place, series="broker_cost") for place, value in enumerate(quotes)])
    history = known(np.round(2_000 * (quotes[:9] / 500) ** -0.8))
    by_name = {one.forecaster: one for one in with_price(history, asked(2009), date(2008, 12, 31), price, KNOWN)}
    expected = 2_000 * 8**-0.8
    assert by_name[REGRESSION].quantile(0.5) == pytest.approx(expected, rel=0.12)
    assert set(by_name) == {REGRESSION, POOL}


def test_the_pool_stays_as_it_is_where_the_price_does_and_falls_at_first_where_that_rises():
    flat, rising = (
        Prices([figure(500, 2000, series="p"), figure(500, 2008, series="p"), figure(last, 2009, series="p")])
        for last in (500, 4_000)
    )
    history = known(np.full(9, 1_000.0))
    stays, falls = (
        next(
            one for one in with_price(history, asked(2009), date(2008, 12, 31), price, KNOWN) if one.forecaster == POOL
        )
        for price in (flat, rising)
    )
    assert stays.quantile(0.5) == pytest.approx(1_000, rel=0.03)
    assert falls.quantile(0.5) < 900


def test_a_price_is_that_which_was_known_or_that_which_was_published_since():
    carried, since = (
        prices(NORTH_KOREA, date(2012, 12, 31)),
        prices(NORTH_KOREA, date(2012, 12, 31), date(2015, 12, 31)),
    )
    assert carried.at(2015.5) == carried.at(2012.0) == pytest.approx(math.log(3_500))
    assert since.at(2015.5) > since.at(2012.0)
    assert since.times[-1] < 2016


@pytest.mark.slow
def test_nothing_that_was_published_later_enters_a_baseline_but_the_price_that_is_taken_as_known():
    """Forecasts of a country whose later figures are changed are the same to the bit."""
    from dataclasses import replace

    day, last = date(2012, 12, 31), date(2015, 12, 31)
    twice = tuple(
        one if one.known_from <= day else replace(one, value=2 * one.value, low=2 * one.low, high=2 * one.high)
        for one in NORTH_KOREA.figures
    )
    plain, other = (
        {(one.name, one.asked): one.draws for one in baselines(evidence, day, last)}
        for evidence in (NORTH_KOREA, replace(NORTH_KOREA, figures=twice))
    )
    assert plain.keys() == other.keys()
    unlike = {name for (name, what), draws in plain.items() if (draws != other[name, what]).any()}
    assert unlike and all(name.endswith(KNOWN) for name in unlike)
    assert any(name.endswith(CARRIED_ON) for name, _ in plain)
