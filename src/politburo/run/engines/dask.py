"""Jobs on the workers of a Dask scheduler: what all such engines have in common, and a cluster that is there already.

A Dask scheduler does what it is sent, by whoever can reach its port: on a machine or network with other users, that is
by any of them. Keys that are made for one command, and known to its workers only, shut them out.
"""

from __future__ import annotations

import os
import re
import shutil
import socket
import stat
import tempfile
from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from politburo.run.engines.dispatch import send, threads_of
from politburo.run.engines.interface import EngineError, Job, OnProgress, Where
from politburo.run.folder.lock import LOCK, locked
from politburo.run.optional import needs
from politburo.terms.checks import printable
from politburo.terms.errors import StoreError

if TYPE_CHECKING:
    from distributed import Client

SECONDS_TO_ANSWER = 10

TEMPORARY = "politburo-workers-"

ADDRESS = re.compile(r"(?:(?P<protocol>tcp|tls)://)?(?P<host>\[[0-9a-fA-F:.%]+\]|[\w.-]+):(?P<port>[0-9]{1,5})/?")


@dataclass
class Connection:
    """Workers that are held: the block that holds them, and the connection once there is one."""

    stack: ExitStack | None = None
    client: Client | None = None


@dataclass(frozen=True)
class ByWorkers(ABC):
    """An engine whose jobs are done by the workers of a Dask scheduler, to which `opened` gives a connection."""

    _connection: Connection = field(default_factory=Connection, init=False, repr=False, compare=False)

    shared = False

    patient = False
    """Whether to wait without end while there is no worker."""

    @abstractmethod
    def opened(self, jobs: int) -> AbstractContextManager[Client]:
        """A connection for the length of a block, for so many jobs. Raises EngineError when there cannot be one."""

    def grown(self, client: Client, jobs: int) -> None:  # noqa: B027 - most have nothing to do
        """Called before so many jobs are given to workers that are held."""

    @contextmanager
    def held(self) -> Iterator[None]:
        """The workers stay for the length of the outermost block, from when they are first needed."""
        if self._connection.stack is not None:
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
        self.grown(held.client, jobs)
        yield held.client


def private() -> Any:
    """Keys for one command, known to its workers only. Raises MissingLibraryError where they cannot be made.

    Without them, whoever reaches the port of the scheduler could run code as this user.
    """
    needs("cryptography", extra="cluster")
    return needs("distributed", extra="cluster").Security.temporary()


@contextmanager
def temporary_folder() -> Iterator[str]:
    """A folder for the length of the block in which nobody but the user can put, read or follow anything.

    It is locked as long as this process lives, and those that killed processes have left are removed.
    """
    for folder in Path(tempfile.gettempdir()).glob(f"{TEMPORARY}*"):
        with suppress(OSError, StoreError):  # it is gone, or held
            _remove_abandoned(folder)
    try:
        folder = tempfile.TemporaryDirectory(prefix=TEMPORARY, ignore_cleanup_errors=True)
    except OSError as error:
        raise StoreError(f"No temporary folder can be made for the workers: {error}.") from error
    with folder as name, locked(Path(name)):
        yield name


def _remove_abandoned(folder: Path) -> None:
    """Remove a temporary folder that is the user's alone and has a lock that nobody holds. Raises as `locked`."""
    about = folder.lstat()
    ours = stat.S_ISDIR(about.st_mode) and about.st_uid == os.getuid() and stat.S_IMODE(about.st_mode) == 0o700
    if ours and (folder / LOCK).is_file():
        with locked(folder):
            shutil.rmtree(folder, ignore_errors=True)


@dataclass(frozen=True, slots=True)
class Cluster(ByWorkers):
    """The workers of the Dask scheduler at `address`, such as tcp://10.0.0.1:8786.

    The same politburo must be installed there, and the folder of the results be seen there by the same path.
    """

    address: str

    where = Where.ELSEWHERE

    @property
    def width(self) -> int:
        """Jobs that are done at the same time, as many as there are workers when it is first asked."""
        return _workers_at(self.address)

    def opened(self, jobs: int) -> AbstractContextManager[Client]:
        """A connection to the scheduler."""
        return connected(self.address)


@contextmanager
def connected(address: str) -> Iterator[Client]:
    """A connection to the scheduler at `address`. Raises EngineError when nothing answers there."""
    distributed = needs("distributed", extra="cluster")
    unanswered = EngineError(
        f"No Dask scheduler answers at {printable(address)}: it is an address like tcp://10.0.0.1:8786, which the "
        "scheduler prints when it is started."
    )
    # What can be seen beforehand is: of a client that cannot be made, Dask leaves parts that complain at the end.
    parts = ADDRESS.fullmatch(address)
    if parts is None:
        raise unanswered
    if parts["protocol"] == "tls" and not distributed.Security().get_connection_args("client").get("ssl_context"):
        raise EngineError(
            f"{address} demands keys: name those of the cluster in Dask's configuration, under distributed.comm.tls."
        )
    try:
        socket.create_connection((parts["host"].strip("[]"), int(parts["port"])), SECONDS_TO_ANSWER).close()
        client = distributed.Client(address, timeout=SECONDS_TO_ANSWER, set_as_default=False)
    except (OSError, ValueError, OverflowError) as error:
        raise unanswered from error
    with client:
        yield client


@cache
def _workers_at(address: str) -> int:
    with connected(address) as client:
        return max(threads_of(client), 1)
