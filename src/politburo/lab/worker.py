"""A process that simulates for the lab: `python -m politburo.lab.worker FOLDER keep|throw [FILE]`, one order at a time.

It speaks lines of JSON over its standard input and output. An order says what to do; `{"stop": true}` ends the one that
is at work after the month it is in. When its input ends, because the server has gone however it went, so does it. It
is a process of its own, so that nothing that it computes can hold up the server or another session.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
import time
import traceback
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from queue import SimpleQueue
from threading import Event, Lock, Thread
from typing import Any

from politburo.terms.errors import PolitburoError

SECONDS_BETWEEN_REPORTS = 0.2


class Stopped(BaseException):
    """The order is not wanted any more."""


class Worker:
    """Reads orders, does them and writes what comes out."""

    def __init__(self, folder: Path, keep: bool, file: str | None) -> None:
        self._folder, self._keep, self._file = folder, keep, file
        self._orders: SimpleQueue[dict[str, Any]] = SimpleQueue()
        self._stop, self._one_writes = Event(), Lock()
        # Whatever a library prints goes to the terminal, and never between the lines.
        self._out = os.fdopen(os.dup(1), "w", encoding="utf-8")
        os.dup2(2, 1)

    def work(self) -> None:
        """Do orders until there are none to come."""
        Thread(target=self._listen, daemon=True).start()
        self._warm()
        while True:
            order = self._orders.get()
            self._stop.clear()
            self._say(self._done(order))

    def _listen(self) -> None:
        for line in sys.stdin:
            order = json.loads(line)
            if order.get("stop"):
                self._stop.set()
            else:
                self._orders.put(order)
        # The server has gone: what is at work is wanted by nobody.
        if not self._keep:
            shutil.rmtree(self._folder, ignore_errors=True)
        os._exit(0)

    def _say(self, said: dict[str, Any]) -> None:
        with self._one_writes:
            self._out.write(json.dumps(said, ensure_ascii=False, separators=(",", ":"), allow_nan=False) + "\n")
            self._out.flush()

    def _warm(self) -> None:
        """Compile what is not compiled yet, and load what the first question needs."""
        from politburo.numerics.compile import is_cold

        self._say({"starts": "cold" if is_cold() else "warm"})
        from politburo.lab.view import warm

        warm(self._folder)
        self._say({"ready": True})

    def _done(self, order: dict[str, Any]) -> dict[str, Any]:
        try:
            return {"done": self._answer(order)}
        except Stopped:
            return {"stopped": True}
        except PolitburoError as error:
            return {"error": str(error)}
        except Exception:
            traceback.print_exc()
            return {"failed": True}

    def _answer(self, order: dict[str, Any]) -> Any:
        from politburo.lab.data import table
        from politburo.lab.state import Question, read
        from politburo.lab.view import shown

        text = json.dumps(order["question"])
        if order["do"] == "inside":
            return self._inside(text)
        question: Question = read(text, Question)
        asked = _asked(question.state.model_dump_json(), self._folder / question.session, self._file)
        runs = int(order["runs"])
        asked.advance(runs, self._told())
        if order["do"] == "advance":
            return None
        if order["do"] == "table":
            return table(asked, question, runs)
        if order["do"] in ("svg", "png"):
            from politburo.lab.saved import file

            return file(asked, question, runs, order["do"])
        if order.get("tidy"):
            asked.tidy()
        return shown(asked, question, runs)

    def _inside(self, text: str) -> Any:
        from politburo.lab.inside import Inside, answered
        from politburo.lab.state import read

        inside: Inside = read(text, Inside)
        asked = _asked(inside.state.model_dump_json(), self._folder / inside.session, self._file)
        return answered(asked, inside, self._told())

    def _told(self) -> Callable[[int, int], None]:
        """Progress, said now and then; it ends the order where that is asked for."""
        last = time.monotonic()

        def told(done: int, total: int) -> None:
            nonlocal last
            if self._stop.is_set():
                raise Stopped
            if time.monotonic() - last > SECONDS_BETWEEN_REPORTS:
                last = time.monotonic()
                self._say({"progress": [done, total]})

        return told


@lru_cache(maxsize=16)
def _asked(state: str, folder: Path, file: str | None) -> Any:
    """A question whose scenarios are read once, however often more runs are made of it."""
    from politburo.lab.question import Asked
    from politburo.lab.state import read

    return Asked(read(state), folder, _given(file))


@lru_cache(maxsize=1)
def _given(file: str | None) -> Any:
    from politburo.scenario import load

    return None if file is None else load(file)


if __name__ == "__main__":
    place, kept, *file = sys.argv[1:]
    Worker(Path(place), kept == "keep", file[0] if file else None).work()
