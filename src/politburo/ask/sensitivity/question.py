"""What is asked: which of many factors decide some outcomes of a scenario, and how much is spent on the answer."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from politburo.ask.factors import Factor, all_parameters, check_factors, factors_of
from politburo.run.experiment.experiment import identity as identity_of_experiment
from politburo.run.outcomes import outcome
from politburo.scenario import Scenario, adapt
from politburo.scenario.checks import nearest, shown
from politburo.scenario.schema import SEEDS
from politburo.terms.errors import UsageError

Method = Literal["morris", "sobol", "both"]

TRAJECTORIES, POINTS, KEEP, RUNS = 10, 64, 8, 4
"""What is spent unless something else is asked for: trajectories of the screening, base points of the indices (each
stands for a point for every factor and two more), factors that the screening keeps, runs at each point."""

FEWEST_TRAJECTORIES, FEWEST_POINTS, MOST_POINTS, FEWEST_RUNS = 4, 8, 2**16, 2

TORNADO_RUNS = 4
"""Runs of the tornado to one run of a point: there each difference is read by itself, with an interval of its own."""


@dataclass(frozen=True, eq=False)
class Question:
    """The base scenario, what is varied, the outcomes asked about, and what is spent.

    `method` is `morris` (a screening of all factors), `sobol` (indices of all factors), or `both`: indices of the
    `keep` factors that the screening leaves. Raises UsageError for an outcome that there is not, and for numbers with
    which nothing can be said.
    """

    base: Scenario
    factors: tuple[Factor, ...]
    outcomes: tuple[str, ...]
    method: Method = "both"
    trajectories: int = TRAJECTORIES
    points: int = POINTS
    keep: int = KEEP
    runs: int = RUNS

    def __post_init__(self) -> None:
        if not self.outcomes:
            raise UsageError("No outcome is asked about: name one or more; `politburo outcomes` lists them.")
        for name in self.outcomes:
            outcome(name)
        if self.method not in get_args(Method):
            raise UsageError(f"There is no method {shown(self.method)}; {nearest(self.method, get_args(Method))}.")
        if len(self.factors) < 2:
            raise UsageError("Sensitivity compares factors: name two or more of them.")
        for what, number, fewest in (
            ("trajectories", self.trajectories, FEWEST_TRAJECTORIES),
            ("runs at each point", self.runs, FEWEST_RUNS),
            ("factors to keep", self.keep, 1),
        ):
            if number < fewest:
                raise UsageError(f"The number of {what} is {number}; it must be at least {fewest}.")
        if not FEWEST_POINTS <= self.points <= MOST_POINTS or self.points & (self.points - 1):
            raise UsageError(
                f"The number of base points is {self.points}; a Sobol' sequence is even where it is a power of two "
                f"from {FEWEST_POINTS} to {MOST_POINTS}, such as {_power_near(self.points)}."
            )

    @property
    def screens(self) -> bool:
        """Whether factors are screened."""
        return self.method != "sobol"

    @property
    def indexes(self) -> bool:
        """Whether indices are computed."""
        return self.method != "morris"

    @property
    def names(self) -> tuple[str, ...]:
        """Names of what is varied; a lever that is held from a month on is called so."""
        return tuple(map(called, self.factors))

    @property
    def redrawn(self) -> Scenario:
        """The base scenario with another seed: chance drawn anew and nothing else changed."""
        seed = self.base.seed
        return adapt(self.base, seed=seed + 1 if seed < SEEDS[1] else seed - 1)

    @property
    def tornado_runs(self) -> int:
        """Runs at each end of a kept factor, and of the base scenario."""
        return TORNADO_RUNS * self.runs

    @property
    def identity(self) -> str:
        """Hash (hex) of the base scenario, the model, and what is varied between which values.

        Not of outcomes, method, points and runs: those can change, and what is there serves again.
        """
        ranges = [[one.name, one.low, one.high, one.values, one.start] for one in self.factors]
        same = identity_of_experiment(self.base, [one.varied for one in self.factors])
        return hashlib.blake2b(f"{same} {json.dumps(ranges)}".encode(), digest_size=16).hexdigest()

    def factor(self, name: str) -> Factor:
        """The factor that is called so."""
        return self.factors[self.names.index(name)]

    def months(self) -> int:
        """Months that all of it simulates, at most: the screening may keep fewer factors than it may."""
        month, kept = self.base.end - self.base.start + 1, self.most_kept
        screening = self.trajectories * (len(self.factors) + 2) * self.runs if self.screens else 0
        indices = self.points * (kept + 3) * self.runs if self.indexes else 0
        return month * (screening + indices + (2 * kept + 1) * self.tornado_runs)

    @property
    def most_kept(self) -> int:
        """Factors that are kept at most: all of them where none are screened."""
        return min(self.keep, len(self.factors)) if self.screens else len(self.factors)


def called(factor: Factor) -> str:
    """A factor by its name; a lever that is held from a month on with that month."""
    return factor.name if factor.start is None else f"{factor.name} from {factor.start}"


def what_is_varied(
    scenario: Scenario,
    parameters: Sequence[str | Factor] | None = None,
    levers: Sequence[str | Factor] = (),
    start: str | None = None,
) -> tuple[Factor, ...]:
    """The parameters named, or all that can matter in the scenario, and the levers named, held from `start`.

    Raises UsageError for names that fit nothing, for a lever among the parameters and the other way round, and for what
    can change nothing in the scenario.
    """
    found = all_parameters(scenario) if parameters is None else factors_of(parameters)
    held = factors_of(levers, start=start) if levers else ()
    for one in found:
        if not one.is_parameter:
            raise UsageError(f"{one.name!r} is a lever and no parameter; name it among the levers.")
    for one in held:
        if one.is_parameter:
            raise UsageError(f"{one.name!r} is a parameter and no lever; name it among the parameters.")
    if start is not None and not held:
        raise UsageError(f"Nothing begins in {shown(start)}: name the levers that are held from then on.")
    check_factors(found, scenario)
    return (*found, *held)


def _power_near(number: int) -> int:
    return min(max(1 << max(number - 1, 1).bit_length(), FEWEST_POINTS), MOST_POINTS)
