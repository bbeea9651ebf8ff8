"""What it takes to keep a run and to check what is kept, relative to the run and to reading; writes FOLDERS.md.

CPU time in one process, median of some turns: shares of one measurement do not depend on how busy the machine is.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from statistics import median
from typing import Any

from politburo.ask.doctor import processor
from politburo.country import build
from politburo.month import simulate
from politburo.run.files import mark
from politburo.run.plan import make_plan
from politburo.run.runs import Runs
from politburo.run.store import Store
from politburo.scenario import adapt, load

TURNS = 5
ASKED = {"example": 1.0, "north-korea": 0.02}
"""Scenarios and their scales."""


def main() -> None:
    """Measure, print and write FOLDERS.md beside this file."""
    lines = [
        "# What folders cost",
        "",
        f"Written by `make bench` on {date.today().isoformat()}: {processor()}. Milliseconds of CPU time for one run.",
        "",
        "| scenario, scale | events | simulated | kept: series, events, marker | read: all series and events "
        "| of that checked | share |",
        "| --- | ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    with tempfile.TemporaryDirectory() as folder:
        lines += [_row(name, scale, Path(folder) / name) for name, scale in ASKED.items()]
    text = "\n".join([*lines, ""])
    Path(__file__).with_name("FOLDERS.md").write_text(text, encoding="utf-8")
    print(text)


def _row(name: str, scale: float, folder: Path) -> str:
    scenario = adapt(load(name), runs=1, scale=scale)
    country, plan, store = build(scenario.country, scenario.scale), make_plan(scenario, folder), Store(folder)
    simulate(country, scenario, run=0)  # compiles
    spent, outcome = _took(lambda: simulate(country, scenario, run=0), turns=1)
    with store.claimed(plan):
        keeping, _ = _took(lambda: Store(folder).keep(0, outcome, plan, country.provinces, spent))
    checking, _ = _took(lambda: (mark(store.series_file(0)), mark(store.events_file(0))))
    reading, events = _took(lambda: _read(folder))
    return (
        f"| {name}, {scale:g} | {events:,} | {1e3 * spent:,.0f} | {1e3 * keeping:.0f} | {1e3 * reading:.0f} "
        f"| {1e3 * checking:.1f} | {checking / reading:.1%} |"
    )


def _read(folder: Path) -> int:
    """Read all that is kept of the run; how many events it has."""
    runs = Runs.open(folder)
    runs.series.load()
    return len(runs.events)


def _took(what: Callable[[], Any], turns: int = TURNS) -> tuple[float, Any]:
    """Seconds of CPU time, after a first turn where there are several, and what came out."""
    seconds, found = [], what() if turns > 1 else None
    for _ in range(turns):
        begun = time.process_time()
        found = what()
        seconds.append(time.process_time() - begun)
    return median(seconds), found


if __name__ == "__main__":
    main()
