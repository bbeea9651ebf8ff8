"""A process that answers a made-up question, to be killed: says "ready", then its fingerprint."""

import sys
from pathlib import Path

import pytest

from tests.ask.sensitivity.made_up import asked
from tests.run.experiment.made_up import Simulation


def answered(folder: Path, seconds: float) -> str:
    """Answer the question, a month of which takes some seconds; its fingerprint."""
    with pytest.MonkeyPatch.context() as patch:
        Simulation(seconds=seconds).used(patch)
        print("ready", flush=True)
        return asked(folder).fingerprint


if __name__ == "__main__":
    print(answered(Path(sys.argv[1]), float(sys.argv[2])))
