"""Events on disk: one Parquet file for each run, codes decoded to words and months to days, written by DuckDB.

Any Parquet reader opens them, for instance `duckdb.sql("from 'runs/…/events/*.parquet'")`. An event's number is its row
in the file of its run, from 0. `hazard` is the monthly probability that it had, and `reasons` lists the values of the
terms that made it, in the order in which terms.accounts declares them for its kind and charge; both are missing for
events that carry no reasons.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb
import numpy as np
from numpy.typing import NDArray

from politburo.run.folder.files import damaged, whole
from politburo.run.parquet import WORDS, database, enum, naming, quoted, source, system_error
from politburo.scenario.months import YEARS
from politburo.terms.accounts import ACCOUNTS, MOST_TERMS, account_of
from politburo.terms.events import EVENT_COLUMNS, EVENT_NAMES
from politburo.terms.words import CHARGES, Names

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


_ALWAYS = ("run", "date", "kind", "agent", "province", "abroad")
"""Columns that every event has a value in."""

_READ_AS = {
    **{column: column for column in WORDS},
    **dict.fromkeys(("run", "agent", "person", "persons"), "INT"),
    **dict.fromkeys(("weight", "hazard"), "FLOAT"),
    "date": "DATE",
    "abroad": "BOOL",
}
"""What the columns are read as; `organ`, `rank` and `province` as names that the country gives."""

PERSONS = 1_000_000
"""Persons in all events of a run are at most so many and ten for every byte of the file; in sound ones 0.1."""


_TERMS = tuple(f"term_{k}" for k in range(MOST_TERMS))
_REASONS = f"if(terms > 0, [{', '.join(_TERMS)}][:terms], NULL) AS reasons"

_LAYOUT = "FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 1, DICTIONARY_SIZE_LIMIT 2000, USE_TMP_FILE false"
"""A higher level takes more time and saves 2 %; dictionaries of many values save nothing."""


def write_events(
    path: Path, events: Mapping[str, NDArray], run: int, names: Names, reasons: Reasons | None = None
) -> None:
    """Write the events of one run, columns (n,) as in terms.events.EVENT_COLUMNS, and their reasons, in words.

    Raises StoreError when the file cannot be written.
    """
    words = {name: list(said) for name, said in _words(names).items()}
    columns = {column.name: np.ascontiguousarray(events[column.name], column.dtype) for column in EVENT_COLUMNS}
    columns |= {"days": _days(columns["month"], columns["day"])} | _with_reasons(columns, reasons)
    select = ", ".join(f"{_decoded(column.name, names)} AS {_title(column.name)}" for column in EVENT_COLUMNS[1:])
    with whole(path, sync=False) as partial, database() as opened:
        opened.register("events", columns)
        try:
            rows = f"SELECT {run} AS run, {select}, hazard, {_REASONS} FROM events"
            opened.execute(f"COPY ({rows}) TO {quoted(partial)} ({_LAYOUT})", words)
        except duckdb.IOException as error:
            raise system_error(error) from error


def _days(month: NDArray, day: NDArray) -> NDArray:
    """Days since 1970-01-01, int32 (n,): DuckDB takes longer to make dates of months and days."""
    first = (month.astype(np.int64) - 1970 * 12).astype("datetime64[M]").astype("datetime64[D]")
    return (first.astype(np.int64) + day - 1).astype(np.int32)


def _with_reasons(events: Mapping[str, NDArray], reasons: Reasons | None) -> dict[str, NDArray]:
    """The columns of the reasons beside the events (n,): the hazard (NaN: none), the number of terms, and the terms."""
    count = len(events["month"])
    terms, hazard = np.zeros(count, np.int8), np.full(count, np.nan, np.float32)
    values = {name: np.zeros(count, np.float32) for name in _TERMS}
    if reasons is not None:
        number = reasons.event
        hazard[number] = reasons.hazard
        for name, of_term in zip(_TERMS, reasons.terms.T, strict=True):
            values[name][number] = of_term
        for account in ACCOUNTS:
            its = events["kind"][number] == EVENT_NAMES.index(account.kind)
            if account.charge is not None:
                its &= events["charge"][number] == CHARGES.index(account.charge)
            terms[number[its]] = len(account.terms)
    return {"terms": terms, "hazard": hazard} | values


def read_codes(path: Path, names: Names) -> dict[str, NDArray]:
    """The events of one run as they were: the columns of terms.events.EVENT_COLUMNS as codes, arrays (n,).

    Raises StoreError when the file cannot be read.
    """
    select = ", ".join(f"{_encoded(column.name, names)} AS {column.name}" for column in EVENT_COLUMNS)
    with naming(path), database(reading=True) as opened:
        found = opened.execute(f"SELECT {select} FROM {source([path])}").fetchnumpy()
        return _codes(path, found)


def read_before(path: Path, names: Names, month: int) -> dict[str, NDArray]:
    """All that is kept of the events of one run before a month: the columns of read_codes, hazards and reasons.

    `hazard` is float32[n], NaN where none is said, `terms` int32[n] the number of terms of each event's reasons, and
    `value` (float32) has the terms of all events, one after another. Raises StoreError when the file cannot be read.
    """
    select = ", ".join(f"{_encoded(column.name, names)} AS {column.name}" for column in EVENT_COLUMNS)
    select += ", coalesce(hazard, 'nan'::FLOAT) AS hazard, coalesce(len(reasons), 0)::INT AS terms"
    with naming(path), database(reading=True) as opened:
        file = f"{source([path])} WHERE date::DATE < make_date({month // 12}, {month % 12 + 1}, 1)"
        found = opened.execute(f"SELECT {select} FROM {file}").fetchnumpy()
        codes = _codes(path, found)
        found |= opened.execute(f"SELECT unnest(reasons) AS value FROM {file}").fetchnumpy()
    kinds = {"hazard": np.float32, "terms": np.int32, "value": np.float32}
    return codes | {name: np.asarray(found[name], kind) for name, kind in kinds.items()}


def read_table(paths: Sequence[Path], names: Names) -> pd.DataFrame:
    """The events of several runs, in their order, as one table; words are categories, missing where none is said.

    `event` is the number of an event in its run. Hazards are there, reasons are not (read_rows): they are large.
    Raises StoreError when a file cannot be read.
    """
    import pandas as pd

    words = _words(names)
    said = ", ".join(f"{_read_as(_title(column.name), names)}" for column in EVENT_COLUMNS[1:])
    with naming(paths[0].parent), database(reading=True) as opened:
        table = opened.execute(f"SELECT run, file_row_number::INT AS event, {said}, hazard FROM {source(paths)}").df()
        if any(table[name].hasnans for name in _ALWAYS):
            raise damaged(paths[0].parent, f"an event lacks one of {', '.join(_ALWAYS)}")
    # Neither gaps in a column nor an empty table may decide its type.
    categories = {name: pd.CategoricalDtype(list(said), ordered=True) for name, said in words.items()}
    return table.astype({"person": "Int32", "date": "datetime64[us]", "hazard": "float32", **categories})


def find_events(
    paths: Sequence[Path], names: Names, kinds: Sequence[str], ranks: Sequence[str] | None = None
) -> list[Event]:
    """The events of some kinds of several runs, in their order, that befell cadres of some ranks, or of any.

    Raises StoreError when a file cannot be read.
    """
    columns = ("date", "kind", "agent", "organ", "rank", "province", "form", "charge", "abroad", "hazard")
    said = ", ".join(_read_as(name, names) for name in columns)
    with naming(paths[0].parent), database(reading=True) as opened:
        found = opened.execute(
            f"SELECT run, file_row_number, {said} FROM {source(paths)} "
            "WHERE list_contains($kinds, kind) AND list_contains($ranks, rank)",
            {"kinds": list(kinds), "ranks": list(names.rank if ranks is None else ranks)},
        )
        events = [Event(*row) for row in found.fetchall()]
    if any(None in (one.run, one.date, one.post, one.organ, one.province, one.abroad) for one in events):
        raise damaged(paths[0].parent, "an event does not say when it was, or whom it befell")
    return events


def read_rows(path: Path, names: Names, numbers: Sequence[int]) -> dict[int, dict[str, Any]]:
    """Events of a run by their numbers, as rows in the file: None where nothing is said, reasons as a dictionary.

    Numbers that no event has are left out. Raises StoreError when the file cannot be read.
    """
    columns = dict.fromkeys(["run", *(_title(column.name) for column in EVENT_COLUMNS), "hazard"])
    said = ", ".join(_read_as(name, names) for name in columns if name != "month")
    with naming(path), database(reading=True) as opened:
        found = opened.execute(
            f"SELECT file_row_number, {said}, names, reasons FROM {source([path])} "
            "WHERE list_contains(?, file_row_number)",
            [list(numbers)],
        )
        titles = [entry[0] for entry in found.description]
        rows = [_with_names(dict(zip(titles, row, strict=True))) for row in found.fetchall()]
    if any(row[name] is None for row in rows for name in _ALWAYS):
        raise damaged(path, f"an event lacks one of {', '.join(_ALWAYS)}")
    return {row.pop("file_row_number"): row for row in rows}


def _with_names(row: dict[str, Any]) -> dict[str, Any]:
    """A row whose reasons go by their names: those that stand in the file, or those that are declared."""
    names, account = row.pop("names"), account_of(row["kind"], row["charge"])
    if names is None and account is not None:
        names = account.names
    if row["reasons"] is not None:
        row["reasons"] = dict(zip(names or (), row["reasons"], strict=False))
    return row


def count_events(path: Path) -> int:
    """How many events a run has. Raises StoreError when the file cannot be read."""
    with naming(path), database(reading=True) as opened:
        (count,) = opened.execute(f"SELECT count(*) FROM {source([path])}").fetchone() or (0,)
    return count


def _codes(path: Path, found: Mapping[str, Any]) -> dict[str, NDArray]:
    """Columns as codes, of the types that they have in memory. Raises StoreError where they can be no events."""
    codes = {}
    for column in EVENT_COLUMNS:
        if np.ma.is_masked(found[column.name]):
            raise damaged(path, f"an event has no {column.name}")
        codes[column.name] = np.asarray(found[column.name], column.dtype)
    month, persons = codes["month"], codes["persons"]
    if len(month) and not (YEARS[0] * 12 <= month.min() and month.max() < (YEARS[1] + 1) * 12):
        raise damaged(path, f"an event lies before {YEARS[0]} or after {YEARS[1]}")
    if len(month) and (persons.min() < 0 or persons.sum(dtype=np.int64) > PERSONS + 10 * path.stat().st_size):
        raise damaged(path, "its events concern more persons than there can be")
    if not (np.isfinite(codes["weight"]) & (codes["weight"] >= 0)).all():
        raise damaged(path, "an event stands for no number of events")
    return codes


def _words(names: Names) -> dict[str, tuple[str, ...]]:
    return WORDS | names._asdict()


def _title(column: str) -> str:
    return "date" if column == "day" else column


def _decoded(column: str, names: Names) -> str:
    """How a column of codes is read as words; code −1 lies before the first word and becomes a gap."""
    if column == "day":
        return "DATE '1970-01-01' + days"
    if column == "person":
        return "nullif(person, -1)"
    if column == "abroad":
        return "abroad::BOOL"
    if column in (*WORDS, *Names._fields):
        return f"list_extract(${column}::{_type(column, names)}[], events.{column}::INT + 1)"
    return column


def _encoded(column: str, names: Names) -> str:
    """How a column of words is read as codes."""
    if column == "month":
        return "(year(date::DATE) * 12 + month(date::DATE) - 1)::INT"
    if column == "day":
        return "day(date::DATE)::INT"
    if column == "person":
        return "coalesce(person, -1)::INT"
    if column in (*WORDS, *Names._fields):
        code = f"enum_code({column}::{_type(column, names)})::INT"
        return code if column in _ALWAYS else f"coalesce({code}, -1)"
    return f"{column}::{_type(column, names)}"


def _read_as(column: str, names: Names) -> str:
    """How a column is read in words. What is of another type, or no word of the column, is an error of DuckDB."""
    return f"{column}::{_type(column, names)} AS {column}"


def _type(column: str, names: Names) -> str:
    return enum(getattr(names, column)) if column in Names._fields else _READ_AS[column]
