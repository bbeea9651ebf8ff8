"""What came out: the runs of a folder as a labelled dataset, a table of events, and what outsiders saw of them."""

from __future__ import annotations

import hashlib
import html
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from politburo.run.engines import usable_threads
from politburo.run.events import Event, find_events, read_codes, read_table
from politburo.run.manifest import Marker
from politburo.run.series import read_array, read_arrays
from politburo.run.store import Store
from politburo.scenario import adapt, month_name
from politburo.terms.errors import StoreError, UsageError
from politburo.terms.words import RANKS

if TYPE_CHECKING:
    import pandas as pd
    import xarray as xr

    from politburo.record import Reports
    from politburo.run.life import Life
    from politburo.run.why import Why
    from politburo.scenario import Scenario


@dataclass(frozen=True, eq=False)
class Results:
    """The first `scenario.runs` runs in a folder, as far as they were finished when they were first asked for.

    What is read is read when it is asked for; monthly series are kept from then on.
    Reading raises StoreError when no run is finished yet or a file is damaged.
    """

    folder: Path
    scenario: Scenario
    _store: Store
    """The same folder, found again wherever the process goes."""

    @property
    def runs(self) -> tuple[int, ...]:
        """Numbers of the wanted runs that are finished."""
        return tuple(self._markers)

    @property
    def status(self) -> str:
        """Whether every wanted run is finished and its files are the ones that were written: finished or unfinished."""
        return "unfinished" if self._store.missing(range(self.scenario.runs)) else "finished"

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
        files = {run: self._store.series_file(run) for run in markers}
        return open_runs(files, {run: marker.ended_month for run, marker in markers.items()})

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
            found = [read_arrays(self._store.series_file(run), wanted) for run in self._finished()]
            kept |= {name: np.stack([of_run[name] for of_run in found]) for name in wanted}
        return [kept[name] for name in names]

    @cached_property
    def ended(self) -> NDArray[np.datetime64]:
        """Month in which the regime of each finished run ended, datetime64[M] (run,); NaT where it lasted."""
        return np.array([marker.ended_month or "NaT" for marker in self._finished().values()], "datetime64[M]")

    @cached_property
    def provinces(self) -> tuple[str, ...]:
        """Names of the provinces, in the order in which series and events count them."""
        first = next(iter(self._finished()))
        return tuple(str(name) for name in read_array(self._store.series_file(first), "province"))

    @property
    def events(self) -> pd.DataFrame:
        """All events, one row each: run, number in the run, date, kind, who and where, in words, and the hazard."""
        return read_table([self._store.events_file(run) for run in self._finished()], self.provinces)

    def event_codes(self, run: int) -> dict[str, NDArray]:
        """The events of one run as numbers: the columns of terms.events.EVENT_COLUMNS, arrays (n,)."""
        return read_codes(self._store.events_file(run), self.provinces)

    def find_events(self, kinds: Sequence[str], ranks: Sequence[str] = RANKS, run: int | None = None) -> list[Event]:
        """Events of some kinds that befell cadres of some ranks, of one run or of all, in order of their numbers."""
        runs = self._finished() if run is None else (run,)
        return find_events([self._store.events_file(one) for one in runs], kinds, ranks)

    def why(self, event: int, run: int = 0) -> Why:
        """Why an event happened in a simulated run: the terms that made its hazard, by weight.

        `event` is its number in the run (column `event` of `events`). Raises UsageError for an event that does not
        exist or carries no reasons and for a run that is not there; StoreError for a folder of an earlier format.
        """
        return self.whys((event,), run)[0]

    def whys(self, events: Iterable[int], run: int = 0) -> tuple[Why, ...]:
        """The same for several events of a run, in their order; their file is read once."""
        from politburo.run.why import explain

        return explain(self._store, self._finished(), events, run)

    def record(self, as_of: date | str | None = None) -> pd.DataFrame:
        """What outsiders would have seen, one row for each report; with `as_of`, what was known on that day.

        Raises UsageError when `as_of` is no date.
        """
        import pandas as pd

        day = _day(as_of)

        def seen(run: int) -> pd.DataFrame:
            table = self.reports(run, self.event_codes(run), day).table(self.provinces)
            table.insert(0, "run", run)
            return table

        with ThreadPoolExecutor(usable_threads()) as pool:
            return pd.concat(pool.map(seen, self._finished()), ignore_index=True)

    def reports(self, run: int, events: dict[str, NDArray], as_of: date | None = None) -> Reports:
        """The same of one run as plain arrays, from its events as `event_codes` has them."""
        from politburo.record import record

        scenario = self.scenario
        return record(events, scenario.parameters.record, scenario.seed, run, scenario.start, as_of)

    def life(
        self,
        *,
        post: int | None = None,
        person: int | None = None,
        run: int = 0,
        progress: Callable[[int, int], None] | None = None,
    ) -> Life:
        """One post across its holders, or one synthetic cadre across posts, month by month through one run.

        The run is done again for it: `progress(done, total)` is told the months. Raises UsageError for a run, post or
        person that there is not, StoreError when the run does not come out again as it is stored.
        """
        from politburo.run.life import follow

        return follow(self, post=post, person=person, run=run, progress=progress)

    @property
    def store(self) -> Store:
        """The files of the folder, found wherever the process goes."""
        return self._store

    def table(self) -> Any:
        """Year by year, reality and record beside the public figures."""
        return self._shown("yearly_table")

    def plot(self, name: str = "overview", *, dark: bool = False) -> Any:
        """A figure, by default one look at what happened. Raises UsageError for a name that there is not."""
        return self._shown("plot", name, dark)

    def save_figure(self, name: str, folder: str | Path | None = None) -> tuple[Path, Path, Path]:
        """Write a figure as SVG, PNG and CSV into a folder, by default `figures` in that of the results.

        Raises UsageError for a name that there is not, and StoreError when the files cannot be written.
        """
        return self._shown("save_figure", name, folder)

    def words(self) -> str:
        """What happened, in a few sentences."""
        return self._shown("in_words")

    def __repr__(self) -> str:
        lines = (f"{name + ':':<14}{text}" for name, text in self._summary().items())
        return "\n".join((f"Results of {self.scenario.title}", *lines))

    def _repr_html_(self) -> str:
        rows = "".join(
            f"<tr><th style='text-align:left'>{html.escape(name)}</th>"
            f"<td style='text-align:left'>{html.escape(text)}</td></tr>"
            for name, text in self._summary().items()
        )
        return f"<div><strong>{html.escape(self.scenario.title)}</strong><table>{rows}</table></div>"

    def _summary(self) -> dict[str, str]:
        scenario, finished = self.scenario, self.runs
        ended = sum(marker.ended_month is not None for marker in self._markers.values())
        return {
            "status": self.status,
            "runs": f"{len(finished)} of {self.scenario.runs}",
            "months": f"{month_name(scenario.start)} to {month_name(scenario.end)}",
            "regime ended": f"in {ended} of {len(finished)} runs",
            "seed": scenario.chance,
            "scale": f"{scenario.scale:g}",
            "fingerprint": self.fingerprint,
            "folder": str(self.folder),
        }

    def _shown(self, way: str, *how: Any) -> Any:
        # By name: `show` is made of results, so nothing here may depend on it.
        home = {"yearly_table": "table", "plot": "figures", "save_figure": "saving", "in_words": "words"}[way]
        return getattr(import_module(f"politburo.show.{home}"), way)(self, *how)

    @cached_property
    def _arrays(self) -> dict[str, NDArray[np.float32]]:
        return {}

    @cached_property
    def _markers(self) -> dict[int, Marker]:
        markers = ((run, self._store.marker(run)) for run in range(self.scenario.runs))
        return {run: marker for run, marker in markers if marker is not None}

    def _finished(self) -> dict[int, Marker]:
        """Markers of the finished runs. Raises StoreError when there is none yet."""
        if not self._markers:
            raise StoreError(f"{self.folder} holds no finished run yet: give the command that made it again.")
        return self._markers


def open_folder(folder: str | Path, *, runs: int | None = None) -> Results:
    """The results in a run folder; with `runs`, those of its first so many runs.

    Raises StoreError when `folder` is no run folder, is damaged, or was written by a newer version; UsageError when
    the folder was never asked for so many runs.
    """
    folder = Path(folder)
    store = Store(folder.absolute())
    if not store.manifest_file.exists() and (folder / "experiment.json").exists():
        raise StoreError(f"{folder} is the folder of an experiment: open it with `politburo.open_experiment`.")
    manifest = store.manifest()
    wanted = manifest.runs if runs is None else runs
    if not 1 <= wanted <= manifest.runs:
        raise UsageError(f"{folder} is for {manifest.runs} runs; {wanted} cannot be shown.")
    for run in range(wanted):
        store.check_sizes(run)
    return Results(folder, adapt(store.scenario(manifest), runs=wanted), store)


def _day(said: date | str | None) -> date | None:
    if not isinstance(said, str):
        return said
    try:
        return date.fromisoformat(said)
    except ValueError:
        raise UsageError(f"{said!r} is not a day; write it like '2016-06-30'.") from None
