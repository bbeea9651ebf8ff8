"""What is asked of a job and of an engine: work that can be done anywhere, where it is done, and its progress."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from politburo.terms.errors import PolitburoError

OnProgress = Callable[[int, int], None]
"""Called with the months simulated and to simulate."""


class Where(StrEnum):
    """In threads of this process; in other processes of this machine; on other machines, or so it must be assumed."""

    HERE = "here"
    BESIDE = "beside"
    ELSEWHERE = "elsewhere"


class EngineError(PolitburoError):
    """Jobs cannot be done where they were to be done: workers that are not there, or are not the same politburo."""

    exit_code = 3


class Pace:
    """What a job is given: it calls `month` after each month it has simulated, and asks `stop` whether to give up.

    What cannot be reached any more asks to give up too: a job whose engine is gone is wanted by nobody.
    """

    def __init__(self, stop: Callable[[], bool]) -> None:
        self.months = 0
        self.stop = stop

    def month(self, *_: object) -> None:
        """One more month is done."""
        self.months += 1


class Job(Protocol):
    """A piece of work that can be done anywhere: it keeps its own result, so that nothing comes back but its failure.

    A job is small and can be pickled: what it needs, such as the country, it makes where it is done. Doing it twice
    gives the same files, also when both are at it at the same time.
    """

    @property
    def name(self) -> str:
        """Unique among the jobs that are done together; said when it fails."""
        ...

    @property
    def place(self) -> int:
        """Its number among all jobs of the same question, finished ones included: shards divide the work by it."""
        ...

    @property
    def folder(self) -> Path:
        """The absolute path of the folder in which it keeps its result."""
        ...

    @property
    def months(self) -> int:
        """The months that it simulates."""
        ...

    @property
    def scale(self) -> float:
        """The scale of the country in which it simulates them: what a month costs depends on it."""
        ...

    def do(self, pace: Pace) -> None:
        """Do it and keep what comes out. Raises KeyboardInterrupt when `pace` says to give up."""
        ...


class Engine(Protocol):
    """Where jobs are done. What comes out does not depend on it."""

    @property
    def width(self) -> int:
        """Jobs that are done at the same time."""
        ...

    @property
    def where(self) -> Where:
        """Whose memory and whose interpreter the jobs share."""
        ...

    @property
    def shared(self) -> bool:
        """Whether other processes may do other jobs of the same question in the same folder meanwhile."""
        ...

    def held(self) -> AbstractContextManager[None]:
        """A block for whose length its workers, if it has any, stay between one set of jobs and the next."""
        ...

    def do(self, jobs: Sequence[Job], on_progress: OnProgress | None = None) -> dict[str, BaseException]:
        """Do all of them and return what failed, by name, when the others are finished.

        `on_progress(done, total)` is called from this thread. Raises StoreError at once, since what one job cannot
        write none can; EngineError where nothing can be done; KeyboardInterrupt when the user stops it.
        """
        ...


def part_of(on_progress: OnProgress | None, before: int, months: int, whole: int) -> OnProgress | None:
    """Progress of a part, reported of the whole: `before` months are done, and the part has `months`.

    A part reports only what it has still to do; what it finds there already counts as done.
    """
    if on_progress is None:
        return None
    return lambda done, total: on_progress(min(before + max(months - total, 0) + done, whole), whole)


class Progress:
    """The progress of some jobs; a job that ends counts whole, also when its regime fell early."""

    def __init__(self, jobs: Sequence[Job], on_progress: OnProgress | None) -> None:
        self._total = sum(job.months for job in jobs)
        self._done = self._most = 0
        self._on_progress = on_progress

    def finished(self, job: Job) -> None:
        """A job has ended."""
        self._done += job.months

    def report(self, under_way: int) -> None:
        """Report what is done, with the months of jobs that have not ended; it never goes back."""
        self._most = max(self._most, self._done + under_way)
        if self._on_progress is not None:
            self._on_progress(self._most, self._total)
