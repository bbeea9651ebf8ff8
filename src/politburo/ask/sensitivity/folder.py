"""The folder of an analysis: what was asked, and the experiments that answer it.

    sensitivity.json      what was asked, and which factors were kept
    scenario.toml         the base scenario, with all that it extends
    country/              the files of its country
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
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any, ClassVar

import numpy as np
from pydantic import Field, TypeAdapter, model_validator
from pydantic.dataclasses import dataclass

from politburo.ask.factors import Factor, label_of
from politburo.ask.sensitivity import Method, SensitivityPlan
from politburo.ask.sensitivity.design import Design
from politburo.run.experiment import Varied
from politburo.run.experiment.store import ExperimentStore, most_of_a_design
from politburo.run.folder.files import damaged, made, mark_of, matches, write
from politburo.run.folder.folder import Folder as AnyFolder
from politburo.run.folder.folder import origin_files
from politburo.run.folder.manifest import Manifest, Text, origin
from politburo.run.folder.markers import Marker, Markers
from politburo.run.plan import file_name
from politburo.terms.bounds import BASE_POINTS

FORMAT = 2
MANIFEST = "sensitivity.json"

DESIGN, CHANCE = ".csv", "-chance"
"""What stands beside an experiment, by the end of its name: its places, and its points with chance drawn anew."""

ASKED = ("outcomes", "method", "trajectories", "points", "keep", "runs")
"""What can change of a question, while the runs that are there serve again."""

Number = Annotated[float, Field(allow_inf_nan=False)]
Few = Annotated[int, Field(ge=0, le=BASE_POINTS.high)]


@dataclass(frozen=True)
class Range:
    """What is varied and between which values."""

    name: Text
    low: Number
    high: Number
    values: tuple[Number, ...]
    start: str | None


@dataclass(frozen=True, kw_only=True)
class SensitivityManifest(Manifest):
    """What was asked last, in plain data; `kept` are the factors that the screening left, None before it ended."""

    factors: tuple[Range, ...]
    outcomes: tuple[Text, ...]
    method: Method
    trajectories: Few
    points: Few
    keep: Few
    kept: tuple[Text, ...] | None

    @model_validator(mode="after")
    def _known(self) -> SensitivityManifest:
        if not set(self.kept or ()) <= {label_of(Varied(one.name, one.start)) for one in self.factors}:
            raise ValueError("a factor was kept that was not varied")
        return self


class Folder(AnyFolder[SensitivityManifest, Marker]):
    """The files of one folder."""

    kind: ClassVar[str] = "the folder of a sensitivity analysis"
    holds: ClassVar[str] = "the answer to another question"
    newest: ClassVar[int] = FORMAT
    manifest_name: ClassVar[str] = MANIFEST
    manifest_kind: ClassVar[TypeAdapter[SensitivityManifest]] = TypeAdapter(SensitivityManifest)
    within: ClassVar[type[Markers[Any]] | None] = ExperimentStore

    @property
    def screening(self) -> Path:
        """The experiment of the screening."""
        return self.folder / "screening"

    def indices(self, factors: Sequence[Factor]) -> Path:
        """The experiment of the indices of some factors."""
        names = " ".join(sorted(one.name for one in factors))
        return self.folder / f"indices-{hashlib.blake2b(names.encode(), digest_size=5).hexdigest()}"

    def tornado(self, factor: Factor | None) -> Path:
        """The experiment with one factor at its ends, or with nothing changed."""
        return self.folder / "tornado" / ("base" if factor is None else factor.name)

    def claim(self, plan: SensitivityPlan) -> None:
        """Say what the folder is for. Raises StoreError when it holds another question or cannot be written."""
        made(self.folder)
        contents, wanted = origin_files(plan.base), _said(plan)
        there = self.described(wanted, contents)
        asked = {name: getattr(wanted, name) for name in ASKED}
        same = all(getattr(there, name) == value for name, value in asked.items())
        kept = there.kept if same else None  # an answer that is there stays one
        self.describe(replace(there, **asked, kept=kept), contents)

    def keep(self, kept: Sequence[str]) -> None:
        """Write which factors were kept. Raises StoreError when it cannot be written."""
        self.describe(replace(self.manifest(), kept=tuple(kept)))

    def plan(self, manifest: SensitivityManifest, outcomes: Sequence[str] | None = None) -> SensitivityPlan:
        """The question again, about other outcomes if any are named. Raises StoreError or UsageError."""
        return SensitivityPlan(
            self.base(),
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
        file, content = beside(experiment, DESIGN), "".join(f"{row}\n" for row in rows).encode()
        if not matches(file, mark_of(content)):
            write(file, content)
        found = self.manifest()
        self.describe(replace(found, files=dict(found.files) | {file.name: mark_of(content)}))

    def design(self, experiment: Path, factors: Sequence[Factor], block: int) -> Design:
        """The design that is kept there. Raises StoreError when it is not the one that was written."""
        file, manifest = beside(experiment, DESIGN), self.manifest()
        rows = block * max(manifest.trajectories, manifest.points)
        content = self.kept(file.name, most_of_a_design(rows, [*(one.name for one in factors), "chance"]))
        try:
            places = np.array([line.split(",") for line in content.decode().splitlines()], np.float64)
        except ValueError as error:
            raise damaged(file, error) from error
        if places.ndim != 2 or places.shape[1] not in (len(factors), len(factors) + 1) or len(places) % block:
            raise damaged(file, f"it has {places.shape} places")
        if not ((places >= 0) & (places <= 1)).all():
            raise damaged(file, "a place lies outside the unit cube")
        return Design(tuple(factors), places, block)

    @contextmanager
    def claimed_for_all(self, others: Sequence[Any]) -> Iterator[None]:
        """Say that the folder is for the question of all others, which goes on from there. Raises as `claim`."""
        self.claim(others[0].plan(others[0].manifest()))
        yield


def default_folder(plan: SensitivityPlan) -> Path:
    """Where the answer is kept when nobody says where."""
    return Path("runs") / f"{file_name(plan.base)}-sensitivity-{plan.identity[:10]}"


def _said(plan: SensitivityPlan) -> SensitivityManifest:
    """What is said of a plan in a folder that is made now."""
    return SensitivityManifest(
        format=FORMAT,
        factors=tuple(Range(one.name, one.low, one.high, one.values, one.start) for one in plan.factors),
        kept=None,
        **{name: getattr(plan, name) for name in ASKED},
        **origin(plan.base, **plan.deciding),
    )


def beside(experiment: Path, ending: str) -> Path:
    """What stands beside an experiment."""
    return experiment.with_name(experiment.name + ending)
