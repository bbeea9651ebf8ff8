"""What `politburo diff` prints: what differs between two scenarios, as tables or as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from itertools import groupby

import click
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from politburo.cli.output import print_parts
from politburo.scenario import load
from politburo.scenario.checks import printable
from politburo.scenario.differences import Difference, differences
from politburo.show.terminal import grid, heading, plain

SECTIONS = {
    "leader": "The leader",
    "levers": "Levers",
    "events": "Dated public events",
    "mechanisms": "Mechanisms",
    "parameters": "Parameters",
    "record": "What outsiders get to see",
}
"""Headings by the section of the file that a difference lies in; whatever is in none of these is the setting."""

SETTING = "Setting"

NAMES = 26
"""Columns that the names of what differs have at least."""


def compare(first: str, second: str, *, as_json: bool) -> None:
    """Print what differs between two scenarios, each a name or a file; that nothing does is said."""
    found = differences(load(first), load(second))
    if as_json:
        said = {"a": first, "b": second, "differences": [asdict(difference) for difference in found]}
        click.echo(json.dumps(said, indent=2))
    elif found:
        print_parts([difference_tables(found, first, second)])
    else:
        click.echo(f"There is no difference between {printable(first)} and {printable(second)}.")


def difference_tables(found: Sequence[Difference], first: str, second: str) -> Group:
    """A table for each section of the file in which something differs; `first` and `second` head the two sides."""
    return Group(*_parts(found, first, second))


def _parts(found: Sequence[Difference], first: str, second: str) -> Iterator[RenderableType]:
    for section, differing in groupby(found, key=_section):
        yield heading(section)
        yield _table(list(differing), first, second)
        yield Text()


def _section(difference: Difference) -> str:
    return SECTIONS.get(difference.where.partition(".")[0], SETTING)


def _table(found: Sequence[Difference], first: str, second: str) -> Table:
    """The differences of one section, those of one name together, each with its meaning below."""
    columns = ("months", "a", "b") if any(difference.months for difference in found) else ("a", "b")
    table = grid(("", *(["months"] if "months" in columns else []), first, second), widest=NAMES)
    for _, group in groupby(found, key=lambda difference: difference.where):
        together = list(group)
        table.add_row(_named(together[0]), *(_column(together, column) for column in columns))
    return table


def _named(difference: Difference) -> Text:
    """The name without its section, and what it means; the label of an event says it all."""
    section, _, name = difference.where.partition(".")
    if section == "events":
        return plain(name)
    return Text.assemble(plain(name or section), "\n", plain(difference.what, "dim"))


def _column(found: Sequence[Difference], column: str) -> Text:
    return plain("\n".join(getattr(difference, column) for difference in found))
