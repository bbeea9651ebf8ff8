"""Runs to branch from: five years and a half of a thinned small country; and ways to look at the files of a run."""

from __future__ import annotations

from pathlib import Path

import numpy as np

import politburo as pb
from politburo.run.engines import Threads
from politburo.scenario import Scenario, adapt, load, month_number

SCENARIO = adapt(load("example"), runs=2, until="2005-06", scale=0.02)
AT, MONTH = "2004-05", month_number("2004-05")


def run_into(folder: Path, scenario: Scenario = SCENARIO) -> pb.Results:
    """The runs of a scenario, simulated into a folder."""
    return pb.run(scenario, out=folder, engine=Threads(1))


def first_unlike_month(one: pb.Results, other: pb.Results, run: int, of: int | None = None) -> int | None:
    """The first month, by number, in which any bit of any series of a run of `one` differs from run `of` of `other`."""
    found = []
    for name, values in one.series.items():
        if "month" not in values.dims:
            continue
        ours = values.sel(run=run).transpose("month", ...).values
        theirs = other.series[name].sel(run=run if of is None else of).transpose("month", ...).values
        unlike = (ours.view(np.int32) != theirs.view(np.int32)).reshape(len(ours), -1).any(axis=1)
        found += [one.scenario.start + int(np.argmax(unlike))] if unlike.any() else []
    return min(found, default=None)


def events_before(results: pb.Results, run: int, month: int) -> list[tuple]:
    """The events of a run before a month, as rows, with their numbers."""
    table = results.events
    table = table[(table["run"] == run) & (table["date"].dt.year * 12 + table["date"].dt.month - 1 < month)]
    return table.drop(columns="run").astype(str).to_records(index=False).tolist()
