"""How a command gives its answer: on the page, as JSON, as tables in files.

What comes in: an answer, and the options that every command that answers has. What goes out: standard output, and the
files that were asked for. What is going on meanwhile goes to standard error.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

    from politburo.answer import Answer

OPTIONS = (
    click.option("--quiet", is_flag=True, help="Print nothing but the folder."),
    click.option(
        "--json", "as_json", is_flag=True, help="Print the answer as JSON; `politburo schema --answers` says how."
    ),
    click.option("--csv", metavar="FOLDER", help="Also write every table as CSV into this folder."),
    click.option("--excel", metavar="FILE", help="Also write all tables as one workbook (needs openpyxl)."),
)


@dataclass(frozen=True, slots=True)
class Output:
    """Where the answer goes."""

    quiet: bool = False
    as_json: bool = False
    csv: str | None = None
    excel: str | None = None

    def check(self) -> None:
        """Raise UsageError for files that cannot be written, before anything is done for them."""
        if self.csv is not None or self.excel is not None:
            from politburo.answer.own_files import check_folder, check_place

            if self.csv is not None:
                check_folder(Path(self.csv))
            if self.excel is not None:
                check_place(Path(self.excel))

    def console(self) -> Console:
        """Standard error, where bars and remarks go; silent with --quiet."""
        from rich.console import Console

        return Console(stderr=True, quiet=self.quiet, highlight=False)

    def give(self, answer: Answer, files: Iterable[Path] = ()) -> None:
        """Write the files that were asked for, then print the answer, and which files there are.

        `files` were written already. Raises StoreError when a file cannot be written, and MissingLibraryError for a
        workbook without openpyxl.
        """
        written = [*files, *self._tables(answer)]
        if self.as_json:
            from politburo.answer.files import json_of

            encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
            click.echo(json_of(answer, in_ascii="utf" not in encoding.lower()), nl=False)
        elif self.quiet:
            if answer.folder is not None:
                click.echo(near(answer.folder))
        else:
            from politburo.show.terminal import answer_parts

            print_parts(answer_parts(answer))
            for file in written:
                click.echo(f"{_KINDS.get(file.suffix, 'file')}: {near(file)}")
            if answer.folder is not None:
                click.echo(f"folder: {near(answer.folder)}")

    def _tables(self, answer: Answer) -> Iterable[Path]:
        if self.csv is not None:
            yield from answer.save(self.csv, ("csv",))
        if self.excel is not None:
            from politburo.answer.files import write_excel

            yield write_excel(answer, Path(self.excel))


_KINDS = {".csv": "table", ".xlsx": "workbook", ".png": "picture", ".svg": "picture", ".html": "report"}


def answers(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options of how it answers; it is called with `output` in their place."""

    @wraps(command)
    def with_output(
        *arguments: Any, quiet: bool, as_json: bool, csv: str | None, excel: str | None, **options: Any
    ) -> Any:
        output = Output(quiet, as_json, csv, excel)
        output.check()
        return command(*arguments, output=output, **options)

    for option in reversed(OPTIONS):
        with_output = option(with_output)
    return with_output


def near(path: Path) -> Path:
    """A path as it is best read: from the current folder, where it lies there."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path


def print_parts(parts: Iterable[RenderableType]) -> None:
    """Print the parts one below the other: on a terminal as wide as it is, elsewhere as plain lines of text."""
    from rich.console import Console

    from politburo.show.terminal import as_text

    console = Console(highlight=False, emoji=False, markup=False)
    if console.is_terminal:
        console.print(*parts, sep="\n")
    else:
        click.echo(as_text(parts))
