"""Parameter sets as a file of comma-separated values: one line for each set, one column for each parameter.

With the package come sets that a survey of a country did not rule out, which are named by the country.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib.resources import files
from io import StringIO
from pathlib import Path

from politburo.answer.own_files import place
from politburo.run.csv_text import cells_of, text_at
from politburo.run.ensemble import MOST_BYTES, ORIGIN, Ensemble, read_ensemble, sets_text
from politburo.terms.checks import printable

WHAT = "parameter sets"

LEFT = files("politburo") / "ask" / "survey" / "left"
"""The folder of the sets that come with the package, of one country each."""


def write_sets(path: str | Path, names: Sequence[str], sets: Mapping[int, Sequence[float]], origin: str) -> Path:
    """Write sets, by their numbers, to a file, to the last digit. Raises as `place`."""
    return place(Path(path), sets_text(names, dict(sets), origin))


def countries_with_sets() -> tuple[str, ...]:
    """The countries with which sets come that a survey did not rule out."""
    return tuple(sorted(one.name.removesuffix(".csv") for one in LEFT.iterdir()))


def file_of(country: str) -> Path:
    """The file of the sets that come with a country."""
    return Path(str(LEFT / f"{country}.csv"))


def ensemble_at(path: Path, source: str, called: str | None = None) -> Ensemble:
    """The sets of the file at `path`; messages call it `source`. Raises UsageError as `read_ensemble`."""
    return read_ensemble(text_at(path, source, WHAT, MOST_BYTES), source, called=called)


def read_sets(path: str | Path) -> list[dict[str, float]]:
    """The sets of a file, or those that come with a country, by its name.

    Raises UsageError for a file that holds anything but parameters within their ranges.
    """
    name = printable(str(path))
    found = ensemble_at(file_of(name) if name in countries_with_sets() else Path(path), name)
    return [found.values(place) for place in range(len(found))]


def origins_of(path: str | Path) -> tuple[str, ...]:
    """Where the sets of a file say that they are from, each such text once; none where it says nothing.

    Raises UsageError for a file that cannot be read as parameter sets.
    """
    name = printable(str(path))
    place = file_of(name) if name in countries_with_sets() else Path(path)
    text = text_at(place, name, WHAT, MOST_BYTES)
    read_ensemble(text, name)
    head, *rows = cells_of(StringIO(text, newline=""), name, WHAT)
    said = [row[head.index(ORIGIN)] for row in rows] if ORIGIN in head else []
    return tuple(dict.fromkeys(filter(None, said)))
