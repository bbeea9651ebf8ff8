"""The small file that says what the folder of an experiment is."""

from __future__ import annotations

import platform
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from pydantic import TypeAdapter
from pydantic.dataclasses import dataclass

from politburo.run.experiment.experiment import Experiment, Varied
from politburo.run.manifest import read_versioned
from politburo.run.outcomes import OUTCOMES, definitions
from politburo.run.plan import model_sources
from politburo.scenario import month_name

FORMAT = 1
"""Version of the layout of the folders of experiments. Newer ones are refused."""

MANIFEST = "experiment.json"


@dataclass(frozen=True)
class VariedFactor:
    """A factor: its name, and the month from which a lever is held (None: throughout)."""

    name: str
    start: str | None


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
    factors: tuple[VariedFactor, ...]
    outcomes: tuple[str, ...]
    design: str
    points: int
    runs: int
    created: str

    @property
    def varied(self) -> tuple[Varied, ...]:
        """The factors."""
        return tuple(Varied(factor.name, factor.start) for factor in self.factors)

    @property
    def varied_names(self) -> tuple[str, ...]:
        """Their names."""
        return tuple(factor.name for factor in self.factors)


_manifest = TypeAdapter(Manifest)


def new_manifest(experiment: Experiment) -> Manifest:
    """The manifest of an experiment whose folder is made now."""
    base = experiment.base
    return Manifest(
        format=FORMAT,
        politburo=version("politburo"),
        sources=model_sources(),
        definitions=definitions(),
        versions={"python": platform.python_version()} | {name: version(name) for name in ("numpy", "numba")},
        scenario=base.name,
        digest=base.digest(),
        identity=experiment.identity,
        seed=base.seed,
        scale=base.scale,
        start=month_name(base.start),
        end=month_name(base.end),
        factors=tuple(VariedFactor(factor.name, factor.start) for factor in experiment.factors),
        outcomes=tuple(OUTCOMES),
        design=experiment.design,
        points=len(experiment.points),
        runs=experiment.runs,
        created=datetime.now(UTC).isoformat(timespec="seconds"),
    )


def grown(manifest: Manifest, points: int, experiment: Experiment) -> Manifest:
    """The manifest when the folder is asked for `points` points in all, and for the runs and design of `experiment`."""
    return replace(manifest, points=points, runs=max(manifest.runs, experiment.runs), design=experiment.design)


def read_manifest(path: Path) -> Manifest:
    """Read a manifest. Raises StoreError when it is missing, damaged or of a newer format."""
    return read_versioned(path, _manifest, FORMAT, "the folder of an experiment")


def unlike(found: Manifest, wanted: Manifest) -> Sequence[str]:
    """In which ways the experiment of a folder is another than the one that is asked for."""
    return [
        f"{said} {there!r} instead of {here!r}"
        for said, there, here in (
            ("scenario", found.scenario, wanted.scenario),
            ("seed", found.seed, wanted.seed),
            ("scenario digest", found.digest[:10], wanted.digest[:10]),
            ("factors", _in_words(found), _in_words(wanted)),
            ("version of the model", found.sources[:10], wanted.sources[:10]),
            ("definitions of outcomes", found.definitions[:10], wanted.definitions[:10]),
        )
        if there != here
    ]


def _in_words(manifest: Manifest) -> str:
    said = sorted(factor.name + (f" from {factor.start}" if factor.start else "") for factor in manifest.factors)
    return ", ".join(said)
