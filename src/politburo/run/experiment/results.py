"""What came out of an experiment: the outcomes of every run at every point, as a table."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import compress
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from politburo.run.experiment.experiment import Experiment, Point
from politburo.run.experiment.store import ExperimentStore, PointMarker, Row
from politburo.run.outcomes import outcome
from politburo.terms.errors import StoreError

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Failure:
    """Runs of a point that failed, by the values of the point; the message names scenario, seed, point and reason."""

    point: Point
    runs: tuple[int, ...]
    message: str


@dataclass(frozen=True, slots=True)
class Rows:
    """Runs in order of their points: number of the point (n,), of the run (n,), outcomes (n, names) and the rest."""

    names: tuple[str, ...]
    points: NDArray[np.int64]
    runs: NDArray[np.int64]
    ended: tuple[str | None, ...]
    fingerprints: tuple[str, ...]
    values: NDArray[np.float64]


@dataclass(frozen=True, eq=False, repr=False)
class ExperimentResults:
    """The outcomes of the points and runs of an experiment that are kept in a folder, read when they are asked for.

    `failures` are the runs that failed when this was performed; they are missing from the outcomes. Reading raises
    StoreError when nothing is finished yet or files disagree.
    """

    folder: Path
    experiment: Experiment
    failures: tuple[Failure, ...] = ()

    @property
    def factors(self) -> tuple[str, ...]:
        """Names of what was varied."""
        return self.experiment.names

    @property
    def runs(self) -> int:
        """Runs at each point."""
        return self.experiment.runs

    @property
    def points(self) -> pd.DataFrame:
        """The values of the factors at each point: one row a point, in the order of asking; the index is `point`."""
        import pandas as pd

        index = pd.RangeIndex(len(self.experiment.points), name="point")
        return pd.DataFrame(self.experiment.points, index, list(self.factors))

    @cached_property
    def outcomes(self) -> pd.DataFrame:
        """Every outcome of every finished run: one row for (point, run), one column an outcome. No value is NaN."""
        import pandas as pd

        read = self._read
        return pd.DataFrame(read.values, self._index, list(read.names))

    @property
    def ended_month(self) -> pd.Series:
        """The month in which the regime fell (YYYY-MM) for each (point, run); None where it did not."""
        import pandas as pd

        return pd.Series(list(self._read.ended), self._index, dtype=object, name="ended_month")

    @property
    def fingerprint(self) -> str:
        """Hash (hex) over points, runs and the fingerprints of all runs: equal results have equal ones.

        The order in which points were asked for does not matter.
        """
        read, names = self._read, self.experiment.point_names
        said = zip(read.points.tolist(), read.runs.tolist(), read.fingerprints, strict=True)
        lines = {f"{names[point]} {run} {fingerprint}\n" for point, run, fingerprint in said}
        return hashlib.blake2b("".join(sorted(lines)).encode(), digest_size=16).hexdigest()

    @property
    def missing(self) -> int:
        """Runs that were asked for and are not there, whether they failed or were never done."""
        return len(self.experiment.points) * self.runs - len(self._read.points)

    def values(self, name: str) -> NDArray[np.float64]:
        """An outcome at each point in each run, (p, runs); NaN where a run is missing.

        Raises UsageError for an outcome that there is not.
        """
        outcome(name)
        read = self._read
        found = np.full((len(self.experiment.points), self.runs), np.nan)
        found[read.points, read.runs] = read.values[:, read.names.index(name)]
        return found

    def mean(self, name: str) -> pd.Series:
        """The mean of an outcome over the runs of each point; NaN for a point without any. Raises UsageError."""
        import pandas as pd

        values = self.values(name)
        there = np.count_nonzero(~np.isnan(values), axis=1)
        mean = np.where(there > 0, np.nansum(values, axis=1) / np.maximum(there, 1), np.nan)
        return pd.Series(mean, self.points.index, name=name)

    def part(self, places: NDArray[np.int64]) -> ExperimentResults:
        """The same of some points alone, by their places in rising order; nothing is read again."""
        read, at = self._read, np.full(len(self.experiment.points), -1)
        at[places] = np.arange(len(places))
        there = at[read.points] >= 0
        found = ExperimentResults(self.folder, replace(self.experiment, points=self.experiment.points[places]))
        found.__dict__["_read"] = Rows(
            read.names,
            at[read.points[there]],
            read.runs[there],
            tuple(compress(read.ended, there)),
            tuple(compress(read.fingerprints, there)),
            read.values[there],
        )
        return found

    @property
    def _index(self) -> pd.MultiIndex:
        import pandas as pd

        return pd.MultiIndex.from_arrays([self._read.points, self._read.runs], names=["point", "run"])

    @cached_property
    def _read(self) -> Rows:
        """The finished runs that were asked for. Raises StoreError when there is none yet, or files disagree."""
        store = ExperimentStore(self.folder)
        store.check_for(self.experiment)
        there = store.by_point()
        kept = (
            (place, path, store.read_marker(path))
            for place, name in enumerate(self.experiment.point_names)
            for path in there.get(name, ())
        )
        found = rows_of(kept, self.runs)
        if not len(found.points):
            raise StoreError(f"{self.folder} holds no finished run yet: give the command that made it again.")
        return found


def open_experiment(folder: str | Path) -> ExperimentResults:
    """The results in the folder of an experiment: all points and runs that it was ever asked for, as far as finished.

    Raises StoreError when it is no such folder, is damaged, or was written by a newer version.
    """
    path = Path(folder).absolute()
    return ExperimentResults(path, ExperimentStore(path).experiment())


def rows_of(files: Iterable[tuple[int, Path, PointMarker]], runs: int) -> Rows:
    """The runs 0 to `runs` − 1 in some files, each with the place of its point, in order of points and runs.

    Raises StoreError when files hold different results of the same run, or different outcomes.
    """
    names: tuple[str, ...] = ()
    found: dict[tuple[int, int], Row] = {}
    for place, path, kept in files:
        if names and kept.outcomes != names:
            raise StoreError(f"{path} holds other outcomes than the files beside it: {path.parent} is mixed.")
        names = kept.outcomes
        for row in kept.rows:
            if found.setdefault((place, row.run), row) != row:
                raise StoreError(
                    f"{path.parent} holds run {row.run} of one point twice, with different results: "
                    "remove the folder of the experiment and give the command that made it again."
                )
    wanted = [(at, found[at]) for at in sorted(found) if at[1] < runs]
    return Rows(
        names,
        np.array([place for (place, _), _ in wanted], np.int64),
        np.array([run for (_, run), _ in wanted], np.int64),
        tuple(row.ended_month for _, row in wanted),
        tuple(row.fingerprint for _, row in wanted),
        np.array([row.values for _, row in wanted], np.float64).reshape(len(wanted), len(names)),
    )
