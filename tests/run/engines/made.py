"""Jobs made up for tests; those that leave a mark do so in their folder, wherever they are done."""

from __future__ import annotations

import os
import signal
import time
from dataclasses import dataclass, field
from pathlib import Path

from politburo.run.engines import Pace


@dataclass(frozen=True)
class MadeUp:
    """A job of some months, each of which takes a while; writes the process that did it when it is done."""

    name: str
    folder: Path
    months: int = 1
    place: int = 0
    scale: float = 1.0
    seconds_a_month: float = 0.0

    def do(self, pace: Pace) -> None:
        (self.folder / f"{self.name}.begun").touch()
        for _ in range(self.months):
            if pace.stop():
                (self.folder / f"{self.name}.stopped").touch()
                raise KeyboardInterrupt
            time.sleep(self.seconds_a_month)
            pace.month()
        with (self.folder / self.name).open("a") as file:
            file.write(f"{os.getpid()}\n")


@dataclass(frozen=True)
class Failing(MadeUp):
    """A job that raises what it is told to, once the job named in `after` has begun."""

    error: Exception = field(default_factory=lambda: ValueError("no"))
    after: str = ""

    def do(self, pace: Pace) -> None:
        while self.after and not (self.folder / f"{self.after}.begun").exists():
            time.sleep(0.01)
        raise self.error


class UnsendableError(Exception):
    """An error that cannot be made again from what it says of itself."""

    def __init__(self, one: int, other: int) -> None:
        super().__init__(f"{one} is not {other}")


@dataclass(frozen=True)
class Unsendable(MadeUp):
    """A job that raises an error which cannot be sent."""

    def do(self, pace: Pace) -> None:
        raise UnsendableError(1, 2)


@dataclass(frozen=True)
class Deadly(MadeUp):
    """A job that kills whatever process it is done in, `lives` times."""

    lives: int = 99

    def do(self, pace: Pace) -> None:
        with (self.folder / f"{self.name}.tries").open("a") as file:
            file.write("x")
            tries = file.tell()
        if tries <= self.lives:
            os.kill(os.getpid(), signal.SIGKILL)
        super().do(pace)


def done_in(folder: Path) -> set[str]:
    """Names of the jobs that were done in a folder."""
    return {file.name for file in folder.iterdir() if not file.suffix}
