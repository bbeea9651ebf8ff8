"""How experiments scale: over threads and worker processes, what a run costs beside its months, and how much memory ten
thousand runs take; writes SCALING.md.

All engines do the same runs, in turns, in one sitting; what comes out must be the same to the bit. Real time counts,
so the machine should be idle.
"""

from __future__ import annotations

import os
import platform
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from importlib.metadata import version
from pathlib import Path
from statistics import median
from threading import Event, Thread

import numpy as np
import psutil

from politburo.ask.doctor import processor
from politburo.ask.run import run
from politburo.country import build
from politburo.month import simulate
from politburo.run.engines import Engine, Threads, Workers, usable_threads
from politburo.run.experiment import Experiment, ExperimentResults, Varied, execute
from politburo.run.runner import kernels_for
from politburo.scenario import Scenario, adapt, load

SCALES, POINTS, RUNS = (0.03, 0.5), (16, 4), 4
"""A small and a larger country, the points of its experiment, and the runs at each of them."""

ENGINES: tuple[Engine, ...] = (Threads(1), Threads(2), Workers(1), Workers(2), Workers(4))
TURNS = 2

MANY_POINTS, MANY_RUNS = 2_500, 4
SECONDS_BETWEEN_LOOKS = 0.5
MEGABYTE = 2**20


def main() -> None:
    """Measure, print and write SCALING.md beside this file."""
    with kernels_for(Workers(1)):  # nothing is compiled while anything is timed
        parts = [*_heading(), *_engines(), *_overhead(), *_many()]
    text = "\n".join(parts)
    Path(__file__).with_name("SCALING.md").write_text(text, encoding="utf-8")
    print(text)


def _heading() -> list[str]:
    libraries = ", ".join(f"{name} {version(name)}" for name in ("politburo", "numpy", "numba", "distributed"))
    load_now = ", ".join(f"{value:.1f}" for value in os.getloadavg())
    return [
        "# How experiments scale",
        "",
        f"Written by `python benchmarks/scaling.py` on {date.today().isoformat()}: {processor()}, "
        f"{usable_threads()} cores; load before {load_now}; Python {platform.python_version()}, {libraries}.",
        "",
    ]


def _experiment(scale: float, points: int, *, runs: int, until: str | None = None) -> Experiment:
    """One parameter over its range, at so many points."""
    base = adapt(load("north-korea"), scale=scale, until=until)
    return Experiment(base, (Varied("fear.horizon"),), np.linspace(1.5, 4.0, points)[:, None], runs)


def _performed(experiment: Experiment, engine: Engine) -> tuple[float, ExperimentResults]:
    """Perform it from nothing; the seconds it took, and what came out."""
    with tempfile.TemporaryDirectory() as folder:
        begun = time.perf_counter()
        results = execute(experiment, Path(folder) / "experiment", engine=engine)
        seconds = time.perf_counter() - begun
        assert not results.missing
        return seconds, results


def _engines() -> list[str]:
    """Seconds of the same runs on every engine, the engines in turns."""
    lines = [
        "## Over threads and workers",
        "",
        f"The same experiment from nothing, the engines in turns; medians of {TURNS} turns. Workers start before, "
        "by a few short runs, and how long that takes is told beside. Efficiency is the gain over one of the kind, "
        "divided by the cores that it can use: 4 workers share the cores there are. All engines gave the same "
        "fingerprint. In small countries threads wait for the interpreter, so that `Threads` does those runs one by "
        "one.",
        "",
        "| scale | runs | engine | started in, s | seconds | runs a second | gain over one | efficiency |",
        "| ---: | ---: | --- | ---: | ---: | ---: | ---: | ---: |",
    ]
    for scale, points in zip(SCALES, POINTS, strict=True):
        experiment = _experiment(scale, points, runs=RUNS)
        starts: dict[Engine, list[float]] = {engine: [] for engine in ENGINES}
        seconds: dict[Engine, list[float]] = {engine: [] for engine in ENGINES}
        fingerprints = set()
        for _ in range(TURNS):
            for engine in ENGINES:
                with engine.held():
                    starts[engine].append(_performed(_experiment(scale, 1, runs=8, until="2008-02"), engine)[0])
                    spent, results = _performed(experiment, engine)
                seconds[engine].append(spent)
                fingerprints.add(results.fingerprint)
        assert len(fingerprints) == 1
        lines += [_engine_row(experiment, engine, starts, seconds) for engine in ENGINES]
    return [*lines, ""]


def _engine_row(
    experiment: Experiment, engine: Engine, starts: dict[Engine, list[float]], seconds: dict[Engine, list[float]]
) -> str:
    spent, count = median(seconds[engine]), len(experiment.points) * experiment.runs
    one = median(seconds[type(engine)(1)])  # type: ignore[call-arg]
    gain = one / spent
    usable = min(engine.width, usable_threads())
    return (
        f"| {experiment.base.scale:g} | {count} | {engine} | {median(starts[engine]):.1f} | {spent:.1f} "
        f"| {count / spent:.1f} "
        f"| {gain:.2f} | {gain / usable:.0%} |"
    )


def _overhead() -> list[str]:
    """What a run costs beside its months: the same short runs bare, in an experiment, and kept whole."""
    experiment = _experiment(0.006, 1, runs=400, until="2008-03")
    scenario = experiment.scenario_at(experiment.points[0].tolist())
    bare = median(_bare(scenario, experiment.runs) for _ in range(TURNS))
    rows = [("bare, in a loop", bare)]
    for engine in (Threads(1), Workers(1)):
        several = median(_performed(experiment, engine)[0] for _ in range(TURNS))
        few = median(_performed(_experiment(0.006, 1, runs=8, until="2008-03"), engine)[0] for _ in range(TURNS))
        # What an engine needs to start is there in both, and cancels.
        rows.append((f"in an experiment, {engine}", (several - few) / (experiment.runs - 8) * experiment.runs))
    rows.append(("kept whole: series and events", _kept_whole(scenario, 60) / 60 * experiment.runs))
    lines = [
        "## Beside the months",
        "",
        f"Runs of {len(scenario.levers)} months in a country of scale 0.006, so that little is simulated: what is left "
        "is what a run costs whatever it simulates. The start of an engine is taken off.",
        "",
        "| the same runs | ms a run | beside the months, ms |",
        "| --- | ---: | ---: |",
    ]
    for name, seconds in rows:
        each = 1000 * seconds / experiment.runs
        lines.append(f"| {name} | {each:.2f} | {each - 1000 * bare / experiment.runs:.2f} |")
    return [*lines, ""]


def _bare(scenario: Scenario, runs: int) -> float:
    country = build(scenario.country, scenario.scale)
    begun = time.perf_counter()
    for number in range(runs):
        simulate(country, scenario, number)
    return time.perf_counter() - begun


def _kept_whole(scenario: Scenario, runs: int) -> float:
    with tempfile.TemporaryDirectory() as folder:
        begun = time.perf_counter()
        run(scenario, runs=runs, out=Path(folder) / "run", engine=Threads(1))
        return time.perf_counter() - begun


@dataclass
class Memory:
    """Megabytes held over time, by this process and by those that it started."""

    seconds: list[float] = field(default_factory=list)
    own: list[float] = field(default_factory=list)
    workers: list[float] = field(default_factory=list)


@contextmanager
def _watched() -> Iterator[Memory]:
    """Look at the memory of this process and its children now and then for the length of the block."""
    seen, stop, me, begun = Memory(), Event(), psutil.Process(), time.perf_counter()

    def look() -> None:
        while not stop.wait(SECONDS_BETWEEN_LOOKS):
            seen.seconds.append(time.perf_counter() - begun)
            seen.own.append(me.memory_info().rss / MEGABYTE)
            seen.workers.append(sum(_held(child) for child in me.children(recursive=True)))

    thread = Thread(target=look, daemon=True)
    thread.start()
    try:
        yield seen
    finally:
        stop.set()
        thread.join()


def _held(process: psutil.Process) -> float:
    try:
        return process.memory_info().rss / MEGABYTE
    except psutil.NoSuchProcess:
        return 0.0


def _many() -> list[str]:
    """Ten thousand runs, and the memory that they take over time."""
    experiment = _experiment(0.006, MANY_POINTS, runs=MANY_RUNS, until="2009-12")
    count = MANY_POINTS * MANY_RUNS
    with tempfile.TemporaryDirectory() as folder, _watched() as memory:
        begun = time.perf_counter()
        results = execute(experiment, Path(folder) / "experiment", engine=Workers(2))
        done = time.perf_counter() - begun
        table = results.outcomes
        read = time.perf_counter() - begun - done
        size = sum(file.stat().st_size for file in Path(folder).rglob("*") if file.is_file()) / MEGABYTE
    assert len(table) == count
    lines = [
        f"## {count:,} runs",
        "",
        f"{MANY_POINTS:,} points, {MANY_RUNS} runs at each, {experiment.months} months, scale 0.006, 2 workers: "
        f"{done:.0f} s, {count / done:.0f} runs a second; all outcomes read into one table of "
        f"{len(table.columns)} columns in {read:.1f} s; {size:.0f} MB on the disk. Memory in MB, this process and all "
        "workers:",
        "",
        "| part of the time | seconds | this process | workers |",
        "| ---: | ---: | ---: | ---: |",
    ]
    for part in (0.05, 0.25, 0.5, 0.75, 0.95, 1.0):
        at = min(int(part * len(memory.seconds)), len(memory.seconds) - 1)
        lines.append(f"| {part:.0%} | {memory.seconds[at]:.0f} | {memory.own[at]:.0f} | {memory.workers[at]:.0f} |")
    return [*lines, "", f"At most: {max(memory.own):.0f} MB here, {max(memory.workers):.0f} MB in the workers.", ""]


if __name__ == "__main__":
    main()
