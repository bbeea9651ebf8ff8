"""What a reader costs: seconds, and the memory that it takes beyond what the process had."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from politburo.terms.errors import PolitburoError

MOST_SECONDS, MOST_MEGABYTES = 2.0, 200.0
"""What a reader may take for a file that it refuses, beyond what a sound one takes."""

STANDSTILL = 30.0
"""Seconds by the clock after which nothing can be under way any more, however busy the machine is."""

MOST_SIGNS = 5000
"""Signs of an error: however long the words of a file are, they are not all repeated."""

_STATUS, _RESET = Path("/proc/self/status"), Path("/proc/self/clear_refs")


@dataclass
class Cost:
    """Seconds of work, which are fewer than by the clock where others work too; megabytes, 0 where nothing tells."""

    seconds: float = 0.0
    megabytes: float = 0.0


def _peak() -> float:
    lines = _STATUS.read_text().splitlines()
    return int(next(line for line in lines if line.startswith("VmHWM")).split()[1]) / 1024


def _worked() -> float:
    """Seconds that this process and those that it started and saw end have worked."""
    return sum(os.times()[:4])


@contextmanager
def measured() -> Iterator[Cost]:
    """What the block costs, once it has ended."""
    cost, told = Cost(), _STATUS.exists() and _RESET.exists()
    if told:
        _RESET.write_text("5")
    before, begun, worked = _peak() if told else 0.0, time.perf_counter(), _worked()
    yield cost
    took = time.perf_counter() - begun
    assert took < STANDSTILL, "it waited for something"
    cost.seconds = min(took, _worked() - worked)
    cost.megabytes = _peak() - before if told else 0.0


def refuses(read: Callable[[], Any], match: str = "") -> None:
    """Check that reading ends in a short error of politburo, in little time and memory."""
    error = outcome(read)
    assert error is not None, "nothing was wrong with it"
    assert re.search(match, error), error


def outcome(read: Callable[[], Any]) -> str | None:
    """What error of politburo reading ends in, None where it ends well; checks that it takes little time and memory."""
    said = None
    with measured() as cost:
        try:
            read()
        except PolitburoError as error:
            said = str(error)
    assert said is None or len(said) < MOST_SIGNS
    assert cost.seconds < MOST_SECONDS
    assert cost.megabytes < MOST_MEGABYTES
    return said
