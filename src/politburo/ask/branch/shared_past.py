"""What the files of a run hold of the months before a branch, bit by bit: known by a fingerprint, and compared."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from politburo.run.events import read_before
from politburo.run.series import read_array, read_arrays
from politburo.run.store import Store
from politburo.scenario import month_name
from politburo.terms.errors import StoreError

EVENTS = "events"
"""What the events are called where a difference is told."""


@dataclass(frozen=True, slots=True)
class Before:
    """The months of a run before one: `series` by name, arrays (months, …), and the columns of `events` with reasons.

    `start` is the number of the first of these months.
    """

    start: int
    series: Mapping[str, NDArray]
    events: Mapping[str, NDArray]

    @property
    def fingerprint(self) -> str:
        """Hash (hex) of every bit of it, months and names included."""
        digest = hashlib.blake2b(f"{self.start}".encode(), digest_size=16)
        for name, values in (*sorted(self.series.items()), *sorted(self.events.items())):
            digest.update(f"\0{name} {values.shape}\0".encode())
            digest.update(_bits(values))
        return digest.hexdigest()


def read_months_before(store: Store, run: int, start: int, month: int) -> Before:
    """What the files of a run, which begins in the month `start`, hold of the months before `month`.

    Raises StoreError when they cannot be read.
    """
    series = {name: values[: month - start] for name, values in read_arrays(store.series_file(run)).items()}
    provinces = [str(name) for name in read_array(store.series_file(run), "province")]
    return Before(start, series, read_before(store.events_file(run), provinces, month))


def first_unlike(ours: Before, theirs: Before) -> tuple[int, str] | None:
    """The first month in which any bit differs, and what does: a series, or events. None where nothing does."""
    found = [
        (ours.start + position, name)
        for name in sorted(ours.series)
        if (position := _first(ours.series[name], theirs.series[name])) is not None
    ]
    found += _unlike_events(ours, theirs)
    return min(found, key=lambda one: one[0], default=None)


def _unlike_events(ours: Before, theirs: Before) -> Iterator[tuple[int, str]]:
    """For each column of events, the month of the first event that is not the same in both, if there is one."""
    for name in ours.events:
        row = _first(ours.events[name], theirs.events[name])
        if row is not None:
            months = [
                side.events["month"][at] for side in (ours, theirs) if (at := _event(side, name, row)) is not None
            ]
            yield int(min(months, default=ours.start)), EVENTS


def _event(side: Before, column: str, row: int) -> int | None:
    """The event that a row of a column belongs to; None where there is no such row. Reasons have several for each."""
    if row >= len(side.events[column]):
        return None
    if column not in ("term", "value"):
        return row
    return int(np.searchsorted(np.cumsum(side.events["terms"]), row, side="right"))


def _first(ours: NDArray, theirs: NDArray) -> int | None:
    """The first row in which two arrays differ in any bit, or which one of them lacks; None where they are the same."""
    rows = min(len(ours), len(theirs))
    for row in range(rows):
        if _bits(ours[row : row + 1]) != _bits(theirs[row : row + 1]):
            return row
    return None if len(ours) == len(theirs) else rows


def _bits(values: NDArray) -> bytes:
    """The bits of numbers, or of texts one a line."""
    return "\n".join(values.tolist()).encode() if values.dtype == object else np.ascontiguousarray(values).tobytes()


class NotTheSameError(StoreError):
    """A run of a branch does not begin as its parent's does."""


@dataclass(frozen=True, slots=True)
class SameBefore:
    """The check that a run begins as a run of the parent does: what its files hold before a month is the same.

    `parent` is the parent's folder and `start` its first month; `run` is the run that all continue, None where each
    continues the one of its own number.
    """

    parent: Path
    start: int
    month: int
    run: int | None

    def __call__(self, store: Store, run: int) -> None:
        """Raise NotTheSameError, with the first difference, when a run of `store` begins otherwise."""
        self.fingerprint(store, run)

    def fingerprint(self, store: Store, run: int) -> str:
        """The fingerprint of what a run of `store` and its parent's have in common. Raises NotTheSameError as above."""
        continued = run if self.run is None else self.run
        theirs = read_months_before(Store(self.parent), continued, self.start, self.month)
        ours = read_months_before(store, run, self.start, self.month)
        known = ours.fingerprint
        if known == theirs.fingerprint:
            return known
        month, what = first_unlike(ours, theirs) or (self.start, "the layout of the files")
        raise NotTheSameError(
            f"Run {run} of {store.folder} does not begin as run {continued} of {self.parent} does: {what} differs "
            f"first in {month_name(month)}, before {month_name(self.month)}. The run does not count as finished. "
            "The machine, or its libraries, computes other bits than the one that made the parent: run the parent's "
            "scenario again here, into a new folder, and branch that."
        )
