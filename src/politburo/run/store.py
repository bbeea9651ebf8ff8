"""A run folder on disk, and the order in which things are written there.

    manifest.json             what the folder is for; written first
    scenario.toml             the scenario, with all that it extends
    series/run-00007.zarr.zip
    events/run-00007.parquet
    done/run-00007.json       written last: a run counts when its marker is there, and only then

Every file is written beside its place and renamed into it, so a process can be killed at any moment: what has a
marker is whole, and what has none is done again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from politburo.run.events import write_events
from politburo.run.files import PARTIAL, damaged, locked, made, mark, matches, refuse_foreign_files, removed, write
from politburo.run.manifest import (
    Described,
    Manifest,
    Marker,
    as_json,
    new_manifest,
    read_manifest,
    read_marker,
    unlike,
)
from politburo.run.plan import model_sources
from politburo.run.series import write_series
from politburo.scenario import adapt, load, month_name, to_toml
from politburo.terms.errors import ScenarioError, StoreError

if TYPE_CHECKING:
    from politburo.month import Outcome
    from politburo.run.plan import Plan
    from politburo.scenario import Scenario


Check = Callable[["Store", int], None]
"""Looks at the files of a run before it counts as finished, and raises StoreError where they may not count."""

PARTS = ("series", "events", "done")


def scenario_of(file: Path, manifest: Described) -> Scenario:
    """The scenario that is kept beside a manifest. Raises StoreError as `scenario_in` does."""
    # Another version of the model may hash the same scenario to another digest.
    return scenario_in(file, manifest.digest if manifest.sources == model_sources() else None)


def scenario_in(file: Path, digest: str | None) -> Scenario:
    """The scenario that is kept in a folder with results; `digest` is what it must have, where that is known.

    Raises StoreError when it cannot be read or has another digest.
    """
    try:
        scenario = load(file)
    except ScenarioError as error:
        raise StoreError(f"{file.parent} is damaged: {error}") from error
    if digest is not None and scenario.digest() != digest:
        raise StoreError(f"{file.parent} is damaged: {file.name} is not the scenario that was run.")
    return scenario


class Store:
    """The files of one run folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.manifest_file = folder / "manifest.json"
        self.scenario_file = folder / "scenario.toml"

    def series_file(self, run: int) -> Path:
        """Where the series of a run are kept."""
        return self.folder / "series" / f"run-{run:05d}.zarr.zip"

    def events_file(self, run: int) -> Path:
        """Where the events of a run are kept."""
        return self.folder / "events" / f"run-{run:05d}.parquet"

    def marker_file(self, run: int) -> Path:
        """Where it is said that a run is finished."""
        return self.folder / "done" / f"run-{run:05d}.json"

    def manifest(self) -> Manifest:
        """What the folder is for. Raises StoreError when that cannot be read."""
        return read_manifest(self.manifest_file)

    def marker(self, run: int) -> Marker | None:
        """The marker of a run, or None when the run is not finished."""
        return read_marker(self.marker_file(run))

    def is_whole(self, run: int) -> bool:
        """Whether a run is finished and both its files are, byte for byte, the ones that were written."""
        marker = self.marker(run)
        return (
            marker is not None
            and matches(self.series_file(run), marker.series)
            and matches(self.events_file(run), marker.events)
        )

    def missing(self, runs: Sequence[int]) -> tuple[int, ...]:
        """Those of the runs that still have to be done."""
        return tuple(run for run in runs if not self.is_whole(run))

    def check_sizes(self, run: int) -> None:
        """Raise StoreError when a file of a finished run is missing or has another size than was written."""
        marker = self.marker(run)
        if marker is None:
            return
        for file, expected in ((self.series_file(run), marker.series), (self.events_file(run), marker.events)):
            found = file.stat().st_size if file.exists() else 0
            if found != expected.bytes:
                raise damaged(file, f"{found} bytes instead of {expected.bytes}")

    def scenario(self, manifest: Manifest) -> Scenario:
        """The scenario the folder is for. Raises StoreError when it cannot be read or is not the one that was run."""
        return adapt(scenario_of(self.scenario_file, manifest), runs=manifest.runs)

    @contextmanager
    def claimed(self, plan: Plan, *, shared: bool = False) -> Iterator[None]:
        """Hold the folder for the runs of `plan`: made if need be, described, and free of leftovers.

        With `shared`, others that share may be in it, each with runs of its own. Raises StoreError when the folder
        holds anything else, is in use by another process, or cannot be written.
        """
        made(self.folder)
        with locked(self.folder, shared=shared, prepare=lambda: self._prepare(plan)):
            if self._manifest_for(plan) != self.manifest():
                raise StoreError(
                    f"{self.folder} is being written by others for {self.manifest().runs} runs: ask for "
                    "as many, or wait until they end."
                )
            yield

    def _prepare(self, plan: Plan) -> None:
        manifest = self._manifest_for(plan)
        write(self.manifest_file, as_json(manifest))
        write(self.scenario_file, to_toml(adapt(plan.scenario, runs=manifest.runs)).encode())
        for part in PARTS:
            made(self.folder / part)
        self._clean()

    def keep(
        self,
        run: int,
        outcome: Outcome,
        plan: Plan,
        provinces: Sequence[str],
        seconds: float,
        check: Check | None = None,
    ) -> None:
        """Write what came out of a run; its marker last, after `check(self, run)` found nothing wrong with its files.

        Raises StoreError when the system refuses to write, and what `check` raises.
        """
        ended = None if outcome.ended_month is None else month_name(outcome.ended_month)
        said = {
            "scenario": plan.scenario.name,
            "seed": plan.scenario.seed,
            "run": run,
            "ended_month": ended,
            "fingerprint": outcome.fingerprint,
        }
        write_series(self.series_file(run), outcome.series, plan.scenario.start, provinces, said)
        write_events(self.events_file(run), outcome.events, run, provinces, outcome.reasons)
        if check is not None:
            check(self, run)
        series, events = mark(self.series_file(run)), mark(self.events_file(run))
        marker = Marker(run, outcome.fingerprint, ended, series, events, round(seconds, 3))
        write(self.marker_file(run), as_json(marker))

    def forget(self, run: int) -> None:
        """Let a run be unfinished: its marker goes, and its files with the next start. Raises StoreError."""
        removed([self.marker_file(run)])

    def _manifest_for(self, plan: Plan) -> Manifest:
        """The manifest the folder is to have for `plan`. Raises StoreError when it is not a folder for it."""
        if not self.manifest_file.exists():
            refuse_foreign_files(self.folder, self.manifest_file.name, "run folder")
            return new_manifest(plan)
        found = self.manifest()
        if found.identity == plan.identity:
            return replace(found, runs=max(found.runs, plan.scenario.runs))
        wanted = new_manifest(plan)
        differences = unlike(
            ("scenario", found.scenario, wanted.scenario),
            ("seed", found.seed, wanted.seed),
            ("scenario digest", found.digest[:10], wanted.digest[:10]),
            ("version of the model", found.sources[:10], wanted.sources[:10]),
        )
        raise StoreError(
            f"{self.folder} holds other runs ({differences}); they are left as they are. "
            "Choose another folder with `out`, or remove this one."
        )

    def _clean(self) -> None:
        """Remove what a killed process left: half-written files, and files of runs that were not finished."""
        left = list(self.folder.glob(f"*{PARTIAL}"))
        for part in PARTS:
            left += (
                file
                for file in (self.folder / part).glob("run-*")
                if file.name.endswith(PARTIAL) or not self._marker_beside(file).exists()
            )
        removed(left)

    def _marker_beside(self, file: Path) -> Path:
        return self.folder / "done" / f"{file.name.partition('.')[0]}.json"
