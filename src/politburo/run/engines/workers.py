"""Jobs on processes of this machine: each has an interpreter of its own, so that small jobs gain by them as well."""

from __future__ import annotations

import logging
import signal
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from multiprocessing import resource_tracker
from typing import TYPE_CHECKING, Any

from politburo.run.engines.dask import ByWorkers, private, temporary_folder
from politburo.run.engines.interface import EngineError, Where
from politburo.run.optional import needs
from politburo.terms.bounds import WORKERS

if TYPE_CHECKING:
    from distributed import Client

DEATHS = 1
"""Workers that may die of a job before it is put aside: one may be killed from outside, by the system or by hand."""


@dataclass(frozen=True, slots=True)
class Workers(ByWorkers):
    """As many processes as `count`, each of which does one job at a time; they end with this one.

    In a script, what uses it must stand under `if __name__ == "__main__":`, since each process reads the script.
    Never more of them are started than there are jobs. Raises UsageError for less than one, and for too many.
    """

    count: int

    where = Where.BESIDE

    def __post_init__(self) -> None:
        WORKERS.checked(self.count)

    @property
    def width(self) -> int:
        """Jobs that are done at the same time."""
        return self.count

    def opened(self, jobs: int) -> AbstractContextManager[Client]:
        """The processes, as many as can be used."""
        return started(min(self.count, jobs))

    def grown(self, client: Client, jobs: int) -> None:
        """Start others where more can be used than there are."""
        cluster: Any = client.cluster
        if len(cluster.worker_spec) < min(self.count, jobs):
            cluster.scale(min(self.count, jobs))


@contextmanager
def started(count: int, *, open_to_all: bool = False) -> Iterator[Client]:
    """As many workers as `count` on this machine for the length of the block.

    They listen to this process alone, unless they are to be `open_to_all` who reach this machine's own ports.

    They end with the block, and also when this process is killed. Raises EngineError when they cannot be started.
    """
    distributed = needs("distributed", extra="cluster")
    config = needs("dask.config", extra="cluster")

    settings = {
        "distributed.scheduler.allowed-failures": DEATHS,
        "distributed.worker.daemon": True,
        # A worker that died is started again. Dask gives one up for good when it finds it dead twice, so far apart.
        "distributed.deploy.lost-worker-timeout": "1000 days",
    }
    with temporary_folder() as folder, config.set(settings | {"temporary-directory": folder}):
        try:
            with _deaf_to_interrupts():
                cluster = _cluster(count, None if open_to_all else private(), folder)
        except (OSError, RuntimeError) as error:
            raise EngineError(
                f"The workers cannot be started ({error}). In a script, what uses them must stand under "
                '`if __name__ == "__main__":`, since each of them reads the script.'
            ) from error
        with cluster, distributed.Client(cluster) as client:
            yield client


def _cluster(count: int, security: Any, folder: str) -> Any:
    """A scheduler in this process and so many workers, with nothing that listens to anybody else."""
    from politburo.run.engines.silent import SilentScheduler, SilentWorker

    host = "tcp://127.0.0.1" if security is None else "tls://127.0.0.1"
    common = {"host": host, "security": security}
    worker = {
        "cls": needs("distributed", extra="cluster").Nanny,
        "options": {
            **common,
            "nthreads": 1,
            "worker_class": SilentWorker,
            "memory_limit": None,  # whether there is room was asked before
            "silence_logs": logging.CRITICAL,
            "local_directory": folder,
        },
    }
    return needs("distributed", extra="cluster").SpecCluster(
        scheduler={"cls": SilentScheduler, "options": {**common, "port": 0, "dashboard": False}},
        workers=dict.fromkeys(range(count), worker),
        worker=worker,
        silence_logs=logging.CRITICAL,
        security=security,
    )


@contextmanager
def _deaf_to_interrupts() -> Iterator[None]:
    """What is started in the block does not hear Ctrl-C, which a terminal sends to all: this process ends the others.

    Threads and processes take the mask of the thread that starts them, and so do workers that are started again later.
    """
    resource_tracker.ensure_running()  # by the first process that is started, it would undo the mask
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
