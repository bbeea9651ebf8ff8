"""The workers of the lab, and whose turn it is: a first answer goes before another session's sharper one.

A worker does one order at a time. An order whose page has gone is stopped; a worker that does not stop, or has died, is
replaced.
"""

from __future__ import annotations

import asyncio
import contextlib
import heapq
import json
import os
import signal
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

MOST_WORKERS = 4
"""Each takes some 300 MB."""

LONGEST_LINE = 32_000_000
"""Bytes of an answer."""

PATIENCE = 5.0
"""Seconds in which an order that is to stop must have stopped: it looks after each month."""

Told = Callable[[dict[str, Any]], None]


class WorkerDied(Exception):  # noqa: N818 - it is told, not raised to users
    """A worker ended in the midst of an order."""


@dataclass(slots=True, eq=False)
class Worker:
    """A process and what is known of it."""

    process: Process
    cold: bool = False

    async def heard(self) -> dict[str, Any]:
        """The next line that it says. Raises WorkerDied."""
        assert self.process.stdout is not None
        line = await self.process.stdout.readline()
        if not line:
            raise WorkerDied
        return json.loads(line)

    def tell(self, order: dict[str, Any]) -> None:
        """Send it an order."""
        assert self.process.stdin is not None
        self.process.stdin.write(json.dumps(order).encode() + b"\n")

    def end(self) -> None:
        """End it at once."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)


@dataclass(slots=True, eq=False)
class Crew:
    """So many workers over one folder of runs; `file` is the scenario that the lab was started with.

    Unless they are to `keep` the folder, they throw it away when they find the server gone.
    """

    folder: Path
    file: str | None = None
    size: int = 2
    keep: bool = False
    cold: bool = False
    ready: asyncio.Event = field(default_factory=asyncio.Event)
    _free: list[Worker] = field(default_factory=list)
    _all: set[Worker] = field(default_factory=set)
    _waiting: list[tuple[int, int, asyncio.Future[Worker]]] = field(default_factory=list)
    _order: Any = field(default_factory=count)
    _tasks: set[asyncio.Task[None]] = field(default_factory=set)
    _ended: bool = False

    def start(self) -> None:
        """Begin to start the workers, one after another: where kernels are to be compiled, one does it for all."""
        self._begin(self._start())

    async def end(self) -> None:
        """End all workers at once."""
        self._ended = True
        for task in self._tasks:
            task.cancel()
        for worker in self._all:
            worker.end()
        for worker in self._all:
            await worker.process.wait()

    async def do(self, order: dict[str, Any], turn: int, told: Told) -> dict[str, Any]:
        """Do an order when it is its turn, lower ones first; `told` hears of its progress.

        Cancelled, it stops the worker. What comes back has one key: done, error, failed or stopped.
        """
        # Those that died while they had nothing to do may not have been missed yet: then others are asked.
        for _ in range(self.size + 1):
            if (said := await self._done(order, turn, told)) is not None:
                return said
        return {"failed": True}

    async def _done(self, order: dict[str, Any], turn: int, told: Told) -> dict[str, Any] | None:
        """What the next free worker says in the end; None where it is gone and has not said anything."""
        worker, silent = await self._worker(turn), True
        worker.tell(order)
        try:
            while True:
                said = await worker.heard()
                silent = False
                if "progress" not in said:
                    self._release(worker)
                    return said
                told(said)
        except WorkerDied:
            self._replace(worker)
            return None if silent else {"failed": True}
        except asyncio.CancelledError:
            self._begin(self._stop(worker))
            raise

    def _begin(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _start(self) -> None:
        for _ in range(self.size):
            await self._add()

    async def _add(self) -> None:
        worker = await self._begun()
        self._all.add(worker)
        try:
            while "ready" not in (said := await worker.heard()):
                self.cold = said.get("starts") == "cold"
        except WorkerDied:
            self._all.discard(worker)
            return
        self.cold = False
        self.ready.set()
        self._release(worker)

    async def _begun(self) -> Worker:
        place = [str(self.folder), "keep" if self.keep else "throw"]
        words = [sys.executable, "-P", "-m", "politburo.lab.worker", *place, *([self.file] if self.file else [])]
        # In a session of its own it does not hear Ctrl-C, which a terminal sends to all: the server ends it.
        process = await asyncio.create_subprocess_exec(
            *words, stdin=PIPE, stdout=PIPE, limit=LONGEST_LINE, start_new_session=True
        )
        return Worker(process)

    async def _worker(self, turn: int) -> Worker:
        while self._free and not self._waiting:
            worker = self._free.pop()
            if worker.process.returncode is None:
                return worker
            self._replace(worker)
        wanted: asyncio.Future[Worker] = asyncio.get_running_loop().create_future()
        heapq.heappush(self._waiting, (turn, next(self._order), wanted))
        try:
            return await wanted
        except asyncio.CancelledError:
            if wanted.done() and not wanted.cancelled():
                self._release(wanted.result())
            raise

    def _release(self, worker: Worker) -> None:
        while self._waiting:
            wanted = heapq.heappop(self._waiting)[2]
            if not wanted.done():
                wanted.set_result(worker)
                return
        self._free.append(worker)

    async def _stop(self, worker: Worker) -> None:
        worker.tell({"stop": True})
        try:
            async with asyncio.timeout(PATIENCE):
                while "progress" in await worker.heard():
                    pass
        except (WorkerDied, TimeoutError):
            self._replace(worker)
        else:
            self._release(worker)

    def _replace(self, worker: Worker) -> None:
        self._all.discard(worker)
        worker.end()
        if not self._ended:
            self._begin(self._add())
