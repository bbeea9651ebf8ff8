"""A country from a table of officials: read once, without keeping a name, and counted."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from secrets import token_hex
from typing import ClassVar

from politburo.answer import Answer, Column, Provenance, Table
from politburo.ask.country_table.careers import read_careers
from politburo.ask.country_table.counts import Counts, counts_of
from politburo.ask.country_table.folder import LONGEST_SOURCE, LONGEST_TITLE, Choices, assumptions, files_of
from politburo.country.folder import files_in
from politburo.run.folder.files import PARTIAL, made
from politburo.terms.checks import printable
from politburo.terms.errors import StoreError, UsageError

FORMULA = "=+-@"
"""What a spreadsheet takes for the beginning of a formula."""

PLACES = "in persons, each of at least five and rounded to fives"


@dataclass(frozen=True, eq=False, repr=False)
class CountryFromTable(Answer):
    """What a table of officials tells, and the folder of the country that was made of it."""

    question: ClassVar[str] = "country from-table"

    counts: Counts
    choices: Choices
    columns: Mapping[str, str]
    place: Path

    @property
    def title(self) -> str:
        """The country's title, and the years that the table covers."""
        return f"{self.choices.title}: a country from a table, {self.counts.first} to {self.counts.last}"

    @property
    def provenance(self) -> Provenance:
        """Counted, not simulated."""
        return Provenance(stamp=None)

    @property
    def folder(self) -> Path:
        """The folder of the country."""
        return self.place

    @cached_property
    def _tables(self) -> tuple[Table, ...]:
        return tuple(table for table in (*_tables_of(self.counts), _read(self.columns)) if table.rows)

    @cached_property
    def _sentences(self) -> tuple[str, ...]:
        counts = self.counts
        return (
            f"The table holds about {counts.persons} persons. No name was kept; every count is of at least five of "
            "them and is given in fives; dates are years.",
            *(f"In doubt: {doubt}" for doubt in counts.doubts),
            *(f"Assumed: {assumption}" for assumption in assumptions(counts, self.choices)),
        )


def from_table(
    table: str | Path,
    out: str | Path,
    *,
    columns: Mapping[str, str] | None = None,
    ranks: Sequence[str] = (),
    country: str | None = None,
    year: int | None = None,
    successions: Sequence[int] = (),
    people: int | None = None,
    officials: int | None = None,
    title: str | None = None,
    source: str | None = None,
    encoding: str | None = None,
    leave_out: bool = False,
) -> CountryFromTable:
    """Make the folder of a country, `out`, from a table with one row for each person and post, or person and year.

    `columns` says which column holds what (`{"rank": "Stufe"}`), `ranks` names ranks from the top, `year` is the one
    whose posts are taken, `successions` are the first years of new leaders. What is not given is found, guessed or
    assumed, and the answer says so. Names are dropped as the table is read.
    Raises UsageError for a table that cannot be used, or a folder that is there already; StoreError where the system
    refuses to read or write; MissingLibraryError for a library of the extra `tables` or `excel`.
    """
    target = Path(out)
    _check_place(target)
    _check_text(LONGEST_TITLE, "--title", title)
    _check_text(LONGEST_SOURCE, "--source", source)
    careers = read_careers(
        Path(table),
        named=columns,
        ranks=ranks,
        country=country,
        encoding=encoding,
        successions=successions,
        leave_out=leave_out,
    )
    counts = counts_of(careers, year)
    choices = Choices(title or careers.country or "A country from a table", people, officials, source)
    files = files_of(counts, choices)
    files_in({name: text.encode() for name, text in files.items()}, str(out)).check()
    write_folder(target, files)
    return CountryFromTable(counts, choices, careers.columns, target)


def write_folder(target: Path, files: Mapping[str, str]) -> None:
    """Write a folder whole or not at all. Raises UsageError where something is there, StoreError where it cannot be."""
    _check_place(target)
    made(target.parent)
    partial = target.with_name(f"{target.name}.{token_hex(4)}{PARTIAL}")
    try:
        partial.mkdir()
        for name, text in files.items():
            (partial / name).write_text(text, encoding="utf-8", newline="\n")
        partial.rename(target)
    except OSError as error:
        raise StoreError(
            f"{printable(str(target))} cannot be written: {error.strerror}; nothing is left of it."
        ) from error
    finally:
        with suppress(OSError):
            shutil.rmtree(partial)


def _check_text(longest: int, option: str, said: str | None) -> None:
    """Raise UsageError for a text that the files of a country cannot hold."""
    if said is None:
        return
    if not said.strip() or len(said) > longest or not said.isprintable() or said[0] in FORMULA:
        raise UsageError(
            f"{option} must be a line of at most {longest} characters, and begin with none of {' '.join(FORMULA)}."
        )


def _check_place(target: Path) -> None:
    if os.path.lexists(target):
        raise UsageError(f"{printable(str(target))} already exists, and is not overwritten; choose another folder.")


def _tables_of(counts: Counts) -> tuple[Table, ...]:
    count = Column("persons", "persons", PLACES, "count")
    first, last = Column("first", "", "first year", "integer"), Column("last", "", "last year", "integer")
    turnover = (
        first,
        last,
        Column("holders", "persons", "in office before; in fives", "count"),
        Column("left", "persons", "of these, those who left; in fives", "count"),
        Column("turnover", "per year", "−ln(share that stayed) / years, from these counts", "number"),
        Column("low", "per year", "the least that such counts allow", "number", shown=False),
        Column("high", "per year", "the most that such counts allow", "number", shown=False),
    )
    return (
        Table(
            "posts",
            f"Posts by organ and rank in {counts.year}",
            (Column("organ", meaning="organ"), Column("rank", meaning="rank"), count),
            [(counts.organs[organ], counts.ranks[rank], held) for organ, rank, held in counts.posts],
            keys=("organ", "rank"),
            simulated=False,
        ),
        Table(
            "turnover",
            "Turnover",
            turnover,
            [(one.first, one.last, one.holders, one.left, one.hazard(), one.low, one.high) for one in counts.turnover],
            keys=("first", "last"),
            simulated=False,
        ),
        Table(
            "exits",
            "How persons left for the last time",
            (Column("form", meaning="form of exit"), count),
            list(counts.exits.items()),
            keys=("form",),
            simulated=False,
        ),
        Table(
            "tenure",
            "Years in office of those who left",
            (Column("tenure", meaning="years from the first post to the end of the last"), count),
            list(counts.tenure.items()),
            keys=("tenure",),
            simulated=False,
        ),
        Table(
            "generations",
            "Persons by the leader under whom they entered",
            (first, last, count),
            list(counts.generations),
            keys=("first", "last"),
            simulated=False,
        ),
    )


def _read(columns: Mapping[str, str]) -> Table:
    return Table(
        "columns",
        "Columns that were read",
        (Column("role", meaning="what it holds", format="name"), Column("column", meaning="its name in the table")),
        list(columns.items()),
        note="No other column was read.",
        keys=("role",),
        simulated=False,
    )
