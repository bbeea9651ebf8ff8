"""Parameter sets as a file of comma-separated values: one line for each set, one column for each parameter.

With the package come sets that a survey of a country did not rule out, which are named by the country.
"""

from __future__ import annotations

import csv
import math
from collections.abc import Mapping, Sequence
from importlib.resources import files
from io import StringIO
from pathlib import Path

from politburo.answer.own_files import place
from politburo.scenario.schema import PARAMETER_DECLARATIONS
from politburo.terms.bounds import SETS
from politburo.terms.checks import nearest, out_of_range, printable, shown
from politburo.terms.errors import UsageError
from politburo.terms.text_files import UnusableFileError, content_of, decoded

NUMBER, ORIGIN = "set", "provenance"
"""Columns of the number of a set, and of where it is from, which are not read."""

MOST_BYTES = 100_000_000

LEFT = files("politburo") / "ask" / "survey" / "left"
"""The folder of the sets that come with the package, of one country each."""


def write_sets(path: str | Path, names: Sequence[str], sets: Mapping[int, Sequence[float]], origin: str) -> Path:
    """Write sets, by their numbers, to a file, to the last digit. Raises as `place`."""
    written = StringIO()
    lines = csv.writer(written, lineterminator="\n")
    lines.writerow((NUMBER, *names, ORIGIN))
    lines.writerows((number, *map(float, values), origin) for number, values in sets.items())
    return place(Path(path), written.getvalue())


def countries_with_sets() -> tuple[str, ...]:
    """The countries with which sets come that a survey did not rule out."""
    return tuple(sorted(one.name.removesuffix(".csv") for one in LEFT.iterdir()))


def read_sets(path: str | Path) -> list[dict[str, float]]:
    """The sets of a file, or those that come with a country, by its name.

    Raises UsageError for a file that holds anything but parameters within their ranges.
    """
    name = printable(str(path))
    if name in countries_with_sets():
        path = Path(str(LEFT / f"{name}.csv"))
    try:
        text = decoded(content_of(Path(path), MOST_BYTES, "file of parameter sets"))
        rows = list(csv.reader(StringIO(text, newline=""), strict=True))
    except (UnusableFileError, csv.Error) as error:
        raise UsageError(f"{name} cannot be read as parameter sets: {error}.") from None
    if len(rows) < 2:
        raise UsageError(f"{name} holds no parameter set: a line of names and one for each set are needed.")
    head = rows[0]
    SETS.checked(len(rows) - 1)
    for one in head:
        if one not in (NUMBER, ORIGIN, *PARAMETER_DECLARATIONS):
            raise UsageError(
                f"{name}: there is no parameter {shown(one)}; {nearest(one, tuple(PARAMETER_DECLARATIONS))}."
            )
    if len(set(head)) < len(head):
        raise UsageError(f"{name}: a column is there twice.")
    found = []
    for line, row in enumerate(rows[1:], 2):
        if len(row) != len(head):
            raise UsageError(f"{name}, line {line}: there are {len(row)} cells for {len(head)} columns.")
        cells = zip(head, row, strict=True)
        found.append({one: _number(name, line, one, cell) for one, cell in cells if one in PARAMETER_DECLARATIONS})
    return found


def _number(name: str, line: int, parameter: str, cell: str) -> float:
    said = PARAMETER_DECLARATIONS[parameter]
    try:
        value = float(cell)
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        raise UsageError(f"{name}, line {line}, {parameter}: {shown(cell)} is no number.")
    if not said.allows(value):
        raise UsageError(f"{name}, line {line}: {parameter} cannot be so: {out_of_range(said, value)}.")
    return value
