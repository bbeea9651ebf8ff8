"""Tables from anyone as CSV: rows of checked cells, and a problem with its line and column for each that is wrong."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import StringIO
from typing import Any

from politburo.country.checks import Keys
from politburo.terms.checks import nearest, shown
from politburo.terms.errors import Problem

MOST_PROBLEMS = 200
"""Problems after which a file is not looked at further."""

MOST_COLUMNS = 100


@dataclass(frozen=True, slots=True)
class Row:
    """A row whose cells are all as they should be: the line it begins in, and its values by column."""

    line: int
    values: dict[str, Any]


@dataclass(slots=True)
class Table:
    """What a file holds: the rows that can be used, and what is wrong with the others."""

    file: str
    rows: list[Row] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def wrong(self, line: int, column: str, message: str) -> None:
        """Note what is wrong with a cell."""
        self.problems.append(Problem(self.file, line, column, f"{column}: {message}"))

    def wrong_row(self, line: int, message: str) -> None:
        """Note what is wrong with a whole line."""
        self.problems.append(Problem(self.file, line, "", message))


def read_table(file: str, text: str, columns: Keys, most_rows: int) -> Table:
    """The table that a text holds, which messages call `file`; a line of names first, then at most so many rows."""
    table, lines = Table(file), _lines(text)
    try:
        header = next(lines, None)
        if header is None:
            table.wrong_row(1, f"the file is empty; its first line must name the columns {', '.join(columns)}")
            return table
        names = header[1]
        if not _read_header(table, header[0], names, columns):
            return table
        for count, (line, cells) in enumerate(lines):
            if count == most_rows:
                table.wrong_row(line, f"there are more than {most_rows:,} rows, the most that the file may have")
                break
            if len(table.problems) >= MOST_PROBLEMS:
                table.wrong_row(line, "so much is wrong that the file is not looked at from here on")
                break
            _read_row(table, line, names, cells, columns)
    except csv.Error as error:
        line = table.rows[-1].line + 1 if table.rows else 1
        table.wrong_row(line, f"the file cannot be read as CSV from about this line on: {error}")
    return table


def _lines(text: str) -> Iterator[tuple[int, list[str]]]:
    """The cells of each line that has any, and the number of the line it begins in."""
    reader = csv.reader(StringIO(text, newline=""), strict=True)
    begin = 1
    for cells in reader:
        if cells:
            yield begin, cells
        begin = reader.line_num + 1


def _read_header(table: Table, line: int, names: list[str], columns: Keys) -> bool:
    """Check the names of the columns; whether rows can be read."""
    if len(names) > MOST_COLUMNS:
        table.wrong_row(line, f"there are {len(names):,} columns; {MOST_COLUMNS} is the most that the file may have")
        return False
    for position, name in enumerate(names):
        if name in names[:position]:
            table.wrong_row(line, f"there are two columns {shown(name)}; leave one out")
        elif name not in columns:
            table.wrong_row(line, f"there is no column {shown(name)}; {nearest(name, tuple(columns))}")
    for name, key in columns.items():
        if name not in names and not key.optional:
            table.wrong_row(line, f"the column {name!r} is missing")
    return True


def _read_row(table: Table, line: int, names: list[str], cells: list[str], columns: Keys) -> None:
    if len(cells) != len(names):
        table.wrong_row(line, f"there are {len(cells):,} cells, and the first line names {len(names)} columns")
        return
    values = {name: key.default for name, key in columns.items() if key.optional}
    sound = True
    for name, cell in zip(names, cells, strict=True):
        key = columns.get(name)
        if key is None or (key.optional and not cell):
            continue
        try:
            values[name] = key.check(cell)
        except ValueError as error:
            table.wrong(line, name, "the cell is empty" if not cell else str(error))
            sound = False
    if sound and len(values) == len(columns):
        table.rows.append(Row(line, values))
