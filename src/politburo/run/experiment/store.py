"""The folder of an experiment on disk.

    experiment.json          what the folder is for; written first
    scenario.toml            the base scenario, with all that it extends
    points.csv               every point that was asked for, in the order of asking
    points/HASH-00000-00007.jsonl   some runs of one point

A file of a point says what point it is and carries a checksum, and is renamed into its place when it is whole: it
counts by itself, so a process can be killed at any moment. Nothing is ever written over, so points and runs can be
added at any time.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from pydantic import TypeAdapter
from pydantic.dataclasses import dataclass

from politburo.run.experiment.experiment import Experiment, Point, Varied, point_name
from politburo.run.experiment.point_files import SUFFIX, PointFile, Row, file_name, keep, point_of, read
from politburo.run.files import PARTIAL, damaged, locked, made, refuse_foreign_files, removed, write
from politburo.run.manifest import as_json, origin, read_versioned, unlike
from politburo.run.outcomes import OUTCOMES, definitions
from politburo.run.store import scenario_of
from politburo.scenario import to_toml
from politburo.terms.errors import StoreError

FORMAT = 1
"""Version of the layout of the folders of experiments. Newer ones are refused."""

MANIFEST = "experiment.json"


@dataclass(frozen=True)
class Manifest:
    """What the folder of an experiment holds. `points` and `runs` are the most that were ever asked for.

    `sources` says by which model runs were simulated, `definitions` how their outcomes are defined.
    """

    format: int
    politburo: str
    sources: str
    definitions: str
    versions: dict[str, str]
    scenario: str
    digest: str
    identity: str
    seed: int
    scale: float
    start: str
    end: str
    factors: tuple[Varied, ...]
    outcomes: tuple[str, ...]
    design: str
    points: int
    runs: int
    created: str

    @property
    def varied_names(self) -> tuple[str, ...]:
        """Names of the factors."""
        return tuple(factor.name for factor in self.factors)


_manifest = TypeAdapter(Manifest)


class ExperimentStore:
    """The files of one folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.manifest_file = folder / MANIFEST
        self.scenario_file = folder / "scenario.toml"
        self.design_file = folder / "points.csv"
        self.points_folder = folder / "points"

    def manifest(self) -> Manifest:
        """What the folder is for. Raises StoreError when that cannot be read."""
        return read_versioned(self.manifest_file, _manifest, FORMAT, "the folder of an experiment")

    def experiment(self) -> Experiment:
        """All that the folder was ever asked for. Raises StoreError when it cannot be read."""
        manifest = self.manifest()
        points = self._design(manifest.varied_names)
        base = scenario_of(self.scenario_file, manifest)
        return Experiment(base, manifest.factors, points, manifest.runs, manifest.design)

    def files(self) -> dict[str, list[Path]]:
        """The files of each point, by its hash, whether they are whole or not."""
        found: dict[str, list[Path]] = {}
        if self.points_folder.is_dir():
            for path in sorted(self.points_folder.glob(f"*{SUFFIX}")):
                found.setdefault(point_of(path), []).append(path)
        return found

    def runs_kept(self, experiment: Experiment) -> dict[str, frozenset[int]]:
        """The runs that are kept of each point, by its hash."""
        files = self.files()
        wanted = {point_name(experiment.factors, point) for point in experiment.points.tolist()}
        return {
            name: frozenset(row.run for path in files.get(name, ()) if (kept := read(path)) for row in kept.rows)
            for name in wanted
        }

    @contextmanager
    def claimed(self, experiment: Experiment, *, shared: bool = False) -> Iterator[None]:
        """Hold the folder for an experiment: made if need be, described, and free of leftovers.

        With `shared`, others that share may be in it, each with jobs of its own. Raises StoreError when the folder
        holds anything else, is in use by another process, or cannot be written.
        """
        made(self.folder)
        with locked(self.folder, shared=shared, prepare=lambda: self._prepare(experiment)):
            if self._described(experiment)[0] != self.manifest():
                raise StoreError(
                    f"{self.folder} is being written by others for {self.manifest().points} points and "
                    f"{self.manifest().runs} runs: ask for the same, or wait until they end."
                )
            yield

    def _prepare(self, experiment: Experiment) -> None:
        manifest, points = self._described(experiment)
        write(self.manifest_file, as_json(manifest))
        write(self.scenario_file, to_toml(experiment.base).encode())
        write(self.design_file, _as_csv(manifest.varied_names, points))
        made(self.points_folder)
        self._clean()

    def keep(self, factors: Sequence[Varied], point: Point, outcomes: Sequence[str], rows: Sequence[Row]) -> None:
        """Write what came out of some runs of a point. Raises StoreError when the system refuses."""
        values = {factor.name: value for factor, value in zip(factors, point, strict=True)}
        path = self.points_folder / file_name(point_name(factors, point), rows)
        keep(path, PointFile(values, tuple(outcomes), tuple(rows)))

    def _described(self, experiment: Experiment) -> tuple[Manifest, NDArray[np.float64]]:
        """The manifest and the points that the folder is to have. Raises StoreError when it holds something else."""
        wanted = _new_manifest(experiment)
        if not self.manifest_file.exists():
            refuse_foreign_files(self.folder, MANIFEST, "folder of an experiment")
            points = _added(experiment.points[:0], experiment.points)
            return replace(wanted, points=len(points)), points
        found = self.manifest()
        if found.identity != wanted.identity:
            differences = unlike(
                ("scenario", found.scenario, wanted.scenario),
                ("seed", found.seed, wanted.seed),
                ("scenario digest", found.digest[:10], wanted.digest[:10]),
                ("factors", _in_words(found), _in_words(wanted)),
                ("version of the model", found.sources[:10], wanted.sources[:10]),
                ("definitions of outcomes", found.definitions[:10], wanted.definitions[:10]),
            )
            raise StoreError(
                f"{self.folder} holds another experiment ({differences}); it is left as it is. "
                "Choose another folder with `out`, or remove this one."
            )
        # The same factors may stand in another order there.
        names = found.varied_names
        order = [experiment.names.index(name) for name in names]
        points = _added(self._design(names), experiment.points[:, order])
        runs = max(found.runs, experiment.runs)
        return replace(found, points=len(points), runs=runs, design=experiment.design), points

    def _design(self, names: Sequence[str]) -> NDArray[np.float64]:
        try:
            head, *rows = csv.reader(self.design_file.read_text().splitlines())
            if head != list(names):
                raise ValueError(f"its columns are {', '.join(head)}")
            return np.array([[float(value) for value in row] for row in rows], np.float64).reshape(-1, len(names))
        except (OSError, ValueError) as error:
            raise damaged(self.design_file, error) from error

    def _clean(self) -> None:
        """Remove what a killed process left half-written, and files of points that are not what was written."""
        left = [*self.folder.glob(f"*{PARTIAL}"), *self.points_folder.glob(f"*{PARTIAL}")]
        left += [path for paths in self.files().values() for path in paths if read(path) is None]
        removed(left)


def _new_manifest(experiment: Experiment) -> Manifest:
    """The manifest of an experiment whose folder is made now."""
    return Manifest(
        format=FORMAT,
        definitions=definitions(),
        identity=experiment.identity,
        factors=experiment.factors,
        outcomes=tuple(OUTCOMES),
        design=experiment.design,
        points=len(experiment.points),
        runs=experiment.runs,
        **origin(experiment.base),
    )


def _in_words(manifest: Manifest) -> str:
    said = sorted(factor.name + (f" from {factor.start}" if factor.start else "") for factor in manifest.factors)
    return ", ".join(said)


def _added(there: NDArray[np.float64], asked: NDArray[np.float64]) -> NDArray[np.float64]:
    """The points that are there, then those asked for that are new, each once."""
    return np.array(list(dict.fromkeys(map(tuple, [*there.tolist(), *asked.tolist()]))), np.float64)


def _as_csv(names: Sequence[str], points: NDArray[np.float64]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(names)
    writer.writerows([repr(value) for value in row] for row in points.tolist())
    return out.getvalue().encode()
