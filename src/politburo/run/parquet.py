"""A file of events is looked at before it is read, and read within bounds: it may come from anyone.

DuckDB reads and writes it, in memory and on one thread.
"""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache, lru_cache
from pathlib import Path

import duckdb

from politburo.run.folder.files import damaged
from politburo.terms.accounts import ACCOUNTS, MOST_TERMS
from politburo.terms.errors import StoreError
from politburo.terms.events import EVENT_NAMES
from politburo.terms.words import CHARGES, FORMS, SEXES

_STORED = {
    **dict.fromkeys(("run", "date", "agent", "person", "persons"), "INT32"),
    **dict.fromkeys(("kind", "organ", "rank", "province", "form", "charge", "sex"), "BYTE_ARRAY"),
    **dict.fromkeys(("weight", "hazard", "reasons, list, element", "reasons, key_value, value"), "FLOAT"),
    "reasons, key_value, key": "BYTE_ARRAY",
    "abroad": "BOOLEAN",
}
"""Columns of a file, and how Parquet stores them."""

WORDS: dict[str, tuple[str, ...]] = {
    "kind": EVENT_NAMES,
    "form": FORMS,
    "charge": CHARGES,
    "sex": SEXES,
}
"""Columns of codes and their words; the words of `organ`, `rank` and `province` are names that the country gives."""

_TERMS_OF_BEFORE = ("association", "arms")
"""Names of terms that the files of earlier versions have beside their values, and that there are no longer."""

_TERM_NAMES = tuple(dict.fromkeys((*(term for account in ACCOUNTS for term in account.names), *_TERMS_OF_BEFORE)))

_LATER = {
    "hazard": "NULL::FLOAT AS hazard",
    "reasons": "NULL::FLOAT[] AS reasons",
    "weight": "1::FLOAT AS weight",
}
"""Columns that files of earlier versions lack, and what stands for them."""

_NAMED = "map_keys(reasons)::term[]::VARCHAR[] AS names, * REPLACE (map_values(reasons) AS reasons)"
"""Files of earlier versions have the names of the terms beside their values."""

MEMORY_TO_READ = "128MB"
"""The most that DuckDB may take for reading, which goes from page to page: pages of a sound file are below 1 MB."""

FOOTER = 1 << 16
"""Bytes that say what a file holds are at most so many and a 16th of the file; in sound ones they are a few thousand
for every 120,000 events."""


def source(paths: Sequence[Path]) -> str:
    """The files as a table of SQL, with numbers of rows and `names` of reasons (NULL: those that are declared).

    Raises StoreError for a file that cannot be one of events.
    """
    held = []
    for path in paths:
        try:
            about = path.stat()
        except OSError as error:
            raise damaged(path, error.strerror) from error
        held.append(_look(path, about.st_size, about.st_mtime_ns, about.st_ino))
    table = f"read_parquet([{', '.join(quoted(exactly(path)) for path in paths)}], file_row_number = true)"
    named = "reasons, key_value, key" in held[0]
    there = {column.partition(",")[0] for column in held[0]}
    lacking = [value for name, value in _LATER.items() if name not in there]
    return f"(SELECT {', '.join([_NAMED if named else 'NULL::VARCHAR[] AS names, *', *lacking])} FROM {table})"


@lru_cache(maxsize=4096)
def _look(path: Path, size: int, *_version: int) -> frozenset[str]:
    """Look at what a file says that it holds, before it is read, and return the paths of its columns.

    Raises StoreError where it cannot hold the events of a run. A file of a megabyte may unfold to gigabytes; in a sound
    one an event takes some ten bytes.
    """
    with path.open("rb") as file:
        file.seek(max(size - 8, 0))
        end = file.read(8)
    length = int.from_bytes(end[:4], "little")
    if end[4:] != b"PAR1":
        raise damaged(path, "it is no Parquet file")
    if length > min(size, FOOTER + size // 16):
        raise damaged(path, f"it says in {length} of its {size} bytes what it holds")
    with naming(path), database(reading=True) as opened:
        chunks = opened.execute(
            "SELECT row_group_id, row_group_num_rows, path_in_schema, type, num_values FROM parquet_metadata(?)",
            [exactly(path)],
        ).fetchall()
    rows = sum({group: count for group, count, *_ in chunks}.values())
    stored = {column: kind for _, _, column, kind, _ in chunks}
    if rows > size or any(
        count < 0 or values > count * (MOST_TERMS if "," in column else 1) for _, count, column, _, values in chunks
    ):
        raise damaged(path, f"it says that it holds {rows} events in {size} bytes")
    wrong = [column for column, kind in stored.items() if _STORED.get(column, kind) != kind]
    if wrong:
        raise damaged(path, f"what it holds in {', '.join(wrong)} is of another type")
    return frozenset(stored)


@contextmanager
def naming(path: Path) -> Iterator[None]:
    """What goes wrong in the block is a StoreError that names the file."""
    try:
        yield
    except StoreError:
        raise
    except duckdb.Error as error:
        if isinstance(error, duckdb.InternalException | duckdb.FatalException):
            _in_memory.cache_clear()  # after such an error a database refuses all work
        # The text quotes what stands in the file.
        said = "".join(sign if sign.isprintable() else "?" for sign in str(error)[:160].partition("\n")[0])
        raise damaged(path, said) from error
    except (OSError, OverflowError, UnicodeError) as error:
        raise damaged(path, error) from error


def database(*, reading: bool = False) -> duckdb.DuckDBPyConnection:
    """A connection of one's own to the database in memory, for writing or for reading."""
    return _in_memory(reading).cursor()


@cache
def _in_memory(reading: bool) -> duckdb.DuckDBPyConnection:
    """A database in memory on one thread: the runs are the threads, and rows keep their order. Starting one is slow.

    It knows the words of each column as a type called as the column, so that they are written and read as codes.
    That for reading is one of its own: it takes little memory, and a file that makes it fail stops no writing.
    Nothing goes to the disk where memory is short: DuckDB would put it into the folder in which the user works.
    """
    alone = {
        "threads": 1,
        "temp_directory": "",
        "autoinstall_known_extensions": "false",
        "autoload_known_extensions": "false",
    }
    opened = duckdb.connect(config=alone | ({"memory_limit": MEMORY_TO_READ} if reading else {}))
    for column, words in (*WORDS.items(), ("term", _TERM_NAMES)):
        opened.execute(f"CREATE TYPE {column} AS {enum(words)}")
    return opened


def system_error(error: duckdb.IOException) -> OSError:
    """The error of the system that DuckDB tells of in its text."""
    text = str(error)
    known = [number for number in errno.errorcode if os.strerror(number) in text]
    if not known:
        return OSError(text)
    number = max(known, key=lambda number: len(os.strerror(number)))
    return OSError(number, os.strerror(number))


def quoted(text: str | Path) -> str:
    """A text literal of SQL."""
    return "'" + str(text).replace("'", "''") + "'"


def enum(words: Sequence[str]) -> str:
    """A type of SQL whose values are these words."""
    return f"ENUM ({', '.join(map(quoted, words))})"


def exactly(path: Path) -> str:
    """A pattern that only this path matches: DuckDB reads the names of files as patterns."""
    return re.sub(r"[*?[]", r"[\g<0>]", str(path))
