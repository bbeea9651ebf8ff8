"""The arithmetic by which sets are ruled out."""

import math
from dataclasses import replace

import numpy as np
import pytest

from politburo.ask.survey.implausibility import Measure, held, judged, means_of, noise_of
from tests.ask.survey.made_up import RULES, target

FACTOR = math.log(1.25) / 2


def of(one, *values: float, noise: float = 0.0) -> list[float]:
    measure = Measure(one, RULES)
    return measure.implausibility(measure.scaled(np.array(values)), np.full(len(values), noise)).tolist()


def test_a_factor_too_high_is_as_implausible_as_the_same_factor_too_low():
    assert of(target(), 100, 200, 50) == pytest.approx([0, math.log(2) / FACTOR, math.log(2) / FACTOR])


def test_the_tolerance_lies_two_standard_deviations_away():
    assert of(target(), 125) == pytest.approx([2])


def test_error_and_noise_widen_what_is_allowed():
    error = math.log(1.5 / 0.8) / 3.29
    wide = target(low=80, high=150)
    assert of(wide, 200) == pytest.approx([math.log(2) / math.hypot(error, FACTOR)])
    assert of(wide, 200, noise=1.0) == pytest.approx([math.log(2) / math.hypot(error, FACTOR, 1.0)])


def test_nothing_counts_as_half_a_person_and_as_a_thousandth_of_a_share():
    assert of(target(value=3), 0, 0.2) == pytest.approx([math.log(6) / FACTOR] * 2)
    share = target("male_share_of_arrivals", 0.01, unit="share")
    assert of(share, 0) == pytest.approx([math.log(10) / FACTOR])


def test_nobody_in_a_part_of_the_country_counts_as_half_of_what_a_cadre_stands_for():
    nobody = np.array([0.0])
    assert Measure(target(value=20), RULES, 1 / 0.03).scaled(nobody) == pytest.approx(math.log(0.5 / 0.03))
    assert Measure(target(value=20), RULES, 1 / 6).scaled(nobody) == pytest.approx(math.log(0.5))
    share = target("male_share_of_arrivals", 0.2, unit="share")
    assert Measure(share, RULES, 1 / 0.03).scaled(nobody) == pytest.approx(math.log(0.001))


def test_shares_near_one_are_compared_by_differences():
    home = target("home_share_of_arrivals", 0.8, unit="share", tolerance=1.1)
    assert of(home, 0.72, 0.88) == pytest.approx([0.1 / 0.05] * 2)
    measure = Measure(home, RULES)
    assert measure.back(measure.scaled(np.array([0.3]))) == pytest.approx([0.3])


def test_a_discrepancy_of_the_rules_takes_the_place_of_the_tolerance():
    own = Measure(target(), replace(RULES, discrepancy={"arrivals_per_year": 2.0}))
    assert own.discrepancy == pytest.approx(math.log(2) / 2)


def test_noise_is_pooled_over_the_sets_that_are_nearest_relative_to_what_they_are_of():
    calm, wild = [[99.0, 101.0]] * 12, [[900.0, 1100.0]] * 12
    values = np.array([*calm, *wild, [np.nan, 500.0]])
    own = Measure(target(), replace(RULES, nearest=0.5, fewest=3))
    found = noise_of(own, values, np.log([100.0, 1000.0]))
    assert found == pytest.approx([math.sqrt(2) / 100, math.sqrt(20_000) / 1000])
    everywhere = noise_of(Measure(target(), replace(RULES, nearest=1.0)), values, np.log([100.0]))
    assert everywhere == pytest.approx([math.sqrt((2 + 20_000) / (100**2 + 1000**2))])


def test_noise_of_a_share_near_one_is_relative_to_what_is_published():
    home = target("home_share_of_arrivals", 0.8, unit="share", tolerance=1.1)
    assert noise_of(Measure(home, RULES), np.array([[0.7, 0.72]] * 12), np.array([1.0])) == pytest.approx(
        [math.sqrt(0.0002) / 0.8]
    )


def test_where_nothing_happens_noise_is_that_of_sets_where_a_little_does():
    own = Measure(target(value=3), replace(RULES, nearest=0.2, fewest=3))
    values = np.array([[0.0, 0.0]] * 12 + [[0.0, 4.0]] * 12)
    assert noise_of(own, values, np.log([0.5])) == pytest.approx([math.sqrt(8) / 2])
    assert noise_of(own, values[:12], np.log([0.5])).tolist() == [0]


def test_without_sets_of_several_runs_there_is_no_noise():
    assert noise_of(Measure(target(), RULES), np.array([[1.0], [2.0]]), np.array([1.0, 2.0])).tolist() == [0, 0]


def test_of_several_runs_the_mean_counts_and_not_that_of_its_logarithms():
    """At a small scale nobody flees in most runs, and in others one who stands for many."""
    values = np.array([[[0.0], [0.0], [400.0], [0.0]]])
    found = held([Measure(target(), RULES)], values, np.repeat(values, 12, axis=0), np.array([True]), RULES)
    assert found.means.item() == pytest.approx(math.log(100))
    assert found.noise.item() == pytest.approx(2 / math.sqrt(4))
    assert found.judged.left.all()


def test_means_are_over_the_runs_that_are_there():
    found = means_of(np.array([[1.0, 3.0], [np.nan, 4.0], [np.nan, np.nan]]))
    assert found[:2].tolist() == [2, 4] and np.isnan(found[2])


def left(targets, *implausible: float, near: bool = True, lasts: bool = True) -> tuple[bool, bool]:
    row = np.array([implausible])
    found = judged(targets, row, np.full(row.shape, near), np.array([lasts]), RULES)
    return bool(found.left[0]), bool(found.left_by_looser[0])


FOUR = tuple(target(year=year) for year in (2000, 2001, 2002, 2003))


def test_the_second_highest_decides_and_the_highest_has_a_limit_of_its_own():
    assert left(FOUR, 0, 1, 3, 5)[0]
    assert not left(FOUR, 0, 1, 3.1, 5)[0]
    assert not left(FOUR, 0, 1, 2, 5.1)[0]


def test_the_looser_rule_asks_for_every_target():
    assert left(FOUR, 9, 9, 9, 9) == (False, True)
    assert left(FOUR, 0, 0, 0, 0, near=False) == (True, False)


def test_a_set_under_which_the_regime_falls_is_ruled_out():
    assert left(FOUR, 0, 0, 0, 0, lasts=False) == (False, False)


def test_targets_that_repeat_others_and_those_without_a_case_do_not_count():
    repeated = (*FOUR[:3], target(joint=False, year=2003))
    assert left(repeated, 0, 1, 4, 99)[0]
    assert left(FOUR, 0, 1, 4, np.nan)[0]
    assert left(FOUR, np.nan, np.nan, np.nan, np.nan) == (False, False)


def test_one_of_the_accounts_that_contradict_each_other_is_enough_as_a_whole():
    told = [target(rivals="it", account=account, year=year) for account in "ab" for year in (2000, 2001)]
    assert left(told, 0, 9, 2, 3)[0]
    assert not left(told, 0, 9, 9, 0)[0]


def test_sets_are_judged_each_for_itself():
    told = [target(), *(target(rivals="it", account=account, year=2001) for account in "ab")]
    far = np.array([[1.0, 9.0, 2.0], [1.0, 2.0, 9.0], [6.0, 9.0, 9.0], [np.nan, np.nan, 4.0]])
    found = judged(told, far, far < 3, np.ones(4, bool), RULES)
    assert found.left.tolist() == [True, True, False, False]
    assert found.highest.tolist() == [2, 2, 9, 4]
    assert found.second.tolist() == [1, 1, 6, 4]
    assert found.left_by_looser.tolist() == [True, True, False, False]
