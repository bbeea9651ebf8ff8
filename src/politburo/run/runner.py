"""The runs of a plan that are not finished yet, done in threads and handed to the store.

The country is shared, and no run sees another.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from politburo.run.jobs import Jobs, OnProgress, Pace, usable_threads
from politburo.run.room import check_room
from politburo.run.store import Store
from politburo.terms.errors import PolitburoError

if TYPE_CHECKING:
    from politburo.country import Country
    from politburo.month import Outcome
    from politburo.run.plan import Plan

log = logging.getLogger(__name__)


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
    threads = usable_threads(threads)
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
            todo = {run: partial(_job, plan, store, country, simulate, run) for run in store.missing(plan.runs)}
            _raise_failures(plan, Jobs(todo, dict.fromkeys(todo, plan.months), on_progress).do(threads))
    except KeyboardInterrupt:
        raise KeyboardInterrupt(_stopped(store, plan)) from None


def _job(plan: Plan, store: Store, country: Country, simulate: Callable[..., Outcome], run: int, pace: Pace) -> None:
    """Simulate one run and hand it to the store."""
    begun = time.perf_counter()
    outcome = simulate(country, plan.scenario, run=run, on_month=pace.month, should_stop=pace.stop)
    seconds = time.perf_counter() - begun
    store.keep(run, outcome, plan, country.provinces, seconds)
    log.info("run %d finished in %.1f s", run, seconds)


def _raise_failures(plan: Plan, failures: dict[int, BaseException]) -> None:
    if not failures:
        return
    scenario = plan.scenario
    first, error = min(failures.items(), key=lambda failure: failure[0])
    others = ", ".join(str(run) for run in sorted(failures) if run != first)
    raise PolitburoError(
        f"Run {first} of scenario {scenario.name!r} (seed {scenario.chance}) failed: {type(error).__name__}: {error}"
        + (f"; so did runs {others}" if others else "")
        + f". All other runs are finished and kept in {plan.folder}."
    ) from error


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
