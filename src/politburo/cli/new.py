"""What `politburo new` does: write a scenario file to start from; one that would be wrong is not left behind."""

from __future__ import annotations

import os
import shlex
from pathlib import Path

import click

from politburo.scenario import load
from politburo.scenario.checks import printable
from politburo.scenario.files import LIBRARY_NAMES, SUFFIX, library_text
from politburo.scenario.template import copied, what_if
from politburo.terms.errors import StoreError, UsageError

DEFAULT_PARENT = "north-korea"


def start(file: str, *, extends: str | None, origin: str | None) -> None:
    """Write a what-if that extends one scenario, or a copy of another; a file that is there is never touched."""
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
    mine = printable(shlex.quote(file))
    click.echo(f"{printable(file)} is written; it runs as it is.")
    if extends is not None:
        click.echo(f"  politburo diff {printable(shlex.quote(extends))} {mine}")
    click.echo(f"  politburo run {mine}")


def _possible(path: Path) -> None:
    """Raise UsageError for a name that no new scenario file can have."""
    shown = printable(str(path))
    if path.suffix != SUFFIX:
        raise UsageError(f"{shown} cannot be the name of a scenario file: it must end in {SUFFIX}.")
    if os.path.lexists(path):
        raise UsageError(f"{shown} is there already, and is not overwritten; choose another name.")
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
        raise UsageError(f"{shown} is there already, and is not overwritten; choose another name.") from None
    except OSError as error:
        raise StoreError(f"{shown} cannot be written: {error.strerror}.") from None
    try:
        with file:
            file.write(text)
    except OSError as error:
        path.unlink(missing_ok=True)
        raise StoreError(f"{shown} cannot be written: {error.strerror}; nothing is left of it.") from None
