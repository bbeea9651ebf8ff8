"""What this machine has room for: the limits of this process, looked at before a library ends it, memory and disk."""

from __future__ import annotations

import errno
import os
import resource
import shutil
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from politburo.terms.errors import StoreError, UsageError

if TYPE_CHECKING:
    from politburo.run.engines import Engine
    from politburo.scenario import Scenario

GB = 10**9


@dataclass(frozen=True, slots=True)
class Need:
    """What something takes at least: bytes of address space, little of which is ever used, and files to open."""

    what: str
    space: int
    files: int = 20


SPACE = int(1.7 * GB) + 150_000_000 * (os.cpu_count() or 1)
"""With less, LLVM ends the process, a library cannot be loaded, or threads wait for one that cannot be started."""

READING = Need("Reading results", SPACE, 4)
SIMULATING = Need("Simulating", SPACE)

DRAWING = Need("Drawing", 70 * GB)
"""The renderer reserves as much and ends the process where it cannot."""


STATM = Path("/proc/self/statm")
"""Where the system says how many pages of address space this process has."""

MEMORY = Path("/proc/meminfo")
CONTAINER = Path("/sys/fs/cgroup")

PICTURES_AND_REPORT = 6_000_000
"""Bytes that are written beside the runs: a report of 200 runs has below 5 MB, the pictures about one."""

PROGRAM = 250_000_000
"""Bytes of memory that each process besides this one takes before it has built anything."""


def check_limits(need: Need) -> None:
    """Raise StoreError, with what is needed and how to get it, where the limits of this process are too low."""
    space = resource.getrlimit(resource.RLIMIT_AS)[0]
    if space != resource.RLIM_INFINITY and space < need.space:
        raise StoreError(
            f"{need.what} needs {need.space / GB:.2g} GB of address space, most of it never used, and this process may "
            f"have {space / GB:.2g} GB: raise the limit with `ulimit -v unlimited`. What was finished is kept."
        )
    files = resource.getrlimit(resource.RLIMIT_NOFILE)[0]
    opened = _opened()
    if files != resource.RLIM_INFINITY and files - opened < need.files:
        raise StoreError(
            f"{need.what} opens up to {need.files} files at the same time, and this process may open {files}, of which "
            f"{opened} are in use: raise the limit with `ulimit -n 256`. What was finished is kept."
        )


def check_capacity(scenario: Scenario, folder: Path, runs: int, engine: Engine, *, kept: int | None = None) -> None:
    """Raise UsageError when `runs` more runs would need more memory here, or more disk, than is free.

    `kept` is how many bytes are kept of each run, in memory and on disk, where that is not all of it.
    """
    from politburo.scenario.scenario import estimate, in_bytes

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
        "here": needed.memory,
        "beside": at_once * (PROGRAM + estimate(scenario, runs=1).memory),
        "elsewhere": 0,  # of the memory there nothing is known here
    }[engine.where]
    available = free_memory()
    if available is not None and memory > available:
        fewer = "threads" if engine.where == "here" else "workers"
        raise UsageError(
            f"{asked}, {at_once} at the same time, would need about {in_bytes(memory)} of memory, "
            f"but {in_bytes(available)} are free: ask for fewer runs or months, fewer {fewer}, "
            "fewer households, or a smaller scale."
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


def _opened() -> int:
    """Files that this process has open; none where the system does not tell."""
    try:
        return len(list(Path("/proc/self/fd").iterdir()))
    except OSError as error:
        return 0 if error.errno not in (errno.EMFILE, errno.ENFILE) else resource.getrlimit(resource.RLIMIT_NOFILE)[0]
