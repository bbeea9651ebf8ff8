"""`politburo schema`."""

from __future__ import annotations

import json
from pathlib import Path

import click


@click.command(short_help="Print the schema of scenario files, for editors.")
@click.option("--out", metavar="FILE", help="File to write it to; only what politburo wrote is ever replaced.")
@click.option(
    "--answers", is_flag=True, help="Print the schema of what --json prints instead, the same for every command."
)
def schema(out: str | None, answers: bool) -> None:
    """Print the JSON schema (draft 2020-12) of scenario files: keys, meanings, units, defaults, ranges, words.

    Editors that know TOML complete and check a scenario by it, such as those with Even Better TOML or Taplo: write it
    beside the scenario and name it in the scenario's first line, as `politburo schema --out FILE` says. Nothing is
    downloaded.
    """
    from politburo.answer.json_schema import answer_schema
    from politburo.answer.own_files import place
    from politburo.scenario.checks import printable
    from politburo.scenario.json_schema import json_schema

    text = json.dumps(answer_schema() if answers else json_schema(), indent=2) + "\n"
    if out is None:
        click.echo(text, nl=False)
        return
    path = Path(out)
    place(path, text)
    if answers:
        click.echo(f"{printable(out)} is written.")
        return
    click.echo(f"{printable(out)} is written; begin a scenario beside it with this line:")
    click.echo(f"  #:schema ./{printable(path.name)}")
