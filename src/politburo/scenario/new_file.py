"""New files: scenarios to start from, and the schema beside them. What is there already is never overwritten."""

from __future__ import annotations

import json
import os
from collections.abc import Collection
from pathlib import Path

from politburo.scenario.checks import printable
from politburo.scenario.files import LIBRARY_NAMES, SUFFIX, library_text
from politburo.scenario.reader import load
from politburo.scenario.template import copied, what_if
from politburo.terms.errors import StoreError, UsageError

DEFAULT_PARENT = "north-korea"


def write_scenario(file: str, *, extends: str | None = None, origin: str | None = None) -> None:
    """Write a what-if that extends one scenario (by default `north-korea`), or a copy of another one, `origin`.

    A file that would be wrong is not left behind. Raises UsageError for a file that is there already or cannot be
    written so, ScenarioError for a scenario that cannot be used, StoreError when the file cannot be written.
    """
    if extends is not None and origin is not None:
        raise UsageError(
            "A new scenario either extends another or is a copy of one: give --extends or --from, not both."
        )
    path = Path(file)
    _possible(path)
    if origin is not None:
        text = copied(_text_of(origin), origin, file)
    else:
        extends = extends or DEFAULT_PARENT
        text = what_if(load(extends), _as_written(extends, path), file)
    write_new(path, text)
    try:
        load(path)
    except BaseException:
        path.unlink()
        raise


def _possible(path: Path) -> None:
    """Raise UsageError for a name that no new scenario file can have."""
    shown = printable(str(path))
    if path.suffix != SUFFIX:
        raise UsageError(f"{shown} cannot be the name of a scenario file: it must end in {SUFFIX}.")
    if os.path.lexists(path):
        raise UsageError(f"{shown} already exists, and is not overwritten; choose another name.")
    if not path.parent.is_dir():
        raise UsageError(f"The folder {printable(str(path.parent))} does not exist; make it first.")


def _text_of(name_or_file: str) -> str:
    """The text of a scenario that can be used, as it is written."""
    load(name_or_file)
    if name_or_file in LIBRARY_NAMES:
        return library_text(name_or_file)
    return Path(name_or_file).read_text(encoding="utf-8-sig")


def _as_written(extends: str, path: Path) -> str:
    """How a new file names its parent: by its name in the library, or by its path from the folder of the new file."""
    if extends in LIBRARY_NAMES:
        return extends
    folder, parent = path.parent.resolve(), Path(extends).resolve()
    if not parent.is_relative_to(folder):
        raise UsageError(
            f"{printable(extends)} cannot be extended from {printable(str(path))}: "
            "a scenario extends files in its own folder or below."
        )
    return parent.relative_to(folder).as_posix()


def write_new(path: Path, text: str) -> None:
    """Write a file that is not there; of one that cannot be written whole, nothing is left.

    Raises UsageError when it is there after all, StoreError when it cannot be written.
    """
    shown = printable(str(path))
    try:
        file = path.open("x", encoding="utf-8", newline="\n")
    except FileExistsError:
        raise UsageError(f"{shown} already exists, and is not overwritten; choose another name.") from None
    except OSError as error:
        raise StoreError(f"{shown} cannot be written: {error.strerror}.") from None
    try:
        with file:
            file.write(text)
    except OSError as error:
        path.unlink(missing_ok=True)
        raise StoreError(f"{shown} cannot be written: {error.strerror}; nothing is left of it.") from None


def write_schema(path: Path, text: str, titles: Collection[str]) -> None:
    """Write a new file, or put it in the place of an older schema, which has one of these titles.

    Raises UsageError for any other file that is there, which is left alone, and StoreError when it cannot be written.
    """
    shown = printable(str(path))
    if not path.parent.is_dir():
        raise UsageError(f"The folder {printable(str(path.parent))} does not exist; make it first.")
    if not path.exists():
        write_new(path, text)
        return
    if not _is_schema(path, titles):
        raise UsageError(f"{shown} is not a schema of politburo, and is not overwritten; choose another name.")
    beside = path.with_name(f"{path.name}.new")
    write_new(beside, text)
    try:
        beside.replace(path)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise StoreError(f"{shown} cannot be written: {error.strerror}.") from None


def _is_schema(path: Path, titles: Collection[str]) -> bool:
    """Whether the file holds a schema that was written here."""
    if not path.is_file():
        return False
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return False
    return isinstance(content, dict) and content.get("title") in titles
