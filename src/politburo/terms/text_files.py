"""Files from anyone: read within limits, as text in UTF-8, and as TOML with the line of every key."""

from __future__ import annotations

import os
import re
import stat
import tomllib
from pathlib import Path
from typing import Any

from politburo.terms.checks import printable
from politburo.terms.line_numbers import Location, UnreadableError, line_numbers

PIECE = 1 << 16
"""Bytes that are read at a time."""


class UnusableFileError(Exception):
    """A file that cannot be used at all: what a sentence says of it after its name, and the line, if there is one."""

    def __init__(self, why: str, line: int | None = None) -> None:
        super().__init__(why)
        self.line = line


def content_of(path: Path, most: int, what: str, *, links: bool = True) -> bytes:
    """What a file holds, of no more than about `most` bytes; messages call it `what`, and mind a longer one themselves.

    Only regular files are read, so that no pipe or device keeps the program waiting or feeds it without end; without
    `links`, none that a link leads to. Raises UnusableFileError.
    """
    try:
        return _content(path, most, what, links)
    except FileNotFoundError:
        raise UnusableFileError("does not exist") from None
    except ValueError:  # a path with a NUL byte
        raise UnusableFileError("is not a path that a file can have") from None
    except OSError as error:
        raise UnusableFileError(f"cannot be read: {error.strerror}") from None


def _content(path: Path, most: int, what: str, links: bool) -> bytes:
    _refuse_others(path.stat(follow_symlinks=links).st_mode, what)
    # Between the look above and this line a pipe may have taken the place of the file: do not wait for its other end.
    ways = ("O_NONBLOCK", "O_CLOEXEC", *(() if links else ("O_NOFOLLOW",)))
    descriptor = os.open(path, sum({getattr(os, way, 0) for way in ways}, os.O_RDONLY))
    with os.fdopen(descriptor, "rb") as file:
        _refuse_others(os.fstat(descriptor).st_mode, what)
        # Piece by piece: one call would ask for the memory of the largest file, however small this one is.
        pieces = []
        while (piece := file.read(PIECE)) and len(pieces) * PIECE <= most:
            pieces.append(piece)
    return b"".join(pieces)


def _refuse_others(mode: int, what: str) -> None:
    """Raise UnusableFileError for what is no regular file, saying what it is instead."""
    if stat.S_ISLNK(mode):
        raise UnusableFileError(f"is a link, which is not followed; put the {what} itself there")
    if not stat.S_ISREG(mode):
        raise UnusableFileError(f"is a {'folder' if stat.S_ISDIR(mode) else 'pipe or a device'}, not a {what}")


def decoded(content: bytes) -> str:
    """The text that the bytes are in UTF-8. Raises UnusableFileError."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnusableFileError(f"is not UTF-8 text: byte {error.start} cannot be read") from None


def toml_of(text: str) -> tuple[dict[str, Any], dict[Location, int]]:
    """The keys and values of a TOML text, and the lines they stand in. Raises UnusableFileError."""
    try:
        lines = line_numbers(text)
        return tomllib.loads(text), lines
    except UnreadableError as error:
        raise UnusableFileError(f"cannot be read: {error}", error.line) from None
    except tomllib.TOMLDecodeError as error:
        raise _not_toml(str(error)) from None
    except ValueError:
        raise _not_toml("a whole number has more digits than Python reads here") from None
    except RecursionError:
        raise UnusableFileError("cannot be read: it is nested too deep") from None


def _not_toml(reason: str) -> UnusableFileError:
    line = re.search(r"at line (\d+)", reason)
    return UnusableFileError(f"is not valid TOML: {printable(reason)}", int(line.group(1)) if line else None)
