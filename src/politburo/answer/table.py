"""Tables of plain values whose columns say what they hold."""

from __future__ import annotations

import math
import numbers
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal, overload

from politburo.answer.display import display
from politburo.answer.provenance import Basis

if TYPE_CHECKING:
    import pandas as pd
    import xarray as xr

ADDED = ("intervals", "provenance")
"""Columns that are added to a table in a file: of its own it has none of that name, which they would write over."""

Value = str | int | float | bool | date | None
Row = Sequence[Value]

Format = Literal["text", "name", "integer", "count", "number", "difference", "percent", "month", "date", "yes"]
"""How people see a value: `name` is an identifier, shown with blanks for underscores; `integer` a number that is not
grouped, such as a year; `count` a whole number; `number` about two digits that count; `difference` the same with its
sign; `percent` a share, times 100; `month` a text such as `2018-05`; `yes` a truth value."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: `name` in files and programs, `heading` for people, unit and meaning for both.

    `interval` names the columns that hold the ends of the value's interval: people see them in one cell with it, files
    keep them apart. `finer` names a column whose size says how many digits are needed here: those of levels, so that
    their difference shows. A column that is not `shown` is for files and programs alone.
    """

    name: str
    unit: str = ""
    meaning: str = ""
    format: Format = "text"
    heading: str = ""
    interval: tuple[str, str] | None = None
    finer: str | None = None
    shown: bool = True

    @property
    def title(self) -> str:
        """What stands above the column."""
        return self.heading or self.name.replace("_", " ")


@dataclass(frozen=True, slots=True)
class Crossed:
    """How people see a table of one row for each case and quantity.

    They see a column for each quantity, and for each case a line for each of several values, such as what was simulated
    and what was published.
    `across` is the column that names the quantity, `lines` the columns that become lines, under the heading `heading`;
    `labels` are the columns whose texts name the case, on its first line, its second and so on. Lines with nothing in
    them are left out.
    """

    across: str
    labels: tuple[str, ...]
    lines: tuple[str, ...]
    heading: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """A part of a crossed table: its title and its quantities, each with its heading.

    With `needs`, a column, cases that have nothing there are left out.
    """

    title: str
    headings: Mapping[str, str]
    needs: str | None = None


@dataclass(frozen=True, eq=False)
class Table:
    """A table: every row has a value for every column, None where there is none.

    `keys` are the columns that tell rows apart. `note` is what a reader must know to read it, `basis` what its
    intervals are. People see at most `most` rows, with 0 not even the title; a `bulk` table is for files and programs
    alone, and JSON holds no rows of it. Files and programs have the rows as they are where people see them `crossed`.
    """

    name: str
    title: str
    columns: tuple[Column, ...]
    rows: Sequence[Row]
    note: str = ""
    basis: Basis | None = None
    keys: tuple[str, ...] = ()
    most: int | None = None
    bulk: bool = False
    simulated: bool = True
    crossed: Crossed | None = None

    def __post_init__(self) -> None:
        named = [column.name for column in self.columns]
        asked = {name for column in self.columns for name in (*(column.interval or ()), column.finer) if name}
        if self.crossed:
            asked |= {self.crossed.across, *self.crossed.labels, *self.crossed.lines}
        unknown = (asked | set(self.keys)).difference(named)
        if unknown or len(set(named)) < len(named) or set(named) & set(ADDED):
            raise ValueError(f"the columns of table {self.name!r} do not fit: {named}, unknown {sorted(unknown)}")

    @cached_property
    def places(self) -> dict[str, int]:
        """Place of each column by its name."""
        return {column.name: place for place, column in enumerate(self.columns)}

    @property
    def printed(self) -> bool:
        """Whether people see it in an answer: not a bulk table, and none of which they see no row."""
        return not self.bulk and self.most != 0

    @cached_property
    def shown(self) -> tuple[Column, ...]:
        """The columns that people see: not those that are folded into the cell of another one."""
        folded = {name for column in self.columns for name in column.interval or ()}
        return tuple(column for column in self.columns if column.shown and column.name not in folded)

    def column(self, name: str) -> list[Value]:
        """The values of one column. Raises KeyError for one that there is not."""
        place = self.places[name]
        return [row[place] for row in self.rows]

    def numbers(self, name: str) -> list[float]:
        """The numbers of one column, NaN where there is none.

        Raises KeyError for a column that there is not, and TypeError for one that holds anything else.
        """
        values = self.column(name)
        if wrong := [one for one in values if not isinstance(one, int | float | None)]:
            raise TypeError(f"the column {name!r} holds {wrong[0]!r}, which is no number")
        return [math.nan if one is None else float(one) for one in values if isinstance(one, int | float | None)]

    def records(self) -> list[dict[str, Value]]:
        """The rows as dictionaries by column."""
        return [dict(zip(self.places, row, strict=True)) for row in self.rows]

    def to_pandas(self) -> pd.DataFrame:
        """The rows as a data frame, with months and days as dates; units and meanings are in its `attrs`."""
        import pandas as pd

        frame = pd.DataFrame([tuple(row) for row in self.rows], columns=list(self.places))
        for column in self.columns:
            if column.format in ("month", "date"):
                frame[column.name] = pd.to_datetime(frame[column.name])
        frame.attrs = {column.name: {"units": column.unit, "long_name": column.meaning} for column in self.columns}
        return frame

    def to_xarray(self) -> xr.Dataset:
        """The rows as labelled arrays over the columns that tell them apart, with units and meanings as attributes.

        Raises ValueError for a table without such columns.
        """
        if not self.keys:
            raise ValueError(f"no columns tell the rows of table {self.name!r} apart")
        about = {column.name: {"units": column.unit, "long_name": column.meaning} for column in self.columns}
        found = self.to_pandas().set_index(list(self.keys)).to_xarray()
        for name in (*found.data_vars, *found.coords):
            found[name].attrs.update(about[str(name)])
        return found

    def as_json(self) -> dict[str, Any]:
        """The table as plain data: rows as lists, days as text, null for what is no finite number."""
        about = [
            {"name": one.name, "unit": one.unit, "meaning": one.meaning, "format": one.format} for one in self.columns
        ]
        return {
            "name": self.name,
            "title": self.title,
            "note": self.note,
            "intervals": None if self.basis is None else self.basis.as_json(),
            "columns": about,
            "rows": None if self.bulk else [[_plain(value) for value in row] for row in self.rows],
        }

    def __repr__(self) -> str:
        return display().as_text(self)

    def _repr_html_(self) -> str:
        return display().as_html(self)


def records(columns: Sequence[Column], found: Iterable[object]) -> list[Row]:
    """Rows from objects or mappings that have what the columns are called."""
    names = [column.name for column in columns]
    return [
        tuple(one[name] for name in names) if isinstance(one, Mapping) else tuple(getattr(one, name) for name in names)
        for one in found
    ]


def later(make: Callable[[], Iterable[Row]]) -> Sequence[Row]:
    """Rows that are made when they are first looked at."""
    return _Later(make)


class _Later(Sequence[Row]):
    def __init__(self, make: Callable[[], Iterable[Row]]) -> None:
        self._make = make

    @cached_property
    def _rows(self) -> list[Row]:
        return list(self._make())

    @overload
    def __getitem__(self, index: int) -> Row: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Row]: ...
    def __getitem__(self, index: int | slice) -> Row | Sequence[Row]:
        return self._rows[index]

    def __len__(self) -> int:
        return len(self._rows)

    def __iter__(self) -> Iterator[Row]:
        return iter(self._rows)


def _plain(value: Value) -> Value:
    if isinstance(value, date):
        return value.isoformat()
    if value is None or isinstance(value, str | bool):
        return value
    # Numbers of numpy are none that JSON knows.
    if isinstance(value, numbers.Integral):
        return int(value)
    return float(value) if math.isfinite(value) else None
