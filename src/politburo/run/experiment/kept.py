"""What is kept of a point: a small file of lines of JSON for some of its runs, which counts whole or not at all.

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
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from politburo.run.files import write

SUFFIX = ".jsonl"


@dataclass(frozen=True, slots=True)
class Row:
    """What is kept of one run at one point: its outcomes in the order in which the file names them."""

    run: int
    ended_month: str | None
    fingerprint: str
    values: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Kept:
    """The rows of one file: the values of its point by factor, and the names of the outcomes."""

    point: Mapping[str, float]
    outcomes: tuple[str, ...]
    rows: tuple[Row, ...]


def file_name(point: str, rows: Sequence[Row]) -> str:
    """The name of the file of some runs of a point, which is named by a hash; files of one point share no run."""
    return f"{point}-{rows[0].run:05d}-{rows[-1].run:05d}{SUFFIX}"


def point_of(path: Path) -> str:
    """The hash of the point that a file belongs to."""
    return path.name.partition("-")[0]


def keep(path: Path, kept: Kept) -> None:
    """Write a file. Raises StoreError when the system refuses."""
    head = {"point": dict(kept.point), "outcomes": kept.outcomes}
    lines = [head, *({**_as_object(row)} for row in kept.rows)]
    body = "".join(json.dumps(line, allow_nan=False) + "\n" for line in lines).encode()
    write(path, body + (json.dumps({"checksum": _checksum(body)}) + "\n").encode())


def read(path: Path) -> Kept | None:
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
        return Kept(head["point"], outcomes, read_rows) if whole else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def row_of(run: int, ended_month: str | None, fingerprint: str, values: Mapping[str, float]) -> Row:
    """The row of a run. Raises ValueError for an outcome that is no finite number, which none may be."""
    wrong = [name for name, value in values.items() if not math.isfinite(value)]
    if wrong:
        raise ValueError(f"no finite number came out for {', '.join(wrong)}")
    return Row(run, ended_month, fingerprint, tuple(values.values()))


def _as_object(row: Row) -> dict[str, Any]:
    return {
        "run": row.run,
        "ended_month": row.ended_month,
        "fingerprint": row.fingerprint,
        "values": row.values,
    }


def _checksum(body: bytes) -> str:
    return hashlib.blake2b(body, digest_size=16).hexdigest()
