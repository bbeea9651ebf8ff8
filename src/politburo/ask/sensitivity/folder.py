"""The folder of an analysis: what was asked, and the experiments that answer it.

    sensitivity.json      what was asked, and which factors were kept
    screening.csv         the places of the trajectories in the unit cube
    screening/            the experiment at these points
    screening-chance/     the first point of each trajectory once more, with another seed
    indices-HASH.csv      the places of the cross sample of the kept factors, and of chance
    indices-HASH/         the experiment at these points
    indices-HASH-chance/  every base point once more, with another seed
    tornado/base/         runs of the baseline
    tornado/NAME/         the experiment with one kept factor at both ends of its range

From these everything is found again without a run.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from pydantic import TypeAdapter
from pydantic.dataclasses import dataclass

from politburo.ask.factors import Factor
from politburo.ask.sensitivity.design import Design
from politburo.ask.sensitivity.plan import Method, SensitivityPlan
from politburo.run.experiment.store import MANIFEST as EXPERIMENT
from politburo.run.files import damaged, made, refuse_foreign_files, write
from politburo.run.manifest import read_versioned
from politburo.run.merge import Brought, merge_experiments, refuse_unlike
from politburo.run.plan import file_name, model_sources
from politburo.run.store import scenario_of
from politburo.scenario import Scenario, month_name, to_toml
from politburo.terms.errors import StoreError

FORMAT = 1
MANIFEST = "sensitivity.json"

DESIGN, CHANCE = ".csv", "-chance"
"""What stands beside an experiment, by the end of its name: its places, and its points with chance drawn anew."""


@dataclass(frozen=True)
class Range:
    """What is varied and between which values."""

    name: str
    low: float
    high: float
    values: tuple[float, ...]
    start: str | None


@dataclass(frozen=True)
class Manifest:
    """What was asked last, in plain data; `kept` are the factors that the screening left, None before it ended."""

    format: int
    politburo: str
    sources: str
    identity: str
    scenario: str
    digest: str
    seed: int
    start: str
    end: str
    scale: float
    factors: tuple[Range, ...]
    outcomes: tuple[str, ...]
    method: Method
    trajectories: int
    points: int
    keep: int
    runs: int
    kept: tuple[str, ...] | None


_manifest = TypeAdapter(Manifest)


class Folder:
    """The files of one folder."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.manifest_file = path / MANIFEST
        self.scenario_file = path / "scenario.toml"

    @property
    def screening(self) -> Path:
        """The experiment of the screening."""
        return self.path / "screening"

    def indices(self, factors: Sequence[Factor]) -> Path:
        """The experiment of the indices of some factors."""
        names = " ".join(sorted(one.name for one in factors))
        return self.path / f"indices-{hashlib.blake2b(names.encode(), digest_size=5).hexdigest()}"

    def tornado(self, factor: Factor | None) -> Path:
        """The experiment with one factor at its ends, or with nothing changed."""
        return self.path / "tornado" / ("base" if factor is None else factor.name)

    def claim(self, plan: SensitivityPlan) -> None:
        """Say what the folder is for. Raises StoreError when it holds another question or cannot be written."""
        made(self.path)
        if self.manifest_file.exists():
            found = self.manifest()
            if found.identity != plan.identity:
                raise StoreError(
                    f"{self.path} holds the answer to another question ({found.scenario!r}, seed {found.seed}, "
                    f"{len(found.factors)} factors, or another version of the model); it is left as it is. Choose "
                    "another folder with `out`, or remove this one."
                )
            kept = found.kept if found == _said(plan, found.kept) else None  # an answer that is there stays one
        else:
            refuse_foreign_files(self.path, MANIFEST, "folder of a sensitivity analysis")
            kept = None
        self.keep(plan, kept)
        _write(self.scenario_file, to_toml(plan.base))

    def keep(self, plan: SensitivityPlan, kept: Sequence[str] | None) -> None:
        """Write what was asked, and which factors were kept. Raises StoreError when it cannot be written."""
        said = asdict(_said(plan, kept))  # type: ignore[call-overload]
        _write(self.manifest_file, json.dumps(said, indent=2) + "\n")

    def manifest(self) -> Manifest:
        """What was asked. Raises StoreError when it is missing, damaged or of a newer format."""
        return read_versioned(self.manifest_file, _manifest, FORMAT, "the folder of a sensitivity analysis")

    def plan(self, manifest: Manifest, outcomes: Sequence[str] | None = None) -> SensitivityPlan:
        """The question again, about other outcomes if any are named. Raises StoreError or UsageError."""
        return SensitivityPlan(
            self._base(manifest),
            tuple(Factor(one.name, one.low, one.high, one.values, one.start) for one in manifest.factors),
            tuple(outcomes or manifest.outcomes),
            manifest.method,
            manifest.trajectories,
            manifest.points,
            manifest.keep,
            manifest.runs,
        )

    def keep_design(self, experiment: Path, design: Design) -> None:
        """Write the places of a design beside its experiment, so that it need not be sampled again."""
        rows = (",".join(map(repr, row)) for row in design.places.tolist())
        _write(beside(experiment, DESIGN), "".join(f"{row}\n" for row in rows))

    def design(self, experiment: Path, factors: Sequence[Factor], block: int) -> Design:
        """The design that is kept there. Raises StoreError when it cannot be read."""
        file = beside(experiment, DESIGN)
        try:
            places = np.array([line.split(",") for line in file.read_text().splitlines()], np.float64)
        except (OSError, ValueError) as error:
            raise damaged(file, error) from error
        if places.ndim != 2 or places.shape[1] not in (len(factors), len(factors) + 1) or len(places) % block:
            raise damaged(file, f"it has {places.shape} places")
        return Design(tuple(factors), _within_the_cube(file, places), block)

    def _base(self, manifest: Manifest) -> Scenario:
        return scenario_of(self.scenario_file, manifest)


def default_folder(plan: SensitivityPlan) -> Path:
    """Where the answer is kept when nobody says where."""
    return Path("runs") / f"{file_name(plan.base)}-sensitivity-{plan.identity[:10]}"


def is_one(path: Path) -> bool:
    """Whether there is the answer to a question, or the begin of one."""
    return (path / MANIFEST).is_file()


def merge_analyses(folders: Sequence[Path], into: Path) -> Iterator[Brought]:
    """Bring the runs of some folders into another, which is made if need be.

    The question asked again with that folder goes on from there.
    Raises StoreError when one of them is for another question, when a run came out otherwise in two of them, and when
    nothing can be written.
    """
    sources = [Folder(folder) for folder in folders]
    manifests = [source.manifest() for source in sources]
    refuse_unlike(folders, manifests)
    Folder(into).claim(sources[0].plan(manifests[0]))
    places = {path.parent.relative_to(folder) for folder in folders for path in folder.rglob(EXPERIMENT)}
    for place in sorted(places):
        there = [folder / place for folder in folders if (folder / place / EXPERIMENT).is_file()]
        yield from merge_experiments(there, into / place)


def _said(plan: SensitivityPlan, kept: Sequence[str] | None) -> Manifest:
    """What is said of a plan in its folder."""
    base = plan.base
    return Manifest(
        format=FORMAT,
        politburo=version("politburo"),
        sources=model_sources(),
        identity=plan.identity,
        scenario=base.name,
        digest=base.digest(),
        seed=base.seed,
        start=month_name(base.start),
        end=month_name(base.end),
        scale=base.scale,
        factors=tuple(Range(one.name, one.low, one.high, one.values, one.start) for one in plan.factors),
        outcomes=plan.outcomes,
        method=plan.method,
        trajectories=plan.trajectories,
        points=plan.points,
        keep=plan.keep,
        runs=plan.runs,
        kept=None if kept is None else tuple(kept),
    )


def _write(path: Path, text: str) -> None:
    """Write a file unless it says so already: a finished folder is used as it is, also where nothing can be written."""
    content = text.encode()
    if not path.is_file() or path.read_bytes() != content:
        write(path, content)


def beside(experiment: Path, ending: str) -> Path:
    """What stands beside an experiment."""
    return experiment.with_name(experiment.name + ending)


def _within_the_cube(file: Path, places: NDArray[np.float64]) -> NDArray[np.float64]:
    if not ((places >= 0) & (places <= 1)).all():
        raise damaged(file, "a place lies outside the unit cube")
    return places
