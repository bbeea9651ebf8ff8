"""The folder in which what was compiled, or put together, is kept from one process to the next."""

from __future__ import annotations

import os
import stat
import tempfile
from contextlib import suppress
from functools import cache
from pathlib import Path

from politburo.terms.errors import StoreError


def writable_parent() -> Path:
    """A folder of the user's for what can be made again, made if need be.

    `$POLITBURO_CACHE`, else `$XDG_CACHE_HOME/politburo`, else `~/.cache/politburo`, else, where that cannot be
    written, one in the folder for temporary files. Raises StoreError where nothing can be written at all.
    """
    try:
        parent = _preferred_parent()
        parent.mkdir(parents=True, exist_ok=True)
        tempfile.TemporaryFile(dir=parent).close()
    except (OSError, RuntimeError):  # not writable, or no home directory at all
        return temporary_parent()
    return parent


def private_folder(folder: Path) -> Path | None:
    """The folder, made if need be; None where it is not the user's alone: a link, a file, or open to others."""
    with suppress(OSError):
        folder.mkdir(mode=0o700)
    try:
        found = folder.lstat()
    except OSError:
        return None
    ours = stat.S_ISDIR(found.st_mode) and found.st_uid == os.getuid() and not found.st_mode & 0o022
    return folder if ours else None


@cache
def temporary_parent() -> Path:
    """A folder for temporary use that nobody else can write, the same for all of a process.

    It has a name that other processes find, unless somebody else has put something there. Raises StoreError.
    """
    try:
        return private_folder(Path(tempfile.gettempdir()) / f"politburo-{os.getuid()}") or _new_folder()
    except OSError as error:
        raise StoreError(
            f"There is no folder for compiled code ({error.strerror or error}): name one that can be written in the "
            "variable POLITBURO_CACHE."
        ) from error


def _new_folder() -> Path:
    return Path(tempfile.mkdtemp(prefix="politburo-"))


def _preferred_parent() -> Path:
    chosen = os.environ.get("POLITBURO_CACHE")
    if chosen:
        return Path(chosen)
    caches = os.environ.get("XDG_CACHE_HOME")
    return (Path(caches) if caches else Path.home() / ".cache") / "politburo"
