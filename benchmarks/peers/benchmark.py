"""The benchmark "rumour and fear", and how every version of it is measured.

N agents trust 8 others each. In each step an agent takes the mean of what those feared before, and

    fear    ← 0.9 fear + 0.1 mean + 0.001
    loyalty ← loyalty + 0.01 (0.5 − fear)
    exits if u < 1 / (1 + exp(6 − 4 fear + 3 loyalty)), with one uniform u for each agent and step.

Who has exited goes on fearing, so that every agent costs the same in every step. Fear and loyalty start uniform in
[0, 1). Numbers are float32 where the library lets them be. Each version draws with its own library's generator, so
that versions agree on shares, not on agents.

A version is a class: made of a world and the number of steps, which prepares all that is done once (objects, compiled
code), then `run`, which is timed, and `share`. Its file is run in an environment of its own and prints one line of
JSON. This file needs NumPy alone.
"""

from __future__ import annotations

import gc
import json
import os
import platform
import resource
import sys
import time
from collections.abc import Callable, Mapping
from importlib.metadata import version
from pathlib import Path
from statistics import median
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

NEIGHBOURS = 8
SECONDS = 0.4
"""CPU time over which short runs are repeated; the speed is the median of them."""

WARMING = 1000
"""Agents of the run before: what a library does once in a process is done there."""


class World(NamedTuple):
    """Whom each agent trusts (n, 8), and fear and loyalty before the first step (n,)."""

    ties: NDArray[np.int32]
    fear: NDArray[np.float32]
    loyalty: NDArray[np.float32]


class Version(Protocol):
    """A benchmark of one library, ready to run once."""

    def run(self) -> None:
        """Do all steps."""
        ...

    def share(self) -> float:
        """Share of the agents who have exited."""
        ...


def world_of(count: int) -> World:
    """The same world for every version."""
    chance = np.random.default_rng(1)
    ties = chance.integers(0, count, (count, NEIGHBOURS), dtype=np.int32)
    return World(ties, chance.random(count, dtype=np.float32), chance.random(count, dtype=np.float32))


def report(make: Callable[[World, int], Version], *packages: str, **more: object) -> None:
    """Measure the version with the agents and steps of the command line; print what came out and on what it ran.

    `more` is printed as it is. The process keeps to one processor: CPU time then counts work, and not threads that wait
    for each other.
    """
    count, steps = (int(argument) for argument in sys.argv[1:])
    on_one_processor()
    make(world_of(WARMING), 3).run()
    world, seconds, share = world_of(count), [], 0.0
    while sum(seconds) < SECONDS:
        model = make(World(world.ties.copy(), world.fear.copy(), world.loyalty.copy()), steps)
        begun = time.process_time()
        model.run()
        seconds.append(time.process_time() - begun)
        share = model.share()
        del model
        gc.collect()
    speed = count * steps / median(seconds)
    tell({"speed": speed, "share": share} | more, *packages)


def on_one_processor() -> None:
    """Keep this process to one processor, where the system can be asked for that."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})


def tell(found: Mapping[str, object], *packages: str) -> None:
    """Print a line of JSON: what was found, the peak of memory unless it is told, and versions."""
    versions = {"Python": platform.python_version()} | {name: version(name) for name in packages}
    print(json.dumps({"megabytes": peak_memory() / 1e6, "versions": versions, **found}))


def peak_memory() -> int:
    """Most bytes that this process has held at once, with all libraries that it has loaded.

    Linux hands the figure of `getrusage` down from the process that started this one, but not that of its own table.
    """
    table = Path("/proc/self/status")
    if table.exists():
        line = next(line for line in table.read_text().splitlines() if line.startswith("VmHWM"))
        return 1024 * int(line.split()[1])
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
