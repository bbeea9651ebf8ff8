"""A branch: the runs that go on from a stored run's month, the same before it, beside what they are compared with."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, NamedTuple

import numpy as np
from numpy.typing import NDArray

from politburo.answer import Answer, Column, Provenance, Table
from politburo.answer.numbers import numbered
from politburo.ask.run.results import Results
from politburo.run.events import read_before
from politburo.run.series import names_in, read_arrays
from politburo.run.store import Store
from politburo.scenario import month_name
from politburo.terms.errors import StoreError, UsageError

if TYPE_CHECKING:
    from politburo.ask.branch import Change
    from politburo.ask.compare.comparison import Comparison
    from politburo.run.plan import Plan


@dataclass(frozen=True, eq=False, repr=False)
class Branch(Answer):
    """Runs that are those of `parent` to the bit before the month `month`, and have a history of their own from it on.

    `results` are those of the branch, a run folder like any other. `baseline` is what they are compared with, run by
    run: the parent, or, where chance is drawn anew and something else changes too, the same branch without the change;
    `compared` is that comparison, None where nothing but chance is different. `fingerprint` is that of the months
    before, as they are verified to be in the files of both.
    """

    question: ClassVar[str] = "branch"

    parent: Results
    results: Results
    baseline: Results
    month: int
    change: Change
    fingerprint: str
    compared: Comparison | None

    @property
    def title(self) -> str:
        """What it continues, from when on, with what changed."""
        return " ".join(self.results.scenario.title.split())

    @property
    def folder(self) -> Path:
        """The folder of its runs."""
        return self.results.folder

    @property
    def provenance(self) -> Provenance:
        """Scenario, scale, months, seed, runs and fingerprint."""
        return self.results.provenance

    @property
    def tables(self) -> tuple[Table, ...]:
        """How it differs from its baseline, or its runs by themselves where they have no partners; and what it is."""
        return *self._shown.tables, self._about

    @property
    def sentences(self) -> tuple[str, ...]:
        """What is the same, and what becomes different."""
        return self.sameness, *self._shown.sentences

    @property
    def warnings(self) -> tuple[str, ...]:
        """Those of what is shown."""
        return self._shown.warnings

    @property
    def at(self) -> str:
        """The month from which the branch goes its own way, such as `2018-05`."""
        return month_name(self.month)

    @property
    def is_paired(self) -> bool:
        """Whether its runs have partners with the same chance to be compared with: not where chance alone is new."""
        return self.compared is not None

    @property
    def verified(self) -> str:
        """What is known to be the same, in a sentence."""
        count, start = len(self.results.runs), self.results.scenario.start
        runs = numbered(count, "run")
        if self.month == start:
            return f"{runs} from the first month on: nothing lies before it that could be the same."
        of = "the parent" if self.change.run is None else f"run {self.change.run} of the parent"
        return (
            f"{runs} identical to {of} up to {month_name(self.month - 1)}, to the bit "
            f"(fingerprint of these months {self.fingerprint})."
        )

    @property
    def ended_before(self) -> int:
        """In how many of the runs the regime had fallen before the branch begins: there it stays fallen."""
        ended = (self.results.store.marker(run) for run in self.results.runs)
        return sum(
            marker is not None and marker.ended_month is not None and marker.ended_month < self.at for marker in ended
        )

    @property
    def sameness(self) -> str:
        """What is known to be the same, and what the regime's fall before the branch means for it, in sentences."""
        fallen = self.ended_before
        return self.verified + (
            f" In {fallen} of them the regime had fallen by then, and stays fallen." if fallen else ""
        )

    def comparison(self) -> Comparison:
        """How it differs from its baseline, run by run. Raises UsageError where nothing but chance is different."""
        if self.compared is None:
            raise UsageError(
                f"Nothing but chance is different in {self.results.folder}: no run there has a partner with the same "
                "chance to be compared with. Look at them by themselves (`results`), or branch with something changed."
            )
        return self.compared

    @property
    def _shown(self) -> Answer:
        return self.compared or self.results

    @property
    def _about(self) -> Table:
        columns = (
            Column("parent", meaning="folder of the runs that are continued"),
            Column("baseline", meaning="folder of the runs that it is compared with", shown=self.is_paired),
            Column("at", meaning="month from which it differs", format="month", heading="from"),
            Column("changed", meaning="what is different"),
            Column("ended_before", "runs", "runs in which the regime had fallen before", "count", shown=False),
            Column("fingerprint_before", meaning="hash of what is the same, verified in both", shown=False),
        )
        row = (
            str(self.parent.folder), str(self.baseline.folder) if self.is_paired else None, self.at, self.change.words,
            self.ended_before, self.fingerprint,
        )  # fmt: skip
        return Table("branch", "What it continues", columns, [row], simulated=False)


EVENTS = "events"
"""What the events are called where a difference is told."""

OF_REASONS = ("value",)
"""Columns of events that have a row for each term of an event's reasons."""


class Rows(NamedTuple):
    """A series or column of events of some months, with the month of each row; `what` is its name where it differs."""

    name: str
    what: str
    values: NDArray
    months: NDArray

    def bits(self, row: slice = slice(None)) -> bytes:
        """The bits of numbers, or of texts one a line."""
        values = self.values[row]
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
        self.fingerprint(store, run, finished=False)

    def fingerprint(self, store: Store, run: int, *, finished: bool = True) -> str:
        """The fingerprint of what a run of `store` and its parent's have in common. Raises NotTheSameError as above.

        What is not `finished` yet has no marker, or an old one, which does not vouch for its files.
        """
        continued = run if self.run is None else self.run
        theirs = self._before(Store(self.parent), continued, finished=True)
        ours = self._before(store, run, finished=finished)
        known = self._hash(ours)
        if known == self._hash(theirs):
            return known
        month, what = first_unlike(ours, theirs) or (self.start, "the layout of the files")
        raise NotTheSameError(
            f"Run {run} of {store.folder} does not begin as run {continued} of {self.parent} does: {what} differs "
            f"first in {month_name(month)}, before {month_name(self.month)}. The run does not count as finished. "
            "The machine, or its libraries, computes other bits than the one that made the parent: run the parent's "
            "scenario again here, into a new folder, and branch that."
        )

    def verified(self, plan: Plan) -> tuple[Results, str]:
        """What came out of a plan, and the fingerprint of all that its runs have in common with the parent.

        All of its runs are looked at: some may have been finished before, by whatever made the folder. Raises
        NotTheSameError when one does not begin as the parent's does: it then does not count as finished any more.
        """
        results = Results.open(plan.folder, runs=plan.scenario.runs)
        digest = hashlib.blake2b(digest_size=16)
        for run in results.runs:
            try:
                digest.update(f"{run} {self.fingerprint(results.store, run)}\n".encode())
            except NotTheSameError:
                results.store.forget(run)
                raise
        return results, digest.hexdigest()

    def _before(self, store: Store, run: int, *, finished: bool) -> list[Rows]:
        """The series of a run by their names, then the columns of its events with reasons, in the months before."""
        series_file = store.checked("series", run) if finished else store.series_file(run)
        events_file = store.checked("events", run) if finished else store.events_file(run)
        months = np.arange(self.start, self.month)
        series = sorted(read_arrays(series_file).items())
        found = [Rows(name, name, values[: len(months)], months) for name, values in series]
        events = read_before(events_file, names_in(series_file), self.month)
        months = events["month"].astype(np.int64)
        of_reasons = np.repeat(months, events["terms"])
        for name, values in sorted(events.items()):
            found.append(Rows(name, EVENTS, values, of_reasons if name in OF_REASONS else months))
        return found

    def _hash(self, before: list[Rows]) -> str:
        """Hash (hex) of every bit of it, months and names included."""
        digest = hashlib.blake2b(f"{self.start}".encode(), digest_size=16)
        for one in before:
            digest.update(f"\0{one.name} {one.values.shape}\0".encode())
            digest.update(one.bits())
        return digest.hexdigest()


def first_unlike(ours: list[Rows], theirs: list[Rows]) -> tuple[int, str] | None:
    """The first month in which any bit differs, and what does: a series, or events. None where nothing does."""
    found = []
    for one, other in zip(ours, theirs, strict=True):
        rows = range(max(len(one.values), len(other.values)))
        row = next((row for row in rows if one.bits(slice(row, row + 1)) != other.bits(slice(row, row + 1))), None)
        if row is not None:
            found.append((min(int(side.months[row]) for side in (one, other) if row < len(side.months)), one.what))
    return min(found, key=lambda pair: pair[0], default=None)
