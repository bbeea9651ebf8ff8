"""Jobs in threads of this process: kernels release the interpreter's lock, so they suffice unless jobs are small."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import AbstractContextManager, ExitStack, nullcontext
from dataclasses import dataclass
from itertools import chain, islice
from threading import Event

from politburo.run.engines.interface import Job, OnProgress, Pace, Progress, Where
from politburo.terms.bounds import THREADS
from politburo.terms.errors import StoreError

SECONDS_BETWEEN_REPORTS = 0.1

WORTH_A_THREAD = 0.2
"""Scale from which jobs beside each other are faster than one after the other: below it, kernels are so short that
threads wait for the interpreter more than they gain (44 s on one thread, 68 s on two, for the short claims).
"""


@dataclass(frozen=True, slots=True)
class Threads:
    """Threads of this process: `count` jobs at the same time, by default one for each core.

    Jobs in countries too small for it are done one after the other, by one of the threads, while the others do the
    large ones. Raises UsageError for less than one and for too many.
    """

    count: int | None = None

    where = Where.HERE
    shared = False

    def __post_init__(self) -> None:
        usable_threads(self.count)

    @property
    def width(self) -> int:
        """Jobs that are done at the same time."""
        return usable_threads(self.count)

    def held(self) -> AbstractContextManager[None]:
        """Threads are started for each set of jobs: it takes no time."""
        return nullcontext()

    def do(self, jobs: Sequence[Job], on_progress: OnProgress | None = None) -> dict[str, BaseException]:
        """Do all of them and return what failed, by name, when the others are finished; see Engine."""
        small = [job for job in jobs if job.scale < WORTH_A_THREAD]
        large = iter([job for job in jobs if job.scale >= WORTH_A_THREAD])
        first, others = Crew(1, chain(small, large)), Crew(self.width - 1, large)
        return _done([first, others], Progress(jobs, on_progress))


@dataclass(slots=True)
class Crew:
    """So many threads and the jobs that wait for them; two crews may take from the same jobs."""

    threads: int
    waiting: Iterator[Job]
    at_work: int = 0

    def taken(self) -> Iterator[Job]:
        """The jobs to hand over now."""
        for job in islice(self.waiting, self.threads - self.at_work):
            self.at_work += 1
            yield job


def _done(crews: Sequence[Crew], progress: Progress) -> dict[str, BaseException]:
    stop = Event()
    with ExitStack() as held:
        pools = [
            (crew, held.enter_context(ThreadPoolExecutor(crew.threads, thread_name_prefix="politburo-job")))
            for crew in crews
            if crew.threads
        ]
        try:
            return _watched(pools, stop, progress)
        except BaseException:
            stop.set()
            for _, pool in pools:
                pool.shutdown(wait=False, cancel_futures=True)
            raise


def _watched(
    pools: Sequence[tuple[Crew, ThreadPoolExecutor]], stop: Event, progress: Progress
) -> dict[str, BaseException]:
    """Hand each crew as many jobs as it has threads, and report how far they are."""
    at_work: dict[Future[None], tuple[Job, Pace, Crew]] = {}
    failures: dict[str, BaseException] = {}
    while True:
        for crew, pool in pools:
            for job in crew.taken():
                pace = Pace(stop.is_set)
                at_work[pool.submit(job.do, pace)] = job, pace, crew
        if not at_work:
            return failures
        done, _ = wait(at_work, SECONDS_BETWEEN_REPORTS, FIRST_COMPLETED)
        for future in done:
            job, _, crew = at_work.pop(future)
            crew.at_work -= 1
            progress.finished(job)
            error = future.exception()
            if isinstance(error, StoreError):
                raise error
            if error is not None:
                failures[job.name] = error
        progress.report(sum(pace.months for _, pace, _ in at_work.values()))


def usable_threads(wanted: int | None = None) -> int:
    """The number of threads asked for, by default one for each core. Raises UsageError for none and for too many."""
    if wanted is None:
        return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return THREADS.checked(wanted)
