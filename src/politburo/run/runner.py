"""The runs of a plan that are not finished yet, done by an engine and handed to the store.

Runs that are done in one process share its country, and no run sees another.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING, Any, TypeVar

from politburo.run.engines import Engine, OnProgress, Pace, Threads, Where
from politburo.run.limits import check_capacity
from politburo.run.store import Check, Store
from politburo.terms.errors import PolitburoError

if TYPE_CHECKING:
    from politburo.country import Country
    from politburo.month import Outcome
    from politburo.run.plan import Plan

log = logging.getLogger(__name__)

Build = Callable[[str, float], "Country"]
Simulate = Callable[..., "Outcome"]
Built = TypeVar("Built")

_one_builds = RLock()


@dataclass(frozen=True, slots=True, kw_only=True)
class OneRun:
    """One run of a plan, simulated and handed to the store.

    `build` and `simulate` are politburo.country.build and politburo.month.simulate unless given; `check` is asked
    before the run counts.
    """

    name: str
    folder: Path
    months: int
    place: int
    scale: float
    plan: Plan
    run: int
    build: Build | None = None
    simulate: Simulate | None = None
    check: Check | None = None

    def do(self, pace: Pace) -> None:
        """Simulate the run and keep it."""
        build, simulate, scenario = self.build, self.simulate, self.plan.scenario_of(self.run)
        if build is None:
            from politburo.country import build
        if simulate is None:
            from politburo.month import simulate
        country = once(build, scenario.plan, scenario.scale, scenario.households)
        begun = time.perf_counter()
        outcome = simulate(country, scenario, run=self.run, on_month=pace.month, should_stop=pace.stop)
        seconds = time.perf_counter() - begun
        Store(self.folder).keep(self.run, outcome, self.plan, country.names, seconds, self.check)
        log.info("run %d finished in %.1f s", self.run, seconds)


def finish(
    plan: Plan,
    *,
    engine: Engine | None = None,
    on_progress: OnProgress | None = None,
    build: Build | None = None,
    simulate: Simulate | None = None,
    check: Check | None = None,
) -> None:
    """Do those runs of the plan that are not finished yet, in threads of this process or by another engine.

    `on_progress(done, total)` is called from this thread with the months simulated and to simulate by this call.
    `build` and `simulate` are politburo.country.build and politburo.month.simulate unless given. `check(store, run)`
    looks at what was written of a run before it counts as finished; its StoreError ends everything at once.
    Raises UsageError when there is not enough memory or disk for them; StoreError when the folder cannot be used or
    written; EngineError when the engine cannot be used; PolitburoError when a run fails, after the others are
    finished; KeyboardInterrupt, with a message, when the user stops it. Finished runs stay in every case.
    """
    engine = Threads() if engine is None else engine
    store = Store(plan.folder)
    missing = store.missing(plan.runs)
    if not missing and store.is_for(plan.identity):
        return
    check_capacity(plan.scenario, plan.folder, len(missing), engine)
    try:
        with store.claimed(plan, shared=engine.shared), kernels_for(engine) if simulate is None else nullcontext():
            jobs = [
                OneRun(
                    name=f"run {run}",
                    folder=plan.folder.absolute(),
                    months=plan.months,
                    place=run,
                    scale=plan.scenario.size,
                    plan=plan.alone(run),
                    run=run,
                    build=build,
                    simulate=simulate,
                    check=check,
                )
                for run in store.missing(plan.runs)
            ]
            failures = engine.do(jobs, on_progress)
            _raise_failures(plan, {job.run: failures[job.name] for job in jobs if job.name in failures})
    except KeyboardInterrupt:
        raise stopped(len(plan.runs) - len(store.missing(plan.runs)), len(plan.runs), plan.folder) from None


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


def stopped(finished: int, wanted: int, folder: Path) -> KeyboardInterrupt:
    """What is raised where the user stops a command: how many of its runs are kept, and how to go on."""
    return KeyboardInterrupt(
        f"Stopped: {finished} of {wanted} runs are finished and kept in {folder}. "
        "Give the same command again to go on from there."
    )


@contextmanager
def kernels_for(engine: Engine) -> Iterator[None]:
    """For the length of the block, help whoever compiles for the jobs of an engine.

    Threads compile as they go, and a second process helps them. Workers of this machine would all compile the same
    things at the same time: it is done before they begin. Elsewhere each machine sees to itself.
    """
    from politburo.month.warm import beside

    if engine.where is Where.HERE:
        with beside():
            yield
        return
    if engine.where is Where.BESIDE:
        with beside():
            _first_month()
    yield


def _first_month() -> None:
    """Simulate one month, so that what it needs is compiled; it takes no time where that is done."""
    from politburo.numerics.compile import is_cold

    if is_cold():
        from politburo.country import build
        from politburo.month import simulate
        from politburo.scenario import adapt, load, month_name

        scenario = load("example")
        simulate(build("example", 1.0), adapt(scenario, until=month_name(scenario.start)))


def once(make: Callable[..., Built], *how: Any) -> Built:
    """What `make(*how)` gives, a function that remembers; no two threads are in it at the same time.

    A function that remembers what it has made still makes it twice when two threads ask before the first is done.
    """
    with _one_builds:
        return make(*how)
