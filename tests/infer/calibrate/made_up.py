"""A made-up world: what a run makes of each target is known, with noise that depends on a parameter."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from politburo.ask.survey.implausibility import Measure
from politburo.infer.calibrate.effort import SHORT
from tests.ask.survey.made_up import RULES, target

TARGETS = (target(value=100, year=2000), target(value=150, year=2001), target("elite_arrivals_per_year", 20, year=2001))

MEASURES = tuple(Measure(one, RULES) for one in TARGETS)

EFFORT = replace(SHORT, points=60, replicates=4, outputs=3, candidates=1_000)


def runs_at(places: NDArray[np.float64], chance: np.random.Generator) -> NDArray[np.float64]:
    """What a run makes of the targets at places (n, 3): the first parameter moves most, and the noise with it."""
    one, two, three = places.T
    logs = np.column_stack([3 * one + 1.5 * two + 2, 3 * one - two + 3.5, 2 * three + 1.5])
    return np.exp(logs + (0.05 + 0.4 * one[:, None]) * chance.standard_normal(logs.shape))
