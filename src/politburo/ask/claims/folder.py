"""The folder of measured claims: a marker for each finished job, and what was found besides the runs.

    COUNTRY-SCALE-run-NNN-HASH-MODEL.json    what a job measured: one run number in one country, of one model
    priors.json, matrix.json, …              what was found of claims, each with a hash of what it is of

The folder is for whatever is asked of it: the name of a job says all that decides what comes out. What is found of a
claim is kept beside, so that the board can be headed by it; what is damaged is measured again.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Mapping
from pathlib import Path
from typing import Any, ClassVar

from pydantic import TypeAdapter
from pydantic.dataclasses import dataclass

from politburo.ask.claims.record import Claim
from politburo.run.folder import sealed
from politburo.run.folder.files import made
from politburo.run.folder.markers import Marker, Markers
from politburo.run.plan import model_sources

JOBS = "*-run-*.json"

Value = float | None
"""What was measured; None where nothing was asked."""

Row = tuple[str, str, Value, Value, Value, Value, Value, Value, Value, Value, Value]
"""Claim, test, and what was measured of it."""

_anything: TypeAdapter[dict[str, Any]] = TypeAdapter(dict[str, Any])


@dataclass(frozen=True, kw_only=True)
class JobMarker(Marker):
    """Says that a job is finished: what it measured, and the seconds that each claim took."""

    job: str
    measured: tuple[Row, ...]
    seconds: dict[str, float]

    @property
    def name(self) -> str:
        """The country and run in words, and hashes of all that decides what comes out."""
        return self.job

    @property
    def results(self) -> dict[str, object]:
        """What was measured."""
        return {f"The job {self.job}": self.measured}


class ClaimsFolder(Markers[JobMarker]):
    """The files of one folder."""

    marker_kind: ClassVar[TypeAdapter[JobMarker]] = TypeAdapter(JobMarker)

    @classmethod
    def is_one(cls, folder: Path) -> bool:
        """Whether a job has ended there."""
        return any(folder.glob(JOBS))

    def marker_files(self) -> list[Path]:
        """The markers of all jobs, in order of their names."""
        return sorted(self.folder.glob(JOBS))

    def found(self, name: str) -> dict[str, Any]:
        """What the file of a name says; nothing where it is not there or is damaged: then it is measured again."""
        return sealed.read_or_none(self.folder / name, _anything) or {}

    def keep_found(self, name: str, said: Mapping[str, Any]) -> None:
        """Write what was found of some claims beside what is kept of others. Raises StoreError."""
        sealed.keep(made(self.folder) / name, sealed.for_json({**self.found(name), **said}))


def digest(*claims: Claim) -> str:
    """Hash of the records of claims and of the model: what was found for others is not read."""
    return hashlib.blake2b(f"{claims} {model_sources()}".encode(), digest_size=8).hexdigest()


def number(value: Any) -> float:
    """A number of a file, which has none for what is no number. Raises TypeError and ValueError for anything else."""
    return math.nan if value is None else float(value)
