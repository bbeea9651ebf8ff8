"""The folder in which what was compiled, or put together, is kept from one process to the next."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path


def writable_parent() -> Path:
    """A folder of the user's for what can be made again, made if need be.

    `$POLITBURO_CACHE`, else `$XDG_CACHE_HOME/politburo`, else `~/.cache/politburo`, else, where that cannot be
    written, one in the folder for temporary files.
    """
    try:
        parent = _preferred_parent()
        parent.mkdir(parents=True, exist_ok=True)
        tempfile.TemporaryFile(dir=parent).close()
    except (OSError, RuntimeError):  # not writable, or no home directory at all
        return _temporary_parent()
    return parent


def _preferred_parent() -> Path:
    chosen = os.environ.get("POLITBURO_CACHE")
    if chosen:
        return Path(chosen)
    caches = os.environ.get("XDG_CACHE_HOME")
    return (Path(caches) if caches else Path.home() / ".cache") / "politburo"


def _temporary_parent() -> Path:
    """A folder for temporary use that nobody else can write: compiled code found in it will be executed."""
    parent = Path(tempfile.gettempdir()) / f"politburo-{os.getuid()}"
    parent.mkdir(mode=0o700, exist_ok=True)
    owner = parent.lstat()
    if parent.is_symlink() or owner.st_uid != os.getuid() or owner.st_mode & 0o022:
        return Path(tempfile.mkdtemp(prefix="politburo-"))
    return parent
