"""Jobs on processes of this machine: each has an interpreter of its own, so that small jobs gain by them as well."""

from __future__ import annotations

import logging
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from politburo.run.engines.interface import EngineError, Job, OnProgress, Where
from politburo.run.engines.sending import send
from politburo.run.optional import needs
from politburo.terms.errors import UsageError

if TYPE_CHECKING:
    from distributed import Client

DEATHS = 1
"""Workers that may die of a job before it is put aside: one may be killed from outside, by the system or by hand."""


@dataclass(frozen=True, slots=True)
class Workers:
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

    @property
    def shared(self) -> bool:
        """Nobody else works in the folder."""
        return False

    def do(self, jobs: Sequence[Job], on_progress: OnProgress | None = None) -> dict[str, BaseException]:
        """Do all of them and return what failed, by name, when the others are finished; see Engine."""
        if not jobs:
            return {}
        with started(min(self.count, len(jobs))) as client:
            return send(client, jobs, on_progress)


@contextmanager
def started(count: int) -> Iterator[Client]:
    """As many workers as `count` on this machine for the length of the block, heard by nobody outside of it.

    They end with the block, and also when this process is killed. Raises EngineError when they cannot be started.
    """
    distributed = needs("distributed", extra="cluster")
    config = needs("dask.config", extra="cluster")

    settings = {"distributed.scheduler.allowed-failures": DEATHS, "distributed.worker.daemon": True}
    with config.set(settings):
        try:
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
            )
        except (OSError, RuntimeError) as error:
            raise EngineError(f"The workers cannot be started: {error}.") from error
        with cluster, distributed.Client(cluster) as client:
            yield client
