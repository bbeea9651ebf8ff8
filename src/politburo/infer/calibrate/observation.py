"""From what runs make of the targets to published records: what parts a true count from what is told of it.

A run's counterpart of a target is taken from its simulated reports as known on the day of publication: reporting,
delay, truncation and false reports are simulated, for each vintage by itself. What is drawn here comes to that, on
the scale of the target (the logarithm, but for shares near one):

    discrepancy   of each series, structural: a random walk in time that has on average the variance that the rules of
                  a survey allow a model
    accounts      of each figure that stands beside a rival one: an error of its source, of the same size
    families      whether those that flee from abroad are counted with their families: a factor from one half to one
    range         of the published figure
    counts        negative binomial around all that, with the assumed DISPERSION
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from politburo.ask.survey.implausibility import Measure
from politburo.infer.quantities import middle
from politburo.run.scale import is_count

Values = NDArray[np.float64]

DISPERSION = 0.01
"""Of counts beyond Poisson, relative to the square of the mean: assumed, a tenth."""

FAMILIES, FEWEST = "elite_arrivals_per_year", 0.5
"""The series in which families may be counted with officials, and the part that officials alone are of both."""

MOST = 25.0
"""The largest logarithm that is drawn around."""


def records(
    measures: Sequence[Measure], values: Values, chance: np.random.Generator, *, counted: bool = True
) -> Values:
    """A published record of each run, (n, t) on the scales of the targets; `values` (n, t), NaN stays.

    Without `counted`, counts are not drawn once more around what the run has.
    """
    scaled = np.column_stack([one.scaled(values[:, at]) for at, one in enumerate(measures)])
    count = len(scaled)
    for series in dict.fromkeys(one.target.figure.series for one in measures):
        own = [at for at, one in enumerate(measures) if one.target.figure.series == series]
        times = np.array([middle(measures[at].target.figure.start, measures[at].target.figure.end) for at in own])
        walk = discrepancies(times, count, chance)
        scaled[:, own] += walk * np.array([measures[at].discrepancy for at in own])
        if series == FAMILIES:
            scaled[:, own] += np.log(FEWEST) * chance.random((count, 1))
    for at, one in enumerate(measures):
        if one.target.rivals:
            scaled[:, at] += one.discrepancy * chance.standard_normal(count)
        scaled[:, at] += one.error * chance.standard_normal(count)
        if counted and is_count(one.target.figure.unit):
            scaled[:, at] = one.scaled(_counted(scaled[:, at], chance))
    return scaled


def discrepancies(times: Values, count: int, chance: np.random.Generator) -> Values:
    """Random walks in time, (count, times), whose variance at the middle of the times is one: half of it at the start.

    Figures of one time, such as rival accounts of a year, have the same.
    """
    different, place = np.unique(times, return_inverse=True)
    span = max(float(np.ptp(different)), 1.0)
    steps = np.sqrt(np.diff(different, prepend=different[0]) / span)
    walked = np.cumsum(chance.standard_normal((count, len(different))) * steps, axis=1)
    return (np.sqrt(0.5) * chance.standard_normal((count, 1)) + walked)[:, place]


def published(measures: Sequence[Measure]) -> Values:
    """The published record itself, (t,) on the scales of the targets."""
    return np.array([one.centre for one in measures])


def _counted(logs: Values, chance: np.random.Generator) -> Values:
    means = np.exp(np.minimum(np.nan_to_num(logs, nan=0.0), MOST))
    drawn = chance.poisson(np.minimum(means * chance.gamma(1 / DISPERSION, DISPERSION, len(means)), 1e15))
    return np.where(np.isnan(logs), np.nan, drawn.astype(float))
