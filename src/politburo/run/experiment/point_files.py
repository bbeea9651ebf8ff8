"""Files of points: lines of JSON for some runs of a point, in a file that counts whole or not at all.

    {"point": {"market_tolerance": 0.2}, "outcomes": ["regime_falls", …]}
    {"run": 0, "ended_month": null, "fingerprint": "…", "values": [0.0, …]}
    {"checksum": "…"}

A file is written once and never changed; more runs of the same point make another file. The checksum is that of all
lines before the last.
"""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from politburo.run.files import write
from politburo.terms.errors import StoreError

SUFFIX = ".jsonl"


@dataclass(frozen=True, slots=True)
class Row:
    """What is kept of one run at one point: its outcomes in the order in which the file names them."""

    run: int
    ended_month: str | None
    fingerprint: str
    values: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class PointFile:
    """The rows of one file: the values of its point by factor, and the names of the outcomes."""

    point: Mapping[str, float]
    outcomes: tuple[str, ...]
    rows: tuple[Row, ...]


One = tuple[str | None, str, NDArray[np.float64]]
"""What is kept of a run: the month in which the regime fell, its fingerprint, its outcomes."""


@dataclass(frozen=True, slots=True)
class Rows:
    """Runs in order of their points: number of the point (n,), of the run (n,), outcomes (n, names) and the rest."""

    names: tuple[str, ...]
    points: NDArray[np.int64]
    runs: NDArray[np.int64]
    ended: tuple[str | None, ...]
    fingerprints: tuple[str, ...]
    values: NDArray[np.float64]


def file_name(point: str, rows: Sequence[Row]) -> str:
    """The name of the file of some runs of a point, which is named by a hash; files of one point share no run."""
    return f"{point}-{rows[0].run:05d}-{rows[-1].run:05d}{SUFFIX}"


def point_of(path: Path) -> str:
    """The hash of the point that a file belongs to."""
    return path.name.partition("-")[0]


def keep(path: Path, kept: PointFile) -> None:
    """Write a file. Raises StoreError when the system refuses."""
    head = {"point": dict(kept.point), "outcomes": kept.outcomes}
    lines = [head, *map(asdict, kept.rows)]
    body = "".join(json.dumps(line, allow_nan=False) + "\n" for line in lines).encode()
    write(path, body + (json.dumps({"checksum": _checksum(body)}) + "\n").encode())


def read(path: Path) -> PointFile | None:
    """What a file holds, or None where it is not the file that was written: its runs then have to be done again."""
    try:
        content = path.read_bytes()
        body, _, last = content.removesuffix(b"\n").rpartition(b"\n")
        body += b"\n"
        if json.loads(last)["checksum"] != _checksum(body):
            return None
        head, *rows = (json.loads(line) for line in body.splitlines())
        outcomes = tuple(head["outcomes"])
        read_rows = tuple(Row(row["run"], row["ended_month"], row["fingerprint"], tuple(row["values"])) for row in rows)
        whole = all(len(row.values) == len(outcomes) for row in read_rows)
        return PointFile(head["point"], outcomes, read_rows) if whole else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def row_of(run: int, ended_month: str | None, fingerprint: str, values: Mapping[str, float]) -> Row:
    """The row of a run. Raises ValueError for an outcome that is no finite number, which none may be."""
    wrong = [name for name, value in values.items() if not math.isfinite(value)]
    if wrong:
        raise ValueError(f"no finite number came out for {', '.join(wrong)}")
    return Row(run, ended_month, fingerprint, tuple(values.values()))


def read_rows(files: Mapping[str, Sequence[Path]], points: Sequence[str], runs: int) -> Rows:
    """The runs 0 to `runs` − 1 of the points, given by their hashes in the order wanted, as far as they are kept.

    `files` are those of each point by its hash. Raises StoreError when files hold different results of the same run, or
    different outcomes.
    """
    names: tuple[str, ...] = ()
    at: dict[str, dict[int, One]] = {}
    for point in dict.fromkeys(points):
        at[point] = {}
        for path in files.get(point, ()):
            names = _add(path, at[point], names)
    order = [(place, run, at[point][run]) for place, point in enumerate(points) for run in sorted(at[point])]
    wanted = [row for row in order if row[1] < runs]
    return Rows(
        names,
        np.array([place for place, _, _ in wanted], np.int64),
        np.array([run for _, run, _ in wanted], np.int64),
        tuple(one[0] for _, _, one in wanted),
        tuple(one[1] for _, _, one in wanted),
        np.array([one[2] for _, _, one in wanted], np.float64).reshape(len(wanted), len(names)),
    )


def _add(path: Path, found: dict[int, One], names: tuple[str, ...]) -> tuple[str, ...]:
    """Add the runs of a file to those of its point; the names of outcomes, which must be those of the other files."""
    kept = read(path)
    if kept is None:
        return names
    if names and kept.outcomes != names:
        raise StoreError(f"{path} holds other outcomes than the files beside it: {path.parent} is mixed.")
    for row in kept.rows:
        one = row.ended_month, row.fingerprint, np.array(row.values, np.float64)
        there = found.setdefault(row.run, one)
        if there[:2] != one[:2] or not np.array_equal(there[2], one[2]):
            raise StoreError(
                f"{path.parent} holds run {row.run} of one point twice, with different results: "
                "remove the folder of the experiment and give the command that made it again."
            )
    return kept.outcomes


def _checksum(body: bytes) -> str:
    return hashlib.blake2b(body, digest_size=16).hexdigest()
