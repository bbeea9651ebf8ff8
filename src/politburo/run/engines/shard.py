"""One share of the jobs done here and the others elsewhere, by processes that know nothing of each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field

from politburo.run.engines.interface import Engine, Job, OnProgress, Where
from politburo.run.engines.threads import Threads
from politburo.terms.errors import PolitburoError, UsageError


class ShardDone(PolitburoError):  # noqa: N818 - nothing went wrong, but what was asked for is not there yet
    """A shard has done its share, and the rest is not there yet: nothing can be shown, and nothing went wrong."""

    exit_code = 0


class Shares:
    """Parts of a question done one after the other: a shard does its share of each before it says that it is done."""

    def __init__(self) -> None:
        self._waiting: ShardDone | None = None

    @contextmanager
    def part(self) -> Iterator[None]:
        """The block does a part; where others have still to do their share of it, it ends there."""
        try:
            yield
        except ShardDone as done:
            self._waiting = done

    def settle(self) -> None:
        """Raise ShardDone where other shards have still to do their share of a part."""
        if self._waiting is not None:
            raise self._waiting


@dataclass(frozen=True, slots=True)
class Shard:
    """Share `index` of `count` (from 1), done by the engine `inner`, by default threads.

    Shards can be done one after the other or at the same time, in one folder that they share or in folders that are
    merged. The last one finds everything there and goes on to the results; the others end with ShardDone.
    Raises UsageError for a share that there is not.
    """

    index: int
    count: int
    inner: Engine = field(default_factory=Threads)

    shared = True

    def __post_init__(self) -> None:
        if not 1 <= self.index <= self.count:
            raise UsageError(
                f"There is no shard {self.index}/{self.count}: shards of N are numbered from 1/N to N/N, as in 2/8."
            )

    @property
    def width(self) -> int:
        """Jobs that are done here at the same time."""
        return self.inner.width

    @property
    def where(self) -> Where:
        """Where the engine does them."""
        return self.inner.where

    def held(self) -> AbstractContextManager[None]:
        """The workers of the engine stay for the length of a block."""
        return self.inner.held()

    def do(self, jobs: Sequence[Job], on_progress: OnProgress | None = None) -> dict[str, BaseException]:
        """Do those that are this shard's and return what failed, by name; see Engine.

        Raises ShardDone when none of them failed and others had not been done when this began.
        """
        mine = [job for job in jobs if job.place % self.count == self.index - 1]
        failures = self.inner.do(mine, on_progress)
        if not failures and len(mine) < len(jobs):
            folders = ", ".join(sorted({str(job.folder) for job in jobs}))
            raise ShardDone(
                f"Shard {self.index} of {self.count} is done, and kept in {folders}. When all are done there, or are "
                "merged into one folder, give the same command without the shard to see what came out."
            )
        return failures
