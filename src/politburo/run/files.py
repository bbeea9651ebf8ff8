"""Files that are there whole or not at all: written beside their place, synced to disk, then renamed into it.

A rename within one folder is atomic, so a process that is killed, or a machine that loses power, leaves either the
whole file or a `*.partial` beside it, never half a file under its own name.
"""

from __future__ import annotations

import errno
import fcntl
import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from politburo.terms.errors import StoreError

PARTIAL = ".partial"
LOCK = ".lock"

_REMEDIES = {
    errno.ENOSPC: "make room on the disk",
    errno.EDQUOT: "make room within your quota",
    errno.EFBIG: "raise the limit on file sizes",
    errno.EROFS: "make the disk writable or choose another folder with `out`",
    errno.EACCES: "get the right to write there or choose another folder with `out`",
    errno.EPERM: "get the right to write there or choose another folder with `out`",
}


@dataclass(frozen=True, slots=True)
class FileMark:
    """What a file must be to count as the one that was written: its size in bytes and its BLAKE2b checksum (hex)."""

    bytes: int
    checksum: str


def mark(path: Path) -> FileMark:
    """Size and checksum of the file at `path`. Raises OSError when it cannot be read."""
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, _checksum)
        return FileMark(file.tell(), digest.hexdigest())


def matches(path: Path, expected: FileMark) -> bool:
    """Whether the file at `path` is there and is the one that `expected` describes."""
    try:
        return path.stat().st_size == expected.bytes and mark(path) == expected
    except OSError:
        return False


@contextmanager
def whole(path: Path) -> Iterator[Path]:
    """Yield a path beside `path` to write to; it takes the name `path` when the block ends well, and goes otherwise.

    Raises StoreError, with the system's reason and what to do, when the system refuses to write.
    """
    partial = path.with_name(path.name + PARTIAL)
    try:
        yield partial
        _sync(partial)
        partial.replace(path)
        _sync(path.parent)
    except OSError as error:
        _discard(partial)
        raise unwritable(path, error) from error
    except BaseException:
        _discard(partial)
        raise


def write(path: Path, content: bytes) -> None:
    """Write `content` to `path`, whole or not at all. Raises StoreError."""
    with whole(path) as partial:
        partial.write_bytes(content)


def unwritable(path: Path, error: OSError) -> StoreError:
    """The StoreError that says what could not be written, why, and what to do."""
    reason = error.strerror or str(error)
    remedy = _REMEDIES.get(error.errno or 0, "put that right")
    return StoreError(
        f"{path} cannot be written: {reason}. Finished runs are kept; "
        f"{remedy}, then give the same command again to go on from there."
    )


def damaged(path: Path, reason: object) -> StoreError:
    """The StoreError that says which file of a run cannot be used, why, and what to do."""
    return StoreError(
        f"{path} is missing or damaged: {reason}. Give the command that made the folder again: it redoes the run."
    )


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold the right to write in `folder` for the length of the block; the system lifts it when the process dies.

    Raises StoreError when another process holds it.
    """
    try:
        handle = (folder / LOCK).open("ab")
    except OSError as error:
        raise unwritable(folder / LOCK, error) from error
    with handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise StoreError(
                f"{folder} is being written by another process: wait until it ends, "
                "or choose another folder with `out`."
            ) from None
        except OSError as error:
            raise unwritable(folder / LOCK, error) from error
        yield


def _checksum() -> Any:
    return hashlib.blake2b(digest_size=16)


def _sync(path: Path) -> None:
    """Wait until what was written to a file, or the names in a folder, are on the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _discard(path: Path) -> None:
    # Where nothing can be written, nothing may be removable either; leftovers are cleaned at the next start.
    with suppress(OSError):
        path.unlink(missing_ok=True)
