"""Kill a process at every single thing it does to the files of a run folder, and see what is left each time.

Usage: python -m tests.run.die_at_step FOLDER. Runs one child for each step: it does the runs until it opens, renames or
removes something in its folder for the k-th time, and kills itself just before. Prints the number of steps tried.
"""

from __future__ import annotations

import os
import signal
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

from politburo.run import series
from politburo.run.engines import Threads
from politburo.run.plan import make_plan, model_sources
from politburo.run.runner import finish
from politburo.run.store import Store
from tests.run.fake_month import fake_build, fake_simulate, short_scenario

STEPS = {"open", "os.rename", "os.remove", "os.mkdir", "os.replace"}
RUNS = 2


def do_runs(folder: Path) -> None:
    """Finish the runs, one after the other so that steps come in a fixed order."""
    plan = make_plan(short_scenario(runs=RUNS, until="2000-06"), folder)
    finish(plan, engine=Threads(1), build=fake_build, simulate=fake_simulate())


def die_before(step: int, folder: Path) -> None:
    """Kill this process when it is about to do its `step`-th thing to a file in `folder`."""
    seen = 0

    def watch(event: str, arguments: tuple[Any, ...]) -> None:
        nonlocal seen
        if event in STEPS and str(arguments[0]).startswith(str(folder)):
            seen += 1
            if seen == step:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(watch)


def in_child(folder: Path, step: int | None = None) -> bool:
    """Do the runs in a process of their own; whether it lived to finish them."""
    child = os.fork()
    if child == 0:
        if step is not None:
            die_before(step, folder)
        do_runs(folder)
        os._exit(0)
    return os.waitpid(child, 0)[1] == 0


def contents(folder: Path) -> dict[str, bytes]:
    """Every file but the ones that say when and how fast."""
    files = (file for file in folder.rglob("*") if file.is_file())
    told = {str(file.relative_to(folder)): file.read_bytes() for file in files}
    return {name: content for name, content in told.items() if not name.startswith(("manifest", "done"))}


def main() -> None:
    base = Path(sys.argv[1])
    import_module("zarr")  # once, for all children, and so are the sources read
    model_sources()
    series.ALL_SERIES = series.ALL_SERIES[:2]  # so that a child takes no time
    assert in_child(base / "whole")
    expected = contents(base / "whole")
    for step in range(1, 1000):
        folder = base / f"step-{step}"
        if in_child(folder, step):
            print(step - 1)
            return
        store = Store(folder)
        for run in range(RUNS):
            marked, whole = store.marker_file(run).exists(), store.is_whole(run)
            assert marked == whole, f"killed before step {step}, run {run} has a marker: {marked}, is whole: {whole}"
        kept = {run: store.marker_file(run).read_bytes() for run in range(RUNS) if store.is_whole(run)}
        assert in_child(folder), f"killed before step {step}, the runs cannot be finished"
        for run, marker in kept.items():
            assert store.marker_file(run).read_bytes() == marker, f"killed before step {step}, run {run} is done again"
        assert all(store.is_whole(run) for run in range(RUNS))
        assert contents(folder) == expected, f"killed before step {step}, other files came out"


if __name__ == "__main__":
    main()
