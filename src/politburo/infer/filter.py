"""A particle filter: what a population of simulated histories says of the present, given what was observed so far.

Histories go on step by step; after each step they weigh by how likely what was observed is under each. Where few of
them carry most of the weight, the population is drawn anew in proportion to it, by systematic resampling, and copies of
one history go on by chances of their own (bootstrap filter; Gordon, Salmond & Smith 1993; Kitagawa 1996). It knows
nothing of what is simulated: a stepper does that, so that the filter can be held to models with a known answer.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

from politburo.infer.simulated import effective
from politburo.terms.errors import PolitburoError

Values = NDArray[np.float64]
Places = NDArray[np.int64]

State = TypeVar("State")

THRESHOLD = 0.5
"""Share of the population below which the effective sample size leads to a new draw."""


class ImpossibleError(PolitburoError):
    """What was observed is impossible under every history of the population."""


class Stepper(Protocol[State]):
    """What is simulated: a population of states that goes on, is weighed and copied."""

    def start(self) -> State:
        """The population before the first step."""
        ...

    def advance(self, states: State, time: int) -> State:
        """The population after the step to a time."""
        ...

    def log_likelihood(self, states: State, time: int) -> Values:
        """The logarithm of how likely what was observed in the step is under each history, (n,); −inf: impossible."""
        ...

    def chosen(self, states: State, places: Places, time: int) -> State:
        """The histories at some places, in this order (n,): each copy after the first by another chance."""
        ...


@dataclass(frozen=True, eq=False)
class Step:
    """A time, what each history weighs after it (n,), together one, and how many of equal weight they tell as.

    `evidence` is the logarithm of how likely what was observed in the step was, given all before. `resampled` says
    whether the population is drawn anew after it, and `places` then which histories go on, (n,).
    """

    time: int
    weights: Values
    effective: float
    evidence: float
    places: Places | None

    @property
    def resampled(self) -> bool:
        """Whether the population is drawn anew after the step."""
        return self.places is not None


def filtered(
    stepper: Stepper[State],
    times: Iterable[int],
    chance: np.random.Generator,
    on_step: Callable[[Step, State], None] | None = None,
) -> Iterator[Step]:
    """Filter a population over times; `on_step` sees each step with the population before it is drawn anew.

    After the last time nothing is drawn anew. Raises ImpossibleError where no history allows what was observed.
    """
    states, told, ordered = stepper.start(), None, list(times)
    for place, time in enumerate(ordered):
        states = stepper.advance(states, time)
        likelihood = stepper.log_likelihood(states, time)
        before = np.full(len(likelihood), -math.log(len(likelihood))) if told is None else told
        joint = before + likelihood
        evidence = log_sum(joint)
        if not math.isfinite(evidence):
            raise ImpossibleError(f"At step {place + 1} of {len(ordered)} no history is possible any more.")
        told = joint - evidence
        weights = np.exp(told)
        tell = effective(weights)
        last = place + 1 == len(ordered)
        places = systematic(weights, chance.random()) if tell < THRESHOLD * len(weights) and not last else None
        step = Step(time, weights, tell, evidence, places)
        if on_step is not None:
            on_step(step, states)
        if places is not None:
            states, told = stepper.chosen(states, places, time), None
        yield step


def systematic(weights: Values, start: float) -> Places:
    """Places drawn in proportion to weights (n,), evenly spaced from a start in [0, 1): each n·w times, up to one."""
    count = len(weights)
    ends = np.cumsum(weights)
    ends /= ends[-1]
    return np.minimum(np.searchsorted(ends, (np.arange(count) + start) / count, side="right"), count - 1)


def log_sum(logs: Values) -> float:
    """The logarithm of the sum of numbers that are given by their logarithms (n,); −inf where all are zero."""
    most = float(logs.max())
    return most + math.log(float(np.exp(logs - most).sum())) if math.isfinite(most) else -math.inf


def weighted_quantile(values: Values, weights: Values, share: float) -> float:
    """The least value with at least this share of the weight at or below it; NaN where nothing with a value weighs."""
    there = ~np.isnan(values) & (weights > 0)
    if not there.any():
        return math.nan
    order = np.argsort(values[there], kind="stable")
    ends = np.cumsum(weights[there][order])
    return float(values[there][order][min(int(np.searchsorted(ends, share * ends[-1] * (1 - 1e-12))), len(ends) - 1)])
