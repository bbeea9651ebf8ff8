"""Threads over jobs: runs of a scenario, or of the arms of an experiment, done one beside the other.

Kernels release the interpreter's lock, so threads suffice. A job does its own work and keeps its own result, so that
what is finished stays whatever happens to the others; what comes out does not depend on the number of threads.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from concurrent.futures import FIRST_EXCEPTION, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from threading import Event
from typing import Generic, TypeVar

from politburo.terms.errors import StoreError, UsageError

OnProgress = Callable[[int, int], None]
SECONDS_BETWEEN_REPORTS = 0.1

Key = TypeVar("Key")


class Pace:
    """What a job is given: it tells `month` after each month it has simulated, and asks `stop` whether to give up."""

    def __init__(self, stop: Event) -> None:
        self.months = 0
        self.stop = stop.is_set

    def month(self, *_: object) -> None:
        """One more month is done."""
        self.months += 1


@dataclass(frozen=True)
class Jobs(Generic[Key]):
    """Jobs by their keys, each a function of its pace; `months` says how many each of them simulates."""

    jobs: Mapping[Key, Callable[[Pace], None]]
    months: Mapping[Key, int]
    on_progress: OnProgress | None = None
    _stop: Event = field(default_factory=Event)

    def do(self, threads: int) -> dict[Key, BaseException]:
        """Do all of them and return what failed, by key, when the others are finished.

        `on_progress(done, total)` is called from this thread with months done and to do. Raises StoreError at once,
        since what one job cannot write none can; KeyboardInterrupt when the user stops it.
        """
        paces = {key: Pace(self._stop) for key in self.jobs}
        with ThreadPoolExecutor(threads, thread_name_prefix="politburo-run") as pool:
            try:
                futures = {pool.submit(self._one, key, paces[key]): key for key in self.jobs}
                self._watch(set(futures), paces)
            except BaseException:
                self._stop.set()
                pool.shutdown(cancel_futures=True)
                raise
        self._report(paces)
        return {futures[future]: error for future in futures if (error := future.exception())}

    def _one(self, key: Key, pace: Pace) -> None:
        self.jobs[key](pace)
        pace.months = self.months[key]

    def _watch(self, pending: set[Future[None]], paces: Mapping[Key, Pace]) -> None:
        while pending:
            done, pending = wait(pending, SECONDS_BETWEEN_REPORTS, FIRST_EXCEPTION)
            self._report(paces)
            for future in done:
                if isinstance(error := future.exception(), StoreError):
                    raise error

    def _report(self, paces: Mapping[Key, Pace]) -> None:
        if self.on_progress is not None:
            self.on_progress(sum(pace.months for pace in paces.values()), sum(self.months[key] for key in paces))


def usable_threads(wanted: int | None = None) -> int:
    """The number of threads asked for, by default one for each core. Raises UsageError for less than one."""
    if wanted is None:
        return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    if wanted < 1:
        raise UsageError(f"The number of threads is {wanted}; it must be at least 1.")
    return wanted
