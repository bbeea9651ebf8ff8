"""The job of an experiment: some runs of one point, simulated where it is done, reduced to outcomes and kept."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from politburo.run.countries import country_for, once
from politburo.run.engines import Pace
from politburo.run.experiment.experiment import Experiment, Point, Varied, point_in_words, point_name, scenario_at
from politburo.run.experiment.point_files import Row, row_of
from politburo.run.experiment.store import ExperimentStore
from politburo.run.outcomes import OUTCOMES, values_of
from politburo.run.store import scenario_in
from politburo.scenario import Scenario, month_name
from politburo.terms.errors import PolitburoError

MOST_TOGETHER = 8
"""Runs of a point that are kept in one file, at most: so many are lost where a process is killed."""

ENOUGH_JOBS = 64
"""Jobs that a question is cut into where it has so many runs: enough to keep any number of workers busy to the end."""


class RunsError(PolitburoError):
    """Some runs of a point failed; the others of the job are kept."""


@dataclass(frozen=True, slots=True)
class PointRuns:
    """Some runs of a point. The base scenario, by its digest, is read from the folder where the job is done."""

    folder: Path
    base: str
    factors: tuple[Varied, ...]
    point: Point
    runs: tuple[int, ...]
    months_of_a_run: int
    scale: float
    place: int

    @property
    def name(self) -> str:
        """The hash of the point, and the runs."""
        runs = f"run {self.runs[0]}" if len(self.runs) == 1 else f"runs {self.runs[0]} to {self.runs[-1]}"
        return f"{runs} of point {point_name(self.factors, self.point)}"

    @property
    def months(self) -> int:
        """Months that all its runs simulate together."""
        return self.months_of_a_run * len(self.runs)

    def do(self, pace: Pace) -> None:
        """Simulate the runs and keep those that end well. Raises RunsError when the others have failed."""
        from politburo.month import simulate

        base = once(_base, self.folder / "scenario.toml", self.base)
        scenario = scenario_at(base, self.factors, self.point)
        country = country_for(scenario.country, scenario.scale)
        rows: list[Row] = []
        failures: dict[int, Exception] = {}
        try:
            for done, run in enumerate(self.runs, 1):
                try:
                    outcome = simulate(country, scenario, run=run, on_month=pace.month, should_stop=pace.stop)
                    ended = None if outcome.ended_month is None else month_name(outcome.ended_month)
                    rows.append(row_of(run, ended, outcome.fingerprint, values_of(outcome)))
                except Exception as error:  # whatever it is: it is named, and the other runs go on
                    failures[run] = error
                pace.months = done * self.months_of_a_run  # all of a run, also where its regime fell early
        finally:
            if rows:
                ExperimentStore(self.folder).keep(self.factors, self.point, tuple(OUTCOMES), rows)
        if failures:
            raise RunsError(_told(scenario, self.factors, self.point, failures))


def jobs_for(experiment: Experiment, folder: Path) -> Iterator[PointRuns]:
    """The jobs of what is not kept in the folder yet.

    A job has the same runs, and the same place among all, whatever else is kept there, unless some of its own are.
    """
    kept = ExperimentStore(folder).runs_kept(experiment)
    points = dict.fromkeys(map(tuple, experiment.points.tolist()))
    together = max(1, min(MOST_TOGETHER, len(points) * experiment.runs // ENOUGH_JOBS))
    base, place = experiment.base.digest(), 0
    for point in points:
        there = kept[point_name(experiment.factors, point)]
        for first in range(0, experiment.runs, together):
            runs = range(first, min(first + together, experiment.runs))
            missing = tuple(run for run in runs if run not in there)
            if missing:
                yield PointRuns(
                    folder, base, experiment.factors, point, missing, experiment.months, experiment.base.scale, place
                )
            place += 1


def months_left(experiment: Experiment, folder: Path) -> dict[float, int]:
    """Months that an experiment has still to simulate, by scale."""
    return {experiment.base.scale: sum(job.months for job in jobs_for(experiment, folder.absolute()))}


@lru_cache(maxsize=4)
def _base(file: Path, digest: str) -> Scenario:
    """The base scenario of a folder, read once in each process."""
    return scenario_in(file, digest)


def _told(scenario: Scenario, factors: tuple[Varied, ...], point: Point, failures: dict[int, Exception]) -> str:
    runs = ", ".join(map(str, failures))
    first = next(iter(failures.values()))
    return (
        f"Run{'s' * (len(failures) > 1)} {runs} of scenario {scenario.name!r} (seed {scenario.seed}) with "
        f"{point_in_words(factors, point)} failed: {type(first).__name__}: {first}"
    )
