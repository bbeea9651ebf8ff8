"""The page that a command prints on: as wide as the terminal, plain where there is none, and literal in what it says.

Text from files is printed as it is spelled: it holds no markup, and control characters are written out.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterable
from typing import Any

import click
from rich import box
from rich.console import Console, RenderableType
from rich.style import Style
from rich.table import Table
from rich.text import Text

from politburo.scenario.checks import printable

WIDTH_OF_FILES = 110
"""Columns of what is printed to a file or a pipe, which has no width of its own."""


def standard_output() -> Console:
    """Standard output as it is, with a width of its own where it is no terminal."""
    console = Console(highlight=False)
    if not console.is_terminal:
        console.width = WIDTH_OF_FILES
    return console


def tell(parts: Iterable[RenderableType]) -> None:
    """Print the parts one below the other: on a terminal as wide as it is, elsewhere as plain lines of text."""
    console = Console(highlight=False, emoji=False, markup=False)
    if console.is_terminal:
        console.print(*parts, sep="\n")
        return
    console = Console(file=io.StringIO(), highlight=False, emoji=False, markup=False, width=WIDTH_OF_FILES)
    with console.capture() as printed:
        console.print(*parts, sep="\n")
    click.echo("\n".join(line.rstrip() for line in printed.get().splitlines()))


def tell_json(told: Any) -> None:
    """Print plain data as JSON, null for what is no finite number."""
    from politburo.run.for_json import for_json

    click.echo(json.dumps(for_json(told), indent=2, ensure_ascii=False, allow_nan=False))


def plain(text: str, style: str | Style = "") -> Text:
    """The text as it is spelled, with control characters written out; line ends stay."""
    return Text(printable(text, keep="\n"), style)


def heading(title: str, about: str = "") -> Text:
    """The line above a part of the page."""
    return Text.assemble((printable(title), "bold"), f"  {printable(about)}" if about else "")


def grid(headings: Iterable[str], *, right: Iterable[str] = (), widest: int = 0) -> Table:
    """An empty table with these headings; columns named in `right` are aligned there, the first is `widest` or more."""
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, 1, 0, 0))
    for name in headings:
        table.add_column(plain(name), justify="right" if name in right else "left", overflow="fold")
    table.columns[0].min_width = widest or None
    return table
