"""Screening: which parameters move what the record sees."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from politburo.ask.factors import Factor
from politburo.ask.sensitivity.design import screening_design
from politburo.ask.survey import parameters_of
from politburo.infer.calibrate.screening import design_of, experiment_of, screened
from tests.ask.survey.made_up import BASE, RULES
from tests.infer.calibrate.made_up import EFFORT, MEASURES, TARGETS

NAMES = ("govern.elite_weight", "fear.horizon", "fear.recall", "record.seen_2", "hear.rumour", "believe.base")

DESIGN = screening_design([Factor(name, *RULES.range_of(name)) for name in NAMES], 4)


def values(weights: tuple[float, ...], noise: float = 0.02) -> np.ndarray:
    """Counterparts at the points of the design that move with parameters by their weights."""
    chance, places = np.random.default_rng(5), np.empty((len(DESIGN.points), len(NAMES)))
    places[DESIGN.point_of_row] = DESIGN.places
    logs = 4 + places @ np.array(weights) + noise * chance.standard_normal(len(places))
    return np.exp(np.repeat(logs[:, None], len(TARGETS), axis=1))


def test_those_that_move_the_record_are_active_the_most_first() -> None:
    found = screened(DESIGN, values((0, 2, 0, 0, 1, 0)), MEASURES, replace(EFFORT, least=2, most=4))
    assert [found.names[at] for at in found.active] == ["fear.horizon", "hear.rumour"]
    assert found.covered > 0.99


def test_what_chance_alone_makes_moves_nothing() -> None:
    found = screened(DESIGN, values((0, 3, 0, 0, 0, 0), noise=0.3), MEASURES, replace(EFFORT, least=1, most=6))
    assert found.shares[1] > 0.9


def test_no_more_are_active_than_may_be_and_no_fewer_than_must_be() -> None:
    alike = values((1, 1, 0, 0, 0, 0))
    assert len(screened(DESIGN, alike, MEASURES, replace(EFFORT, least=1, most=2)).active) == 2
    assert len(screened(DESIGN, alike, MEASURES, replace(EFFORT, least=1, most=1)).active) == 1
    one = values((0, 0, 0, 3, 0, 0))
    assert len(screened(DESIGN, one, MEASURES, replace(EFFORT, least=4, most=6)).active) == 4


def test_targets_that_runs_lack_do_not_count() -> None:
    lacking = values((0, 2, 0, 0, 1, 0))
    lacking[::2, 1] = np.nan
    lacking[:, 2] = np.nan
    found = screened(DESIGN, lacking, MEASURES, replace(EFFORT, least=2, most=4))
    assert found.names[found.active[0]] == "fear.horizon"
    assert np.isfinite(found.shares).all()


def test_all_parameters_that_a_survey_varies_are_screened_with_the_same_chances() -> None:
    design = design_of(BASE, RULES, EFFORT)
    experiment = experiment_of(BASE, design, TARGETS)
    assert experiment.names == parameters_of(BASE)
    assert not experiment.own_chances
