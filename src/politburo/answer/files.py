"""Answers as files: JSON, CSV, Parquet, Excel, Markdown, HTML, SVG and PNG, each whole or not at all."""

from __future__ import annotations

import csv
import io
import json
import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from politburo.answer.own_files import CREATOR, MARKDOWN_MARK, check_folder, place, placed
from politburo.run.folder.files import made
from politburo.run.optional import needs

if TYPE_CHECKING:
    from politburo.answer.answer import Answer
    from politburo.answer.table import Table, Value

FileFormat = Literal["json", "csv", "parquet", "xlsx", "md", "html", "svg", "png"]

STYLE = (
    ":root{color-scheme:light dark;font:16px/1.5 system-ui,sans-serif}"
    "body{max-width:75em;margin:1em auto;padding:0 1em}table{font-size:.85em}"
)
"""The look of an answer as a file of HTML: light or dark as the reader's system is."""


def save(answer: Answer, folder: Path, formats: Sequence[FileFormat]) -> tuple[Path, ...]:
    """Write an answer into a folder in each of the formats.

    Raises UsageError where a file stands that politburo did not write, StoreError when one cannot be written.
    """
    check_folder(folder)
    made(folder)
    return tuple(path for one in formats for path in _WRITERS[one](answer, folder))


def csv_of(table: Table, provenance: str) -> str:
    """A table as CSV: a line of names, then the rows; the last columns say what intervals are and where it is from."""
    written = io.StringIO()
    lines = csv.writer(written, lineterminator="\n")
    about = _about(table, provenance)
    lines.writerow([*table.places, *about])
    lines.writerows([*map(_for_csv, row), *about.values()] for row in table.rows)
    return written.getvalue()


def json_of(answer: Answer, *, in_ascii: bool = False) -> str:
    """An answer as the text of a JSON file; `in_ascii` with escapes for all other signs."""
    return json.dumps(answer.to_json(), indent=2, ensure_ascii=in_ascii, allow_nan=False) + "\n"


def write_excel(answer: Answer, path: Path) -> Path:
    """Write the tables of an answer as sheets of a workbook; the first one says where they come from.

    Raises MissingLibraryError where openpyxl is not installed, and as `placed`.
    """
    openpyxl = needs("openpyxl", "excel")
    with placed(path) as partial:
        book = openpyxl.Workbook(write_only=True)
        book.properties.creator = CREATOR
        intervals = [f"{table.title}: {table.basis}" for table in answer.tables if table.basis]
        about = [answer.title, *answer.provenance.parts(), *answer.warnings, *answer.sentences, *intervals]
        _fill(book.create_sheet("about"), [[part] for part in about])
        for table in answer.tables:
            head = [list(table.places), [column.unit for column in table.columns]]
            _fill(book.create_sheet(table.name[:31]), [*head, *table.rows])
        book.save(partial)
    return path


def write_parquet(table: Table, path: Path, provenance: str) -> Path:
    """Write a table as Parquet; the last columns say what intervals are and where it is from. Raises as `placed`."""
    from politburo.run.parquet import database, quoted

    frame = table.to_pandas().assign(**_about(table, provenance))
    with placed(path) as partial, database() as opened:
        opened.register("rows", frame)
        opened.execute(f"COPY rows TO {quoted(partial)} (FORMAT parquet, COMPRESSION zstd)")
    return path


def _json(answer: Answer, folder: Path) -> Iterator[Path]:
    yield place(folder / "answer.json", json_of(answer))


def _markdown(answer: Answer, folder: Path) -> Iterator[Path]:
    mark = MARKDOWN_MARK.format(command=answer.question)
    yield place(folder / "answer.md", mark + answer.to_markdown())


def _html(answer: Answer, folder: Path) -> Iterator[Path]:
    head = (
        f'<!doctype html><html lang="en"><meta charset="utf-8"><meta name="generator" content="{CREATOR}">'
        f'<meta name="viewport" content="width=device-width"><title>{escape(answer.title)}</title>'
        f"<style>{STYLE}</style>"
    )
    yield place(folder / "answer.html", f"{head}{answer.to_html()}")  # joined as text: `+` would escape the head


def _csv(answer: Answer, folder: Path) -> Iterator[Path]:
    for table in answer.tables:
        yield place(folder / f"{table.name}.csv", csv_of(table, str(answer.provenance)))


def _parquet(answer: Answer, folder: Path) -> Iterator[Path]:
    for table in answer.tables:
        yield write_parquet(table, folder / f"{table.name}.parquet", str(answer.provenance))


def _xlsx(answer: Answer, folder: Path) -> Iterator[Path]:
    yield write_excel(answer, folder / "answer.xlsx")


def _pictures(ending: str) -> Callable[[Answer, Path], Iterator[Path]]:
    def draw(answer: Answer, folder: Path) -> Iterator[Path]:
        for name in answer.figures:
            yield answer.plot(name).save(folder / f"{name}.{ending}")

    return draw


_WRITERS: dict[FileFormat, Callable[[Answer, Path], Iterator[Path]]] = {
    "json": _json,
    "csv": _csv,
    "parquet": _parquet,
    "xlsx": _xlsx,
    "md": _markdown,
    "html": _html,
    "svg": _pictures("svg"),
    "png": _pictures("png"),
}


def _about(table: Table, provenance: str) -> dict[str, str]:
    """What every row of a file says besides: what its intervals are, where it has any, and where it comes from."""
    return ({"intervals": str(table.basis)} if table.basis else {}) | {"provenance": provenance}


def _for_csv(value: Value) -> Any:
    if isinstance(value, float) and value != value:
        return ""
    return value.isoformat() if isinstance(value, date) else value


def _fill(sheet: Any, rows: Iterable[Sequence[Value]]) -> None:
    """Append rows to a sheet: text as text, never as a formula, and no number that a sheet does not know."""
    cell_of = needs("openpyxl.cell", "excel").WriteOnlyCell
    for row in rows:
        cells = []
        for value in row:
            if isinstance(value, str):
                cell = cell_of(sheet, "".join(char for char in value if char.isprintable() or char in "\n\t"))
                cell.data_type = "s"
                cells.append(cell)
            else:
                cells.append(None if isinstance(value, float) and not math.isfinite(value) else value)
        sheet.append(cells)
