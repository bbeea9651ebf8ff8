"""Compiles the kernels of a run into the cache on disk, from the last phase to the first.

Meant for a process beside the first run (`beside`), which compiles them from the first phase to the last and finds the
rest done: the compiler uses one core only, so that two processes need little more than half the time.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from politburo.country import build
from politburo.month.tally import Tally, tally
from politburo.month.the_month import PHASES, first_month
from politburo.numerics.compile import is_cold
from politburo.scenario import load


@contextmanager
def beside() -> Iterator[None]:
    """Have a second process compile while this one works, if nothing is compiled yet and there is a core for it.

    The process is ended with the block, whatever happens in it; what it had compiled is kept.
    """
    if not is_cold() or len(os.sched_getaffinity(0)) < 2:
        yield
        return
    command = [sys.executable, "-m", "politburo.month.warm"]
    quiet = subprocess.DEVNULL
    with subprocess.Popen(command, stdin=quiet, stdout=quiet, stderr=quiet) as process:
        try:
            yield
        finally:
            process.kill()


def warm() -> None:
    """Run one month of the example, its phases in reverse."""
    country, scenario = build("example", 1.0), load("example")
    now = first_month(country, scenario, run=0)
    now.turn_to(now.month, now.levers, now.seed, now.run)
    tally(now, Tally(now, 1), 0, 0)
    for _, phase in reversed(PHASES):
        phase(now)
    assert len(now.log) == len(now.log.columns()["month"])
    now.log.reasons()


if __name__ == "__main__":
    warm()
