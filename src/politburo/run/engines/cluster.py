"""Jobs on a Dask cluster that is there already."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from politburo.run.engines.dask.dispatch import threads_of
from politburo.run.engines.dask.engine import ByWorkers
from politburo.run.engines.interface import EngineError, Where
from politburo.run.optional import needs

if TYPE_CHECKING:
    from distributed import Client

SECONDS_TO_ANSWER = 10


@dataclass(frozen=True, slots=True)
class Cluster(ByWorkers):
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

    def opened(self, jobs: int) -> AbstractContextManager[Client]:
        """A connection to the scheduler."""
        return connected(self.address)


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
