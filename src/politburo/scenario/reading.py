"""Finding and reading scenario files: those of the library by name, others by path."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from politburo.scenario.checks import nearest
from politburo.scenario.months import month_number
from politburo.scenario.resolve import resolve
from politburo.scenario.scenario import Scenario
from politburo.scenario.schema import Document
from politburo.scenario.sentences import scenario_error
from politburo.terms.errors import ScenarioError

LIBRARY = files("politburo.scenario") / "library"
SUFFIX = ".toml"


def scenario_names() -> tuple[str, ...]:
    """Names of the scenarios that come with politburo, in alphabetical order."""
    return tuple(sorted(entry.name.removesuffix(SUFFIX) for entry in LIBRARY.iterdir() if entry.name.endswith(SUFFIX)))


def load(name_or_path: str | Path) -> Scenario:
    """The scenario of that name in the library, or in the file at that path (a path ends in `.toml`).

    Raises ScenarioError, naming the file and everything that is wrong with it.
    """
    written = str(name_or_path)
    if written.endswith(SUFFIX):
        return parse(_text(Path(written)), source=written)
    if written in scenario_names():
        return parse((LIBRARY / f"{written}{SUFFIX}").read_text(encoding="utf-8"), source=f"{written}{SUFFIX}")
    raise ScenarioError(
        f"There is no scenario {written!r}; {nearest(written, scenario_names())} A file must end in {SUFFIX}."
    )


def parse(text: str, source: str) -> Scenario:
    """The scenario that a TOML text says; `source` is the file's name, for the errors and for the scenario's own name.

    Raises ScenarioError.
    """
    if not text.strip():
        raise ScenarioError(f"{source} is empty; a scenario needs at least title, country, start and end.")
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ScenarioError(f"{source} is not valid TOML: {error}.") from None
    try:
        document = Document.model_validate(data, context=_span(data))
    except ValidationError as error:
        raise scenario_error(source, error) from None
    return resolve(document, name=Path(source).stem)


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise ScenarioError(f"{path} does not exist.") from None
    except IsADirectoryError:
        raise ScenarioError(f"{path} is a folder, not a scenario file.") from None
    except UnicodeDecodeError as error:
        raise ScenarioError(f"{path} is not UTF-8 text: byte {error.start} cannot be read.") from None
    except OSError as error:
        raise ScenarioError(f"{path} cannot be read: {error.strerror}.") from None


def _span(data: dict[str, Any]) -> tuple[int, int] | None:
    """First and last month that a file names, or None while one of them is in error itself."""
    try:
        start, end = month_number(data["start"]), month_number(data["end"])
    except (KeyError, TypeError, ValueError):
        return None
    return (start, end) if start <= end else None
