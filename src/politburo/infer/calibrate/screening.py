"""Which parameters move what the record sees: elementary effects of Morris (1991), and the active ones by them.

Every point meets the same chances, so that two points of a trajectory differ by one parameter and by what chance makes
of that. What chance alone makes of an effect is taken off: the median over all parameters, of which most move little.
Shares are averaged over matters (series of targets), so that a matter of which many years are told counts once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from politburo.ask.factors import Factor
from politburo.ask.sensitivity.design import Design, screening_design
from politburo.ask.survey import parameters_of
from politburo.ask.survey.implausibility import Measure
from politburo.ask.survey.measured import TargetValues
from politburo.ask.survey.rules import Rules
from politburo.country.figures import Target
from politburo.infer.calibrate.effort import Effort
from politburo.run.experiment import Experiment, Varied
from politburo.scenario import Scenario

Values = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Screened:
    """The parameters that were looked at, and the share of each in what moves the record (f,), together one.

    `of_matters` are the shares by matter (matters, f), whose names are `matters`; `active` are the places of those that
    are active, the largest first, `covered` the share that they have together.
    """

    names: tuple[str, ...]
    shares: Values
    matters: tuple[str, ...]
    of_matters: Values
    active: tuple[int, ...]

    @property
    def covered(self) -> float:
        """The share that the active ones have together."""
        return float(self.shares[list(self.active)].sum())


def design_of(base: Scenario, rules: Rules, effort: Effort) -> Design:
    """Trajectories through the ranges of all parameters that a survey varies."""
    return screening_design([Factor(name, *rules.range_of(name)) for name in parameters_of(base)], effort.trajectories)


def experiment_of(base: Scenario, design: Design, targets: Sequence[Target]) -> Experiment:
    """Every point once, all with the same chances."""
    measured = TargetValues(tuple(targets))
    varied = tuple(Varied(one.name) for one in design.factors)
    return Experiment(base, varied, design.points, 1, "trajectories of a screening", measured)


def screened(design: Design, values: Values, measures: Sequence[Measure], effort: Effort) -> Screened:
    """What the counterparts of targets at the points of a design, (p, t) with NaN for what is missing, tell."""
    matters = tuple(dict.fromkeys(one.target.figure.series for one in measures))
    squares = np.column_stack([_squares(design, one.scaled(values[:, at])) for at, one in enumerate(measures)])
    shares = _shares(squares)
    of_matters = np.array([
        np.mean([shares[:, at] for at, one in enumerate(measures) if one.target.figure.series == matter], axis=0)
        for matter in matters
    ])  # fmt: skip
    whole = of_matters[of_matters.sum(axis=1) > 0]
    found = whole.mean(axis=0) if len(whole) else np.zeros(len(design.factors))
    found = found / found.sum() if found.sum() else np.full(len(found), 1 / len(found))
    order = np.argsort(-found, kind="stable")
    enough = int(np.searchsorted(np.cumsum(found[order]), effort.share)) + 1
    count = min(max(enough, effort.least), effort.most, len(found))
    names = tuple(one.name for one in design.factors)
    return Screened(names, found, matters, of_matters, tuple(order[:count].tolist()))


def _squares(design: Design, scaled: Values) -> Values:
    """The mean square of the elementary effects of each factor on one target, (f,); effects that are missing not."""
    rows = scaled[design.point_of_row].reshape(design.blocks, design.block)
    places = design.places.reshape(design.blocks, design.block, -1)
    moved = np.abs(np.diff(places, axis=1)).argmax(axis=2)
    effects = np.diff(rows, axis=1) ** 2
    found = np.full((design.blocks, len(design.factors)), np.nan)
    np.put_along_axis(found, moved, effects, axis=1)
    there = ~np.isnan(found)
    return np.where(there, found, 0.0).sum(axis=0) / np.maximum(there.sum(axis=0), 1)


def _shares(squares: Values) -> Values:
    """Shares of factors in each target (f, t), less what chance makes; zero where nothing moves it."""
    beyond = np.maximum(squares - np.median(squares, axis=0), 0.0)
    whole = beyond.sum(axis=0)
    return np.divide(beyond, whole, out=np.zeros_like(beyond), where=whole > 0)
