"""Files that are there whole or not at all: written beside their place, synced to disk, then renamed into it.

A rename within one folder is atomic, so a process that is killed, or a machine that loses power, leaves either the
whole file or a `*.partial` beside it, never half a file under its own name. Where a marker vouches for a file by its
checksum, only the marker is synced: what the power took is found, and done again.
"""

from __future__ import annotations

import errno
import hashlib
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from io import BufferedReader
from pathlib import Path
from secrets import token_hex

from politburo.terms.errors import StoreError, UsageError

PARTIAL = ".partial"

_NO_PLACE = (errno.ENOTDIR, errno.EEXIST, errno.EISDIR, errno.ENAMETOOLONG, errno.ELOOP)
"""What the system says of a name that no file or folder can have there."""

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


def mark_of(content: bytes) -> FileMark:
    """The mark of a file with that content."""
    return FileMark(len(content), hashlib.blake2b(content, digest_size=16).hexdigest())


def mark(path: Path) -> FileMark:
    """Size and checksum of the file at `path`. Raises OSError when it cannot be read, or is a pipe or a device."""
    with regular(path) as file:
        digest = hashlib.file_digest(file, lambda: hashlib.blake2b(digest_size=16))
        return FileMark(file.tell(), digest.hexdigest())


def regular(path: Path) -> BufferedReader:
    """The file at `path`, opened for reading. Raises OSError when it cannot be, or is a pipe, a device or a folder."""
    if path.exists() and not path.is_file():
        raise OSError(errno.EINVAL, "it is no regular file")
    return path.open("rb")


def matches(path: Path, expected: FileMark) -> bool:
    """Whether the file at `path` is there and is the one that `expected` describes."""
    try:
        return path.stat().st_size == expected.bytes and mark(path) == expected
    except OSError:
        return False


@contextmanager
def whole(path: Path, *, sync: bool = True) -> Iterator[Path]:
    """Yield a path beside `path` to write to; it takes the name `path` when the block ends well, and goes otherwise.

    Without `sync` it is not waited for until it is on the disk.
    Raises StoreError, with the system's reason and what to do, when the system refuses to write.
    """
    # A name of its own: two processes may be at the same file, where a run that was thought lost is done again.
    partial = path.with_name(f"{path.name}.{token_hex(4)}{PARTIAL}")
    try:
        yield partial
        if sync:
            _sync(partial)
        partial.replace(path)
        if sync:
            _sync(path.parent)
    except BaseException as error:
        with suppress(OSError):  # where nothing can be written, nothing may be removable either
            partial.unlink(missing_ok=True)  # leftovers are cleaned at the next start
        if isinstance(error, OSError):
            raise unwritable(path, error) from error
        raise


def write(path: Path, content: bytes, *, sync: bool = True) -> None:
    """Write `content` to `path`, whole or not at all, as `whole` does. Raises StoreError."""
    with whole(path, sync=sync) as partial:
        partial.write_bytes(content)


def made(folder: Path) -> Path:
    """The folder, made if need be with those it lies in.

    Raises StoreError when it cannot be, UsageError for a name that is not in UTF-8 or that no folder can have.
    """
    try:
        str(folder).encode()
    except UnicodeEncodeError:
        raise UsageError(f"The name {str(folder)!a} is not in UTF-8: choose another folder.") from None
    if "\0" in str(folder):
        raise UsageError(f"The name {str(folder)!a} is no name that a folder can have.")
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except FileExistsError:
        raise WrongFolderError(f"{folder} is a file and no folder: choose another folder.") from None
    except OSError as error:
        raise unwritable(folder, error) from error
    return folder


def removed(paths: Iterable[Path]) -> None:
    """Remove files. Raises StoreError when one cannot be."""
    for path in paths:
        try:
            path.unlink()
        except OSError as error:
            raise unwritable(path, error) from error


class WrongFolderError(StoreError):
    """The folder that is named is another than the one that is asked for: nothing is wrong with it."""

    exit_code = 2


def unwritable(path: Path, error: OSError) -> StoreError:
    """The StoreError that says what could not be written, why, and what to do."""
    reason = error.strerror or str(error)
    if error.errno in _NO_PLACE:
        return WrongFolderError(f"{path} cannot be written: {reason}. Choose another place.")
    remedy = _REMEDIES.get(error.errno or 0, "put that right")
    return StoreError(
        f"{path} cannot be written: {reason}. Finished runs are kept; "
        f"{remedy}, then give the same command again to go on from there."
    )


AGAIN = "Give the command that made the folder again: it redoes the run."


def damaged(path: Path, reason: object, again: str = AGAIN) -> StoreError:
    """The StoreError that says which file cannot be used, why, and what to do."""
    limits = *(os.strerror(number) for number in (errno.EMFILE, errno.ENFILE, errno.ENOMEM)), "Out of Memory"
    if any(limit in str(reason) for limit in limits):
        return StoreError(f"{path} cannot be read: {reason}. Raise the limit of open files (ulimit -n) or of memory.")
    return StoreError(f"{path} is missing or damaged: {reason}. {again}")


def _sync(path: Path) -> None:
    """Wait until what was written to a file, or the names in a folder, are on the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
