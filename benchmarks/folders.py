"""What it takes to keep a run and to check what is kept, relative to the run and to reading; writes FOLDERS.md.

CPU time in one process, median of some turns: shares of one measurement do not depend on how busy the machine is. What
is compared is measured in turn.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from statistics import median

from politburo.ask.doctor import processor
from politburo.country import build
from politburo.month import Outcome, simulate
from politburo.month.log import Reasons
from politburo.run.folder.files import mark
from politburo.run.plan import make_plan
from politburo.run.runs import Runs
from politburo.run.store import Store
from politburo.scenario import adapt, load

TURNS = 15
ASKED = {"example": 1.0, "north-korea": 0.02}
"""Scenarios and their scales: one with few events for its months, and one with many."""

FEW = 500


def main() -> None:
    """Measure, print and write FOLDERS.md beside this file."""
    lines = [
        "# What folders cost",
        "",
        f"Written by `make bench` on {date.today().isoformat()}: {processor()}. Milliseconds of CPU time for one run.",
        f"It is kept with its series, events, marker and checksums: as it is, and with its first {FEW} events alone.",
        "",
        f"| scenario, scale | events | simulated | kept | with {FEW} events | ratio | read: all series and events "
        "| of that checked | share |",
        "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
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
    begun = time.process_time()
    outcome = simulate(country, scenario, run=0)
    spent = time.process_time() - begun
    few = _beginning(outcome)
    with store.claimed(plan):
        some, all_of_it = _took(
            lambda: Store(folder).keep(0, few, plan, country.names, spent),
            lambda: Store(folder).keep(0, outcome, plan, country.names, spent),
        )
    checking, reading = _took(
        lambda: (mark(store.series_file(0)), mark(store.events_file(0))),
        lambda: _read(folder),
    )
    return (
        f"| {name}, {scale:g} | {len(outcome.events['month']):,} | {1e3 * spent:,.0f} | {1e3 * all_of_it:.1f} "
        f"| {1e3 * some:.1f} | {all_of_it / some:.2f} | {1e3 * reading:.0f} | {1e3 * checking:.1f} "
        f"| {checking / reading:.1%} |"
    )


def _beginning(outcome: Outcome) -> Outcome:
    """The same run with its first events alone."""
    told, reasons = outcome.reasons.event < FEW, outcome.reasons
    return replace(
        outcome,
        events={name: values[:FEW] for name, values in outcome.events.items()},
        reasons=Reasons(reasons.event[told], reasons.hazard[told], reasons.terms[told]),
    )


def _read(folder: Path) -> None:
    """Read all that is kept of the run."""
    runs = Runs.open(folder)
    runs.series.load()
    assert len(runs.events)


def _took(*what: Callable[[], object]) -> list[float]:
    """Seconds of CPU time of each, one after the other in every turn, after a first turn."""
    seconds: list[list[float]] = [[] for _ in what]
    for turn in range(TURNS + 1):
        for one, its in zip(what, seconds, strict=True):
            begun = time.process_time()
            one()
            if turn:
                its.append(time.process_time() - begun)
    return [median(its) for its in seconds]


if __name__ == "__main__":
    main()
