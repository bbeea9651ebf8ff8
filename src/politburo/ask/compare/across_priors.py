"""The same question under other plausible parameters: in which share of parameter sets an effect keeps its sign.

Parameter sets are drawn from the declared ranges as those of claims are. Each gets few runs of every arm, with the same
chance in all of them, and outcomes over the whole of each run. A parameter that an arm sets itself keeps its value. A
set under which the regime falls in more than half of the runs of either arm decides nothing but that, and is left out.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from politburo.answer import LEVEL, Basis, Column, Row, Table, later
from politburo.ask.claims.robustness import drawn
from politburo.ask.compare.quantities import (
    ALTERNATIVE,
    MOST_OUTCOMES,
    OF_THE_REGIME,
    OUTCOME,
    UNIT,
    alternative_column,
    in_front,
)
from politburo.ask.intervals import share_interval
from politburo.run.experiment import Experiment, ExperimentResults, Varied, execute
from politburo.run.outcomes import Outcome
from politburo.run.plan import file_name
from politburo.scenario import Scenario, adapt
from politburo.scenario.overview import parameter_values
from politburo.scenario.schema import PARAMETER_DECLARATIONS
from politburo.terms.bounds import SETS
from politburo.terms.checks import printable
from politburo.terms.errors import UsageError

if TYPE_CHECKING:
    from politburo.ask.compare.comparison import Comparison
    from politburo.ask.experiment import Parts
    from politburo.run.engines import Engine, OnProgress

RUNS = 4
"""Runs of each arm under each parameter set."""

FALLING = 0.5
"""Share of runs in which the regime may fall under a set that is to count."""

OF_THE_RECORD = "record."
"""How parameters begin that decide what outsiders learn, and nothing that happens."""

Values = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Spread:
    """The effect on one outcome over parameter sets: how many count, how many have the same sign, and how far it goes.

    The sign is that of the effect `at_defaults`, over all months and the pairs of the comparison; where that is 0, of
    the median. Between `low` and `high` lie 90 % of the sets; `low_share` to `high_share` is the interval of the share.
    Where there is no effect in any set, none of these is a number.
    """

    outcome: Outcome
    alternative: str
    at_defaults: float
    sets: int
    agreeing: int
    low_share: float
    high_share: float
    median: float
    low: float
    high: float


@dataclass(frozen=True, eq=False)
class ParameterSets:
    """What came out of all arms, the baseline first, under the same parameter sets; `note` says what else to know."""

    arms: tuple[ExperimentResults, ...]
    note: str = ""

    @property
    def sets(self) -> int:
        """How many sets there are."""
        return len(self.arms[0].experiment.points)

    @property
    def basis(self) -> Basis:
        """What lies between the ends of a spread."""
        return Basis(
            f"{self.sets} parameter sets drawn from the declared ranges, with {self.arms[0].runs} pairs of runs each",
            "the ranges are declared, not estimated, and the spread includes what chance adds in so few runs",
        )

    @property
    def failures(self) -> tuple[str, ...]:
        """What failed, in sentences."""
        return tuple(failure.message for arm in self.arms for failure in arm.failures)

    @cached_property
    def lasting(self) -> NDArray[np.bool_]:
        """Whether a set counts for an alternative, (alternative, set)."""
        falling = np.stack([np.nan_to_num(_mean(arm.values("regime_falls")), nan=1.0) for arm in self.arms])
        return (falling[1:] <= FALLING) & (falling[0] <= FALLING)

    def pairs(self, outcome: Outcome, place: int) -> Values:
        """The differences of all pairs, (set, run); NaN for a set that does not count."""
        apart = self.arms[place + 1].values(outcome.name) - self.arms[0].values(outcome.name)
        return apart if outcome.name in OF_THE_REGIME else np.where(self.lasting[place][:, None], apart, np.nan)

    def effects(self, outcome: Outcome, place: int) -> Values:
        """The mean difference of each set, (set,), from its pairs; NaN for a set that does not count."""
        return _mean(self.pairs(outcome, place))

    def spread(self, outcome: Outcome, place: int, alternative: str, at_defaults: float) -> Spread:
        """How an effect on an outcome is spread over the sets."""
        effects = self.effects(outcome, place)
        there = effects[~np.isnan(effects)]
        if not there.any():
            nan, median = math.nan, 0.0 if len(there) else math.nan
            return Spread(outcome, alternative, at_defaults, len(there), 0, nan, nan, median, nan, nan)
        low, median, high = (float(np.quantile(there, at)) for at in ((1 - LEVEL) / 2, 0.5, (1 + LEVEL) / 2))
        agreeing = int((np.sign(there) == np.sign(at_defaults or median)).sum())
        share = share_interval(agreeing, len(there))
        return Spread(outcome, alternative, at_defaults, len(there), agreeing, *share, median, low, high)


@dataclass(frozen=True, eq=False)
class SetRuns:
    """The runs of an arm under all parameter sets, before they are made, and where they are kept."""

    experiment: Experiment
    folder: Path

    @property
    def months(self) -> int:
        """Months to simulate, whatever is there already."""
        return len(self.experiment.points) * self.experiment.runs * self.experiment.months

    def execute(self, engine: Engine | None = None, progress: OnProgress | None = None) -> ExperimentResults:
        """Do those that are not kept yet. Raises as `politburo.run.experiment.execute` does."""
        return execute(self.experiment, self.folder, engine=engine, on_progress=progress)


def set_runs(arms: Sequence[Scenario], sets: int | None, out: Path) -> tuple[SetRuns, ...]:
    """The runs of each arm under the first so many sets, in folders under `out`; none where no sets are asked for.

    Raises UsageError for a number of sets that cannot be asked for, and for arms of different months.
    """
    if sets is None:
        return ()
    SETS.checked(sets)
    if len({(one.start, one.end) for one in arms}) > 1:
        names = ", ".join(printable(one.name) for one in arms)
        raise UsageError(f"Across parameter sets, all scenarios must have the same months: {names} have not.")
    own = {name for one in arms for name in own_parameters(one)}
    names = [name for name in PARAMETER_DECLARATIONS if name not in own and not name.startswith(OF_THE_RECORD)]
    points = np.array([[drawn(number)[name] for name in names] for number in range(sets)])
    found = []
    for scenario in arms:
        base = adapt(scenario, runs=RUNS)
        made = Experiment(base, tuple(map(Varied, names)), points, RUNS, "drawn from the declared ranges")
        found.append(SetRuns(made, out / f"{file_name(base)}-experiment-{made.identity[:10]}"))
    return tuple(found)


def sets_done(
    runs: Sequence[SetRuns], parts: Parts, engine: Engine | None = None, note: str = ""
) -> ParameterSets | None:
    """What came out under other parameters, each arm a part of a question; None where these are not asked for."""
    found = []
    for one in runs:
        with parts.part(one.months) as told:
            found.append(one.execute(engine, told))
    return ParameterSets(tuple(found), note) if found else None


def own_parameters(scenario: Scenario) -> tuple[str, ...]:
    """The parameters that a scenario sets to another value than the default, but for mechanisms that are off."""
    values = zip(PARAMETER_DECLARATIONS, parameter_values(scenario), strict=True)
    return tuple(name for name, value in values if value.changed)


def spread_table(comparison: Comparison, sets: ParameterSets) -> Table:
    """How each effect is spread over the sets."""
    columns = (
        alternative_column(comparison), OUTCOME, UNIT,
        Column("at_defaults", meaning="difference at the scenario's own parameters, over whole runs",
               format="difference", heading="at own parameters"),
        Column("sets", "sets", "parameter sets that count", "count"),
        Column("same_sign", meaning="share of sets with the sign of the difference at the scenario's own parameters",
               format="percent", interval=("low_share", "high_share")),
        Column("low_share", format="percent"), Column("high_share", format="percent"),
        Column("median", meaning="median over sets of the mean difference", format="difference",
               interval=("low", "high")),
        Column("low", meaning="5 % of sets are below", format="number"),
        Column("high", meaning="5 % of sets are above", format="number"),
    )  # fmt: skip
    most = len(comparison.series) or MOST_OUTCOMES
    found, most = in_front((comparison.spreads(place), most) for place in range(len(comparison.alternatives)))
    rows = [_spread_row(one) for one in found]
    note = (
        "Behind the share stands its interval, behind the median where 90 % of the sets lie. Outcomes are over whole "
        "runs. A set under which the regime falls in more than half of the runs of either arm "
        "is left out, but for outcomes that say how long the regime lasts."
    )
    title = f"The same difference under {sets.sets} plausible parameter sets"
    keys = ("alternative", "outcome")
    return Table("across_priors", title, columns, rows, note, sets.basis, keys, most)


def _spread_row(one: Spread) -> Row:
    share = math.nan if math.isnan(one.low) else one.agreeing / one.sets
    return (
        one.alternative, one.outcome.name, one.outcome.unit, one.at_defaults, one.sets, share, one.low_share,
        one.high_share, one.median, one.low, one.high,
    )  # fmt: skip


def set_tables(comparison: Comparison, sets: ParameterSets) -> Iterable[Table]:
    """For files: the parameters of each set, and what differs under it."""
    experiment = sets.arms[0].experiment

    def effects() -> Iterator[Row]:
        for place, arm in enumerate(comparison.alternatives):
            for outcome in comparison.outcomes:
                for number, effect in enumerate(sets.effects(outcome, place).tolist()):
                    yield arm.label, outcome.name, outcome.unit, number, effect

    number = Column("set", meaning="number of the parameter set", format="integer")
    difference = Column("difference", meaning="mean over the pairs of the set", format="difference")
    yield Table(
        "set_differences", "Differences under each parameter set", (ALTERNATIVE, OUTCOME, UNIT, number, difference),
        later(effects), keys=("alternative", "outcome", "set"), bulk=True,
    )  # fmt: skip
    names: Sequence[str] = experiment.names
    yield Table(
        "parameter_sets", "Parameter sets", (number, *(Column(name, format="number") for name in names)),
        later(lambda: ([at, *point] for at, point in enumerate(np.asarray(experiment.points).tolist()))),
        keys=("set",), bulk=True,
    )  # fmt: skip


def _mean(values: Values) -> Values:
    """The mean over runs (set, run) of those that are there."""
    there = ~np.isnan(values)
    return np.where(there.any(axis=1), np.nansum(values, axis=1) / np.maximum(there.sum(axis=1), 1), np.nan)
