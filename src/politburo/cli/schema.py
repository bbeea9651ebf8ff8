"""What `politburo schema` does: print the schema of scenario files, or write it where an editor finds it."""

from __future__ import annotations

import json
from pathlib import Path

import click

from politburo.answer.json_schema import TITLE as ANSWERS
from politburo.answer.json_schema import answer_schema
from politburo.cli.new import write_new
from politburo.scenario.checks import printable
from politburo.scenario.json_schema import TITLE, json_schema
from politburo.terms.errors import StoreError, UsageError


def tell(out: str | None, *, answers: bool = False) -> None:
    """Print the schema of scenario files or of answers, or write it to a file and say how a scenario names it."""
    text = json.dumps(answer_schema() if answers else json_schema(), indent=2) + "\n"
    if out is None:
        click.echo(text, nl=False)
        return
    path = Path(out)
    _write(path, text)
    if answers:
        click.echo(f"{printable(out)} is written.")
        return
    click.echo(f"{printable(out)} is written; begin a scenario beside it with this line:")
    click.echo(f"  #:schema ./{printable(path.name)}")


def _write(path: Path, text: str) -> None:
    """Write a new file, or put it in the place of an older schema; any other file is left alone."""
    shown = printable(str(path))
    if not path.parent.is_dir():
        raise UsageError(f"The folder {printable(str(path.parent))} does not exist; make it first.")
    if not path.exists():
        write_new(path, text)
        return
    if not _is_schema(path):
        raise UsageError(f"{shown} is no schema of politburo, and is not overwritten; choose another name.")
    beside = path.with_name(f"{path.name}.new")
    write_new(beside, text)
    try:
        beside.replace(path)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise StoreError(f"{shown} cannot be written: {error.strerror}.") from None


def _is_schema(path: Path) -> bool:
    """Whether the file holds a schema that was written here."""
    if not path.is_file():
        return False
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return False
    return isinstance(content, dict) and content.get("title") in (TITLE, ANSWERS)
