"""Figures that forecasts are scored by: those of a file with the columns of figures.csv, or of a country."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from politburo.country.countries import country_names, files_at
from politburo.country.figures import Evidence, Figure
from politburo.country.folder import LARGEST
from politburo.country.reader import evidence_in
from politburo.terms.checks import printable
from politburo.terms.errors import CountryError, UsageError
from politburo.terms.problems import file_error
from politburo.terms.text_files import UnusableFileError, content_of

FILE = "figures.csv"
"""The table of a country whose columns such a file has."""


def figures_of(of: str | Path) -> tuple[Figure, ...]:
    """The figures of a file of comma-separated values, or of the country of that name or in that folder.

    Of a country targets count too, each under its own series. Raises CountryError with all that is wrong with a file,
    UsageError where there is no figure.
    """
    path = Path(of)
    is_country = str(of) in country_names() or path.is_dir()
    evidence = files_at(of).evidence if is_country else _of_file(path)
    found = (*evidence.figures, *(target.figure for target in evidence.targets))
    if not found:
        raise UsageError(f"{printable(str(of))} holds no figure to score forecasts by.")
    return found


def _of_file(path: Path) -> Evidence:
    name = str(path)
    try:
        content = content_of(path, LARGEST, "file of figures")
    except UnusableFileError as error:
        raise UsageError(f"{printable(name)} {error}.") from None
    if len(content) > LARGEST:
        raise UsageError(f"{printable(name)} has more than {LARGEST:,} bytes, the most that it may have.")
    try:
        return evidence_in({FILE: content}, name)
    except CountryError as error:
        raise file_error(CountryError, name, [replace(one, file=name) for one in error.problems]) from None
