"""A Gaussian process over few inputs: a trend, and likeness of what is near, in each input as far as it matters.

How near counts in each input, how strong the trend is and how much of the values is noise are found by the likelihood
(Rasmussen & Williams 2006), with a mild prior, so that an input without effect cannot be given one by chance. Inputs
are few and each may act along a curve; the emulator of a survey, which has hundreds of them, weighs them by a linear
regression instead. What was fitted is a few arrays, from which a value takes one pass over the points that it was
fitted to: a browser does it as fast as this.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import cho_factor, cho_solve

Values = NDArray[np.float64]

TREND, NEAR, NOISE = 0.0, math.log(0.3), math.log(0.1)
"""Middles of the priors, as logarithms: of the trend's variance, of each input's weight, of the share of noise."""

WIDTHS = (2.0, 1.5, 2.0)
"""Their standard deviations."""

FAR = 12.0
"""How far from its middle a logarithm can be found, at most."""

STEPS = 60
"""Of the search, at most."""


@dataclass(frozen=True, slots=True)
class Process:
    """What was fitted: `middle` + x · `trend` + Σ `coefficients` exp(−½ Σ `near` (x − place)²), over `places` (n, d).

    `trend` and `near` have one number for each input (d,), `coefficients` one for each place (n,).
    """

    middle: float
    trend: Values
    near: Values
    coefficients: Values
    places: Values

    def at(self, asked: Values) -> Values:
        """The values (m,) at some places (m, d)."""
        alike = np.exp(-0.5 * _squares(asked, self.places, self.near))
        return self.middle + asked @ self.trend + alike @ self.coefficients


def process(places: Values, values: Values) -> Process:
    """The process through values (n,) at places (n, d), each input from −1 to 1."""
    middle, spread = float(values.mean()), float(values.std())
    dimensions = places.shape[1]
    if spread <= 1e-12 * max(1.0, abs(middle)):
        return Process(middle, np.zeros(dimensions), np.zeros(dimensions), np.zeros(len(places)), places)
    from scipy.optimize import minimize

    scaled = (values - middle) / spread
    apart = (places[:, None, :] - places[None, :, :]) ** 2
    first = np.array([TREND, *[NEAR] * dimensions, NOISE])
    bounds = [(one - FAR, one + FAR) for one in first]
    found = minimize(
        _unlikely, first, (apart, places @ places.T, scaled), jac=True, method="L-BFGS-B", bounds=bounds,
        options={"maxiter": STEPS},
    ).x  # fmt: skip
    trend, near, noise = math.exp(found[0]), np.exp(found[1:-1]), math.exp(found[-1])
    covariance = trend * (places @ places.T) + np.exp(-0.5 * apart @ near) + noise * np.eye(len(places))
    coefficients = spread * cho_solve(cho_factor(covariance), scaled)
    return Process(middle, trend * (coefficients @ places), near, coefficients, places)


def _unlikely(logarithms: Values, apart: Values, products: Values, values: Values) -> tuple[float, Values]:
    """Minus the logarithm of likelihood and prior, with its slopes; the scale of the values is taken at its best."""
    trend, near, noise = math.exp(logarithms[0]), np.exp(logarithms[1:-1]), math.exp(logarithms[-1])
    count = len(values)
    alike = np.exp(-0.5 * apart @ near)
    factor = cho_factor(trend * products + alike + noise * np.eye(count), lower=True)
    inverse = cho_solve(factor, np.eye(count))
    solved = inverse @ values
    scale = float(values @ solved) / count
    # Of d(log det)/2 + n/2 · log(scale): half the trace of this times the slope of the covariance.
    inner = inverse - np.outer(solved, solved) / scale
    slopes = np.empty(len(logarithms))
    slopes[0] = 0.5 * trend * float((inner * products).sum())
    slopes[1:-1] = -0.25 * near * np.einsum("ij,ijk->k", inner * alike, apart)
    slopes[-1] = 0.5 * noise * float(np.trace(inner))
    middles = np.array([TREND, *[NEAR] * len(near), NOISE])
    widths = np.array([WIDTHS[0], *[WIDTHS[1]] * len(near), WIDTHS[2]])
    prior = (logarithms - middles) / widths
    unlikely = float(np.log(np.diag(factor[0])).sum()) + 0.5 * count * math.log(scale) + 0.5 * float(prior @ prior)
    return unlikely, slopes + prior / widths


def _squares(asked: Values, places: Values, near: Values) -> Values:
    """Weighted squares of the distances of places (m, d) from others (n, d): (m, n)."""
    return np.einsum("mnd,d->mn", (asked[:, None, :] - places[None, :, :]) ** 2, near)
