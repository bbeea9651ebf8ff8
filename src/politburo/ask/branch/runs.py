"""The runs of a branch: whether the parent can be continued, the runs themselves, and that they begin as it does."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from politburo.ask.run.results import Results
from politburo.run.events import read_before
from politburo.run.plan import Plan, digests, make_plan, model_sources
from politburo.run.replay import check_run
from politburo.run.series import read_array, read_arrays
from politburo.run.store import Store
from politburo.scenario import adapt, month_name
from politburo.scenario.checks import between
from politburo.scenario.schema import RUNS
from politburo.terms.errors import StoreError, UsageError

if TYPE_CHECKING:
    from politburo.scenario import Scenario


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
    # A run that is looked at before it counts as finished has no marker yet, which would vouch for its files.
    finished = store.marker(run) is not None
    series_file = store.checked("series", run) if finished else store.series_file(run)
    events_file = store.checked("events", run) if finished else store.events_file(run)
    series = {name: values[: month - start] for name, values in read_arrays(series_file).items()}
    provinces = [str(name) for name in read_array(series_file, "province")]
    return Before(start, series, read_before(events_file, provinces, month))


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


def count_of(parent: Results, run: int | None, runs: int | None) -> int:
    """How many runs a branch has. Raises UsageError for a run that the parent lacks, and for more than it has."""
    if run is not None:
        check_run(parent.store, parent.scenario.runs, run)
    count = parent.scenario.runs if runs is None else runs
    try:
        between(*RUNS)(count)
    except ValueError as error:
        raise UsageError(f"The number of runs cannot be used: {error}.") from None
    if run is None and count > parent.scenario.runs:
        raise UsageError(
            f"{parent.folder} has {parent.scenario.runs} runs, and {count} cannot be continued: give it more runs "
            "first, or continue one of them many times (`run`)."
        )
    return count


def check_parent(parent: Results, runs: Sequence[int]) -> None:
    """Raise StoreError when these runs of the parent cannot be continued: another version of the model, or damage."""
    manifest = parent.store.manifest()
    again = f"Run it again into a new folder (politburo run {parent.store.scenario_file} --out NEW) and branch that."
    if not manifest.is_of_this_model:
        raise StoreError(
            f"{parent.folder} was made by another version of the model ({manifest.made_by}; this is "
            f"{model_sources()[:10]}), so nothing goes on from it to the bit. {again}"
        )
    leaders = digests(parent.scenario)["leaders"]
    if manifest.digests.get("leaders", leaders) != leaders:
        raise StoreError(
            f"{parent.folder} was made with another version of the logic of rule that its scenario names. {again}"
        )
    for run in runs:
        check_run(parent.store, parent.scenario.runs, run)
    damaged = parent.store.missing(runs)
    if damaged:
        raise StoreError(
            f"The files of run {damaged[0]} of {parent.folder} are not those that were written: give the command that "
            "made the folder again, which does the run again."
        )


def planned(parent: Results, scenario: Scenario, count: int, out: str | Path | None) -> Plan:
    """The runs of a branch and where they are kept. Raises UsageError for the folder of the parent."""
    plan = make_plan(adapt(scenario, runs=count), out)
    if plan.folder.absolute().resolve() == parent.store.folder.resolve():
        raise UsageError(f"{plan.folder} holds the parent: a branch needs a folder of its own.")
    return plan


def verified(plan: Plan, same: SameBefore) -> tuple[Results, str]:
    """What came out of a plan, and the fingerprint of all that its runs have in common with the parent.

    All of its runs are looked at: some may have been finished before, by whatever made the folder. Raises
    NotTheSameError when one does not begin as the parent's does: it then does not count as finished any more.
    """
    results = Results.open(plan.folder, runs=plan.scenario.runs)
    digest = hashlib.blake2b(digest_size=16)
    for run in results.runs:
        try:
            digest.update(f"{run} {same.fingerprint(results.store, run)}\n".encode())
        except NotTheSameError:
            results.store.forget(run)
            raise
    return results, digest.hexdigest()
