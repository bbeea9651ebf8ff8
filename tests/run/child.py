"""A process that does runs in a folder, for tests that kill it, stop it, or let its disk run full.

Says "ready" on standard output when everything is imported, then a line for each report of progress, then the
fingerprint; what goes wrong goes to standard error, and the exit code is the error's own.
"""

from __future__ import annotations

import argparse
import resource
import sys
from collections.abc import Callable, Sequence

from politburo.run import runner
from politburo.run.engines import Threads, Workers
from politburo.run.plan import make_plan
from politburo.run.runner import finish
from politburo.run.runs import Runs
from politburo.terms.errors import PolitburoError
from tests.run.fake_month import fake_build, fake_simulate, short_scenario


def asked_for(arguments: Sequence[str]) -> argparse.Namespace:
    """What is to be done, from words like those of a command."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--workers", type=int, help="processes instead of threads")
    parser.add_argument("--until", default="2001-12")
    parser.add_argument("--real", action="store_true", help="simulate; otherwise outcomes are made up")
    parser.add_argument("--seconds", type=float, default=0.0, help="what a made-up month takes")
    parser.add_argument("--events", type=int, default=200, help="made-up events of a run")
    parser.add_argument("--largest-file", type=int, help="bytes that a file may have")
    parser.add_argument("--unasked", action="store_true", help="do not ask beforehand whether there is room")
    return parser.parse_args(arguments)


def done(asked: argparse.Namespace, on_progress: Callable[[int, int], None] | None = None) -> str:
    """Do the runs; the fingerprint of all of them."""
    made_up = {"build": fake_build, "simulate": fake_simulate(asked.seconds, asked.events)}
    finish(
        make_plan(short_scenario(runs=asked.runs, until=asked.until), asked.folder),
        engine=Workers(asked.workers) if asked.workers else Threads(asked.threads),
        on_progress=on_progress,
        **({} if asked.real else made_up),
    )
    return Runs.open(asked.folder, runs=asked.runs).fingerprint


def main() -> int:
    asked = asked_for(sys.argv[1:])
    if asked.unasked:
        runner.check_capacity = lambda *_: None
    if asked.largest_file is not None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (asked.largest_file, asked.largest_file))
    print("ready", flush=True)
    try:
        print(done(asked, lambda months, total: print(months, total, flush=True)))
    except PolitburoError as error:
        print(error, file=sys.stderr)
        return error.exit_code
    except KeyboardInterrupt as stop:
        print(stop, file=sys.stderr)
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
