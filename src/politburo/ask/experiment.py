"""An experiment as an answer, and what all answers made of experiments share.

That is where they come from, which runs failed, which outcomes are too rare, and what their intervals leave out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import ClassVar

import numpy as np

from politburo.answer import Answer, Basis, Column, Provenance, Row, Table, later
from politburo.answer.numbers import numbered
from politburo.ask.factors import column_of
from politburo.run.experiment import DECLARATIONS, Experiment, ExperimentResults, Failure
from politburo.run.experiment import open_experiment as opened
from politburo.run.outcomes import OUTCOMES, caution
from politburo.scenario import month_name

OTHERS_HELD = "chance only: all other parameters are held at the scenario's values"
"""What an interval over runs at the points of an experiment leaves out."""


@dataclass(frozen=True, eq=False, repr=False)
class OpenedExperiment(Answer):
    """The folder of an experiment, whichever question made it: `results` holds every outcome of every finished run."""

    question: ClassVar[str] = "experiment"

    results: ExperimentResults

    @property
    def title(self) -> str:
        """The scenario in which something was varied."""
        return f"Experiment with {' '.join(self.results.experiment.base.title.split())}"

    @property
    def folder(self) -> Path:
        """Where everything is kept."""
        return self.results.folder

    @property
    def provenance(self) -> Provenance:
        """Scenario, scale, months, seed, runs at each point, points, fingerprint."""
        return provenance_of(self.results)

    @property
    def tables(self) -> tuple[Table, ...]:
        """What was varied, and for files and programs every outcome of every finished run."""
        return self._tables

    @property
    def sentences(self) -> tuple[str, ...]:
        """How many points and runs there are, and how the points were chosen."""
        experiment = self.results.experiment
        points, runs = len(experiment.points), experiment.runs
        return (
            f"{points} points ({experiment.design}) with {numbered(runs, 'run')} each; runs of the same number "
            "have the same chance at every point.",
        )

    @property
    def warnings(self) -> tuple[str, ...]:
        """Runs that are missing, if any."""
        return failed_runs(self.results)

    @cached_property
    def _tables(self) -> tuple[Table, ...]:
        experiment = self.results.experiment
        named = [(one, DECLARATIONS[one.name]) for one in experiment.factors]
        factors: list[Row] = [
            (one.name, one.start, said.meaning, said.unit, float(values.min()), float(values.max()))
            for (one, said), values in zip(named, experiment.points.T, strict=True)
        ]
        columns = (
            Column("factor", meaning="what was varied"),
            Column("start", meaning="month from which a lever is held; none: throughout", format="month", shown=False),
            Column("meaning"),
            Column("unit"),
            Column("from", meaning="lowest value", format="number"),
            Column("to", meaning="highest value", format="number"),
        )
        outcomes = tuple(map(str, self.results.outcomes.columns))
        of_runs = (
            Column("point", meaning="number of the point", format="integer"),
            Column("run", meaning="number of the run", format="integer"),
            *(column_of(one.name) for one in experiment.factors),
            *(outcome_column(name, experiment) for name in outcomes),
        )

        def runs() -> list[Row]:
            points = experiment.points.tolist()
            found = self.results.outcomes.itertuples(name=None)
            return [(point, run, *points[point], *values) for (point, run), *values in found]

        return (
            Table("factors", "What was varied", columns, factors, keys=("factor",)),
            Table("runs", "Outcomes of every run", of_runs, later(runs), keys=("point", "run"), bulk=True),
        )


def open_experiment(folder: str | Path) -> OpenedExperiment:
    """The folder of an experiment: all points and runs that it was ever asked for, as far as they are finished.

    Raises StoreError when it is no such folder, is damaged, or was written by a newer version.
    """
    return OpenedExperiment(opened(folder))


def outcome_column(name: str, experiment: Experiment) -> Column:
    """The column of an outcome beside those of the factors, of which one may be called the same."""
    one = OUTCOMES[name]
    return Column(f"{name}_outcome" if name in experiment.names else name, one.unit, one.meaning, "number")


def provenance_of(results: ExperimentResults) -> Provenance:
    """Where an answer comes from that is made of an experiment."""
    experiment = results.experiment
    base, points, runs = experiment.base, len(experiment.points), experiment.runs
    return Provenance(
        base.name,
        base.scale,
        month_name(base.start),
        month_name(base.end),
        base.seed,
        runs,
        results.fingerprint,
        {"points": f"{points}, each with the same {f'{runs} runs' if runs > 1 else 'run'}"},
    )


def failed_runs(results: ExperimentResults) -> tuple[str, ...]:
    """Which runs are missing, and why the first of them failed."""
    missing, failures = results.missing, results.failures
    if not missing and not failures:
        return ()
    missing = missing or sum(len(failure.runs) for failure in failures)
    said = "1 run is missing" if missing == 1 else f"{missing} runs are missing"
    return (f"{said} everywhere below.{first_failure(failures)}",)


def too_rare(results: ExperimentResults, names: Sequence[str]) -> tuple[str, ...]:
    """Which outcomes are no estimates for the whole country at this scale, and why, in a sentence each."""
    scale = results.experiment.base.scale
    found = {name: caution(name, float(np.nanmean(results.values(name))), scale) for name in names}
    return tuple(f"{name.replace('_', ' ')}: {why}." for name, why in found.items() if why)


def first_failure(failures: Sequence[Failure]) -> str:
    """Why the first runs failed, as a further sentence; nothing where none has."""
    if not failures:
        return ""
    more = f" So did runs of {len(failures) - 1} more jobs." if len(failures) > 1 else ""
    return f" {failures[0].message}.{more}"


def over_pairs(pairs: int, what: str = "the same chance at both ends") -> Basis:
    """The basis of intervals of paired differences between points."""
    return Basis(f"{numbered(pairs, 'pair')} of runs with {what}", OTHERS_HELD)
