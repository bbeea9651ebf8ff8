"""Commands on files of scenarios and countries: `politburo new`, `check`, `diff` and `schema`."""

from __future__ import annotations

import json
import shlex
from pathlib import Path

import click

from politburo.cli.output import Output, answers

WRONG = 2
"""Exit code when a file has problems."""


@click.command(short_help="Write a scenario file, or the files of a country, to start from.")
@click.argument("file", required=False)
@click.option("--extends", metavar="NAME_OR_FILE", help="Scenario that the new one changes.  [default: north-korea]")
@click.option("--from", "origin", metavar="NAME_OR_FILE", help="Scenario to copy whole instead.")
@click.option("--country", "folder", metavar="FOLDER", help="New folder with the files of a country, and a scenario.")
def new(file: str | None, extends: str | None, origin: str | None, folder: str | None) -> None:
    """Write a scenario file, or the files of a country, to start from, with every choice explained.

    The new FILE (its name ends in .toml) says only what differs from another scenario, or is a copy of one; it can be
    run as it is. With --country, a new FOLDER holds the files of a small invented country, and a scenario there that
    can be run as it is. What already exists is never overwritten.
    """
    if (file is None) == (folder is None) or (folder is not None and (extends or origin)):
        raise click.UsageError("Give either a FILE for a new scenario, or --country FOLDER for a new country.")
    if folder is not None:
        _new_country(folder)
    else:
        _new_scenario(str(file), extends, origin)


def _new_country(folder: str) -> None:
    from politburo.scenario.new_file import write_country
    from politburo.terms.checks import printable

    scenario = write_country(folder)
    mine = printable(shlex.quote(folder))
    click.echo(f"{printable(folder)} is written; its scenario can be run as it is.")
    for command in (f"check {mine}", f"show {mine}", f"run {printable(shlex.quote(str(scenario)))}"):
        click.echo(f"  politburo {command}")


def _new_scenario(file: str, extends: str | None, origin: str | None) -> None:
    from politburo.scenario.new_file import DEFAULT_PARENT, write_scenario
    from politburo.terms.checks import printable

    write_scenario(file, extends=extends, origin=origin)
    mine = printable(shlex.quote(file))
    click.echo(f"{printable(file)} is written; it can be run as it is.")
    if origin is None:
        click.echo(f"  politburo diff {printable(shlex.quote(extends or DEFAULT_PARENT))} {mine}")
    click.echo(f"  politburo run {mine}")


@click.command(short_help="Check scenario files, and folders with the files of a country, for errors.")
@click.argument("files", metavar="FILE...", nargs=-1, required=True)
@answers
@click.pass_context
def check(context: click.Context, files: tuple[str, ...], output: Output) -> None:
    """Check files of scenarios and countries: report all problems at once, or how large the results of each will be.

    FILE is a scenario file, or a folder with the files of a country; a problem is told with its file and line.

    Nothing is simulated or written. A leader of another package that a file names is imported, as a run would do. The
    exit code is 2 if any file has a problem. Events, steps and values that change nothing are named in warnings.
    """
    from politburo.ask.scenarios import check as checked

    answer = checked(*files)
    output.give(answer)
    if any(table.name == "problems" for table in answer.tables):
        context.exit(WRONG)


@click.command(short_help="Show what differs between two scenarios.")
@click.argument("first", metavar="A")
@click.argument("second", metavar="B")
@answers
def diff(first: str, second: str, output: Output) -> None:
    """Show what differs between two scenarios: setting, leader, levers by month, events, mechanisms, parameters.

    A and B are names that `politburo list` shows, or scenario files. Both are compared as they resolve: a lever that an
    event moves in one and a step in the other does not differ. Where the leader chooses a lever, this is said in place
    of the scenario's value, which has no effect. The exit code is 0 whether anything differs or not.
    """
    from politburo.ask.scenarios import diff as differing

    output.give(differing(first, second))


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
    from politburo.scenario.json_schema import json_schema
    from politburo.terms.checks import printable

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
