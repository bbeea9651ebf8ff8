"""`politburo leaders`."""

from __future__ import annotations

import click

from politburo.cli.output import Output, answers


@click.command(short_help="List the logics of rule that a scenario can name.")
@answers
def leaders(output: Output) -> None:
    """List the logics of rule that a scenario can name: what each does, the levers it chooses, where the idea is from.

    Those of other installed packages are listed too; a warning names those that cannot be used.
    """
    from politburo.ask.scenarios import leaders_list

    output.give(leaders_list())
