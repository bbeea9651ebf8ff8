"""Workers that stay for as long as they are held, and not only for one set of jobs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from distributed import Client

Opening = Callable[[], AbstractContextManager["Client"]]


class Holding:
    """A connection to workers: opened when it is first needed, closed with the outermost block that holds it."""

    def __init__(self) -> None:
        self._stack: ExitStack | None = None
        self._client: Client | None = None

    @property
    def is_held(self) -> bool:
        """Whether a connection that is opened now stays open."""
        return self._stack is not None

    @contextmanager
    def held(self) -> Iterator[None]:
        """Hold the connection for the length of the block, from when it is first needed."""
        if self._stack is not None:
            yield
            return
        with ExitStack() as self._stack:
            try:
                yield
            finally:
                self._stack = self._client = None

    @contextmanager
    def client(self, opening: Opening) -> Iterator[Client]:
        """The connection, opened by `opening` if need be."""
        if self._stack is None:
            with opening() as client:
                yield client
            return
        if self._client is None or self._client.status != "running":
            self._client = self._stack.enter_context(opening())
        yield self._client
