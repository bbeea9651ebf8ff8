"""How long the board of claims takes, in full and in its short form; writes CLAIMS.md.

Both are run from nothing, each in a folder of its own, with one thread for each core; kernels are compiled before. On
an idle machine of two cores the board should take less than six minutes and the short form less than one. Called with
the name of a folder, it leaves there what it measured for the board.
"""

from __future__ import annotations

import os
import platform
import shutil
import sys
import tempfile
import time
from datetime import date
from importlib.metadata import version
from pathlib import Path

from politburo.ask.claims.board import Board, decide
from politburo.ask.claims.designs import whole_board
from politburo.ask.doctor import processor
from politburo.country import build
from politburo.month import simulate
from politburo.run.engines import usable_threads
from politburo.scenario import adapt, load

SLOWEST = 8
"""Claims that are listed."""


def main() -> None:
    """Measure, print and write CLAIMS.md beside this file."""
    simulate(build("north-korea", 0.02), adapt(load("north-korea"), until="2008-06", scale=0.02))  # compiles
    kept = Path(sys.argv[1]) if len(sys.argv) > 1 else None
    text = "\n".join([*_heading(), *_timed("The short form", short=True), *_timed("The board", short=False, kept=kept)])
    Path(__file__).with_name("CLAIMS.md").write_text(text, encoding="utf-8")
    print(text)


def _heading() -> list[str]:
    libraries = ", ".join(f"{name} {version(name)}" for name in ("politburo", "numpy", "numba"))
    load_now = ", ".join(f"{value:.1f}" for value in os.getloadavg())
    return [
        "# How long the claims take",
        "",
        f"Written by `python benchmarks/claims.py` on {date.today().isoformat()}: {processor()}, "
        f"{usable_threads(None)} threads; load before {load_now}; Python {platform.python_version()}, {libraries}.",
        "",
    ]


def _timed(name: str, *, short: bool, kept: Path | None = None) -> list[str]:
    """A heading with the times, and the claims that took longest; what was measured is left in `kept`."""
    with tempfile.TemporaryDirectory() as folder:
        begun, used = time.perf_counter(), time.process_time()
        board = decide(whole_board(), Path(folder), short=short)
        seconds, spent = time.perf_counter() - begun, time.process_time() - used
        if kept is not None:
            shutil.copytree(folder, kept, dirs_exist_ok=True)
    return [
        f"## {name}",
        "",
        f"{len(board.decided)} claims, {board.tests} with a primary test: {seconds:.0f} s, {spent:.0f} s of CPU time.",
        "",
        *_slowest(board),
        "",
    ]


def _slowest(board: Board) -> list[str]:
    slowest = sorted(board.decided, key=lambda one: -one.seconds)[:SLOWEST]
    rows = [f"| {one.claim.id} | {one.claim.runs} | {one.seconds:.1f} |" for one in slowest]
    return ["| claim | pairs | seconds of a thread, shared arms divided |", "| --- | ---: | ---: |", *rows]


if __name__ == "__main__":
    main()
