"""Functions whose sensitivity is known, put through the analysis as if they were outcomes of runs."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from politburo.ask.sensitivity.design import Sample

Numbers = NDArray[np.float64]
Function = Callable[[Numbers], Numbers]

FIRST, TOTAL = (0.3139, 0.4424, 0.0), (0.5576, 0.4424, 0.2437)
"""Sobol' indices of Ishigami's function with 7 and 0.1 (Ishigami and Homma 1990)."""


def ishigami(unit: Numbers) -> Numbers:
    """Ishigami's function of three factors between 0 and 1, (rows, 3 or more) to (rows,)."""
    x, y, z = (np.pi * (2 * unit[:, column] - 1) for column in range(3))
    return np.sin(x) + 7 * np.sin(y) ** 2 + 0.1 * z**4 * np.sin(x)


def sample(
    places: Numbers, block: int, function: Function, *, runs: int, common: float = 0.0, own: float = 0.0
) -> Sample:
    """What runs at these places give: the function, what a run adds everywhere, and what it adds at one point alone.

    `common` and `own` are the standard deviations of both. Rows at the same place have the same runs.
    """
    chance = np.random.default_rng(7)
    different, place = np.unique(places, axis=0, return_inverse=True)
    everywhere = common * chance.normal(size=2 * runs)
    values = function(different)[:, None] + everywhere + own * chance.normal(size=(len(different), 2 * runs))
    rows = values[place.ravel()].reshape(-1, block, 2 * runs)
    return Sample(rows[:, :, :runs], rows[:, 0, runs:], np.zeros(rows.shape[:2], bool))
