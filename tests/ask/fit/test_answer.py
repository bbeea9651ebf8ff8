"""Whether a target is met, and what the fit says of those that are not."""

import math
from dataclasses import replace
from types import SimpleNamespace
from typing import Any, cast

import pytest

from politburo.ask.fit.answer import Fit
from politburo.ask.fit.targets import independent
from politburo.scenario import load
from tests.ask.fit.made import EVIDENCE, FIGURE, ROW, at, rivals


def test_a_target_is_met_between_its_error_and_tolerance():
    assert ROW.band == (72, 137.5)
    assert [at(value).met for value in (71.9, 72, 137.5, 137.6)] == [False, True, True, False]
    assert not at().met


def test_chance_in_so_few_runs_is_allowed_for():
    near = at(60, 80, 70, 71, 69)
    assert not near.is_within and near.met
    assert not at(*[70.0] * 5).met
    assert not at(70).met


def test_a_target_of_zero_is_met_by_zero_and_has_no_ratio():
    zero = replace(FIGURE, value=0.0, low=0.0, high=0.0)
    assert at(0, figure=zero).met and not at(0.1, figure=zero).met
    assert math.isnan(at(1, figure=zero).ratio)


def test_a_share_cannot_be_above_one():
    share = replace(FIGURE, unit="share", value=0.9, low=0.85, high=0.95)
    assert at(1, figure=share, tolerance=1.5).band == (pytest.approx(0.85 / 1.5), 1)


def test_of_rival_accounts_those_count_that_are_nearest_as_a_whole():
    rows = [rivals("a", 100), rivals("b", 100), rivals("a", 500), rivals("b", 100), at(100), at(100, joint=False)]
    assert independent([row.target for row in rows], lambda places: -len(places) * (places[0] == 1)) == [1, 3, 4]
    answer = Fit(cast(Any, SimpleNamespace(runs=(0, 1), ensemble=None, scenario=load("north-korea"))), rows)
    assert answer.counted == [rows[1], rows[3], rows[4]]
    assert "3 of 3 independent targets are met: arrivals 3 of 3. 3 targets more repeat or contradict" in str(
        answer.sentences[0]
    )
    assert any("agrees with “a” in 1 of 2 and “b” in 2 of 2" in said for said in answer.sentences)


def test_the_answer_says_what_is_missed_and_by_how_much():
    rows = [ROW, at(500, about="executions"), at(about="executions")]
    answer = Fit(cast(Any, SimpleNamespace(runs=(0, 1), ensemble=None, scenario=load("north-korea"))), rows)
    assert answer.sentences[0].startswith("1 of 2 independent targets is met: arrivals 1 of 1, executions 0 of 1.")
    assert "Of 1 target no run covers the time" in answer.sentences[0]
    assert "Not met, simulated for published: some target 2013 (500 for 100)." in answer.sentences
    found = answer.table().records()
    assert [row["met"] for row in found] == [True, False, False]
    assert [row["counts"] for row in found] == [True, True, False]
    assert [row["simulated"] for row in found] == [100, 500, None]


def test_targets_that_have_no_counterpart_are_named():
    first = EVIDENCE.of_kind("FIT")[0]
    tanks = replace(first, figure=replace(first.figure, series="tanks_built"))
    scenario = SimpleNamespace(plan=load("north-korea").plan, evidence=replace(EVIDENCE, targets=(first, tanks)))
    answer = Fit(cast(Any, SimpleNamespace(runs=(0, 1), ensemble=None, scenario=scenario)), [ROW])
    assert "Left out are targets of which no simulated counterpart is known: tanks_built." in answer.sentences
