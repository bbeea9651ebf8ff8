"""A process that answers a made-up question, to be killed: says "ready", then its fingerprint."""

import sys
from pathlib import Path

import pytest

from tests.ask.sensitivity.made_up import asked
from tests.run.experiment.made_up import Simulation


def main() -> int:
    folder, seconds = Path(sys.argv[1]), float(sys.argv[2])
    with pytest.MonkeyPatch.context() as patch:
        Simulation(seconds=seconds).used(patch)
        print("ready", flush=True)
        print(asked(folder).fingerprint)
    return 0


if __name__ == "__main__":
    sys.exit(main())
