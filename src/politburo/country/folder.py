"""The files of a country as they lie in a folder: read within limits, and named by a digest of what they hold.

    country.toml     title, ranks and organs, households, networks
    provinces.csv    people by province, the border, markets
    posts.csv        how many posts there are, and where
    figures.csv      public figures, each account with its source
    targets.csv      those with which a simulation is compared
    timeline.csv     dated public events

The first three are what a country is built from, and must be there. A folder may be from anyone: links are not
followed, and what is no country is refused before it is read whole. Other files are left alone.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from politburo.country.checks import series_of
from politburo.terms.checks import printable
from politburo.terms.errors import CountryError, Problem
from politburo.terms.problems import file_error
from politburo.terms.text_files import UnusableFileError, content_of

if TYPE_CHECKING:
    from politburo.country.figures import Evidence, Figure
    from politburo.country.plan import CountryPlan

BUILT_FROM = ("country.toml", "provinces.csv", "posts.csv")
FIGURES = ("figures.csv", "targets.csv", "timeline.csv")
FILES = (*BUILT_FROM, *FIGURES)

LARGEST, LARGEST_TOML = 4_000_000, 500_000
"""Bytes that a table may have, and country.toml; the longest in the library have a fiftieth of it."""

WHAT = "file of a country"


@dataclass(frozen=True)
class CountryFiles:
    """What the files of a country hold, by their names, in the order of `FILES`; messages call the folder `source`."""

    contents: tuple[tuple[str, bytes], ...]
    source: str = field(compare=False)

    @cached_property
    def digest(self) -> str:
        """Hash (hex) of the files that the country is built from."""
        digest = hashlib.blake2b(digest_size=16)
        for name, content in self.contents:
            if name in BUILT_FROM:
                digest.update(f"{name} {len(content)}\0".encode() + content)
        return digest.hexdigest()

    @cached_property
    def plan(self) -> CountryPlan:
        """The country that the files describe, before it is built. Raises CountryError with all that is wrong."""
        from politburo.country.reader import plan_in

        return plan_in(dict(self.contents), self.source)

    @cached_property
    def evidence(self) -> Evidence:
        """The public figures that come with the country. Raises CountryError with all that is wrong."""
        from politburo.country.reader import evidence_in

        return evidence_in(dict(self.contents), self.source)

    @cached_property
    def cited(self) -> tuple[Figure, ...]:
        """The public figures that values of the country are from. Raises CountryError as `evidence`."""
        named = {series for entry in self.plan.sources for series in series_of(entry.source)}
        return tuple(entry for entry in self.evidence.figures if entry.series in named)

    def check(self) -> CountryFiles:
        """These files, all of which can be used. Raises CountryError with all that is wrong with any of them."""
        from politburo.country.reader import check_all

        check_all(dict(self.contents), self.source)
        return self


def largest(name: str) -> int:
    """Bytes that a file may have."""
    return LARGEST_TOML if name.endswith(".toml") else LARGEST


def files_in(contents: Mapping[str, bytes], source: str) -> CountryFiles:
    """Files that are at hand already. Raises CountryError for one that is missing or too long."""
    problems = []
    for name in FILES:
        file = f"{source}/{name}"
        if name not in contents and name in BUILT_FROM:
            problems.append(Problem(file, None, None, "does not exist; a country is built from it"))
        elif len(contents.get(name, b"")) > largest(name):
            problems.append(Problem(file, None, None, f"has more than {largest(name):,} bytes, the most it may have"))
    if problems:
        raise file_error(CountryError, source, problems)
    return CountryFiles(tuple((name, contents[name]) for name in FILES if name in contents), source)


def read_folder(path: Path, source: str | None = None) -> CountryFiles:
    """The files in the folder at `path`, which messages call `source`. Raises CountryError, naming what cannot be read.

    What the files hold is looked at only when it is asked for.
    """
    source = str(path) if source is None else source
    if not _is_folder(path):
        raise CountryError(
            f"{printable(source)} is not a folder with the files of a country: {', '.join(BUILT_FROM)}; to make one: "
            "politburo new --country FOLDER."
        )
    contents: dict[str, bytes] = {}
    problems = []
    for name in FILES:
        try:
            contents[name] = content_of(path / name, largest(name), WHAT, links=False)
        except UnusableFileError as error:
            if str(error) != "does not exist":
                problems.append(Problem(f"{source}/{name}", None, None, str(error)))
                contents[name] = b""
    if problems:
        raise file_error(CountryError, source, problems)
    return files_in(contents, source)


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except ValueError:  # a path with a NUL byte
        return False
