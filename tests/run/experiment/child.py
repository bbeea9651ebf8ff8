"""A process that performs a made-up experiment, to be killed: says "ready", then its fingerprint."""

import sys
from pathlib import Path

import pytest

from politburo.run.engines import Threads
from politburo.run.experiment import execute
from tests.run.experiment.made_up import Simulation, experiment


def answered(folder: Path, seconds: float) -> str:
    """Perform the experiment, a month of which takes some seconds; its fingerprint."""
    with pytest.MonkeyPatch.context() as patch:
        Simulation(seconds=seconds).used(patch)
        print("ready", flush=True)
        return execute(experiment(runs=30), folder, engine=Threads(2)).fingerprint


def main() -> int:
    try:
        print(answered(Path(sys.argv[1]), float(sys.argv[2])))
    except KeyboardInterrupt as stop:
        print(stop, file=sys.stderr)
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
