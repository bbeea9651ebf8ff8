"""A process that performs a made-up experiment, to be killed: says "ready", then its fingerprint."""

import sys
from pathlib import Path

import pytest

from politburo.run.engines import Threads
from politburo.run.experiment import execute
from tests.run.experiment.made_up import Simulation, experiment


def main() -> int:
    folder, seconds = Path(sys.argv[1]), float(sys.argv[2])
    with pytest.MonkeyPatch.context() as patch:
        Simulation(seconds=seconds).used(patch)
        print("ready", flush=True)
        try:
            print(execute(experiment(runs=30), folder, engine=Threads(2)).fingerprint)
        except KeyboardInterrupt as stop:
            print(stop, file=sys.stderr)
            return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
