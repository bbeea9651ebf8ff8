"""Jobs on a Dask cluster that is there already."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from politburo.run.engines.holding import Holding
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
    _holding: Holding = field(default_factory=Holding, init=False, repr=False, compare=False)

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

    def held(self) -> AbstractContextManager[None]:
        """The workers stay for the length of a block, from when they are first needed."""
        return self._holding.held()

    def do(self, jobs: Sequence[Job], on_progress: OnProgress | None = None) -> dict[str, BaseException]:
        """Do all of them and return what failed, by name, when the others are finished; see Engine."""
        if not jobs:
            return {}
        with self._holding.client(lambda: connected(self.address)) as client:
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
