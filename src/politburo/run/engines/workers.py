"""Jobs on processes of this machine: each has an interpreter of its own, so that small jobs gain by them as well."""

from __future__ import annotations

import logging
import signal
import tempfile
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from multiprocessing import resource_tracker
from typing import TYPE_CHECKING

from politburo.run.engines.dask import ByWorkers, private
from politburo.run.engines.interface import EngineError, Where
from politburo.run.optional import needs
from politburo.terms.errors import UsageError

if TYPE_CHECKING:
    from distributed import Client

DEATHS = 1
"""Workers that may die of a job before it is put aside: one may be killed from outside, by the system or by hand."""


@dataclass(frozen=True, slots=True)
class Workers(ByWorkers):
    """As many processes as `count`, each of which does one job at a time; they end with this one.

    In a script, what uses it must stand under `if __name__ == "__main__":`, since each process reads the script.
    Raises UsageError for less than one.
    """

    count: int

    def __post_init__(self) -> None:
        if self.count < 1:
            raise UsageError(f"The number of workers is {self.count}; it must be at least 1.")

    @property
    def width(self) -> int:
        """Jobs that are done at the same time."""
        return self.count

    @property
    def where(self) -> Where:
        """Beside: the processes share this machine, but nothing of this process."""
        return "beside"

    def opened(self, jobs: int) -> AbstractContextManager[Client]:
        """The processes, as many as can be used."""
        return started(self.count if self.is_held else min(self.count, jobs))


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
    with config.set(settings):
        try:
            with _deaf_to_interrupts():
                cluster = distributed.LocalCluster(
                    n_workers=count,
                    threads_per_worker=1,
                    processes=True,
                    host="127.0.0.1",
                    dashboard_address="127.0.0.1:0",  # unused, but it is listened at: never at a port that others want
                    scheduler_kwargs={"dashboard": False},
                    memory_limit=None,  # whether there is room was asked before
                    silence_logs=logging.CRITICAL,
                    local_directory=tempfile.gettempdir(),
                    security=None if open_to_all else private(),
                )
        except (OSError, RuntimeError) as error:
            raise EngineError(
                f"The workers cannot be started ({error}). In a script, what uses them must stand under "
                '`if __name__ == "__main__":`, since each of them reads the script.'
            ) from error
        with cluster, distributed.Client(cluster) as client:
            yield client


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
