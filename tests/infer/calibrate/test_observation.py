"""The observation model: what comes between what a run makes of a target and what is published."""

from __future__ import annotations

import numpy as np
import pytest

from politburo.ask.survey.implausibility import Measure
from politburo.infer.calibrate.observation import FAMILIES, discrepancies, published, records
from tests.ask.survey.made_up import RULES, target

CHANCE = np.random.default_rng(2)

MANY = 20_000


def measures(*targets: object) -> tuple[Measure, ...]:
    return tuple(Measure(one, RULES) for one in targets)  # type: ignore[arg-type]


def test_discrepancy_has_on_average_the_variance_that_the_rules_allow() -> None:
    found = discrepancies(np.array([2008.5, 2009.5, 2010.5, 2011.5]), MANY, CHANCE)
    assert found.var(axis=0).mean() == pytest.approx(1.0, abs=0.03)
    assert found.var(axis=0)[0] == pytest.approx(0.5, abs=0.03)
    assert found.var(axis=0)[-1] == pytest.approx(1.5, abs=0.05)


def test_discrepancy_is_the_same_for_accounts_of_one_time_and_alike_in_years_that_follow() -> None:
    found = discrepancies(np.array([2012.5, 2012.5, 2013.5, 2015.5]), MANY, CHANCE)
    assert np.array_equal(found[:, 0], found[:, 1])
    assert np.corrcoef(found[:, 0], found[:, 2])[0, 1] > np.corrcoef(found[:, 0], found[:, 3])[0, 1]


def test_rival_accounts_of_one_matter_differ_in_their_own_errors() -> None:
    one, other = (target(value=1e6, rivals="matter", account=name) for name in ("a", "b"))
    alone = measures(one)[0]
    found = records(measures(one, other), np.full((MANY, 2), 1e6), CHANCE)
    apart = found[:, 0] - found[:, 1]
    assert apart.std() == pytest.approx(np.sqrt(2 * (alone.discrepancy**2 + 0.01)), rel=0.05)


def test_small_counts_vary_as_counts_do() -> None:
    found = np.exp(records(measures(target(value=9, tolerance=1.0001)), np.full((MANY, 1), 9.0), CHANCE))
    assert found.var() == pytest.approx(9 + 0.01 * 81, rel=0.1)


def test_families_make_fewer_of_the_elite_counted_never_more_on_average() -> None:
    found = records(measures(target(FAMILIES, 1e6, tolerance=1.0001)), np.full((MANY, 1), 1e6), CHANCE)
    assert np.median(np.exp(found)) / 1e6 == pytest.approx(0.5**0.5, abs=0.02)


def test_what_is_missing_stays_missing() -> None:
    found = records(measures(target(), target(year=2001)), np.array([[100.0, np.nan]] * 5), CHANCE)
    assert np.isnan(found[:, 1]).all() and np.isfinite(found[:, 0]).all()


def test_the_published_record_is_that_of_the_targets() -> None:
    assert np.exp(published(measures(target(value=42.0)))).tolist() == pytest.approx([42.0])
