"""Countries by name: those that come with politburo, and those of other packages; each is a folder of files.

Another package offers one through the entry point group `politburo.countries`, which leads to the path of a folder. Its
name alone is read until the country is asked for.
"""

from __future__ import annotations

import os
import warnings
from functools import cache
from importlib.metadata import EntryPoint, entry_points
from importlib.resources import files
from pathlib import Path

from politburo.country.folder import CountryFiles, read_folder
from politburo.country.plan import CountryPlan
from politburo.terms.checks import proposed, shown
from politburo.terms.errors import CountryError, UsageError

PLUGIN_GROUP = "politburo.countries"

LIBRARY = Path(str(files("politburo.country"))) / "library"

LIBRARY_NAMES: tuple[str, ...] = tuple(sorted(entry.name for entry in LIBRARY.iterdir() if entry.is_dir()))
"""Those that come with politburo, in alphabetical order."""


def country_names() -> tuple[str, ...]:
    """Names of the countries that can be built: politburo's own, then those of other packages."""
    return LIBRARY_NAMES + tuple(plugins())


def country_plan(country: str | CountryPlan) -> CountryPlan:
    """The plan of that name, or the one that is given. Raises UsageError, and CountryError for one with errors."""
    return country if isinstance(country, CountryPlan) else plan_of(country)


def plan_of(name: str) -> CountryPlan:
    """The plan of a country, before it is built. Raises UsageError for a name that there is not, and CountryError."""
    return files_of(name).plan


@cache
def files_of(name: str) -> CountryFiles:
    """The files of a country, read once. Raises UsageError for a name that there is not, and CountryError."""
    if name in LIBRARY_NAMES:
        return read_folder(LIBRARY / name, name)
    if name in plugins():
        return read_folder(_folder_of(plugins()[name]), name)
    raise UsageError(f"There is no country {shown(name)}; {proposed(name, country_names())}")


def is_path(country: str) -> bool:
    """Whether words that name a country are the path of a folder."""
    return country.startswith(".") or any(sign in country for sign in (os.sep, "/", "\\"))


def files_at(name_or_folder: str | Path) -> CountryFiles:
    """The files of the country of that name, or in the folder at that path. Raises as `files_of` and `read_folder`."""
    name = str(name_or_folder)
    if isinstance(name_or_folder, Path) or is_path(name) or (name not in country_names() and Path(name).is_dir()):
        return read_folder(Path(name), name)
    return files_of(name)


@cache
def plugins() -> dict[str, EntryPoint]:
    """Entry points of other packages' countries by name, in alphabetical order; none takes a name that there is."""
    found: dict[str, EntryPoint] = {}
    for point in sorted(entry_points(group=PLUGIN_GROUP), key=lambda point: (point.name, point.value)):
        if point.name in (*LIBRARY_NAMES, *found) or is_path(point.name):
            warnings.warn(
                f"The country of the entry point {point.name} = {point.value!r} ({PLUGIN_GROUP}) is passed over: "
                "another one has its name, or it is the name of a path.",
                stacklevel=2,
            )
        else:
            found[point.name] = point
    return found


def origin(name: str) -> str:
    """From where the country of that name is: politburo, or the package that offers it."""
    point = plugins().get(name)
    return "politburo" if point is None else f"package {point.dist.name if point.dist else point.module}"


def _folder_of(point: EntryPoint) -> Path:
    """The folder that an entry point leads to. Raises CountryError."""
    offered = f"The country {point.name!r} of the entry point {point.value!r} ({PLUGIN_GROUP})"
    try:
        found = point.load()
    except Exception as error:  # whatever a foreign module does while it is imported
        raise CountryError(f"{offered} cannot be imported: {type(error).__name__}: {error}.") from error
    if not isinstance(found, str | os.PathLike):
        raise CountryError(f"{offered} must be the path of a folder, and is a {type(found).__name__}.")
    return Path(found)
