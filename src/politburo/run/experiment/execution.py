"""Executing an experiment: what is kept stays, what is missing is done by an engine, what fails is named.

A job is some runs of one point, simulated where it is done, reduced to outcomes and kept.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from politburo.run.engines import Engine, OnProgress, Pace, Threads
from politburo.run.ensemble import Ensemble
from politburo.run.experiment.experiment import Experiment, Measured, Point, Varied, point_in_words, scenario_at
from politburo.run.experiment.results import ExperimentResults, Failure
from politburo.run.experiment.store import ExperimentStore, Row, row_of
from politburo.run.limits import check_capacity
from politburo.run.outcomes import values_of
from politburo.run.plan import file_name
from politburo.run.runner import kernels_for, once, stopped
from politburo.scenario import Scenario, month_name
from politburo.terms.errors import PolitburoError, StoreError

KEPT, KEPT_EACH = 4_100, 26
"""Bytes that are kept of a run, at most: a small file, where each run has one of its own; and of each further value."""

MOST_TOGETHER = 8
"""Runs of a point that are kept in one file, at most: so many are lost where a process is killed."""

ENOUGH_JOBS = 64
"""Jobs that a question is cut into where it has so many runs: enough to keep any number of workers busy to the end."""


def execute(
    experiment: Experiment,
    folder: Path | None = None,
    *,
    engine: Engine | None = None,
    on_progress: OnProgress | None = None,
) -> ExperimentResults:
    """Do those runs of an experiment that are not kept in `folder` yet, and return what came out of all of them.

    The folder is by default one under `runs/` named by what is asked. Points and runs can be added by asking for more;
    nothing is done twice. `on_progress(done, total)` is called with the months simulated and to simulate by this call.

    A run that fails ends nothing: the others are finished, and the results say which failed (`failures`). Raises
    ScenarioError or UsageError for factors and values that cannot be, and for want of memory or disk; StoreError when
    the folder holds something else or cannot be written; EngineError when the engine cannot be used; PolitburoError
    when every run failed; KeyboardInterrupt when it is stopped: what is finished stays, and the same call goes on
    from there.
    """
    experiment.check()
    engine = engine or Threads()
    folder = (default_folder(experiment) if folder is None else Path(folder)).absolute()
    store = ExperimentStore(folder)
    missing = sum(len(job.runs) for job in jobs_for(experiment, folder))
    failures: tuple[Failure, ...] = ()
    if missing or not store.is_for(experiment.identity):
        try:
            measured = 0 if experiment.measured is None else len(experiment.measured.names)
            check_capacity(experiment.base, folder, missing, engine, kept=KEPT + KEPT_EACH * measured)
            failures = _do(store, experiment, engine, on_progress)
        except KeyboardInterrupt:
            raise _stopped(store, experiment) from None
    results = ExperimentResults(folder, experiment, failures)
    if failures and not any(store.runs_kept(experiment).values()):
        raise PolitburoError(f"Every run failed. {failures[0].message}.")
    return results


def default_folder(experiment: Experiment) -> Path:
    """Where an experiment is kept when nobody says where."""
    return Path("runs") / f"{file_name(experiment.base)}-experiment-{experiment.identity[:10]}"


def _do(
    store: ExperimentStore, experiment: Experiment, engine: Engine, on_progress: OnProgress | None
) -> tuple[Failure, ...]:
    with store.claimed(experiment, shared=engine.shared), kernels_for(engine):
        jobs = list(jobs_for(experiment, store.folder))
        failed = engine.do(jobs, on_progress)
    return tuple(
        Failure(job.point, job.runs, str(failed[job.name]) or type(failed[job.name]).__name__)
        for job in jobs
        if job.name in failed
    )


def _stopped(store: ExperimentStore, experiment: Experiment) -> KeyboardInterrupt:
    finished = sum(len([run for run in runs if run < experiment.runs]) for runs in store.runs_kept(experiment).values())
    return stopped(finished, len(experiment.points) * experiment.runs, store.folder)


class RunsError(PolitburoError):
    """Some runs of a point failed; the others of the job are kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PointRuns:
    """Some runs of a point. Base scenario and ensemble are read where it is done, from the folder of that identity."""

    name: str
    folder: Path
    months: int
    place: int
    scale: float
    identity: str
    factors: tuple[Varied, ...]
    point: Point
    runs: tuple[int, ...]
    measured: Measured | None = None
    own_chances: bool = False

    def do(self, pace: Pace) -> None:
        """Simulate the runs and keep those that end well. Raises RunsError when the others have failed."""
        from politburo.country import build
        from politburo.month import simulate

        base, ensemble = once(_origin, self.folder, self.identity)
        scenario = self._scenario(base, None, 0)
        country = once(build, scenario.plan, scenario.scale, scenario.households)
        rows: list[Row] = []
        failures: dict[int, Exception] = {}
        try:
            for done, run in enumerate(self.runs, 1):
                try:
                    if ensemble is not None:
                        scenario = self._scenario(base, ensemble, run)
                    outcome = simulate(country, scenario, run=run, on_month=pace.month, should_stop=pace.stop)
                    ended = None if outcome.ended_month is None else month_name(outcome.ended_month)
                    values = values_of(outcome)
                    if self.measured is not None:
                        values |= self.measured.values(outcome, scenario, country, run)
                    rows.append(row_of(run, ended, outcome.fingerprint, values))
                except Exception as error:  # whatever it is: it is named, and the other runs go on
                    failures[run] = error
                pace.months = done * self.months // len(self.runs)  # all of a run, also where its regime fell early
        finally:
            if rows:
                point = {factor.name: value for factor, value in zip(self.factors, self.point, strict=True)}
                ExperimentStore(self.folder).keep(point, rows)
        if failures:
            raise RunsError(_told(scenario, self.factors, self.point, failures))

    def _scenario(self, base: Scenario, ensemble: Ensemble | None, run: int) -> Scenario:
        own = self.own_chances
        return scenario_at(base, self.factors, self.point, own_chances=own, ensemble=ensemble, run=run)


def jobs_for(experiment: Experiment, folder: Path) -> Iterator[PointRuns]:
    """The jobs of what is not kept in the folder yet.

    A job has the same runs, and the same place among all, whatever else is kept there, unless some of its own are.
    """
    kept = ExperimentStore(folder).runs_kept(experiment)
    points = dict(zip(map(tuple, experiment.points.tolist()), experiment.point_names, strict=True))
    together = max(1, min(MOST_TOGETHER, len(points) * experiment.runs // ENOUGH_JOBS))
    identity, place = experiment.identity, 0
    for point, name in points.items():
        there = kept[name]
        for first in range(0, experiment.runs, together):
            runs = range(first, min(first + together, experiment.runs))
            missing = tuple(run for run in runs if run not in there)
            if missing:
                words = f"run {missing[0]}" if len(missing) == 1 else f"runs {missing[0]} to {missing[-1]}"
                yield PointRuns(
                    name=f"{words} of point {name}",
                    place=place,
                    folder=folder,
                    months=experiment.months * len(missing),
                    scale=experiment.base.size,
                    identity=identity,
                    factors=experiment.factors,
                    point=point,
                    runs=missing,
                    measured=experiment.measured,
                    own_chances=experiment.own_chances,
                )
            place += 1


def months_left(experiment: Experiment, folder: Path) -> dict[float, int]:
    """Months that an experiment has still to simulate, by scale."""
    return {experiment.base.size: sum(job.months for job in jobs_for(experiment, folder.absolute()))}


@lru_cache(maxsize=4)
def _origin(folder: Path, identity: str) -> tuple[Scenario, Ensemble | None]:
    """The base scenario and the ensemble of a folder, which has that identity; read once in each process."""
    store = ExperimentStore(folder)
    if store.manifest().identity != identity:
        raise StoreError(f"{folder} is for another experiment now.")
    return store.base(), store.ensemble()


def _told(scenario: Scenario, factors: tuple[Varied, ...], point: Point, failures: dict[int, Exception]) -> str:
    runs = ", ".join(map(str, failures))
    first = next(iter(failures.values()))
    return (
        f"Run{'s' * (len(failures) > 1)} {runs} of scenario {scenario.name!r} (seed {scenario.seed}) with "
        f"{point_in_words(factors, point)} failed: {type(first).__name__}: {first}"
    )
