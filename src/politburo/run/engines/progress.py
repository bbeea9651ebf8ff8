"""How far the jobs of an engine are, in months."""

from __future__ import annotations

from collections.abc import Sequence

from politburo.run.engines.interface import Job, OnProgress


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
