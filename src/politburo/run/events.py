"""Events on disk: one Parquet file for each run, codes decoded to words and months to days, written by DuckDB.

Any Parquet reader opens them, for instance `duckdb.sql("from 'runs/…/events/*.parquet'")`. An event's number is its row
in the file of its run, from 0. `hazard` is the monthly probability that it had, and `reasons` maps the names of the
terms that made it (terms.reasons) to their values; both are missing for events that carry no reasons.
"""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb
import numpy as np
from numpy.typing import NDArray

from politburo.run.files import damaged, whole
from politburo.terms.events import EVENT_COLUMNS, EVENT_NAMES
from politburo.terms.reasons import ACCOUNTS, MOST_TERMS
from politburo.terms.words import CHARGES, FORMS, ORGANS, RANKS, SEXES

if TYPE_CHECKING:
    import pandas as pd

    from politburo.month.log import Reasons


@dataclass(frozen=True, slots=True)
class Event:
    """One event of a run, in words; `event` is its number in the run, `hazard` None where it carries no reasons."""

    run: int
    event: int
    date: date
    kind: str
    post: int
    organ: str
    rank: str
    province: str
    form: str | None
    charge: str | None
    abroad: bool
    hazard: float | None


_WORDS: dict[str, tuple[str, ...]] = {
    "kind": EVENT_NAMES,
    "organ": ORGANS,
    "rank": RANKS,
    "form": FORMS,
    "charge": CHARGES,
    "sex": SEXES,
}
"""Columns of codes and their words; the words of `province` belong to the country."""


_TERMS = tuple(f"term_{k}" for k in range(MOST_TERMS))
_TOLD = f"list(map($terms[account], list_slice([{', '.join(_TERMS)}], 1, len($terms[account]))))"
"""The reasons of all events that have any, as one list of maps in the order of the table, which one thread reads."""


def write_events(
    path: Path, events: Mapping[str, NDArray], run: int, provinces: Sequence[str], reasons: Reasons | None = None
) -> None:
    """Write the events of one run, columns (n,) as in terms.events.EVENT_COLUMNS, and their reasons, in words.

    Raises StoreError when the file cannot be written.
    """
    words = _words(provinces) | {"terms": tuple(account.names for account in ACCOUNTS)}
    columns = {column.name: np.ascontiguousarray(events[column.name], column.dtype) for column in EVENT_COLUMNS}
    select = ", ".join(f"{_decoded(column.name)} AS {_title(column.name)}" for column in EVENT_COLUMNS[1:])
    select += f", if(place > 0, hazard, NULL) AS hazard, list_extract((SELECT {_TOLD} FROM told), place) AS reasons"
    beside, told = _with_reasons(columns, reasons)
    with whole(path) as partial, _database() as database:
        database.register("events", columns | beside)
        database.register("told", told)
        try:
            database.execute(
                f"COPY (SELECT {run} AS run, {select} FROM events) TO {_quoted(partial)} "
                "(FORMAT parquet, COMPRESSION zstd, USE_TMP_FILE false)",
                {name: list(said) for name, said in words.items()},
            )
        except duckdb.IOException as error:
            raise _system_error(error) from error


def _with_reasons(
    events: Mapping[str, NDArray], reasons: Reasons | None
) -> tuple[dict[str, NDArray], dict[str, NDArray]]:
    """Two columns that go beside the events (n,), and the table of the reasons (m,).

    The columns are the hazard, and the place of the reasons in that table, from 1 (0: there are none). In the table,
    `account` is a place in ACCOUNTS, from 1.
    """
    number = np.empty(0, np.int32) if reasons is None else reasons.event
    terms = np.empty((0, MOST_TERMS), np.float32) if reasons is None else reasons.terms
    place, hazard = np.zeros(len(events["month"]), np.int32), np.zeros(len(events["month"]), np.float32)
    place[number] = np.arange(1, len(number) + 1)
    hazard[number] = 0 if reasons is None else reasons.hazard
    account = np.zeros(len(number), np.int32)
    for code, one in enumerate(ACCOUNTS, 1):
        its = events["kind"][number] == EVENT_NAMES.index(one.kind)
        if one.charge is not None:
            its &= events["charge"][number] == CHARGES.index(one.charge)
        account[its] = code
    columns = dict(zip(_TERMS, np.ascontiguousarray(terms.T), strict=True))
    return {"place": place, "hazard": hazard}, {"account": account} | columns


def read_codes(path: Path, provinces: Sequence[str]) -> dict[str, NDArray]:
    """The events of one run as they were: the columns of terms.events.EVENT_COLUMNS as codes, arrays (n,).

    Raises StoreError when the file cannot be read.
    """
    words = {name: list(said) for name, said in _words(provinces).items()}
    select = ", ".join(f"{_encoded(column.name)} AS {column.name}" for column in EVENT_COLUMNS)
    with _database() as database, _reading(path):
        found = database.execute(f"SELECT {select} FROM read_parquet({_quoted(_exactly(path))})", words).fetchnumpy()
    return {column.name: np.asarray(found[column.name], column.dtype) for column in EVENT_COLUMNS}


def read_before(path: Path, provinces: Sequence[str], month: int) -> dict[str, NDArray]:
    """All that is kept of the events of one run before a month: the columns of read_codes, hazards and reasons.

    `hazard` is float32[n], NaN where none is said, `terms` int32[n] the number of terms of each event's reasons; `term`
    and `value` (float32) are those of all events, one after another. Raises StoreError when the file cannot be read.
    """
    file = f"read_parquet({_quoted(_exactly(path))}) WHERE date < make_date({month // 12}, {month % 12 + 1}, 1)"
    words = {name: list(said) for name, said in _words(provinces).items()}
    select = ", ".join(f"{_encoded(column.name)} AS {column.name}" for column in EVENT_COLUMNS)
    select += ", coalesce(hazard, 'nan'::FLOAT) AS hazard, coalesce(len(map_keys(reasons)), 0)::INT AS terms"
    with _database() as database, _reading(path):
        found = database.execute(f"SELECT {select} FROM {file}", words).fetchnumpy()
        reasons = "unnest(map_keys(reasons)) AS term, unnest(map_values(reasons)) AS value"
        found |= database.execute(f"SELECT {reasons} FROM {file}").fetchnumpy()
    kinds = {column.name: column.dtype for column in EVENT_COLUMNS} | {"hazard": np.float32, "terms": np.int32}
    kinds |= {"term": object, "value": np.float32}
    return {name: np.asarray(found[name], kind) for name, kind in kinds.items()}


def read_table(paths: Sequence[Path], provinces: Sequence[str]) -> pd.DataFrame:
    """The events of several runs, in their order, as one table; words are categories, missing where none is said.

    `event` is the number of an event in its run. Hazards are there, reasons are not (read_rows): they are large.
    Raises StoreError when a file cannot be read.
    """
    import pandas as pd

    words = _words(provinces)
    enums = {name: f"{name}::ENUM({', '.join(map(_quoted, said))})" for name, said in words.items()}
    titles = [_title(column.name) for column in EVENT_COLUMNS[1:]]
    said = ", ".join(f"{enums.get(title, title)} AS {title}" for title in titles)
    files = ", ".join(_quoted(_exactly(path)) for path in paths)
    with _database() as database, _reading(paths[0].parent):
        table = database.execute(
            f"SELECT run, file_row_number::INT AS event, {said}, hazard "
            f"FROM read_parquet([{files}], file_row_number = true)"
        ).df()
    # Neither gaps in a column nor an empty table may decide its type.
    categories = {name: pd.CategoricalDtype(list(said), ordered=True) for name, said in words.items()}
    return table.astype({"person": "Int32", "date": "datetime64[us]", "hazard": "float32", **categories})


def find_events(paths: Sequence[Path], kinds: Sequence[str], ranks: Sequence[str] = RANKS) -> list[Event]:
    """The events of some kinds of several runs, in their order, that befell cadres of some ranks.

    Raises StoreError when a file cannot be read.
    """
    files = ", ".join(_quoted(_exactly(path)) for path in paths)
    with _database() as database, _reading(paths[0].parent):
        found = database.execute(
            "SELECT run, file_row_number, date, kind, agent, organ, rank, province, form, charge, abroad, "
            f"hazard FROM read_parquet([{files}], file_row_number = true) "
            "WHERE list_contains($kinds, kind) AND list_contains($ranks, rank)",
            {"kinds": list(kinds), "ranks": list(ranks)},
        )
        return [Event(*row) for row in found.fetchall()]


def read_rows(path: Path, numbers: Sequence[int]) -> dict[int, dict[str, Any]]:
    """Events of a run by their numbers, as rows in the file: None where nothing is said, reasons as a dictionary.

    Numbers that no event has are left out. Raises StoreError when the file cannot be read.
    """
    with _database() as database, _reading(path):
        found = database.execute(
            "SELECT * FROM read_parquet(?, file_row_number = true) WHERE list_contains(?, file_row_number)",
            [_exactly(path), list(numbers)],
        )
        names = [entry[0] for entry in found.description]
        rows = [dict(zip(names, row, strict=True)) for row in found.fetchall()]
    return {row.pop("file_row_number"): row for row in rows}


def count_events(path: Path) -> int:
    """How many events a run has. Raises StoreError when the file cannot be read."""
    with _database() as database, _reading(path):
        (count,) = database.execute("SELECT count(*) FROM read_parquet(?)", [_exactly(path)]).fetchone() or (0,)
    return count


@contextmanager
def _reading(path: Path) -> Iterator[None]:
    try:
        yield
    except duckdb.Error as error:
        raise damaged(path, str(error).partition("\n")[0]) from error


def _database() -> duckdb.DuckDBPyConnection:
    """A connection of one's own to the database in memory."""
    return _in_memory().cursor()


@cache
def _in_memory() -> duckdb.DuckDBPyConnection:
    """A database in memory on one thread: the runs are the threads, and rows keep their order. Starting one is slow."""
    return duckdb.connect(config={"threads": 1})


def _system_error(error: duckdb.IOException) -> OSError:
    """The error of the system that DuckDB tells of in its text."""
    text = str(error)
    known = [number for number in errno.errorcode if os.strerror(number) in text]
    if not known:
        return OSError(text)
    number = max(known, key=lambda number: len(os.strerror(number)))
    return OSError(number, os.strerror(number))


def _words(provinces: Sequence[str]) -> dict[str, tuple[str, ...]]:
    return _WORDS | {"province": tuple(provinces)}


def _title(column: str) -> str:
    return "date" if column == "day" else column


def _decoded(column: str) -> str:
    """How a column of codes is read as words; code −1 lies before the first word and becomes a gap."""
    if column == "day":
        return "make_date(month // 12, month % 12 + 1, day)"
    if column == "person":
        return "nullif(person, -1)"
    if column == "abroad":
        return "abroad::BOOL"
    if column in (*_WORDS, "province"):
        return f"list_extract(${column}, {column}::INT + 1)"
    return column


def _encoded(column: str) -> str:
    """How a column of words is read as codes."""
    if column == "month":
        return "year(date) * 12 + month(date) - 1"
    if column == "day":
        return "day(date)"
    if column == "person":
        return "coalesce(person, -1)"
    if column in (*_WORDS, "province"):
        return f"coalesce(list_position(${column}, {column}), 0) - 1"
    return column


def _exactly(path: Path) -> str:
    """A pattern that only this path matches: DuckDB reads the names of files as patterns."""
    return re.sub(r"[*?[]", r"[\g<0>]", str(path))


def _quoted(text: str | Path) -> str:
    """A text literal of SQL."""
    return "'" + str(text).replace("'", "''") + "'"
