"""Emulators: what the mean over many runs of a set would be, for sets that were not run, from those that were.

Each target has an emulator of its own, a Gaussian process over the normal scores of the parameters (Rasmussen &
Williams 2006): a linear trend, and what is near a set in the parameters that matter is like it. Which matter, and by
how much, is taken from a linear regression with a light penalty: hundreds of parameters have some small effect, so that
none can be left out, and distances in all of them alike say nothing.

The mean over runs is what is emulated. A count is often zero in a run, above all of a small part of a country, and the
mean of its logarithm is not the logarithm of its mean. Its emulator is therefore fitted as a generalised linear model
is, by working responses: the logarithm of the mean as emulated so far, and by how much the run differs from it,
relative to it (McCullagh & Nelder 1989).
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import cho_factor, cho_solve

from politburo.ask.survey.implausibility import Measure

Values = NDArray[np.float64]

LENGTHS, NOISES = (0.35, 0.7, 1.4), (0.003, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0)
"""Among which the length over which sets are alike, and the noise relative to what is like, are chosen."""

TRIED = 600
"""Sets by which these are chosen, at most."""

PENALTY = 5.0
"""Of the regression by which parameters are weighted: as if so many sets had shown no effect."""

ROUNDS = 4
"""Of working responses, for counts."""

FARTHEST = 3.0
"""How far from what is published a set can be, on the scale of the target: farther ones count as so far."""

MOST_ABOVE = 6.0
"""How many times the emulated mean a run can be above it, in its working response."""


@dataclass(frozen=True, slots=True)
class Emulator:
    """Of one target: weights of parameters (f,), sets it was fitted to, weighted (n, f), and their coefficients (n,).

    `error` is the standard deviation of what is emulated from the mean of a set, on the scale of the target: as leaving
    each set out shows it, beyond what chance makes of a run.
    """

    weights: Values
    places: Values
    middle: float
    length: float
    coefficients: Values
    error: float

    def means(self, scores: Values) -> Values:
        """Of sets by their normal scores (m, f), on the scale of the target (m,)."""
        return self.middle + _alike(scores * self.weights, self.places, self.length) @ self.coefficients


def emulator(measure: Measure, scores: Values, values: Values, chance: float) -> Emulator:
    """The emulator of a target from sets (n, f) with a run each and its counterpart in that run (n,), none of them NaN.

    `chance` is the variance of a run around the mean of its set, on the scale of the target.
    """
    centre = measure.centre
    told = np.clip(measure.scaled(values), centre - FARTHEST, centre + FARTHEST)
    weights = relevance(scores, told)
    places = scores * weights
    length, noise = _chosen(places, told)
    covariance = _alike(places, places, length) + noise * np.eye(len(places))
    inverse = cho_solve(cho_factor(covariance), np.eye(len(places)))
    counted = not measure.is_difference and bool((values < measure.least).any())
    middle, coefficients, left_out = _solved(inverse, told)
    for _ in range(ROUNDS if counted else 0):
        emulated = np.clip(told - left_out, centre - FARTHEST, centre + FARTHEST)
        means = np.maximum(np.exp(emulated), measure.least)
        told = np.log(means) + np.clip(values / means - 1, -1, MOST_ABOVE)
        middle, coefficients, left_out = _solved(inverse, told)
    whole = float(np.mean(left_out**2))
    error = math.sqrt(max(whole - chance, whole / 20))
    return Emulator(weights, places, middle, length, coefficients, error)


def relevance(scores: Values, told: Values) -> Values:
    """By how much each parameter moves a target, as weights whose squares sum to one, (f,)."""
    columns = np.column_stack([np.ones(len(scores)), scores])
    penalty = PENALTY * np.eye(columns.shape[1])
    penalty[0, 0] = 0
    slopes = np.abs(np.linalg.solve(columns.T @ columns + penalty, columns.T @ told)[1:])
    return slopes / max(math.hypot(*slopes), 1e-12)


def _alike(places: Values, others: Values, length: float) -> Values:
    """Prior covariance of sets at weighted places (m, f) with others (n, f): a trend, and likeness of what is near."""
    trend = places @ others.T
    near = trend / length**2
    near -= (places**2).sum(axis=1)[:, None] / (2 * length**2)
    near -= (others**2).sum(axis=1) / (2 * length**2)
    np.exp(near, out=near)
    near += trend
    return near


def _solved(inverse: Values, told: Values) -> tuple[float, Values, Values]:
    """Middle, coefficients, and by how much each set differs from what the others lead to expect of it."""
    middle = float(told.mean())
    coefficients = inverse @ (told - middle)
    return middle, coefficients, coefficients / np.diag(inverse)


def _chosen(places: Values, told: Values) -> tuple[float, float]:
    """Length and noise with the highest likelihood, by some of the sets."""
    chosen = np.linspace(0, len(places) - 1, min(TRIED, len(places))).astype(np.int64)
    places, told = places[chosen], told[chosen] - told[chosen].mean()
    found = []
    for length in LENGTHS:
        alike = _alike(places, places, length)
        for noise in NOISES:
            factor = cho_factor(alike + noise * np.eye(len(places)))
            spread = float(told @ cho_solve(factor, told)) / len(told)
            found.append((math.log(spread) * len(told) / 2 + float(np.log(np.diag(factor[0])).sum()), length, noise))
    return min(found)[1:]
