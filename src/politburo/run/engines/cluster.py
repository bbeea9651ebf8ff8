"""Jobs on a Dask cluster that is there already."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from politburo.run.engines.interface import EngineError, Job, OnProgress, Where
from politburo.run.engines.sending import send, threads_of
from politburo.run.optional import needs

if TYPE_CHECKING:
    from distributed import Client

SECONDS_TO_ANSWER = 10


@dataclass(frozen=True, slots=True)
class Cluster:
    """The workers of the Dask scheduler at `address`, such as tcp://10.0.0.1:8786.

    The same politburo must be installed there, and the folder of the results be seen there by the same path.
    """

    address: str

    @property
    def width(self) -> int:
        """Jobs that are done at the same time, as many as there are workers when it is first asked."""
        return _workers_at(self.address)

    @property
    def where(self) -> Where:
        """Elsewhere: nothing is known of the machines."""
        return "elsewhere"

    @property
    def shared(self) -> bool:
        """Nobody else works in the folder."""
        return False

    def do(self, jobs: Sequence[Job], on_progress: OnProgress | None = None) -> dict[str, BaseException]:
        """Do all of them and return what failed, by name, when the others are finished; see Engine."""
        if not jobs:
            return {}
        with connected(self.address) as client:
            return send(client, jobs, on_progress)


@contextmanager
def connected(address: str) -> Iterator[Client]:
    """A connection to the scheduler at `address`. Raises EngineError when nothing answers there."""
    distributed = needs("distributed", extra="cluster")
    try:
        client = distributed.Client(address, timeout=SECONDS_TO_ANSWER, set_as_default=False)
    except (OSError, ValueError) as error:
        raise EngineError(
            f"No Dask scheduler answers at {address}: it is an address like tcp://10.0.0.1:8786, which the scheduler "
            "prints when it is started."
        ) from error
    with client:
        yield client


@cache
def _workers_at(address: str) -> int:
    with connected(address) as client:
        return max(threads_of(client), 1)
