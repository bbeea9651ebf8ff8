"""Jobs in threads of this process: kernels release the interpreter's lock, so they suffice unless jobs are small."""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from itertools import islice
from threading import Event

from politburo.run.engines.interface import Job, OnProgress, Pace, Where
from politburo.run.engines.telling import Told
from politburo.terms.errors import StoreError, UsageError

SECONDS_BETWEEN_REPORTS = 0.1

WORTH_A_THREAD = 0.2
"""Scale from which jobs beside each other are faster than one after the other: below it, kernels are so short that
threads wait for the interpreter more than they gain (44 s on one thread, 68 s on two, for the short claims).
"""

AT_HAND = 2
"""Jobs for each thread that are handed over at the same time: a thread that is done finds the next one waiting."""


@dataclass(frozen=True, slots=True)
class Threads:
    """Threads of this process: `count` jobs at the same time, by default one for each core.

    Jobs in countries too small for it are done one after the other. Raises UsageError for less than one.
    """

    count: int | None = None

    def __post_init__(self) -> None:
        usable_threads(self.count)

    @property
    def width(self) -> int:
        """Jobs that are done at the same time."""
        return usable_threads(self.count)

    @property
    def where(self) -> Where:
        """Here: threads share this process, its memory and its interpreter."""
        return "here"

    @property
    def shared(self) -> bool:
        """Nobody else works in the folder."""
        return False

    def held(self) -> AbstractContextManager[None]:
        """Threads are started for each set of jobs: it takes no time."""
        return nullcontext()

    def do(self, jobs: Sequence[Job], on_progress: OnProgress | None = None) -> dict[str, BaseException]:
        """Do all of them and return what failed, by name, when the others are finished; see Engine."""
        told = Told(jobs, on_progress)
        small = [job for job in jobs if job.scale < WORTH_A_THREAD]
        large = [job for job in jobs if job.scale >= WORTH_A_THREAD]
        return _done(small, 1, told) | _done(large, self.width, told)


def _done(jobs: Sequence[Job], threads: int, told: Told) -> dict[str, BaseException]:
    stop = Event()
    with ThreadPoolExecutor(threads, thread_name_prefix="politburo-job") as pool:
        try:
            return _watched(pool, jobs, threads * AT_HAND, stop, told)
        except BaseException:
            stop.set()
            pool.shutdown(cancel_futures=True)
            raise


def _watched(
    pool: ThreadPoolExecutor, jobs: Sequence[Job], most: int, stop: Event, told: Told
) -> dict[str, BaseException]:
    """Hand the jobs over, `most` of them at a time, and tell how far they are."""
    waiting = iter(jobs)
    at_work: dict[Future[None], tuple[Job, Pace]] = {}
    failures: dict[str, BaseException] = {}
    while True:
        for job in islice(waiting, most - len(at_work)):
            pace = Pace(stop.is_set)
            at_work[pool.submit(job.do, pace)] = job, pace
        if not at_work:
            return failures
        done, _ = wait(at_work, SECONDS_BETWEEN_REPORTS, FIRST_COMPLETED)
        for future in done:
            job, _ = at_work.pop(future)
            told.finished(job)
            error = future.exception()
            if isinstance(error, StoreError):
                raise error
            if error is not None:
                failures[job.name] = error
        told.report(sum(pace.months for _, pace in at_work.values()))


def usable_threads(wanted: int | None = None) -> int:
    """The number of threads asked for, by default one for each core. Raises UsageError for less than one."""
    if wanted is None:
        return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    if wanted < 1:
        raise UsageError(f"The number of threads is {wanted}; it must be at least 1.")
    return wanted
