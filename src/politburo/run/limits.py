"""Limits that the system sets to this process, looked at before a library ends the process for want of room."""

from __future__ import annotations

import errno
import os
import resource
from dataclasses import dataclass
from pathlib import Path

from politburo.terms.errors import StoreError

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


def _opened() -> int:
    """Files that this process has open; none where the system does not tell."""
    try:
        return len(list(Path("/proc/self/fd").iterdir()))
    except OSError as error:
        return 0 if error.errno not in (errno.EMFILE, errno.ENFILE) else resource.getrlimit(resource.RLIMIT_NOFILE)[0]
