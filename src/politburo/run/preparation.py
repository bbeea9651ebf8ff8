"""What is seen to before jobs are done: whether there is room for them, the compilation of kernels, the countries."""

from __future__ import annotations

import resource
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from threading import RLock
from typing import Any, TypeVar

from politburo.run.engines import Engine, Where
from politburo.scenario import Scenario
from politburo.scenario.scenario import estimate, in_bytes
from politburo.terms.errors import UsageError

Built = TypeVar("Built")

STATM = Path("/proc/self/statm")
"""Where the system says how many pages of address space this process has."""

MEMORY = Path("/proc/meminfo")
CONTAINER = Path("/sys/fs/cgroup")

PICTURES_AND_REPORT = 6_000_000
"""Bytes that are written beside the runs: a report of 200 runs has below 5 MB, the pictures about one."""

PROGRAM = 250_000_000
"""Bytes of memory that each process besides this one takes before it has built anything."""

_one_builds = RLock()


def check_capacity(scenario: Scenario, folder: Path, runs: int, engine: Engine, *, kept: int | None = None) -> None:
    """Raise UsageError when `runs` more runs would need more memory here, or more disk, than is free.

    `kept` is how many bytes are kept of each run, in memory and on disk, where that is not all of it.
    """
    needed = estimate(scenario, runs=runs, threads=engine.width)
    if kept is not None:
        at_work = estimate(scenario, runs=min(engine.width, runs), threads=engine.width)
        needed = replace(at_work, memory=at_work.memory + runs * kept, disk=runs * kept)
    disk = needed.disk if kept is not None else needed.disk + PICTURES_AND_REPORT
    asked = f"{runs} run{'s' * (runs != 1)} of {needed.months} months"
    free = free_disk(folder)
    if disk > free:
        what = "results" if kept is not None else "results, pictures and report"
        raise UsageError(
            f"{asked} would need about {in_bytes(disk)} for {what}, but {in_bytes(free)} are free on the disk of "
            f"{folder}: make room there, ask for fewer runs, or choose another folder with `out`."
        )
    at_once = min(engine.width, runs)
    memory = {
        Where.HERE: needed.memory,
        Where.BESIDE: at_once * (PROGRAM + estimate(scenario, runs=1).memory),
        Where.ELSEWHERE: 0,  # of the memory there nothing is known here
    }[engine.where]
    available = free_memory()
    if available is not None and memory > available:
        fewer = "threads" if engine.where is Where.HERE else "workers"
        raise UsageError(
            f"{asked}, {at_once} at the same time, would need about {in_bytes(memory)} of memory, "
            f"but {in_bytes(available)} are free: ask for fewer runs or months, fewer {fewer}, or a smaller scale."
        )


def free_disk(folder: Path) -> int:
    """Bytes free where a folder is, or would be made."""
    for path in (folder, *folder.absolute().parents):
        with suppress(OSError):  # not there yet, or not to be looked at
            return shutil.disk_usage(path).free
    return 0


def free_memory() -> int | None:
    """Bytes free within the limits of this process and of its container; None where the system does not tell."""
    try:
        lines = dict(line.split(":", 1) for line in MEMORY.read_text().splitlines())
        found = [int(lines["MemAvailable"].split()[0]) * 1024]
    except (OSError, KeyError, ValueError):
        return None
    with suppress(OSError, ValueError):  # no container, or one without a limit ("max")
        used = int((CONTAINER / "memory.current").read_text())
        found.append(max(int((CONTAINER / "memory.max").read_text()) - used, 0))
    limit = resource.getrlimit(resource.RLIMIT_AS)[0]
    if limit != resource.RLIM_INFINITY:
        with suppress(OSError, ValueError):
            pages = int(STATM.read_text().split()[0])
            found.append(max(limit - pages * resource.getpagesize(), 0))
    return min(found)


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
