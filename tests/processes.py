"""Programs of the tests as processes of their own, for tests that kill or stop them."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]


def started(module: str, *options: object) -> subprocess.Popen[str]:
    """A process that runs a module of the tests, once it has said `ready`: it is about to begin."""
    command = [sys.executable, "-m", module, *map(str, options)]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n", process.communicate()[1]
    return process
