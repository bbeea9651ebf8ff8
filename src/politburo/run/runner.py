"""Threads over runs: each simulates one run after another and hands it to the store.

Kernels release the interpreter's lock, so threads suffice; the country is shared, and no run sees another. What comes
out does not depend on the number of threads.
"""

from __future__ import annotations

import logging
import os
import time
from collections.abc import Callable
from concurrent.futures import FIRST_EXCEPTION, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from threading import Event
from typing import TYPE_CHECKING

from politburo.run.room import check_room
from politburo.run.store import Store
from politburo.terms.errors import PolitburoError, StoreError, UsageError

if TYPE_CHECKING:
    from politburo.country import Country
    from politburo.month import Outcome
    from politburo.run.plan import Plan

log = logging.getLogger(__name__)

OnProgress = Callable[[int, int], None]
SECONDS_BETWEEN_REPORTS = 0.1


def finish(
    plan: Plan,
    *,
    threads: int | None = None,
    on_progress: OnProgress | None = None,
    build: Callable[[str, float], Country] | None = None,
    simulate: Callable[..., Outcome] | None = None,
) -> None:
    """Do those runs of the plan that are not finished yet.

    `on_progress(done, total)` is called from this thread with the months simulated and to simulate by this call.
    `build` and `simulate` are politburo.country.build and politburo.month.simulate unless given.
    Raises UsageError when there is not enough memory or disk for them; StoreError when the folder cannot be used or
    written; PolitburoError when a run fails, after the others are finished; KeyboardInterrupt, with a message, when
    the user stops it. Finished runs stay in every case.
    """
    threads = _threads(threads)
    store = Store(plan.folder)
    if _is_complete(store, plan):
        return
    check_room(plan.scenario, plan.folder, len(store.missing(plan.runs)), threads)
    if build is None:
        from politburo.country import build
    if simulate is None:
        from politburo.month import simulate
    from politburo.month.warm import beside

    try:
        with store.claimed(plan), beside():
            country = build(plan.scenario.country, plan.scenario.scale)
            months_done = dict.fromkeys(store.missing(plan.runs), 0)
            _Work(plan, store, country, simulate, on_progress, months_done).do(threads)
    except KeyboardInterrupt:
        raise KeyboardInterrupt(_stopped(store, plan)) from None


@dataclass(frozen=True)
class _Work:
    """Runs of a plan to be done, and what the threads that do them share.

    `months_done` has an entry for each run, written by the one thread that does the run.
    """

    plan: Plan
    store: Store
    country: Country
    simulate: Callable[..., Outcome]
    on_progress: OnProgress | None
    months_done: dict[int, int]
    stop: Event = field(default_factory=Event)

    def do(self, threads: int) -> None:
        """Do all runs; failures are raised when the others are finished, except for those that would hit every run."""
        with ThreadPoolExecutor(threads, thread_name_prefix="politburo-run") as pool:
            try:
                runs = {pool.submit(self._one, run): run for run in self.months_done}
                self._watch(set(runs))
            except BaseException:
                self.stop.set()
                pool.shutdown(cancel_futures=True)
                raise
        self._report()
        self._raise_failures({runs[future]: error for future in runs if (error := future.exception())})

    def _one(self, run: int) -> None:
        begun = time.perf_counter()

        def count(*_: object) -> None:
            self.months_done[run] += 1

        outcome = self.simulate(self.country, self.plan.scenario, run=run, on_month=count, should_stop=self.stop.is_set)
        seconds = time.perf_counter() - begun
        self.store.keep(run, outcome, self.plan, self.country.provinces, seconds)
        self.months_done[run] = self.plan.months
        log.info("run %d finished in %.1f s", run, seconds)

    def _watch(self, pending: set[Future[None]]) -> None:
        """Report until all runs are done. Raises StoreError at once: what one run cannot write, none can."""
        while pending:
            done, pending = wait(pending, SECONDS_BETWEEN_REPORTS, FIRST_EXCEPTION)
            self._report()
            for future in done:
                if isinstance(error := future.exception(), StoreError):
                    raise error

    def _report(self) -> None:
        if self.on_progress is not None:
            self.on_progress(sum(self.months_done.values()), len(self.months_done) * self.plan.months)

    def _raise_failures(self, failures: dict[int, BaseException]) -> None:
        if not failures:
            return
        scenario = self.plan.scenario
        first, error = min(failures.items(), key=lambda failure: failure[0])
        others = ", ".join(str(run) for run in sorted(failures) if run != first)
        raise PolitburoError(
            f"Run {first} of scenario {scenario.name!r} (seed {scenario.seed}) failed: {type(error).__name__}: {error}"
            + (f"; so did runs {others}" if others else "")
            + f". All other runs are finished and kept in {self.plan.folder}."
        ) from error


def _threads(wanted: int | None) -> int:
    if wanted is None:
        return len(os.sched_getaffinity(0))
    if wanted < 1:
        raise UsageError(f"The number of threads is {wanted}; it must be at least 1.")
    return wanted


def _is_complete(store: Store, plan: Plan) -> bool:
    """Whether there is nothing to do: a finished folder is used as it is, even where nothing can be written."""
    if not store.manifest_file.exists():
        return False
    return store.manifest().identity == plan.identity and not store.missing(plan.runs)


def _stopped(store: Store, plan: Plan) -> str:
    finished = len(plan.runs) - len(store.missing(plan.runs))
    return (
        f"Stopped: {finished} of {len(plan.runs)} runs are finished and kept in {plan.folder}. "
        "Give the same command again to go on from there."
    )
