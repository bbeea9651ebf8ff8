"""Files of points: lines of JSON for some runs of a point, in a file that counts whole or not at all.

    {"experiment": "…", "point": {"market_tolerance": 0.2}, "outcomes": ["regime_falls", …]}
    {"run": 0, "ended_month": null, "fingerprint": "…", "values": [0.0, …]}
    {"checksum": "…"}

A file is written once and never changed; more runs of the same point make another file. It is named by its point and
runs, and `experiment` is the identity of its folder. The checksum is that of all lines before the last.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

from pydantic import Field, TypeAdapter
from pydantic.dataclasses import dataclass

from politburo.run.experiment.experiment import Varied, point_name
from politburo.run.files import damaged, mark_of, write
from politburo.run.sealed import MOST_BYTES, Hash, Month, as_object, limited, short
from politburo.scenario.schema import RUNS

SUFFIX = ".jsonl"

Number = Annotated[float, Field(allow_inf_nan=False)]


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


_file = TypeAdapter(PointFile)


def file_name(point: str, rows: Sequence[Row]) -> str:
    """The name of the file of some runs of a point, which is named by a hash; files of one point share no run."""
    return f"{point}-{rows[0].run:05d}-{rows[-1].run:05d}{SUFFIX}"


def point_of(path: Path) -> str:
    """The hash of the point that a file belongs to."""
    return path.name.partition("-")[0]


def keep(path: Path, kept: PointFile) -> None:
    """Write a file. Raises StoreError when the system refuses."""
    head = {"experiment": kept.experiment, "point": dict(kept.point), "outcomes": kept.outcomes}
    lines = [head, *map(asdict, kept.rows)]
    body = "".join(json.dumps(line, allow_nan=False) + "\n" for line in lines).encode()
    write(path, body + (json.dumps({"checksum": mark_of(body).checksum}) + "\n").encode())


def read(path: Path, factors: Sequence[Varied], experiment: str | None, again: str) -> PointFile:
    """What a file holds, of an experiment with these factors and that identity (None: it says none).

    Raises StoreError where it is not the file that was written, or belongs elsewhere; `again` says what to do.
    """
    try:
        body, _, last = limited(path, MOST_BYTES).removesuffix(b"\n").rpartition(b"\n")
        body += b"\n"
        if as_object(last).get("checksum") != mark_of(body).checksum:
            raise ValueError("its checksum is another")
        head, *rows = map(as_object, body.splitlines())
        kept = _file.validate_python({"experiment": ""} | head | {"rows": rows})
        values = [kept.point[one.name] for one in factors]
        if kept.experiment != (experiment or "") or not kept.rows or len(kept.point) != len(values):
            raise ValueError("it belongs to another experiment")
        if path.name != file_name(point_name(factors, values), kept.rows):
            raise ValueError("it belongs to another point, or to other runs")
        if any(len(row.values) != len(kept.outcomes) for row in kept.rows):
            raise ValueError("a row lacks outcomes")
    except (OSError, ValueError, KeyError) as error:
        raise damaged(path, short(error), again) from error
    return kept


def row_of(run: int, ended_month: str | None, fingerprint: str, values: Mapping[str, float]) -> Row:
    """The row of a run. Raises ValueError for an outcome that is no finite number, which none may be."""
    wrong = [name for name, value in values.items() if not math.isfinite(value)]
    if wrong:
        raise ValueError(f"no finite number came out for {', '.join(wrong)}")
    return Row(run, ended_month, fingerprint, tuple(values.values()))
