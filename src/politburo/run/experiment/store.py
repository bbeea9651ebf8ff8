"""The folder of an experiment on disk.

    experiment.json          what the folder is for; written first
    scenario.toml            the base scenario, with all that it extends
    country.json             what its country is built from
    points.csv               every point that was asked for, in the order of asking
    points/HASH-00000-00007.jsonl   some runs of one point

A file of a point has lines of JSON, written once and never changed; more runs of the same point make another file:

    {"experiment": "…", "point": {"market_tolerance": 0.2}, "outcomes": ["regime_falls", …]}
    {"run": 0, "ended_month": null, "fingerprint": "…", "values": [0.0, …]}
    {"checksum": "…"}

`experiment` is the identity of its folder, the checksum that of all lines before the last: it counts by itself. Points
are only ever added at the end, and the manifest vouches for those that there were when it was written.
"""

from __future__ import annotations

import csv
import io
import json
import math
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import asdict, replace
from pathlib import Path
from typing import Annotated, ClassVar

import numpy as np
from numpy.typing import NDArray
from pydantic import Field, TypeAdapter
from pydantic.dataclasses import dataclass

from politburo.run.experiment.experiment import MOST_RUNS, Experiment, Point, Varied, deciding, point_name
from politburo.run.files import damaged, mark_of, write
from politburo.run.folder import Folder, origin_files
from politburo.run.manifest import Manifest, Text, origin
from politburo.run.outcomes import OUTCOMES
from politburo.run.sealed import MOST_BYTES, Hash, Month, as_object, beginning, limited, reading
from politburo.scenario.schema import RUNS
from politburo.terms.errors import StoreError

FORMAT = 2
"""Version of the layout of the folders of experiments. Earlier ones are read, and nothing is added to them."""

MANIFEST, DESIGN, POINTS, SUFFIX = "experiment.json", "points.csv", "points", ".jsonl"

Number = Annotated[float, Field(allow_inf_nan=False)]

BYTES_OF_A_NUMBER = 26
"""Bytes that a number and what divides it from the next one take, at most."""


@dataclass(frozen=True, slots=True)
class Row:
    """What is kept of one run at one point: its outcomes in the order in which the file names them."""

    run: Annotated[int, Field(ge=0, lt=RUNS[1])]
    ended_month: Month | None
    fingerprint: Hash
    values: tuple[Number, ...]


@dataclass(frozen=True, slots=True)
class PointFile:
    """The rows of one file: the identity of its experiment, the values of its point by factor, and its outcomes."""

    experiment: str
    point: dict[str, Number]
    outcomes: tuple[str, ...]
    rows: tuple[Row, ...]


_point_file = TypeAdapter(PointFile)


@dataclass(frozen=True, kw_only=True)
class ExperimentManifest(Manifest):
    """What the folder of an experiment holds. `points` is the most that were ever asked for, as `runs` is.

    Among its digests, `outcomes` says how outcomes are defined, `factors` what is varied.
    """

    factors: tuple[Varied, ...]
    outcomes: tuple[Text, ...]
    design: Text
    points: Annotated[int, Field(ge=1, le=MOST_RUNS)]

    @property
    def varied_names(self) -> tuple[str, ...]:
        """Names of the factors."""
        return tuple(factor.name for factor in self.factors)

    def shown(self, name: str) -> str:
        """What a digest stands for, as people can tell it from another: the factors by their names."""
        if name != "factors":
            return super().shown(name)
        return ", ".join(sorted(one.name + (f" from {one.start}" if one.start else "") for one in self.factors))

    @property
    def asked(self) -> str:
        """What was asked for at most, in words."""
        return f"{self.points} points and {self.runs} runs"


class ExperimentStore(Folder[ExperimentManifest]):
    """The files of one folder."""

    kind: ClassVar[str] = "the folder of an experiment"
    holds: ClassVar[str] = "another experiment"
    newest: ClassVar[int] = FORMAT
    parts: ClassVar[tuple[str, ...]] = (POINTS,)
    manifest_name: ClassVar[str] = MANIFEST
    manifest_kind: ClassVar[TypeAdapter[ExperimentManifest]] = TypeAdapter(ExperimentManifest)

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.design_file = folder / DESIGN
        self.points_folder = folder / POINTS

    def experiment(self) -> Experiment:
        """All that the folder was ever asked for. Raises StoreError when it cannot be read."""
        manifest = self.manifest()
        return Experiment(self.base(), manifest.factors, self._design(), manifest.runs, manifest.design)

    def check_for(self, experiment: Experiment) -> None:
        """Raise StoreError where the folder holds another experiment than this one."""
        found, base = self.manifest(), experiment.base
        asked = base.seed, base.scale, set(experiment.factors)
        same = (found.seed, found.scale, set(found.factors)) == asked
        if not same or (found.is_of_this_model and found.digest != base.digest()):
            raise damaged(self.manifest_file, "it is that of another experiment", self.again)

    def kept(self, path: Path) -> PointFile:
        """What a file of a point holds. Raises StoreError where it is not the one that was written, or of elsewhere."""
        return self._once(path, lambda: self._read(path))

    def files(self) -> dict[str, list[Path]]:
        """The files of each point, by its hash, whether they are whole or not."""
        found: dict[str, list[Path]] = {}
        if self.points_folder.is_dir():
            for path in sorted(self.points_folder.glob(f"*{SUFFIX}")):
                found.setdefault(path.name.partition("-")[0], []).append(path)
        return found

    def runs_kept(self, experiment: Experiment) -> dict[str, frozenset[int]]:
        """The runs that are kept of each point, by its hash."""
        files = self.files()
        wanted = {point_name(experiment.factors, point) for point in experiment.points.tolist()}
        return {
            name: frozenset(
                row.run for path in files.get(name, ()) if (kept := self.kept_or_none(path)) for row in kept.rows
            )
            for name in wanted
        }

    def claimed(self, experiment: Experiment, *, shared: bool = False) -> AbstractContextManager[None]:
        """Hold the folder for an experiment: made if need be, described, and free of leftovers.

        With `shared`, others that share may be in it, each with jobs of its own. Raises StoreError when the folder
        holds anything else, is in use by another process, or cannot be written.
        """
        wanted = ExperimentManifest(
            format=FORMAT,
            factors=experiment.factors,
            outcomes=tuple(OUTCOMES),
            design=experiment.design,
            points=len(experiment.points),
            runs=experiment.runs,
            **origin(experiment.base, **deciding(experiment.factors)),
        )
        origins = origin_files(experiment.base)

        def described() -> tuple[ExperimentManifest, dict[str, bytes]]:
            manifest = self.described(wanted, origins)
            if set(manifest.factors) != set(wanted.factors):
                raise damaged(self.manifest_file, "it is that of another experiment", self.again)
            points = self._added(experiment, manifest.varied_names)
            design = _as_csv(manifest.varied_names, points)
            marks = dict(manifest.files) | {DESIGN: mark_of(design)}
            manifest = replace(manifest, files=marks, points=len(points), design=experiment.design)
            return manifest, origins | {DESIGN: design}

        return self.held(described, shared=shared)

    def unfinished(self) -> list[Path]:
        """Files of points that do not count."""
        return [path for paths in self.files().values() for path in paths if self.kept_or_none(path) is None]

    def keep(self, factors: Sequence[Varied], point: Point, outcomes: Sequence[str], rows: Sequence[Row]) -> None:
        """Write what came out of some runs of a point. Raises StoreError when the system refuses."""
        values = {factor.name: value for factor, value in zip(factors, point, strict=True)}
        head = {"experiment": self.manifest().identity, "point": values, "outcomes": outcomes}
        body = "".join(json.dumps(line, allow_nan=False) + "\n" for line in (head, *map(asdict, rows))).encode()
        path = self.points_folder / file_name(point_name(factors, point), rows)
        write(path, body + (json.dumps({"checksum": mark_of(body).checksum}) + "\n").encode())

    def kept_or_none(self, path: Path) -> PointFile | None:
        """What a file of a point holds; None where it does not count, and its runs have to be done again."""
        try:
            return self.kept(path)
        except StoreError:
            return None

    def _read(self, path: Path) -> PointFile:
        manifest = self.manifest()
        with reading(path, self.again):
            body, _, last = limited(path, MOST_BYTES).removesuffix(b"\n").rpartition(b"\n")
            body += b"\n"
            if as_object(last).get("checksum") != mark_of(body).checksum:
                raise ValueError("its checksum is another")
            head, *rows = map(as_object, body.splitlines())
            kept = _point_file.validate_python({"experiment": ""} | head | {"rows": rows})
            values = [kept.point[name] for name in manifest.varied_names]
            experiment = manifest.identity if manifest.format == FORMAT else ""  # earlier ones do not say it
            if kept.experiment != experiment or not kept.rows or len(kept.point) != len(values):
                raise ValueError("it belongs to another experiment")
            if path.name != file_name(point_name(manifest.factors, values), kept.rows):
                raise ValueError("it belongs to another point, or to other runs")
            if any(len(row.values) != len(kept.outcomes) for row in kept.rows):
                raise ValueError("a row lacks outcomes")
            return kept

    def _added(self, experiment: Experiment, names: Sequence[str]) -> NDArray[np.float64]:
        """The points that are there, then those asked for that are new, each once, with columns in this order."""
        asked = experiment.points[:, [experiment.names.index(name) for name in names]].tolist()
        try:
            there = self._design().tolist() if self.manifest_file.exists() else []
        except StoreError:  # damaged, or not written yet: what was asked before can be asked again
            there = []
        return np.array(list(dict.fromkeys(map(tuple, [*there, *asked]))), np.float64)

    def _design(self) -> NDArray[np.float64]:
        """The points that the manifest vouches for. Raises StoreError."""
        manifest = self.manifest()
        names, vouched = manifest.varied_names, manifest.files.get(DESIGN)
        try:
            most = most_of_a_design(manifest.points, names)
            if vouched is None:  # of an earlier format
                content = limited(self.design_file, most)
            else:
                content = beginning(self.design_file, min(vouched.bytes, most))
                if mark_of(content) != vouched:
                    raise ValueError("it does not hold the points that were asked for")
            head, *rows = csv.reader(content.decode().splitlines())
            if len(rows) != manifest.points:
                raise ValueError(f"it has {len(rows)} points instead of {manifest.points}")
            if head != list(names):
                raise ValueError(f"its columns are {', '.join(head)}")
            return np.array([[float(value) for value in row] for row in rows], np.float64).reshape(-1, len(names))
        except (OSError, ValueError, csv.Error) as error:
            raise damaged(self.design_file, error, self.again) from error


def file_name(point: str, rows: Sequence[Row]) -> str:
    """The name of the file of some runs of a point, which is named by a hash; files of one point share no run."""
    return f"{point}-{rows[0].run:05d}-{rows[-1].run:05d}{SUFFIX}"


def row_of(run: int, ended_month: str | None, fingerprint: str, values: Mapping[str, float]) -> Row:
    """The row of a run. Raises ValueError for an outcome that is no finite number, which none may be."""
    wrong = [name for name, value in values.items() if not math.isfinite(value)]
    if wrong:
        raise ValueError(f"no finite number came out for {', '.join(wrong)}")
    return Row(run, ended_month, fingerprint, tuple(values.values()))


def most_of_a_design(rows: int, names: Sequence[str]) -> int:
    """Bytes that a file of so many rows can have, at most, with the names of its columns in the first line."""
    return BYTES_OF_A_NUMBER * max(len(names), 1) * (rows + 1) + sum(map(len, names)) + 100


def _as_csv(names: Sequence[str], points: NDArray[np.float64]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(names)
    writer.writerows([repr(value) for value in row] for row in points.tolist())
    return out.getvalue().encode()
