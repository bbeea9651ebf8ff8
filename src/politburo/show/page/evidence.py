"""The public figures of a country as a page: one HTML file with all accounts, their sources, and which differ."""

from __future__ import annotations

from dataclasses import replace
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from politburo.answer.own_files import place
from politburo.show.cells import shown
from politburo.show.page import page_of

if TYPE_CHECKING:
    from politburo.answer import Table
    from politburo.ask.evidence import CountryEvidence

WRITTEN = ("note",)
"""Columns that a terminal has no room for."""


def evidence_page(found: CountryEvidence) -> str:
    """The page, which needs nothing else: HTML. The same figures give the same text."""
    return page_of("evidence", _content(found))


def save_page(found: CountryEvidence, path: Path) -> Path:
    """Write the page to a file. Raises as `place`."""
    return place(path, evidence_page(found))


def _content(found: CountryEvidence) -> dict[str, Any]:
    tables = [(table.name, shown(_whole(table)), _addresses(table)) for table in found.tables]
    return {
        "title": found.title,
        "lead": found.sentences[0],
        "said": found.sentences[1:],
        "version": version("politburo"),
        "provenance": str(found.provenance),
        "sections": [{"name": name, "title": table.title} for name, table, _ in tables],
        "tables": tables,
    }


def _whole(table: Table) -> Table:
    columns = tuple(replace(one, shown=one.shown or one.name in WRITTEN) for one in table.columns)
    return replace(table, columns=columns, most=None)


def _addresses(table: Table) -> list[str]:
    return [str(address or "") for address in table.column("address")]
