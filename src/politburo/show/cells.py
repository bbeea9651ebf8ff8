"""The cells of a table as people read them: the same in the terminal, in HTML and in Markdown."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby

from politburo.answer import SIMULATED, Column, Crossed, Row, Table, Value
from politburo.answer.numbers import count, digits, fixed, numbered, percent, plain, with_sign
from politburo.terms.checks import printable

NOTHING = "–"
"""What stands where there is no number."""

FINER = 2
"""Decimals more that a narrow interval is shown with."""

ALIGNED_LEFT = ("text", "name", "yes")


@dataclass(frozen=True, slots=True)
class Shown:
    """A table as texts: title, headings, rows as far as shown, which columns are aligned right, notes below."""

    title: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    right: tuple[bool, ...]
    notes: tuple[str, ...] = ()


def parts(table: Table) -> tuple[Shown, ...]:
    """A table as people read it: one part, or where it is crossed one for each block; the last has the notes."""
    if not table.crossed or not table.rows:
        return (shown(table),)
    blocks = list(_crossed(table, table.crossed))
    return (*blocks[:-1], replace(blocks[-1], notes=_notes(table)))


def shown(table: Table) -> Shown:
    """A table as it is: a line for each row, a column for each column that people see."""
    columns = table.shown
    rows = table.rows if table.most is None else table.rows[: table.most]
    return Shown(
        stamped(table.title, table),
        tuple(_heading(column, table) for column in columns),
        tuple(tuple(cell(column, row, table) for column in columns) for row in rows),
        tuple(column.format not in ALIGNED_LEFT for column in columns),
        _notes(table, len(table.rows) - len(rows)),
    )


def _notes(table: Table, omitted: int = 0) -> tuple[str, ...]:
    """What must be known to read a table."""
    notes = (
        table.note,
        f"{table.basis}." if table.basis else "",
        f"{numbered(omitted, 'more row')} omitted for space; --csv writes all of them." if omitted else "",
    )
    return tuple(printable(note, keep="\n") for note in notes if note)


def _crossed(table: Table, by: Crossed) -> Iterator[Shown]:
    """Each block: a column for each quantity, and for each case a line for each value that it has."""
    columns = {column.name: column for column in table.columns}
    for block in by.blocks:
        lines: list[tuple[str, ...]] = []
        for _, case in groupby(table.rows, key=lambda row: row[table.places[by.labels[0]]]):
            rows = {str(row[table.places[by.across]]): row for row in case}
            chosen = [rows[name] for name in block.headings]
            if block.needs and not any(cell(columns[block.needs], row, table) for row in chosen):
                continue
            texts = [(columns[name].title, *(cell(columns[name], row, table) for row in chosen)) for name in by.lines]
            texts = [(name, *cells) for name, *cells in texts if any(cells)]
            labels = [cell(columns[name], chosen[0], table) for name in by.labels]
            lines += [(label, *text) for label, text in zip([*labels, *[""] * len(texts)], texts, strict=False)]
        if lines:
            headings = (_heading(columns[by.labels[0]], table), by.heading, *block.headings.values())
            right = (False, False, *[True] * len(block.headings))
            yield Shown(stamped(block.title, table), headings, tuple(lines), right)


def _heading(column: Column, table: Table) -> str:
    level = f" [{percent(table.basis.level)}]" if column.interval and table.basis else ""
    return printable(column.title, keep="\n") + level


def cell(column: Column, row: Row, table: Table) -> str:
    """One cell: the value, and its interval where it has one."""
    value = row[table.places[column.name]]
    ends = [row[table.places[name]] for name in column.interval or ()]
    found = [_number(end) for end in ends]
    decimals = _decimals(column, row, table, _number(value), found)
    text = _text(value, column, decimals)
    if not found or any(math.isnan(end) for end in found):
        return text
    low, high = (_text(end, column, decimals) for end in found)
    if column.format == "percent":
        low = low.removesuffix(" %")
    return f"{text} [{low}, {high}]"


def _text(value: Value, column: Column, decimals: int) -> str:
    """A value in its column's format; what is no value of that format is shown as it is."""
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return "" if column.format in ("text", "name", "month", "date") else NOTHING
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, date):
        return f"{value.day} {value:%b %Y}"
    if isinstance(value, str):
        if column.format == "month":
            return _month(value)
        return printable(value.replace("_", " ") if column.format == "name" else value, keep="\n")
    if column.format == "integer":
        return str(value)
    if math.isinf(value):
        return "−∞" if value < 0 else "∞"
    if column.format == "count":
        return count(value)
    if column.format == "percent":
        least = 10.0**-decimals
        if decimals and 0 < abs(100 * value) < least / 2:
            return f"< {least:g} %" if value > 0 else f"> −{least:g} %"
        return f"{fixed(100 * value, decimals)} %"
    if column.format == "difference":
        return with_sign(value, decimals)
    return fixed(value, decimals) if decimals else plain(value)


def _decimals(column: Column, row: Row, table: Table, value: float, ends: Sequence[float]) -> int:
    """Decimals with which value and interval make sense, and in which a difference to be seen shows."""
    if column.format == "percent":
        sizes = [abs(100 * value), *(abs(100 * end) for end in ends)]
        largest = max((size for size in sizes if not math.isnan(size)), default=0.0)
        return digits(largest) if 0 < largest < 2 else 0
    if column.format not in ("number", "difference"):
        return 0
    decimals = digits(abs(value))
    if ends and not any(math.isnan(end) for end in ends):
        half = abs(ends[1] - ends[0]) / 2
        decimals = digits(max(abs(value), half))
        decimals = max(decimals, min(decimals + FINER, digits(half)))
    if column.finer:
        size = abs(_number(row[table.places[column.finer]]))
        decimals = max(decimals, digits(size))
    return decimals


def _number(value: Value) -> float:
    return float(value) if isinstance(value, int | float) else math.nan


def _month(text: str) -> str:
    """A month such as `2018-05` in words; any other text as it is."""
    try:
        day = date.fromisoformat(f"{text}-01")
    except ValueError:
        return printable(text)
    return f"{day:%b %Y}"


def stamped(title: str, table: Table) -> str:
    """What stands above a table, with the stamp of what is simulated unless the title has it."""
    return title if SIMULATED in title else f"{title} ({SIMULATED})" if table.simulated else title
