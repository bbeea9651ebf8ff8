"""Stacking: the mixture of forecasters that would have forecast best, and how surely (Yao et al. 2018).

Weights maximise the mean logarithm of the mixture's density over the forecasts: a concave function on the simplex. They
are no probabilities that a forecaster is right: of two that say the same, either may have all of the weight.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence

import numpy as np
from numpy.typing import NDArray

from politburo.ask.intervals import HIGH, LOW

Values = NDArray[np.float64]

AGAIN, SEED = 200, 20151231
"""How often origins are drawn anew for an interval, and by which seed."""

LEAST, NEGLIGIBLE = 1e-300, 1e-4
"""Densities are at least so large, and lower weights are taken for none."""


def stacked(densities: Values, weights: Values) -> Values:
    """Weights of forecasters (k,), from their densities at what was published (n, k) and what each row counts (n,).

    Densities may be relative: each row times any number gives the same.
    """
    from scipy.optimize import minimize

    relative = densities / np.maximum(densities.max(axis=1, keepdims=True), LEAST)
    share, count = weights / weights.sum(), densities.shape[1]

    def loss(mix: Values) -> tuple[float, Values]:
        mixed = np.maximum(relative @ mix, LEAST)
        return -float(share @ np.log(mixed)), -(share / mixed) @ relative

    found = minimize(
        loss, np.full(count, 1 / count), jac=True, method="SLSQP", bounds=[(0.0, 1.0)] * count,
        constraints=[{"type": "eq", "fun": lambda mix: mix.sum() - 1, "jac": lambda mix: np.ones(count)}],
        options={"maxiter": 500, "ftol": 1e-10},
    )  # fmt: skip
    mix = np.where(found.x < NEGLIGIBLE, 0.0, found.x)
    return mix / mix.sum()


def stacked_again(densities: Values, weights: Values, origins: Sequence[Hashable]) -> tuple[Values, Values]:
    """Ends of the intervals of these weights, (k,) each, over drawing origins anew, all forecasts of one together."""
    names = list(dict.fromkeys(origins))
    place = np.array([names.index(one) for one in origins])
    chance, found = np.random.default_rng(SEED), []
    for _ in range(AGAIN):
        times = np.bincount(chance.integers(len(names), size=len(names)), minlength=len(names))
        found.append(stacked(densities, weights * times[place]))
    low, high = np.quantile(np.array(found), (LOW, HIGH), axis=0)
    return low, high


def difference(own: Values, other: Values, weights: Values, origins: Sequence[Hashable]) -> tuple[float, float, float]:
    """The mean difference own − other of scores (n,) with the interval that drawing origins anew gives."""
    names = list(dict.fromkeys(origins))
    place = np.array([names.index(one) for one in origins])
    sums = np.bincount(place, weights * (own - other), len(names)), np.bincount(place, weights, len(names))
    drawn = np.random.default_rng(SEED).integers(len(names), size=(2_000, len(names)))
    again = sums[0][drawn].sum(axis=1) / sums[1][drawn].sum(axis=1)
    low, high = np.quantile(again, (LOW, HIGH))
    return float(sums[0].sum() / sums[1].sum()), float(low), float(high)
