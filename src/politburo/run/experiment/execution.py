"""Executing an experiment: what is kept stays, what is missing is done by an engine, what fails is named."""

from __future__ import annotations

from pathlib import Path

from politburo.run.capacity import check_capacity
from politburo.run.compilation import kernels_for
from politburo.run.engines import Engine, OnProgress, Threads
from politburo.run.experiment.experiment import Experiment
from politburo.run.experiment.job import PointRuns, jobs_for
from politburo.run.experiment.results import ExperimentResults, Failure
from politburo.run.experiment.store import ExperimentStore
from politburo.run.plan import file_name
from politburo.terms.errors import PolitburoError

KEPT = 4_100
"""Bytes that are kept of a run, at most: a small file, where each run has one of its own."""


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
    if missing or not _is_for(store, experiment):
        try:
            check_capacity(experiment.base, folder, missing, engine, kept=KEPT)
            failures = _do(store, experiment, engine, on_progress)
        except KeyboardInterrupt:
            raise KeyboardInterrupt(_stopped(store, experiment)) from None
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
    return tuple(_failure(job, failed[job.name]) for job in jobs if job.name in failed)


def _failure(job: PointRuns, error: BaseException) -> Failure:
    return Failure(job.point, job.runs, str(error) or type(error).__name__)


def _is_for(store: ExperimentStore, experiment: Experiment) -> bool:
    """Whether the folder is there, and for this: finished, it is used as it is, even where nothing can be written."""
    return store.manifest_file.exists() and store.manifest().identity == experiment.identity


def _stopped(store: ExperimentStore, experiment: Experiment) -> str:
    wanted = len(experiment.points) * experiment.runs
    finished = sum(len([run for run in runs if run < experiment.runs]) for runs in store.runs_kept(experiment).values())
    return (
        f"Stopped: {finished} of {wanted} runs are finished and kept in {store.folder}. "
        "Give the same command again to go on from there."
    )
