"""Files that a user names: written whole, and only where nothing stands that politburo did not write itself.

Every format says who wrote it in a place of its own: a page in `meta name="generator"`, a picture in its metadata, a
table in its column of provenance. A file in which this is not found is somebody else's, and is left as it is.
"""

from __future__ import annotations

import os
import re
import stat
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from politburo.run.folder.files import made, unwritable, whole
from politburo.terms.errors import UsageError

CREATOR = "politburo"
"""The name of who wrote a file, as the formats carry it."""

MARKDOWN_MARK = "<!-- Written by `politburo {command}`; only a file that begins like this is ever replaced. -->\n\n"
"""The first line of a Markdown file."""

ENDS = 65_536
"""Bytes at the beginning and at the end of a file in which it is looked for."""


@contextmanager
def placed(path: Path) -> Iterator[Path]:
    """Yield a path to write to; what is written there takes the place of `path` when the block ends well.

    Folders are made if need be. Raises UsageError as `check_place`, and StoreError when the system refuses to write.
    """
    check_place(path)
    made(path.parent)
    with whole(path) as partial:
        yield partial


def place(path: Path, content: str | bytes) -> Path:
    """Write a file, text as UTF-8, and return its path. Raises as `placed`."""
    with placed(path) as partial:
        partial.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def check_place(path: Path) -> None:
    """Raise UsageError where a file cannot be put without replacing something that politburo did not write.

    Anything but a file (a link, a folder, a device, a pipe) is never replaced, nor a file without politburo's mark.
    """
    shown = _shown(path)
    try:
        found = os.lstat(path)
    except (FileNotFoundError, NotADirectoryError):
        return
    except OSError as error:
        raise unwritable(path, error) from error
    except ValueError:
        raise UsageError(f"{shown} is no name that a file can have.") from None
    if stat.S_ISDIR(found.st_mode):
        raise UsageError(f"{shown} is a folder: name a file in it.")
    if not stat.S_ISREG(found.st_mode):
        kind = "a link" if stat.S_ISLNK(found.st_mode) else "a device, a pipe or a socket"
        raise UsageError(f"{shown} is {kind} and no file, so it is left as it is; name another file.")
    if not is_ours(path):
        raise UsageError(f"{shown} was not written by politburo, so it is left as it is; name another file.")


def check_folder(path: Path) -> None:
    """Raise UsageError where something else than a folder stands."""
    if os.path.lexists(path) and not path.is_dir():
        raise UsageError(f"{_shown(path)} is no folder; name another one.")


def is_ours(path: Path) -> bool:
    """Whether politburo wrote the file, as the format by which its name ends says; an empty file is nobody's."""
    try:
        with path.open("rb") as file:
            head = file.read(ENDS)
            file.seek(max(file.seek(0, os.SEEK_END) - ENDS, 0))
            tail = file.read(ENDS)
    except OSError:
        return False
    if not head:
        return True
    return _workbook(path) if path.suffix == ".xlsx" else _MARKS.get(path.suffix, _markdown)(head, tail)


def _shown(path: Path) -> str:
    from politburo.terms.checks import printable  # which brings all that reads scenarios

    return printable(str(path))


def _markdown(head: bytes, tail: bytes) -> bool:
    return head.startswith(b"<!-- Written by `politburo ")


def _page(head: bytes, tail: bytes) -> bool:
    return b'<meta name="generator" content="politburo' in head


def _json(head: bytes, tail: bytes) -> bool:
    """An answer, or one of the two schemas."""
    named = rb'"format": *"politburo answer"|"title": *"(a scenario|An answer) of politburo"'
    return re.match(rb'\s*\{\s*("\$schema": *"[^"]*",\s*)?(' + named + rb")", head) is not None


def _csv(head: bytes, tail: bytes) -> bool:
    """The last column is the provenance, in which politburo stands; there may be no rows."""
    names, _, rows = head.partition(b"\n")
    return names.rstrip().endswith(b",provenance") and (not rows.strip() or b"politburo " in rows)


def _svg(head: bytes, tail: bytes) -> bool:
    return b"<metadata>politburo " in head


def _png(head: bytes, tail: bytes) -> bool:
    return head.startswith(b"\x89PNG\r\n\x1a\n") and b"Software\0\0\0\0\0politburo " in tail


def _parquet(head: bytes, tail: bytes) -> bool:
    return head.startswith(b"PAR1") and b"provenance" in tail and b"politburo" in tail


def _workbook(path: Path) -> bool:
    try:
        with zipfile.ZipFile(path) as book, book.open("docProps/core.xml") as about:
            return f"creator>{CREATOR}<".encode() in about.read(ENDS)
    except (OSError, ValueError, KeyError, RuntimeError, NotImplementedError, zipfile.BadZipFile):
        return False


_MARKS: dict[str, Callable[[bytes, bytes], bool]] = {
    ".html": _page,
    ".json": _json,
    ".csv": _csv,
    ".svg": _svg,
    ".png": _png,
    ".parquet": _parquet,
}
"""How a file says by whom it is, by the ending of its name; any other ending is that of a Markdown file."""
