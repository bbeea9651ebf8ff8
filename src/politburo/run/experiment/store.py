"""The folder of an experiment on disk.

    experiment.json, scenario.toml, country/    as in every folder (run.folder), of the base scenario
    points.csv                                  every point that was asked for, in the order of asking
    points/HASH-00000-00007.json                the marker of some runs of one point

What is kept of runs is in their marker, which is written once and never changed; more runs of a point make another:

    {"identity": "…", "files": {}, "point": {"market_tolerance": 0.2}, "outcomes": ["regime_falls", …],
     "rows": [{"run": 0, "ended_month": null, "fingerprint": "…", "values": [0.0, …]}, …], "checksum": "…"}

Points are only ever added at the end, and the manifest vouches for those that there were when it was written.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any, ClassVar

import numpy as np
from numpy.typing import NDArray
from pydantic import Field, TypeAdapter
from pydantic.dataclasses import dataclass

from politburo.run.experiment.experiment import MOST_RUNS, Experiment, Varied, deciding, point_name
from politburo.run.folder.files import damaged, mark_of
from politburo.run.folder.folder import Folder, origin_files
from politburo.run.folder.manifest import CHANCES, Manifest, Text, origin
from politburo.run.folder.markers import Marker
from politburo.run.folder.sealed import CHECKSUM, MOST_BYTES, Hash, Month, as_object, beginning, limited
from politburo.run.outcomes import OUTCOMES
from politburo.run.plan import ENSEMBLE
from politburo.scenario.schema import RUNS
from politburo.terms.errors import StoreError

FORMAT = 3
"""Version of the layout of the folders of experiments. Earlier ones are read, and nothing is added to them.

In 1 and 2 the files of points have lines of JSON, one for each run, and one with the checksum of all others.
"""

MANIFEST, DESIGN, POINTS = "experiment.json", "points.csv", "points"

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


@dataclass(frozen=True, kw_only=True)
class PointMarker(Marker):
    """Says that some runs of a point are finished, and what came out: the values of the point by factor, and rows."""

    point: dict[str, Number]
    outcomes: tuple[Text, ...]
    rows: Annotated[tuple[Row, ...], Field(min_length=1)]

    @property
    def name(self) -> str:
        """The hash of the point, and its first and last run; markers of one point can have runs in common."""
        return f"{point_name(self.point)}-{self.rows[0].run:05d}-{self.rows[-1].run:05d}"

    @property
    def results(self) -> dict[str, object]:
        """The row of each run."""
        return {f"Run {row.run} of point {point_name(self.point)}": row for row in self.rows}


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


class ExperimentStore(Folder[ExperimentManifest, PointMarker]):
    """The files of one folder."""

    kind: ClassVar[str] = "the folder of an experiment"
    holds: ClassVar[str] = "another experiment"
    newest: ClassVar[int] = FORMAT
    parts: ClassVar[tuple[str, ...]] = (*Folder.parts, POINTS)
    manifest_name: ClassVar[str] = MANIFEST
    manifest_kind: ClassVar[TypeAdapter[ExperimentManifest]] = TypeAdapter(ExperimentManifest)
    markers_name: ClassVar[str] = POINTS
    marker_kind: ClassVar[TypeAdapter[PointMarker]] = TypeAdapter(PointMarker)

    def experiment(self) -> Experiment:
        """All that the folder was ever asked for. Raises StoreError when it cannot be read."""
        manifest = self.manifest()
        own = CHANCES in manifest.digests
        return Experiment(
            self.base(),
            manifest.factors,
            self._design(),
            manifest.runs,
            manifest.design,
            own_chances=own,
            ensemble=self.ensemble(),
        )

    def check_for(self, experiment: Experiment) -> None:
        """Raise StoreError where the folder holds another experiment than this one."""
        found, base = self.manifest(), experiment.base
        ensemble = None if experiment.ensemble is None else experiment.ensemble.digest
        asked = base.seed, base.scale, set(experiment.factors), experiment.own_chances, ensemble
        digests = found.digests
        same = (found.seed, found.scale, set(found.factors), CHANCES in digests, digests.get(ENSEMBLE)) == asked
        if not same or (found.is_of_this_model and found.digest != base.digest()):
            raise damaged(self.manifest_file, "it is that of another experiment", self.again)

    def marker_files(self) -> list[Path]:
        """The markers of all points, in order of their names."""
        return sorted(path for path in (self.folder / POINTS).glob("*.json*") if path.suffix in (".json", ".jsonl"))

    def by_point(self) -> dict[str, list[Path]]:
        """The markers of each point, by its hash."""
        found: dict[str, list[Path]] = {}
        for path in self.marker_files():
            found.setdefault(path.name.partition("-")[0], []).append(path)
        return found

    def runs_kept(self, experiment: Experiment) -> dict[str, frozenset[int]]:
        """The runs that are kept of each point, by its hash."""
        found = self.by_point()
        return {
            name: frozenset(
                row.run for path in found.get(name, ()) if (marker := self.whole(path)) for row in marker.rows
            )
            for name in experiment.point_names
        }

    def claimed(self, experiment: Experiment, *, shared: bool = False) -> AbstractContextManager[None]:
        """Hold the folder for an experiment: made if need be, described, and free of leftovers.

        With `shared`, others that share may be in it, each with jobs of its own. Raises StoreError when the folder
        holds anything else, is in use by another process, or cannot be written.
        """
        wanted = ExperimentManifest(
            format=FORMAT,
            factors=experiment.factors,
            outcomes=(*OUTCOMES, *(experiment.measured.names if experiment.measured else ())),
            design=experiment.design,
            points=len(experiment.points),
            runs=experiment.runs,
            **origin(
                experiment.base,
                experiment.ensemble,
                **deciding(experiment.factors, experiment.measured, own_chances=experiment.own_chances),
            ),
        )
        origins = origin_files(experiment.base, experiment.ensemble)

        def described() -> tuple[ExperimentManifest, dict[str, bytes]]:
            manifest = self.described(wanted, origins)
            if set(manifest.factors) != set(wanted.factors):
                raise damaged(self.manifest_file, "it is that of another experiment", self.again)
            points = self._added(experiment, manifest.varied_names)
            lines = [",".join(manifest.varied_names), *(",".join(map(repr, row)) for row in points.tolist())]
            design = "".join(f"{line}\n" for line in lines).encode()
            marks = dict(manifest.files) | {DESIGN: mark_of(design)}
            manifest = replace(manifest, files=marks, points=len(points), design=experiment.design)
            return manifest, origins | {DESIGN: design}

        return self.held(described, shared=shared)

    def unfinished(self) -> list[Path]:
        """Markers that do not count."""
        return [path for path in self.marker_files() if self.whole(path) is None]

    def keep(self, point: Mapping[str, float], rows: Sequence[Row]) -> None:
        """Write what came out of some runs of a point, given by factor. Raises StoreError when the system refuses."""
        identity, outcomes = self.manifest().identity, self.manifest().outcomes
        self.keep_marker(PointMarker(identity=identity, point=dict(point), outcomes=outcomes, rows=tuple(rows)))

    def claimed_for_all(self, others: Sequence[Any]) -> AbstractContextManager[None]:
        """Hold the folder for the points and runs of all others. Raises StoreError as `claimed`."""
        asked = [other.experiment() for other in others]
        points = [one.points[:, [one.names.index(name) for name in asked[0].names]] for one in asked]
        runs = max(one.runs for one in asked)
        return self.claimed(replace(asked[0], points=np.concatenate(points), runs=runs))

    def _opened_marker(self, path: Path) -> PointMarker:
        folder = self.manifest()
        if folder.format == FORMAT:
            return super()._opened_marker(path)
        body, _, last = limited(path, MOST_BYTES).removesuffix(b"\n").rpartition(b"\n")
        if as_object(last).get(CHECKSUM) != mark_of(body + b"\n").checksum:
            raise ValueError("its checksum is another")
        head, *rows = map(as_object, body.splitlines())
        identity = head.pop("experiment", folder.identity)  # the first format does not say it
        return self.marker_kind.validate_python(head | {"identity": identity, "rows": rows})

    def _check_marker(self, marker: PointMarker) -> None:
        super()._check_marker(marker)
        if marker.files or marker.point.keys() != set(self.manifest().varied_names):
            raise ValueError(f"it belongs to {self.holds}")
        if any(len(row.values) != len(marker.outcomes) for row in marker.rows):
            raise ValueError("a row lacks outcomes")

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
        names, vouched, path = manifest.varied_names, manifest.files.get(DESIGN), self.folder / DESIGN
        try:
            most = most_of_a_design(manifest.points, names)
            content = beginning(path, min(vouched.bytes, most)) if vouched else limited(path, most)
            if vouched and mark_of(content) != vouched:
                raise ValueError("it does not hold the points that were asked for")
            head, *rows = (line.split(",") for line in content.decode().splitlines())
            if len(rows) != manifest.points:
                raise ValueError(f"it has {len(rows)} points instead of {manifest.points}")
            if head != list(names):
                raise ValueError(f"its columns are {', '.join(head)}")
            return np.array([[float(value) for value in row] for row in rows], np.float64).reshape(-1, len(names))
        except (OSError, ValueError) as error:
            raise damaged(path, error, self.again) from error


def row_of(run: int, ended_month: str | None, fingerprint: str, values: Mapping[str, float]) -> Row:
    """The row of a run. Raises ValueError for an outcome that is no finite number, which none may be."""
    wrong = [name for name, value in values.items() if not math.isfinite(value)]
    if wrong:
        raise ValueError(f"no finite number came out for {', '.join(wrong)}")
    return Row(run, ended_month, fingerprint, tuple(values.values()))


def most_of_a_design(rows: int, names: Sequence[str]) -> int:
    """Bytes that a file of so many rows can have, at most, with the names of its columns in the first line."""
    return BYTES_OF_A_NUMBER * max(len(names), 1) * (rows + 1) + sum(map(len, names)) + 100
