"""The two small files that say what a run folder is: the manifest of the folder and the marker of each finished run."""

from __future__ import annotations

import json
import platform
from dataclasses import asdict
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from pydantic import TypeAdapter, ValidationError
from pydantic.dataclasses import dataclass

from politburo.run.files import FileMark
from politburo.run.plan import model_sources
from politburo.scenario import month_name
from politburo.terms.errors import StoreError

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

    from politburo.run.plan import Plan
    from politburo.scenario import Scenario

Kind = TypeVar("Kind")

FORMAT = 3
"""Version of the layout of run folders; others are refused. Since 3 counts are of the whole country at every scale."""


@dataclass(frozen=True)
class Manifest:
    """What a run folder holds. Months as YYYY-MM; `runs` is the largest number of runs ever asked for."""

    format: int
    politburo: str
    sources: str
    versions: dict[str, str]
    scenario: str
    digest: str
    identity: str
    seed: int
    scale: float
    start: str
    end: str
    runs: int
    created: str


@dataclass(frozen=True)
class Marker:
    """Says that a run is finished: its fingerprint, the month in which its regime ended, its two files, its time."""

    run: int
    fingerprint: str
    ended_month: str | None
    series: FileMark
    events: FileMark
    seconds: float


class Described(Protocol):
    """What the manifest of any folder says: what it is for, the digest of its scenario, and by which sources."""

    @property
    def identity(self) -> str:
        """Hash (hex) of what the folder is for."""
        ...

    @property
    def digest(self) -> str:
        """Digest of the scenario."""
        ...

    @property
    def sources(self) -> str:
        """Hash (hex) of the sources of the model that made the folder."""
        ...


_manifest = TypeAdapter(Manifest)
_marker = TypeAdapter(Marker)


def new_manifest(plan: Plan) -> Manifest:
    """The manifest of a plan whose folder is made now."""
    return Manifest(format=FORMAT, identity=plan.identity, runs=plan.scenario.runs, **origin(plan.scenario))


def origin(scenario: Scenario) -> dict[str, Any]:
    """What the manifest of any folder made now says of its scenario and of what simulates it, by field."""
    return {
        "politburo": version("politburo"),
        "sources": model_sources(),
        "versions": {"python": platform.python_version()} | {name: version(name) for name in ("numpy", "numba")},
        "scenario": scenario.name,
        "digest": scenario.digest(),
        "seed": scenario.seed,
        "scale": scenario.scale,
        "start": month_name(scenario.start),
        "end": month_name(scenario.end),
        "created": datetime.now(UTC).isoformat(timespec="seconds"),
    }


def unlike(*told: tuple[str, str | int, str | int]) -> str:
    """In which ways the manifest of a folder is another than the one wanted: what, as it is there, as it is wanted."""
    return ", ".join(f"{what} {there!r} instead of {here!r}" for what, there, here in told if there != here)


def read_manifest(path: Path) -> Manifest:
    """Read a manifest. Raises StoreError when it is missing, damaged or of another format."""
    return read_versioned(path, _manifest, FORMAT, "a run folder")


def read_versioned(path: Path, kind: TypeAdapter[Kind], known: int, what: str) -> Kind:
    """Read a file that says what its folder is; `what` names such folders. `known` is the format that is read.

    Raises StoreError when it is missing, damaged or of another format.
    """
    try:
        content = json.loads(path.read_bytes())
        number = int(content["format"])
    except FileNotFoundError:
        raise StoreError(f"{path.parent} is not {what}: it has no {path.name}.") from None
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise StoreError(f"{path} is damaged and cannot be read: {error!r}.") from error
    if number != known:
        written, remedy = (
            ("a newer", "update politburo to read it")
            if number > known
            else ("an earlier", "run it again into another folder")
        )
        raise StoreError(
            f"{path.parent} has format {number}; this politburo reads format {known}. "
            f"It was written by {written} version: {remedy}."
        )
    try:
        return kind.validate_python(content)
    except ValidationError as error:
        raise StoreError(f"{path} is damaged and cannot be read: {error}.") from error


def read_marker(path: Path) -> Marker | None:
    """Read the marker of a run; None when there is none, or none that can be read: the run then is not finished."""
    try:
        return _marker.validate_json(path.read_bytes())
    except (OSError, ValidationError):
        return None


def as_json(said: DataclassInstance) -> bytes:
    """A manifest or marker as a JSON file."""
    return (json.dumps(asdict(said), indent=2, ensure_ascii=False) + "\n").encode()
