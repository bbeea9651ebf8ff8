"""Emulators that know noise: what a run makes of a target, its mean over what is not active, and how it varies.

A linear trend in the places of the active parameters, and a Gaussian process over them whose noise depends on the place
and is itself a Gaussian process, fitted to replicates (hetgpy; Binois et al. 2018). Distances are taken
in places weighted by what moves the target (`relevance`), so that one length has to be fitted, and not one for each.
"""

from __future__ import annotations

import contextlib
import io
import warnings
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from politburo.ask.survey.emulator import relevance
from politburo.ask.survey.implausibility import Measure
from politburo.run.optional import needs
from politburo.run.scale import is_count

Values = NDArray[np.float64]

EXTRA = "infer"

LENGTHS = (0.02, 5.0)
"""Between which the length is looked for, in weighted places."""

ITERATIONS = 50
"""Of the optimisation, at most."""

FARTHEST = 8.0
"""How far from what is published a run can be, on the scale of the target: farther ones count as so far."""

FEWEST = 20
"""Runs with a counterpart of a target from which it is emulated."""

AT_ONCE = 4_000
"""Points that are emulated at once."""


@dataclass(frozen=True, slots=True)
class Emulator:
    """Of one target, on its scale; `slopes` of the trend (1 + d,), `weights` of the places (d,)."""

    measure: Measure
    slopes: Values
    weights: Values
    model: Any

    def told(self, places: Values) -> tuple[Values, Values, Values]:
        """At places (n, d): the mean, the variance of that by the emulator, and the variance of a run, (n,) each."""
        parts = [self._told(places[at : at + AT_ONCE]) for at in range(0, len(places), AT_ONCE)]
        mean, variance, noise = (np.concatenate(one) for one in zip(*parts, strict=True))
        return mean, variance, noise

    def _told(self, places: Values) -> tuple[Values, Values, Values]:
        if self.model is None:  # all runs are alike
            return with_one(places) @ self.slopes, np.zeros(len(places)), np.zeros(len(places))
        found = self.model.predict(x=places * self.weights)
        mean = with_one(places) @ self.slopes + np.ravel(found["mean"])
        return mean, np.maximum(np.ravel(found["sd2"]), 0.0), np.maximum(np.ravel(found["nugs"]), 0.0)

    def implausibility(self, places: Values, records: Values | None = None) -> Values:
        """Of the published figure at places (n, d), or of other records (n,), on its scale, each at its place.

        What chance and inactive parameters make of a run is noise. NaN where there is no record.
        """
        mean, variance, noise = self.told(places)
        noise = np.sqrt(variance + np.maximum(noise, self.least_noise(mean)))
        return self.measure.implausibility(mean if records is None else mean - records + self.measure.centre, noise)

    def least_noise(self, mean: Values) -> Values:
        """The least variance of a run, by its emulated mean: that of counting, where hardly anyone is counted.

        Runs in which nobody is counted agree, and yet a few more would have shown somebody.
        """
        if not is_count(self.measure.target.figure.unit):
            return np.zeros(len(mean))
        each = max(self.measure.stands_for, 1.0)
        persons = np.maximum(np.exp(mean), self.measure.least)
        return np.where(persons <= each, each / persons, 0.0)


def fitted(measure: Measure, places: Values, values: Values) -> Emulator | None:
    """The emulator of a target from runs (n,) at places (n, d), those of replicates equal; None where they are few.

    Raises MissingLibraryError without hetgpy.
    """
    heteroskedastic = needs("hetgpy", EXTRA)
    there = ~np.isnan(values)
    if np.count_nonzero(there) < FEWEST:
        return None
    places, centre = places[there], measure.centre
    told = np.clip(measure.scaled(values[there]), centre - FARTHEST, centre + FARTHEST)
    if np.ptp(told) <= 0:
        return Emulator(measure, np.r_[told[0], np.zeros(places.shape[1])], np.zeros(places.shape[1]), None)
    slopes = np.asarray(np.linalg.lstsq(with_one(places), told, rcond=None)[0], np.float64)
    weights = _weights(places, told)
    model = heteroskedastic.hetGP()
    lengths = (np.array([one]) for one in LENGTHS)
    # it warns of boundaries that are reached, and tells of the course of its optimisation
    with warnings.catch_warnings(), contextlib.redirect_stdout(io.StringIO()):
        warnings.simplefilter("ignore")
        low, high = lengths
        model.mle(
            X=places * weights, Z=told - with_one(places) @ slopes, covtype="Gaussian", lower=low, upper=high,
            maxit=ITERATIONS, settings={"checkHom": False},
        )  # fmt: skip
    return Emulator(measure, slopes, weights, model)


def _weights(places: Values, told: Values) -> Values:
    """How much each parameter moves a target, also where it first raises and then lowers it; squares sum to one."""
    centred = places - 0.5
    linear, bent = relevance(centred, told), relevance(np.column_stack([centred, centred**2]), told)[places.shape[1] :]
    found = np.hypot(linear, bent)
    return found / max(float(np.linalg.norm(found)), 1e-12)


def with_one(places: Values) -> Values:
    """Places with a column of ones before them."""
    return np.column_stack([np.ones(len(places)), places])
