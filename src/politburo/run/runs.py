"""The reader of a folder of runs: monthly series, events, and what outsiders would have learnt of them."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Self

import numpy as np
from numpy.typing import NDArray

from politburo.run.ensemble import Ensemble, scenario_of
from politburo.run.events import Event, find_events, read_codes, read_table
from politburo.run.folder.files import WrongFolderError, damaged
from politburo.run.folder.manifest import FORMAT, FORMAT_OF_WHOLE_COUNTS
from politburo.run.series import names_in, read_arrays
from politburo.run.store import RunMarker, Store
from politburo.scenario import adapt
from politburo.terms.errors import StoreError, UsageError
from politburo.terms.words import Names

if TYPE_CHECKING:
    import pandas as pd
    import xarray as xr

    from politburo.record import Reports
    from politburo.scenario import Scenario


class Runs:
    """The first `scenario.runs` runs in a folder, as far as they were finished when they were first asked for.

    What is read is read when it is asked for; monthly series are kept from then on.
    Reading raises StoreError when no run is finished yet or a file is damaged.
    """

    def __init__(self, folder: Path, scenario: Scenario, store: Store) -> None:
        self._folder, self._scenario, self._store = folder, scenario, store

    @classmethod
    def open(cls, folder: str | Path, *, runs: int | None = None) -> Self:
        """The runs in a folder; with `runs`, its first so many.

        Raises StoreError when `folder` is no run folder, is damaged, or was written by a newer version; UsageError when
        the folder was never asked for so many runs.
        """
        folder = Path(folder)
        store = Store(folder.absolute())
        if not store.manifest_file.exists() and (folder / "experiment.json").exists():
            raise WrongFolderError(
                f"{folder} is the folder of an experiment: open it with `politburo.open_experiment`."
            )
        manifest = store.manifest()
        wanted = manifest.runs if runs is None else runs
        if not 1 <= wanted <= manifest.runs:
            raise UsageError(f"{folder} is for {manifest.runs} runs; {wanted} cannot be shown.")
        store.check_sizes(wanted)
        return cls(folder, adapt(store.scenario(manifest), runs=wanted), store)

    @property
    def folder(self) -> Path:
        """The folder as it was named."""
        return self._folder

    @property
    def scenario(self) -> Scenario:
        """What was run."""
        return self._scenario

    @cached_property
    def ensemble(self) -> Ensemble | None:
        """The ensemble under which they were made; None where all have the scenario's parameters.

        Raises StoreError where it is not as it was written.
        """
        return self._store.ensemble()

    def scenario_of(self, run: int) -> Scenario:
        """What was run, with the parameters of a run."""
        return scenario_of(self._scenario, self.ensemble, run)

    @property
    def sets(self) -> NDArray[np.int64] | None:
        """The place of the parameter set of each finished run, (run,); None where they all have the same parameters."""
        places = None if self.ensemble is None else [self.ensemble.place(run) for run in self.runs]
        return None if places is None or len(set(places)) < 2 else np.array(places)

    @property
    def store(self) -> Store:
        """The files of the folder, found wherever the process goes."""
        return self._store

    @property
    def runs(self) -> tuple[int, ...]:
        """Numbers of the wanted runs that are finished."""
        return tuple(self._markers)

    @property
    def status(self) -> str:
        """Whether every wanted run is finished and its files are the ones that were written: finished or unfinished.

        Of a folder of an earlier format, that an earlier version wrote it.
        """
        said = "unfinished" if self._store.missing(range(self.scenario.runs)) else "finished"
        manifest = self._store.manifest()
        return (
            said if manifest.format == FORMAT else f"{said}, written by an earlier version (format {manifest.format})"
        )

    @property
    def caution_of_format(self) -> str:
        """What its numbers mean otherwise, as a sentence, where an earlier version wrote the folder; else nothing."""
        known, scale = self._store.manifest().format, self.scenario.scale
        if known >= FORMAT_OF_WHOLE_COUNTS or scale == 1:
            return ""
        return (
            f"An earlier version wrote the folder (format {known}), which counted simulated cadres: its numbers of "
            f"cadres are of the sample (scale {scale:g}), and no estimates for the whole country."
        )

    @property
    def made_by(self) -> str:
        """Version of the politburo that began the folder."""
        return self._store.manifest().politburo

    @property
    def fingerprint(self) -> str:
        """Hash (hex) over the fingerprints of the finished runs in order: equal results have equal ones."""
        digest = hashlib.blake2b(digest_size=16)
        for run, marker in self._markers.items():
            digest.update(f"{run} {marker.fingerprint}\n".encode())
        return digest.hexdigest()

    @cached_property
    def series(self) -> xr.Dataset:
        """All monthly series: run × month, and × organ × rank (× form) or × province where grouped.

        float32 with units, NaN after a regime's end; `ended_month` says when that was (NaT: it did not end).
        """
        from politburo.run.dataset import open_runs

        markers = self._finished()
        files = {run: self._store.checked("series", run) for run in markers}
        found = open_runs(files, {run: marker.ended_month for run, marker in markers.items()})
        if found.sizes["month"] != self._months:
            raise damaged(next(iter(files.values())), f"{found.sizes['month']} months instead of {self._months}")
        return found

    def array(self, name: str) -> NDArray[np.float32]:
        """A stored series (run.series.stored_series), (run, month, …) in the order of `runs`, NaN after a regime's end.

        Raises KeyError for a name that there is not.
        """
        return self.arrays(name)[0]

    def arrays(self, *names: str) -> list[NDArray[np.float32]]:
        """Several stored series, as `array` has them; each file is opened once for all that were not read before."""
        kept = self._arrays
        wanted = [name for name in names if name not in kept]
        if wanted:
            files = [self._store.checked("series", run) for run in self._finished()]
            found = [read_arrays(file, wanted, months=self._months) for file in files]
            for name in wanted:
                if len({of_run[name].shape for of_run in found}) > 1:
                    raise damaged(self._folder / "series", f"{name} has other groups in some runs than in others")
                kept[name] = np.stack([of_run[name] for of_run in found])
        return [kept[name] for name in names]

    @cached_property
    def ended(self) -> NDArray[np.datetime64]:
        """Month in which the regime of each finished run ended, datetime64[M] (run,); NaT where it lasted."""
        return np.array([marker.ended_month or "NaT" for marker in self._finished().values()], "datetime64[M]")

    @cached_property
    def names(self) -> Names:
        """Names of the organs, ranks and provinces, in the order in which series and events count them."""
        first = next(iter(self._finished()))
        return names_in(self._store.checked("series", first))

    @property
    def top_ranks(self) -> tuple[str, ...]:
        """Names of the ranks that make up the national leadership, from the top."""
        return self.names.rank[: self._store.manifest().top_ranks]

    @property
    def events(self) -> pd.DataFrame:
        """All events, one row each: run, number in the run, date, kind, who and where, in words, and the hazard."""
        return read_table([self._store.checked("events", run) for run in self._finished()], self.names)

    def event_codes(self, run: int) -> dict[str, NDArray]:
        """The events of one run as numbers: the columns of terms.events.EVENT_COLUMNS, arrays (n,)."""
        return read_codes(self._store.checked("events", run), self.names)

    def find_events(
        self, kinds: Sequence[str], ranks: Sequence[str] | None = None, run: int | None = None
    ) -> list[Event]:
        """Events of some kinds that befell cadres, of some ranks or any, of one run or all, in order of number."""
        runs = self._finished() if run is None else (run,)
        return find_events([self._store.checked("events", one) for one in runs], self.names, kinds, ranks)

    def reports(self, run: int, events: dict[str, NDArray], as_of: date | None = None) -> Reports:
        """What outsiders would have learnt of a run, of its events as `event_codes` has them; with `as_of`, by then."""
        from politburo.record import record

        scenario = self.scenario_of(run)
        return record(events, scenario.parameters.record, scenario.seed, run, scenario.start, as_of)

    @property
    def _months(self) -> int:
        return self.scenario.end - self.scenario.start + 1

    @cached_property
    def _arrays(self) -> dict[str, NDArray[np.float32]]:
        return {}

    @cached_property
    def _markers(self) -> dict[int, RunMarker]:
        return self._store.markers(self.scenario.runs)

    def _finished(self) -> dict[int, RunMarker]:
        """Markers of the finished runs. Raises StoreError when there is none yet."""
        if not self._markers:
            raise StoreError(f"{self.folder} holds no finished run yet: give the command that made it again.")
        return self._markers
