"""Jobs on the workers of a Dask scheduler: what all such engines have in common, and a cluster that is there already.

A Dask scheduler does what it is sent, by whoever can reach its port: on a machine or network with other users, that is
by any of them. Keys that are made for one command, and known to its workers only, shut them out.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import cache
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from politburo.run.engines.dispatch import send, threads_of
from politburo.run.engines.interface import EngineError, Job, OnProgress, Where
from politburo.run.optional import needs

if TYPE_CHECKING:
    from distributed import Client

SECONDS_TO_ANSWER = 10


@dataclass
class Connection:
    """Workers that are held: the block that holds them, and the connection once there is one."""

    stack: ExitStack | None = None
    client: Client | None = None


@dataclass(frozen=True)
class ByWorkers(ABC):
    """An engine whose jobs are done by the workers of a Dask scheduler, to which `opened` gives a connection."""

    _connection: Connection = field(default_factory=Connection, init=False, repr=False, compare=False)

    @property
    def shared(self) -> bool:
        """Nobody else works in the folder."""
        return False

    @property
    def patient(self) -> bool:
        """Whether to wait without end while there is no worker."""
        return False

    @property
    def is_held(self) -> bool:
        """Whether workers that come now stay."""
        return self._connection.stack is not None

    @abstractmethod
    def opened(self, jobs: int) -> AbstractContextManager[Client]:
        """A connection for the length of a block, for so many jobs. Raises EngineError when there cannot be one."""

    @contextmanager
    def held(self) -> Iterator[None]:
        """The workers stay for the length of the outermost block, from when they are first needed."""
        if self.is_held:
            yield
            return
        with ExitStack() as stack:
            self._connection.stack = stack
            try:
                yield
            finally:
                self._connection.stack = self._connection.client = None

    def do(self, jobs: Sequence[Job], on_progress: OnProgress | None = None) -> dict[str, BaseException]:
        """Do all of them and return what failed, by name, when the others are finished; see Engine."""
        if not jobs:
            return {}
        with self._client(len(jobs)) as client:
            return send(client, jobs, on_progress, patient=self.patient)

    @contextmanager
    def _client(self, jobs: int) -> Iterator[Client]:
        held = self._connection
        if held.stack is None:
            with self.opened(jobs) as client:
                yield client
            return
        if held.client is None or held.client.status != "running":
            held.client = held.stack.enter_context(self.opened(jobs))
        yield held.client


def private() -> Any:
    """Keys for one command; None, for no secrecy, where the library that makes them is not installed."""
    return needs("distributed", extra="cluster").Security.temporary() if find_spec("cryptography") else None


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
