"""The bank of a theory: its runs, what the rules of a survey leave of its sets, what they weigh, and its forecasts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from politburo.ask.experiment import Parts
from politburo.ask.fit.targets import accounts, fitted_of
from politburo.ask.survey import Survey, parameters_of, points_of
from politburo.ask.survey.rules import rules
from politburo.country.figures import Evidence, Target
from politburo.infer.forecast import ForecastPlan, covered
from politburo.infer.forecasts import Forecast
from politburo.infer.price_baselines import KNOWN
from politburo.infer.quantities import HORIZONS
from politburo.infer.simulated import Simulated
from politburo.infer.theory import Theory
from politburo.run.engines import Engine, OnProgress
from politburo.run.experiment import Experiment, ExperimentResults, execute, months_left
from politburo.run.plan import file_name
from politburo.scenario import Scenario
from politburo.scenario.schema import PARAMETER_DECLARATIONS

Values = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Case:
    """A theory with what is run for it, and where that is kept."""

    theory: Theory
    experiment: Experiment
    folder: Path


@dataclass(frozen=True, eq=False)
class CasesPlan:
    """Theories of a scenario that can be run, one after the other."""

    base: Scenario
    cases: tuple[Case, ...]

    @property
    def months(self) -> dict[float, int]:
        """Months to simulate by scale, of what is not kept yet."""
        return {self.base.size: sum(map(_left, self.cases))}

    def check(self) -> None:
        """Raise as `Experiment.check` where something cannot be run."""
        for case in self.cases:
            case.experiment.check()

    def run(self, engine: Engine | None, progress: OnProgress | None) -> list[ExperimentResults]:
        """Do the runs that are not kept yet; what came out of each case. Raises as `execute` of an experiment does."""
        parts, done = Parts(sum(self.months.values()), progress), list[ExperimentResults]()
        for case in self.cases:
            with parts.part(_left(case)) as told:
                done.append(execute(case.experiment, case.folder, engine=engine, on_progress=told))
        parts.settle()
        return done


def _left(case: Case) -> int:
    return sum(months_left(case.experiment, case.folder).values())


def cases_of(
    question: str, base: Scenario, experiments: Mapping[Theory, Experiment], out: str | Path | None
) -> tuple[Path, tuple[Case, ...]]:
    """The folder of a question, and in it each theory with its experiment."""
    first = next(iter(experiments.values()))
    folder = Path("runs") / f"{file_name(base)}-{question}-{first.identity[:10]}" if out is None else Path(out)
    return folder, tuple(Case(theory, one, folder / theory.slug) for theory, one in experiments.items())


def drawn_for(scenarios: Iterable[Scenario], count: int) -> tuple[tuple[str, ...], list[list[float]]]:
    """All parameters that can matter in some scenarios, and so many sets of them drawn from the declared ranges."""
    active = {name for one in scenarios for name in parameters_of(one)}
    names = tuple(name for name in PARAMETER_DECLARATIONS if name in active)
    return names, points_of(names, count)


@dataclass(frozen=True, eq=False)
class Bank:
    """The runs of a theory beside the record and its targets."""

    theory: Theory
    results: ExperimentResults
    evidence: Evidence
    targets: tuple[Target, ...]

    @cached_property
    def survey(self) -> Survey:
        """Its sets held against the targets by the rules of a survey."""
        return Survey(self.results, self.targets, rules())

    @cached_property
    def simulated(self) -> Simulated:
        """Its runs as quantities that are published."""
        return Simulated(self.results, self.evidence)

    def without(self, group: int, groups: int) -> Bank:
        """The same without every so many of its sets, those of a group."""
        kept = np.flatnonzero(np.arange(len(self.results.experiment.points)) % groups != group)
        return replace(self, results=self.results.part(kept))

    @cached_property
    def distances(self) -> Values:
        """How far each set lies from the record, (set,): the root of the mean square of implausibilities.

        It is over independent targets, of rival accounts the one that is nearest to the set; ∞ where the regime does
        not last, or there is no counterpart.
        """
        far = self.survey.implausibility**2
        plain = [place for place, one in enumerate(self.targets) if one.joint and not one.rivals]
        squares = [far[:, place] for place in plain]
        for told in accounts(self.targets):
            of_accounts = np.stack([_mean(far[:, places]) for places in told])
            squares.append(np.nan_to_num(of_accounts, nan=np.inf).min(axis=0))
        found = _mean(np.where(np.isfinite(np.array(squares)), squares, np.nan).T)
        return np.where(self.simulated.lasts & ~np.isnan(found), np.sqrt(found), np.inf)

    def weights(self, day: date) -> Values:
        """What each set weighs by what was known on a day, (set,)."""
        known = covered(tuple(fitted_of(self.evidence.as_of(day))), self.results.experiment.base)
        return self.simulated.weights(known)[0]

    def forecasts(self, day: date, until: date) -> list[Forecast]:
        """Its forecasts as of a day, of periods that end by another; none where the regime lasts under no set."""
        if not self.simulated.lasts.any():
            return []
        asked = ForecastPlan(self.results.experiment.base, (day,), until, HORIZONS, self.evidence)
        made = asked.of_simulation(self.simulated, KNOWN, day, self.weights(day))
        return [replace(one, forecaster=self.theory.name, track="") for one in made]


def _mean(values: Values) -> Values:
    """The mean over the second axis of what is there; NaN where nothing is."""
    there = ~np.isnan(values)
    count = there.sum(axis=1)
    return np.where(count > 0, np.where(there, values, 0.0).sum(axis=1) / np.maximum(count, 1), np.nan)
