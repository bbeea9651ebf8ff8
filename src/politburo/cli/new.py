"""`politburo new`."""

from __future__ import annotations

import shlex

import click


@click.command(short_help="Write a scenario file to start from.")
@click.argument("file")
@click.option("--extends", metavar="NAME_OR_FILE", help="Scenario that the new one changes.  [default: north-korea]")
@click.option("--from", "origin", metavar="NAME_OR_FILE", help="Scenario to copy whole instead.")
def new(file: str, extends: str | None, origin: str | None) -> None:
    """Write a scenario file to start from, with every choice explained; it can be run as it is.

    The new FILE (its name ends in .toml) says only what differs from another scenario, or is a copy of one. A file that
    already exists is never overwritten.
    """
    from politburo.scenario.checks import printable
    from politburo.scenario.new_file import DEFAULT_PARENT, write_scenario

    write_scenario(file, extends=extends, origin=origin)
    mine = printable(shlex.quote(file))
    click.echo(f"{printable(file)} is written; it can be run as it is.")
    if origin is None:
        click.echo(f"  politburo diff {printable(shlex.quote(extends or DEFAULT_PARENT))} {mine}")
    click.echo(f"  politburo run {mine}")
