"""An answer that is made up: Ishigami's function and a step as outcomes of a scenario, with no run."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from politburo.ask.sensitivity import SensitivityPlan, plan
from politburo.ask.sensitivity.answer import Sensitivity
from politburo.ask.sensitivity.design import indices_design, screening_design
from politburo.ask.sensitivity.estimates import End, Swing, indexed, screened
from tests.ask.sensitivity.functions import Function, Numbers, ishigami, sample

PARAMETERS = ("fear.horizon", "fear.personal", "fear.prior", "fear.adjustment")
LEVERS = ("market_tolerance",)
KEPT = ("fear.horizon", "fear.personal", "fear.prior")


def a_step(rows: Numbers) -> Numbers:
    """Whether the second factor is in the upper third of its range."""
    return (rows[:, 1] > 2 / 3).astype(float)


OUTCOMES: dict[str, Function] = {"flights": ishigami, "regime_falls": a_step}


def answer(
    folder: Path, *, ended: float = 0.1, missing: int = 0, early: int = 0, own: float = 0.6, **changes: Any
) -> Sensitivity:
    """The answer, with `missing` blocks without runs and `early` falls in others; `changes` are those of the plan."""
    options = {"points": 64, "keep": 3, "scale": 0.5, "start": "2000-06"} | changes
    asked = plan("example", tuple(OUTCOMES), parameters=PARAMETERS, levers=LEVERS, **options)
    return Sensitivity(
        folder,
        asked,
        KEPT,
        {name: _screened(asked, function, missing, early, own) for name, function in OUTCOMES.items()}
        if asked.screens
        else {},
        {name: _indexed(asked, function, missing, early, own) for name, function in OUTCOMES.items()}
        if asked.indexes
        else {},
        {name: tuple(_swing(asked, factor, at) for at, factor in enumerate(KEPT)) for name in OUTCOMES},
        ended,
        "0123456789abcdef" * 2,
    )


def _screened(asked: SensitivityPlan, function: Function, missing: int, early: int, own: float):
    design = screening_design(asked.factors, asked.trajectories)
    given = sample(design.places, design.block, function, runs=asked.runs, own=own)
    given.rows[:missing] = np.nan
    given.at_once[-early or len(given.rows) :, 1] = True
    found = screened(design.places, given)
    assert found is not None
    return found


def _indexed(asked: SensitivityPlan, function: Function, missing: int, early: int, own: float):
    design = indices_design([asked.factor(name) for name in KEPT], asked.points)
    given = sample(design.places[:, :-1], design.block, function, runs=asked.runs, own=own)
    given.rows[:missing] = np.nan
    given.at_once[-early or len(given.rows) :, 1] = True
    found = indexed(given)
    assert found is not None
    return found


def _swing(asked: SensitivityPlan, factor: str, at: int) -> Swing:
    one = asked.factor(factor)
    low, high = End(-1.5 / (at + 1), -2.0, -0.2, 16, one.low), End(3.0 / (at + 1), 0.5, 4.0, 16, one.high)
    return Swing(factor, 2.5, 12.0, low, high)
