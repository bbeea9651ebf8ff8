"""A run folder on disk, and the order in which things are written there.

manifest.json, scenario.toml, country/    as in every folder (run.folder)
series/run-00007.zarr.zip
events/run-00007.parquet
done/run-00007.json                       written last: the marker, which vouches for the two files of its run
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal

from pydantic import Field, TypeAdapter
from pydantic.dataclasses import dataclass

from politburo.run.events import write_events
from politburo.run.folder.files import mark, removed
from politburo.run.folder.folder import SETS, Folder, origin_files
from politburo.run.folder.manifest import FORMAT, Manifest, origin
from politburo.run.folder.markers import Marker
from politburo.run.folder.sealed import Hash, Month, parsed
from politburo.run.plan import Plan
from politburo.run.series import write_series
from politburo.scenario import Scenario, adapt, month_name
from politburo.scenario.schema import RUNS
from politburo.terms.errors import StoreError
from politburo.terms.words import Names

if TYPE_CHECKING:
    from politburo.month import Outcome

Check = Callable[["Store", int], None]
"""Looks at the files of a run before it counts as finished, and raises StoreError where they may not count."""

Part = Literal["series", "events"]

ENDINGS: dict[Part, str] = {"series": "zarr.zip", "events": "parquet"}

PARTS = tuple(ENDINGS)

DONE = "done"


@dataclass(frozen=True, kw_only=True)
class RunMarker(Marker):
    """Says that a run is finished: its fingerprint, the month in which its regime ended, and its time."""

    run: Annotated[int, Field(ge=0, lt=RUNS[1])]
    fingerprint: Hash
    ended_month: Month | None
    seconds: Annotated[float, Field(ge=0)]

    @property
    def name(self) -> str:
        """The name of the files of the run, without an ending."""
        return _name_of(self.run)

    @property
    def results(self) -> dict[str, object]:
        """The fingerprint of the run."""
        return {f"Run {self.run}": self.fingerprint}


class Store(Folder[Manifest, RunMarker]):
    """The files of one run folder."""

    kind: ClassVar[str] = "a run folder"
    holds: ClassVar[str] = "other runs"
    newest: ClassVar[int] = FORMAT
    vouching: ClassVar[int] = 4
    parts: ClassVar[tuple[str, ...]] = (*Folder.parts, *ENDINGS, DONE)
    manifest_name: ClassVar[str] = "manifest.json"
    manifest_kind: ClassVar[TypeAdapter[Manifest]] = TypeAdapter(Manifest)
    markers_name: ClassVar[str] = DONE
    marker_kind: ClassVar[TypeAdapter[RunMarker]] = TypeAdapter(RunMarker)

    def series_file(self, run: int) -> Path:
        """Where the series of a run are kept."""
        return self.folder / _names(run)["series"]

    def events_file(self, run: int) -> Path:
        """Where the events of a run are kept."""
        return self.folder / _names(run)["events"]

    def marker_file(self, run: int) -> Path:
        """Where it is said that a run is finished."""
        return self.folder / DONE / f"{_name_of(run)}.json"

    def marker_files(self) -> list[Path]:
        """The markers of those runs that the folder is for, in order of the runs."""
        runs = self.manifest().runs
        return [self.marker_file(run) for run in self.marked() if run < runs]

    def marker(self, run: int) -> RunMarker | None:
        """The marker of a run, or None when the run is not finished.

        Raises StoreError where it is damaged, or that of another run or folder.
        """
        path = self.marker_file(run)
        return self.read_marker(path) if path.exists() else None

    def markers(self, runs: int) -> dict[int, RunMarker]:
        """The markers of the finished runs among the first so many, in order. Raises StoreError as `marker` does."""
        return {run: marker for run in self.marked() if run < runs and (marker := self.marker(run))}

    def checked(self, part: Part, run: int) -> Path:
        """Where the series or the events of a finished run are, which are those that were written.

        Raises StoreError, naming the file, where they are not, and where the run is not finished.
        """
        marker, name = self.marker(run), _names(run)[part]
        if marker is None:
            raise StoreError(f"Run {run} of {self.folder} is not finished. {self.again}")
        return self.check(self.folder / name, marker.files[name])

    def is_whole(self, run: int) -> bool:
        """Whether a run is finished and its files are, byte for byte, the ones that were written."""
        return self.whole(self.marker_file(run)) is not None

    def missing(self, runs: Sequence[int]) -> tuple[int, ...]:
        """Those of the runs that still have to be done."""
        marked = frozenset(self.marked())
        return tuple(run for run in runs if run not in marked or not self.is_whole(run))

    def check_sizes(self, runs: int) -> None:
        """Raise StoreError when a file of a finished run, of the first so many, has another size than was written."""
        for marker in self.markers(runs).values():
            for name, expected in marker.files.items():
                self.check(self.folder / name, expected, size_alone=True)

    def scenario(self, manifest: Manifest) -> Scenario:
        """The scenario the folder is for. Raises StoreError when it cannot be read or is not the one that was run."""
        return adapt(self.base(), runs=manifest.runs)

    @property
    def again(self) -> str:
        """The command that does damaged runs once more, as a sentence."""
        manifest = self.manifest()
        sets = f" --ensemble {quote(str(self.folder / SETS))}" if manifest.has_ensemble else ""
        command = f"politburo run {quote(str(self.scenario_file))}{sets} --runs {manifest.runs} --out"
        if manifest.is_of_this_model and manifest.format == FORMAT:
            command += f" {quote(str(self.folder))}"
            return f"Give the command that made the folder again, or {command}: it redoes the run."
        return f"It was made by another version ({manifest.made_by}); run it again into a new folder: {command} NEW."

    def claimed(self, plan: Plan, *, shared: bool = False) -> AbstractContextManager[None]:
        """Hold the folder for the runs of `plan`: made if need be, described, and free of leftovers.

        With `shared`, others that share may be in it, each with runs of its own. Raises StoreError when the folder
        holds anything else, is in use by another process, or cannot be written.
        """
        wanted = Manifest(format=FORMAT, runs=plan.scenario.runs, **origin(plan.scenario, plan.ensemble))
        contents = origin_files(plan.scenario, plan.ensemble)
        return self.held(lambda: (self.described(wanted, contents), contents), shared=shared)

    def keep(
        self,
        run: int,
        outcome: Outcome,
        plan: Plan,
        names: Names,
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
        write_series(self.series_file(run), outcome.series, plan.scenario.start, names, said)
        write_events(self.events_file(run), outcome.events, run, names, outcome.reasons)
        if check is not None:
            check(self, run)
        files = {name: mark(self.folder / name) for name in _names(run).values()}
        self.keep_marker(
            RunMarker(
                run=run,
                identity=self.manifest().identity,
                fingerprint=outcome.fingerprint,
                ended_month=ended,
                files=files,
                seconds=round(seconds, 3),
            )
        )

    def forget(self, run: int) -> None:
        """Let a run be unfinished: its marker goes, and its files with the next start. Raises StoreError."""
        removed([self.marker_file(run)])

    def claimed_for_all(self, others: Sequence[Any]) -> AbstractContextManager[None]:
        """Hold the folder for the most runs that one of others is for. Raises StoreError as `claimed`."""
        first, runs = others[0], max(other.manifest().runs for other in others)
        return self.claimed(Plan(adapt(first.base(), runs=runs), self.folder, first.ensemble()))

    def _opened_marker(self, path: Path) -> RunMarker:
        folder = self.manifest()
        if folder.format >= self.vouching:
            return super()._opened_marker(path)
        said = parsed(path)
        files = {name: said.pop(part) for part, name in _names(said["run"]).items()}
        return self.marker_kind.validate_python(said | {"identity": folder.identity, "files": files})

    def _check_marker(self, marker: RunMarker) -> None:
        super()._check_marker(marker)
        folder = self.manifest()
        if marker.files.keys() != set(_names(marker.run).values()):
            raise ValueError("it vouches for other files than those of its run")
        if marker.ended_month is not None and not folder.start <= marker.ended_month <= folder.end:
            raise ValueError(f"its run ends in {marker.ended_month}, and lasts from {folder.start} to {folder.end}")

    def marked(self) -> list[int]:
        """Numbers of the runs that have a marker, in order."""
        names = (file.stem.removeprefix("run-") for file in (self.folder / DONE).glob("run-*.json"))
        return sorted(int(name) for name in names if name.isdecimal() and len(name) <= 7)

    def unfinished(self) -> list[Path]:
        """Files of runs that were not finished."""
        marked = {_name_of(run) for run in self.marked()}
        files = (file for part in ENDINGS for file in (self.folder / part).glob("run-*"))
        return [file for file in files if file.name.partition(".")[0] not in marked]


def _name_of(run: int) -> str:
    return f"run-{run:05d}"


def _names(run: int) -> dict[Part, str]:
    """The files of a run, by their names in the folder."""
    return {part: f"{part}/{_name_of(run)}.{ending}" for part, ending in ENDINGS.items()}
