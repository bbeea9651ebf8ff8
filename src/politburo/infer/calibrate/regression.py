"""Regression ABC: the runs whose records come nearest to the one in question, moved to it along a local regression.

Records are reduced to as many summaries as there are parameters, the linear regression of each on the whole record
(Fearnhead & Prangle 2012). Of the runs that are nearest in them a part is accepted, weighted by Epanechnikov's
kernel, and moved by a local-linear regression on the summaries (Beaumont et al. 2002).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Values = NDArray[np.float64]

PENALTY = 1.0
"""Of the regression on the whole record, in runs."""


@dataclass(frozen=True, slots=True)
class Scaling:
    """How records (n, t) become features: standardised, with what is missing at the mean and a mark of that."""

    middle: Values
    spread: Values
    gaps: NDArray[np.bool_]

    def features(self, records: Values) -> Values:
        """Of records (n, t): (n, t and a column for each target that some runs lack)."""
        there = ~np.isnan(records)
        scaled = np.where(there, (np.nan_to_num(records) - self.middle) / self.spread, 0.0)
        return np.column_stack([scaled, (~there[:, self.gaps]).astype(float)])


def scaling_of(records: Values) -> Scaling:
    """The scaling by simulated records (n, t)."""
    there = ~np.isnan(records)
    count = there.sum(axis=0)
    middle = np.nansum(records, axis=0) / np.maximum(count, 1)
    spread = np.sqrt(np.nansum((records - middle) ** 2, axis=0) / np.maximum(count, 1))
    gaps = np.asarray((count > 0) & (count < len(records)))
    return Scaling(middle, np.where(spread > 0, spread, 1.0), gaps)


@dataclass(frozen=True, slots=True)
class Regression:
    """Parameters of runs (n, d), their features (n, f), and the coefficients of the summaries (1 + f, d)."""

    parameters: Values
    features: Values
    coefficients: Values

    def summaries(self, features: Values) -> Values:
        """Of records by their features, (m, d)."""
        return np.column_stack([np.ones(len(features)), features]) @ self.coefficients

    def posterior(self, features: Values, accepted: float) -> Accepted:
        """Given one record by its features (f,): the part `accepted` of the runs."""
        own, there = self.summaries(features[None])[0], self.summaries(self.features)
        apart = (there - own) / np.maximum(there.std(axis=0), 1e-12)
        far = np.sqrt((apart**2).sum(axis=1))
        reach = max(float(np.quantile(far, accepted)), 1e-12)
        near = np.flatnonzero(far <= reach)
        weights = np.maximum(1 - (far[near] / reach) ** 2, 1e-9)
        columns, root = np.column_stack([np.ones(len(near)), apart[near]]), np.sqrt(weights)[:, None]
        slopes = np.linalg.lstsq(columns * root, self.parameters[near] * root, rcond=None)[0]
        moved = self.parameters[near] - apart[near] @ slopes[1:]
        return Accepted(moved, weights / weights.sum())


@dataclass(frozen=True, slots=True)
class Accepted:
    """Accepted runs: their parameters, moved to the record in question (n, d), and their weights (n,), together one."""

    parameters: Values
    weights: Values

    @property
    def effective(self) -> float:
        """As how many of equal weight they tell (Kish 1965)."""
        return float(1 / (self.weights**2).sum())

    @property
    def means(self) -> Values:
        """The mean of each parameter."""
        return self.weights @ self.parameters

    @property
    def spreads(self) -> Values:
        """The standard deviation of each parameter."""
        return np.sqrt(self.weights @ (self.parameters - self.means) ** 2)

    def draws(self, count: int, chance: np.random.Generator) -> Values:
        """Draws of equal weight, (count, d)."""
        return self.parameters[chance.choice(len(self.weights), count, p=self.weights)]


def regression(parameters: Values, features: Values) -> Regression:
    """The regression on simulated records."""
    columns = np.column_stack([np.ones(len(features)), features])
    penalty = PENALTY * np.eye(columns.shape[1])
    penalty[0, 0] = 0
    coefficients = np.asarray(np.linalg.solve(columns.T @ columns + penalty, columns.T @ parameters), np.float64)
    return Regression(parameters, features, coefficients)
