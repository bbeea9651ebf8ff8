"""What an experiment is: a base scenario, the factors that are varied, and the points at which it is run.

Every point gets the same seed and the same run numbers (common random numbers): run 3 at one point and run 3 at another
meet the same chances, so that they differ by what was varied and by nothing else. Noise that is common to all points
cancels in their differences; it does not cancel in the level of an outcome, for which more runs are needed.

Where levels are asked for, and not differences, each point can have chances of its own: the luck of one seed would be
taken for what all points have in common, and a search among them would find the points that are lucky with it.

With an ensemble of parameter sets, run k has set k of it at every point; what is varied takes the place of the set's
value.

A dated event of the base scenario can be varied too, by its place among them: it is there (1) or left out (0).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

import numpy as np

from politburo.run.ensemble import Ensemble, scenario_of
from politburo.run.folder.manifest import CHANCES
from politburo.run.folder.sealed import checksum
from politburo.run.outcomes import definitions
from politburo.run.plan import digests, identity_of
from politburo.scenario import Scenario, with_levers, with_parameters
from politburo.scenario.changes import without_events
from politburo.scenario.schema import LEVER_DECLARATIONS, PARAMETER_DECLARATIONS
from politburo.terms.checks import printable, shown
from politburo.terms.errors import UsageError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from politburo.country import Country
    from politburo.month import Outcome

DECLARATIONS = LEVER_DECLARATIONS | PARAMETER_DECLARATIONS
"""What is declared of everything that can be varied, by full name."""

MOST_RUNS = 20_000_000
"""Runs of an experiment, at all its points together: one outcome of so many takes 160 MB."""

BYTES_OF_A_SEED = 4
"""Of the seed of a point that meets chances of its own."""

EVENT = "event:"
"""How the name of a factor begins that is a dated event; its place among the events of the base scenario follows."""

THERE, LEFT_OUT = 1.0, 0.0
"""The values of such a factor."""

Point = tuple[float, ...]
"""The values of all factors, in their order."""


@dataclass(frozen=True, slots=True)
class Varied:
    """What is varied: a parameter (`fear.horizon`), a lever held from the month `start` or throughout, or an event.

    An event is named by its place among those of the base scenario (`event:3`).
    """

    name: str
    start: str | None = None

    @property
    def is_parameter(self) -> bool:
        """Whether it is a parameter, which holds throughout, and no lever."""
        return self.name in PARAMETER_DECLARATIONS

    @property
    def is_event(self) -> bool:
        """Whether it is a dated event, which is there or left out."""
        return self.name.startswith(EVENT)


class Measured(Protocol):
    """What is taken from each run besides its outcomes, as more of them: their names, and a hash of what they mean.

    It is handed to where runs are done, so that it can be pickled.
    """

    @property
    def names(self) -> tuple[str, ...]:
        """What the values are called."""
        ...

    @property
    def digest(self) -> str:
        """Hash (hex) of all that decides the values besides the run."""
        ...

    def values(self, outcome: Outcome, scenario: Scenario, country: Country, run: int) -> dict[str, float]:
        """The values of a run, finite numbers in the order of the names."""
        ...


@dataclass(frozen=True, eq=False)
class Experiment:
    """A scenario at points (p, f), one column for each factor, with runs 0 to `runs` − 1 at each of them.

    `design` says in a few words how the points were chosen, `measured` what is taken from runs besides their outcomes,
    `own_chances` whether each point meets chances of its own instead of the same as all others; with an `ensemble`, run
    k has set k of it. Raises UsageError for points of another shape, for values that are no numbers, for the same
    factor twice, and for no run at all.
    """

    base: Scenario
    factors: tuple[Varied, ...]
    points: NDArray[np.float64]
    runs: int
    design: str = "points as given"
    measured: Measured | None = None
    own_chances: bool = False
    ensemble: Ensemble | None = None

    def __post_init__(self) -> None:
        points = np.array(self.points, np.float64, ndmin=2)
        names = self.names
        if points.ndim != 2 or points.shape[1] != len(names) or not len(points):
            raise UsageError(f"Points of {len(names)} factors have one value for each; {points.shape} cannot be used.")
        if not np.isfinite(points).all():
            raise UsageError("A value of a factor is no finite number.")
        if len(set(names)) < len(names):
            raise UsageError(f"A factor is there twice: {', '.join(names)}.")
        if self.runs < 1:
            raise UsageError(f"The number of runs is {self.runs}; it must be at least 1.")
        if len(points) * self.runs > MOST_RUNS:
            raise UsageError(
                f"{len(points):,} points with {self.runs:,} runs each are more than {MOST_RUNS:,} runs in all."
            )
        points.flags.writeable = False
        object.__setattr__(self, "points", points)

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the factors, in the order of the columns."""
        return tuple(factor.name for factor in self.factors)

    @property
    def months(self) -> int:
        """Months of one run."""
        return self.base.end - self.base.start + 1

    @property
    def identity(self) -> str:
        """Hash (hex) of what decides the outcomes of any run at any point.

        These are the base scenario with its seed, the factors, the sources of the model, and how outcomes are defined;
        not the number of points or runs, so that both can be added to, and not the order of the factors.
        """
        return identity(self.base, self.factors, self.measured, own_chances=self.own_chances, ensemble=self.ensemble)

    @property
    def point_names(self) -> list[str]:
        """The hash of each point, in their order."""
        return [point_name(dict(zip(self.names, point, strict=True))) for point in self.points.tolist()]

    def scenario_at(self, point: Sequence[float]) -> Scenario:
        """The scenario of a point. Raises ScenarioError or UsageError for values that cannot be."""
        return scenario_at(self.base, self.factors, point, own_chances=self.own_chances)

    @property
    def sets(self) -> NDArray[np.int64] | None:
        """The place of the parameter set of each run, (runs,); None where all have the same parameters."""
        places = None if self.ensemble is None else [self.ensemble.place(run) for run in range(self.runs)]
        return None if places is None or len(set(places)) < 2 else np.array(places)

    def check(self) -> None:
        """Raise ScenarioError or UsageError when a factor or a value cannot be used, before anything is simulated."""
        for extreme in (self.points.min(axis=0), self.points.max(axis=0)):
            self.scenario_at(extreme.tolist())


def own_value(scenario: Scenario, parameter: str) -> float:
    """The value that a parameter has in a scenario."""
    group, _, name = parameter.partition(".")
    return float(getattr(getattr(scenario.parameters, group), name))


def base_alone(base: Scenario, runs: int, measured: Measured | None = None) -> Experiment:
    """The baseline as an experiment of one point: one of its parameters is set to its own value."""
    name = next(iter(PARAMETER_DECLARATIONS))
    points = np.array([[own_value(base, name)]])
    return Experiment(base, (Varied(name),), points, runs, "the base scenario alone", measured)


def identity(
    base: Scenario,
    factors: Sequence[Varied],
    measured: Measured | None = None,
    *,
    own_chances: bool = False,
    ensemble: Ensemble | None = None,
) -> str:
    """The identity of experiments with this base scenario and these factors."""
    return identity_of(digests(base, ensemble) | deciding(factors, measured, own_chances=own_chances))


def deciding(
    factors: Sequence[Varied], measured: Measured | None = None, *, own_chances: bool = False
) -> dict[str, str]:
    """Digests (hex) of what decides outcomes besides the base scenario.

    These are how outcomes are defined, what is varied and, where each point has its own, the chances.
    """
    outcomes = definitions() if measured is None else checksum([definitions(), measured.digest])
    varied = checksum(sorted([factor.name, factor.start or ""] for factor in factors))
    return {"outcomes": outcomes, "factors": varied} | ({CHANCES: checksum("of each point")} if own_chances else {})


def scenario_at(
    base: Scenario,
    factors: Sequence[Varied],
    point: Sequence[float],
    *,
    own_chances: bool = False,
    ensemble: Ensemble | None = None,
    run: int = 0,
) -> Scenario:
    """The base scenario with every factor at its value. Raises ScenarioError or UsageError for what cannot be.

    With an `ensemble`, what is not varied is as in its set for the run. With `own_chances` its seed follows from that
    of the base scenario and the values, whatever the order of these.
    """
    values = list(zip(factors, point, strict=True))
    scenario = scenario_of(base, ensemble, run)
    scenario = with_parameters(scenario, {one.name: value for one, value in values if one.is_parameter})
    levers = [(one, value) for one, value in values if not (one.is_parameter or one.is_event)]
    for start in sorted({one.start for one, _ in levers}, key=lambda start: start or ""):
        held = {one.name: value for one, value in levers if one.start == start}
        scenario = with_levers(scenario, start=start, **held)
    if gone := [_label(base, one.name) for one, value in values if one.is_event and _is_left_out(one.name, value)]:
        scenario = without_events(scenario, gone)
    if not own_chances:
        return scenario
    name = point_name({one.name: value for one, value in values})
    own = hashlib.blake2b(f"{base.seed} {name}".encode(), digest_size=BYTES_OF_A_SEED).digest()
    return replace(scenario, seed=int.from_bytes(own))


def _is_left_out(name: str, value: float) -> bool:
    if value not in (THERE, LEFT_OUT):
        raise UsageError(f"The value of {name} is {value:g}; an event is there (1) or left out (0).")
    return value == LEFT_OUT


def _label(base: Scenario, name: str) -> str:
    """The label of the event that a factor names. Raises UsageError where there is none."""
    place = name.removeprefix(EVENT)
    if not place.isascii() or not place.isdecimal() or int(place[:6]) >= len(base.events):
        raise UsageError(f"{shown(name)} names no event: {printable(base.name)} has {len(base.events)} of them.")
    return base.events[int(place[:6])].label


def point_name(values: Mapping[str, float]) -> str:
    """Hash (hex) of the values of a point by factor, which its files are named by; with one zero for both."""
    said = {name: float(value) or 0.0 for name, value in values.items()}
    return hashlib.blake2b(json.dumps(said, sort_keys=True).encode(), digest_size=10).hexdigest()


def point_in_words(factors: Sequence[Varied], point: Sequence[float]) -> str:
    """A point as people read it: `market_tolerance = 0.2 from 2014-01, fear.horizon = 3`."""
    return ", ".join(
        f"{one.name} = {value:g}" + (f" from {one.start}" if one.start else "")
        for one, value in zip(factors, point, strict=True)
    )
