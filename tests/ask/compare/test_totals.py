"""Totals: what happens is added up, levels are averaged, over the months in which both regimes of a pair last."""

import math

import numpy as np
import pytest

from politburo.ask.compare.comparison import Comparison
from politburo.ask.compare.quantities import BY_NAME, COUNTED, LEVERS, chosen_in, is_counted, outcomes, series_named
from politburo.ask.compare.totals import over_period, total
from politburo.scenario import load, month_number, with_levers
from tests.ask.compare.made import WATCHED, Compare, Made

NAN = math.nan


def test_what_happens_is_added_up_and_levels_are_averaged():
    base, other = np.array([[1.0, 2.0, 3.0]]), np.array([[2.0, 4.0, 6.0]])
    assert [one.tolist() for one in over_period(base, other, counted=True)] == [[6.0], [12.0]]
    assert [one.tolist() for one in over_period(base, other, counted=False)] == [[2.0], [4.0]]


def test_only_months_in_which_both_last_are_looked_at_in_both_arms():
    base, other = np.array([[1.0, 2.0, 90.0]]), np.array([[2.0, 5.0, NAN]])
    assert [one.tolist() for one in over_period(base, other, counted=True)] == [[3.0], [7.0]]
    alone = over_period(np.array([[NAN]]), np.array([[1.0]]), counted=False)
    assert all(math.isnan(one[0]) for one in alone)


def test_a_total_has_levels_difference_interval_sign_and_relative_change():
    base = np.array([[10.0], [20.0], [30.0], [40.0]])
    other = base + np.array([[1.0], [2.0], [3.0], [-2.0]])
    found = total(BY_NAME["flights"], "b", base, other, counted=True, parted=None)
    assert (found.base, found.changed, found.mean, found.pairs) == (25, 26, 1, 4)
    assert found.agreeing == 0.75
    assert found.relative == pytest.approx(0.04)
    # t(3) = 2.3534, standard deviation 2.1602
    assert found.half == pytest.approx(2.3534 * 2.1602 / 2, rel=1e-4)
    assert not found.told_apart


def test_what_may_be_rounding_is_not_told_apart():
    base = np.full((4, 1), 3.0)
    found = total(BY_NAME["income"], "b", base, base + 1e-7, counted=False, parted=None)
    assert found.low > 0
    assert not found.told_apart


def test_a_difference_is_as_plain_as_it_is_large_at_least():
    base = np.array([[8.0], [9.0], [10.0]])
    half = total(BY_NAME["fear"], "b", base, base / 2, counted=False, parted=None)
    little = total(BY_NAME["fear"], "b", base, base - 0.1, counted=False, parted=None)
    assert half.plainness == pytest.approx(-half.high / 9)
    assert 0 < little.plainness < half.plainness < 0.5
    assert total(BY_NAME["fear"], "b", base, base[::-1], counted=False, parted=None).plainness == 0


def test_pairs_without_a_common_month_are_left_out_and_one_pair_has_no_interval():
    base, other = np.array([[1.0], [2.0]]), np.array([[NAN], [3.0]])
    found = total(BY_NAME["fear"], "b", base, other, counted=False, parted=None)
    assert (found.pairs, found.mean, found.base) == (1, 1.0, 2.0)
    assert math.isnan(found.half)
    assert not found.told_apart


def test_the_plainest_differences_come_first(watched: Comparison):
    plainness = [one.plainness for one in watched.totals]
    assert plainness == sorted(plainness, reverse=True)
    assert {one.series for one in watched.totals} == set(watched.outcomes)


def test_regime_ends_are_told_apart_and_later_months_are_left_out(compare: Compare):
    found = compare(**WATCHED, made=Made(falls={1: 18}))
    ends = found.ends()
    assert (ends.pairs, ends.base, ends.changed, ends.both) == (4, 0, 1, 0)
    apart = found.differences["fear"].isel(alternative=0)
    assert np.isnan(apart.sel(run=1, month=slice("2001-07", None))).all()
    assert not np.isnan(apart.sel(run=[0, 2, 3])).any()
    assert found.monthly("fear")["pairs"].values[0, -1] == 3
    means = apart.sel(month=slice("2001-01", None)).mean("month")  # of the months that are there
    assert found.total("fear").mean == pytest.approx(float(means.mean()))
    assert found.total("fear").pairs == 4
    assert sum(part.mean for part in found.carriers("fear", "organ")) == pytest.approx(found.total("fear").mean)


def test_every_event_series_is_counted_and_no_level_is():
    assert {"penalties", "flights", "turnover", "departures", "plots_found", "coup_attempts"} == set(COUNTED)
    assert not any(map(is_counted, ("fear", "cadres", "plotting", "income")))


def test_a_lever_is_an_outcome_where_every_scenario_lets_the_leader_choose_it():
    example = load("example")
    assert chosen_in(example) == {"purge_intensity", "market_tolerance"}
    for held in (
        with_levers(example, market_tolerance=0.1),
        with_levers(example, start="2005-01", market_tolerance=0.1),
    ):
        names = {series.name for series in outcomes(example, held)}
        assert names.intersection(LEVERS) == {"purge_intensity"}


def test_a_series_may_be_named_by_a_word_of_it():
    assert series_named("income").name == "income"
    assert series_named("flight").name == "flights"
    assert series_named("bribes_v").name == "bribes_visible"


def test_a_difference_that_shows_late_is_dated_late(compare: Compare):
    found = compare("example", sets={"surveillance": 0.6}, start="2001-03")
    assert found.total("fear").parted == month_number("2001-03")
