"""Answers in the terminal: as wide as it is, plain lines of text where there is none, and literal in what they say.

Text from files is printed as it is spelled: it holds no markup, and control characters are written out.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator, Sequence

from rich import box
from rich.cells import cell_len
from rich.console import Console, RenderableType
from rich.style import Style
from rich.table import Table as RichTable
from rich.text import Text

from politburo.answer import Answer, Table
from politburo.show.cells import Shown, parts
from politburo.terms.checks import printable

NUMBER = re.compile(r"\S[^\s–]*")
"""The number with which a cell begins, before its interval, its unit or the other end of a range."""

NAMES = 26
"""Characters of a name in the first column that are not broken, where there is room for them."""

LONG_HEADING = 20
"""Characters of a heading that is broken before the level of an interval."""

INTERVAL = re.compile(r" (?=\[\d+ %\]$)")
"""The place before that level."""

MANY = 10
"""Columns beside which there is none."""

WIDTH_OF_FILES = 110
"""Columns of what is printed to a file or a pipe, which has no width of its own."""


def answer_parts(answer: Answer) -> Iterator[RenderableType]:
    """An answer from top to bottom: title, tables, what was found in words, warnings, and where it comes from."""
    yield heading(answer.title)
    yield Text()
    for table in answer.tables:
        if table.printed:
            yield from table_parts(table)
            yield Text()
    for paragraph in answer.sentences:
        yield plain(paragraph)
        yield Text()
    for warning in answer.warnings:
        yield plain(f"Warning: {warning}", "bold")
    yield plain(str(answer.provenance), "dim")


def table_parts(table: Table) -> Iterator[RenderableType]:
    """A table under its title, above what must be known to read it; one below the other where it has several parts."""
    for place, found in enumerate(parts(table)):
        if place:
            yield Text()
        yield heading(found.title)
        if not found.rows:
            yield plain("none", "dim")
        else:
            yield _drawn(found)
        for note in found.notes:
            yield Text(note, "dim")


def _drawn(found: Shown) -> RichTable:
    """The rows, with numbers one below the other, and so their intervals."""
    names = (len(line) for row in found.rows for line in row[0].splitlines())
    drawn = RichTable(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, 1, 0, 0))
    for name, right in zip(found.headings, found.right, strict=True):
        broken = INTERVAL.sub("\n", name) if len(name) > LONG_HEADING else name
        drawn.add_column(Text(printable(broken, keep="\n"), justify="right" if right else None), overflow="fold")
    if len(drawn.columns) < MANY:
        drawn.columns[0].min_width = min(NAMES, max(names, default=0)) or None
    columns = [
        _aligned(column) if right else column
        for column, right in zip(zip(*found.rows, strict=True), found.right, strict=True)
    ]
    for row in zip(*columns, strict=True):
        drawn.add_row(*map(Text, row))
    return drawn


def _aligned(column: Sequence[str]) -> list[str]:
    """The cells of a column, filled up so that numbers end at one place, and what follows them begins there."""
    heads = [found.group() if (found := NUMBER.match(cell)) else "" for cell in column]
    tails = [cell[len(head) :] for cell, head in zip(column, heads, strict=True)]
    before, behind = max(map(cell_len, heads)), max(map(cell_len, tails))
    return [
        " " * (before - cell_len(head)) + head + tail + " " * (behind - cell_len(tail))
        for head, tail in zip(heads, tails, strict=True)
    ]


def as_text(parts: Iterable[RenderableType], width: int = WIDTH_OF_FILES) -> str:
    """What is printed, as plain lines of text."""
    console = Console(file=io.StringIO(), highlight=False, emoji=False, markup=False, width=width)
    with console.capture() as printed:
        console.print(*parts, sep="\n", crop=False)
    return "\n".join(line.rstrip() for line in printed.get().splitlines())


def plain(text: str, style: str | Style = "") -> Text:
    """The text as it is spelled, with control characters written out; line ends stay."""
    return Text(printable(text, keep="\n"), style)


def heading(title: str) -> Text:
    """The line above a part of the page."""
    return Text(printable(title), "bold")
