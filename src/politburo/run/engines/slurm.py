"""Jobs on workers that a Slurm queue is asked for; they come when the queue lets them, and end with this process."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from politburo.numerics.cache_folder import private_folder
from politburo.run.engines.dask import ByWorkers, private, temporary_folder
from politburo.run.engines.interface import EngineError, Where
from politburo.run.folder.files import made
from politburo.run.optional import needs
from politburo.terms.bounds import WORKERS
from politburo.terms.checks import proposed
from politburo.terms.errors import UsageError

if TYPE_CHECKING:
    from distributed import Client

DEFAULTS = {"jobs": "1", "cores": "1", "memory": "4GB"}
OPTIONS = (*DEFAULTS, "queue", "account", "walltime", "interface", "logs", "qos", "constraint", "reservation")
DIRECTIVES = ("qos", "constraint", "reservation")
"""Options that go to the queue as they are."""

PRIVATE = (
    'DASK_TEMPORARY_DIRECTORY="$(mktemp -d)" || exit 1',
    "export DASK_TEMPORARY_DIRECTORY",
    """trap 'rm -rf "$DASK_TEMPORARY_DIRECTORY"' EXIT""",
)
"""Lines of a batch job by which what its workers put into a node's temporary folder is the user's alone."""

DEATHS = 3
"""Workers that may die of a job before it is put aside: the queue ends them when their time is up."""


@dataclass(frozen=True, slots=True)
class Slurm(ByWorkers):
    """Workers in `jobs` batch jobs of `cores` processes and `memory` each, with other options as sbatch has them.

    `options` may name queue, account, walltime (HH:MM:SS), interface (network card by which the nodes reach this
    machine), logs (folder for what the workers say, which nobody keeps otherwise), qos, constraint and reservation.
    Raises UsageError for others, and for numbers that are none.
    """

    options: Mapping[str, str]

    where = Where.ELSEWHERE
    patient = True

    def __post_init__(self) -> None:
        for name, value in self.options.items():
            if name not in OPTIONS:
                raise UsageError(f"There is no option {name!r:.60} for Slurm; {proposed(name, OPTIONS)}")
            if "\n" in str(value):
                raise UsageError(f"The option {name} for Slurm is one line, not {value!r:.60}.")
        for name in ("jobs", "cores"):
            if not re.fullmatch(r"\d{1,9}", str(self._option(name)), re.ASCII) or self._number(name) < 1:
                raise UsageError(f"{name}={self._option(name):.60} for Slurm must be a whole number of at least 1.")
        WORKERS.checked(self.width)

    @property
    def width(self) -> int:
        """Jobs that are done at the same time once all workers have come."""
        return self._number("jobs") * self._number("cores")

    def opened(self, jobs: int) -> AbstractContextManager[Client]:
        """The workers, when the queue lets them come."""
        return self._queued()

    def _option(self, name: str) -> str | None:
        return self.options.get(name, DEFAULTS.get(name))

    def _number(self, name: str) -> int:
        return int(self._option(name) or 0)

    @contextmanager
    def _queued(self) -> Iterator[Client]:
        """Ask the queue for the workers, and for others when their time is up. Raises EngineError when it refuses."""
        jobqueue = needs("dask_jobqueue", extra="cluster")
        distributed = needs("distributed", extra="cluster")
        config = needs("dask.config", extra="cluster")
        from politburo.run.engines.silent import SilentScheduler, SilentWorker

        directives = [f"--{name}={self.options[name]}" for name in DIRECTIVES if name in self.options]
        logs = self.options.get("logs")
        if logs is None:
            directives += ["--output=/dev/null", "--error=/dev/null"]
        settings = {"distributed.scheduler.allowed-failures": DEATHS}
        with temporary_folder() as folder, config.set(settings | {"temporary-directory": folder}):
            try:
                cluster = jobqueue.SLURMCluster(
                    cores=self._number("cores"),
                    processes=self._number("cores"),
                    memory=self._option("memory"),
                    queue=self.options.get("queue"),
                    account=self.options.get("account"),
                    walltime=self.options.get("walltime"),
                    interface=self.options.get("interface"),
                    log_directory=logs,
                    job_extra_directives=directives,
                    silence_logs="critical",
                    scheduler_cls=SilentScheduler,
                    scheduler_options={"dashboard": False},
                    worker_extra_args=[
                        "--no-dashboard",
                        "--worker-class",
                        f"{SilentWorker.__module__}.{SilentWorker.__name__}",
                    ],
                    job_script_prologue=PRIVATE,
                    security=private(),
                    shared_temp_directory=str(_shared_with_nodes()),
                )
            except (OSError, RuntimeError, ValueError) as error:
                raise EngineError(f"The scheduler of the workers cannot be started: {error}.") from error
            with cluster, distributed.Client(cluster, set_as_default=False) as client:
                _ask_beforehand(cluster.job_script())
                cluster.adapt(minimum_jobs=self._number("jobs"), maximum_jobs=self._number("jobs"))
                yield client


def _shared_with_nodes() -> Path:
    """A folder of the user's own that the nodes see: for the length of the command, it holds the keys."""
    try:
        folder = made(Path.home() / ".cache" / "politburo-keys")
        if private_folder(folder) is not None:
            return folder
    except RuntimeError as error:
        raise EngineError(f"There is no home directory for the keys of the workers: {error}.") from error
    raise EngineError(f"{folder} must be a folder that nobody but you can write: it holds the keys of the workers.")


def _ask_beforehand(script: str) -> None:
    """Ask the queue whether it would take a batch job, without handing it in. Raises EngineError when it would not."""
    try:
        asked = subprocess.run(["sbatch", "--test-only"], input=script, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        raise EngineError("There is no Slurm here: the command sbatch is not found.") from None
    if asked.returncode != 0:
        raise EngineError(f"Slurm would not take the workers: {asked.stderr.strip() or asked.stdout.strip()}")
