"""The full model: one run of `north-korea`, its phases, the bytes they touch, and the bandwidth of the memory.

Bytes are an estimate from the sources: each column of agents that a phase's module names counts once a month. Some
phases look at few rows of a column; others read it, write it or pass over it more than once, or have other modules do
so.
"""

from __future__ import annotations

import ast
import gc
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import NamedTuple

import numpy as np
from benchmark import on_one_processor, peak_memory, tell
from numpy.typing import NDArray

from politburo.country import build
from politburo.month import PHASES, simulate
from politburo.month.now import Now
from politburo.month.tally import tally
from politburo.numerics.compile import kernel
from politburo.scenario import adapt, load

SCENARIO, UNTIL = "north-korea", "2012-12"
TRIAD_LENGTH = 2**25
"""Numbers in each of three arrays, of 128 MiB each: far more than a core finds in its caches."""

TRIAD_TURNS = 7


class Phase(NamedTuple):
    """Of one month: real time in milliseconds and bytes touched."""

    name: str
    milliseconds: float
    bytes: int


def main() -> None:
    """Measure one run at the scale of the command line."""
    scale = float(sys.argv[1])
    on_one_processor()
    scenario = adapt(load(SCENARIO), until=UNTIL, scale=scale)
    country = build(SCENARIO, scale)
    seen: list[Now] = []
    simulate(country, scenario, on_month=seen.append)  # compiles
    times: dict[str, float] = {}
    gc.collect()
    begun, used = time.perf_counter(), time.process_time()
    simulate(country, scenario, times=times)
    seconds, real = time.process_time() - used, time.perf_counter() - begun
    months = len(scenario.levers)
    agents = country.posts.count + country.households.count
    functions: dict[str, Callable] = dict(PHASES) | {"tally": tally}
    times["tally"] = real - sum(times.values())
    phases = [Phase(name, 1e3 * times[name] / months, touched(functions[name], seen[-1])) for name in functions]
    speed = agents * months / seconds
    found = {"agents": agents, "months": months, "speed": speed, "megabytes": peak_memory() / 1e6, "phases": phases}
    tell({**found, "bandwidth": bandwidth()}, "politburo", "numpy", "numba")


def touched(phase: Callable, now: Now) -> int:
    """Bytes of the columns of agents that the phase's module names."""
    source = Path(sys.modules[phase.__module__].__file__ or "").read_text(encoding="utf-8")
    named = {node.attr for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Attribute)}
    cadres, homes = [now.state.cadres, now.country.posts], [now.state.homes, now.country.households]
    groups = {"live": homes, "tally": [*cadres, *homes]}.get(phase.__name__, cadres)
    arrays = [getattr(group, name, None) for group in [*groups, now.scratch] for name in sorted(named)]
    return sum(array.nbytes for array in arrays if isinstance(array, np.ndarray))


@kernel
def triad(a: NDArray[np.float32], b: NDArray[np.float32], c: NDArray[np.float32], factor: np.float32) -> None:
    """The triad of the benchmark STREAM."""
    for i in range(len(a)):
        a[i] = b[i] + factor * c[i]


def bandwidth() -> float:
    """Bytes a second that the triad reads and writes, median of some turns."""
    a, b, c = (np.ones(TRIAD_LENGTH, np.float32) for _ in range(3))
    seconds = []
    for _ in range(TRIAD_TURNS + 1):
        begun = time.process_time()
        triad(a, b, c, np.float32(3))
        seconds.append(time.process_time() - begun)
    return 3 * a.nbytes / median(seconds[1:])


if __name__ == "__main__":
    main()
