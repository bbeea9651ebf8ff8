"""`politburo diff`."""

from __future__ import annotations

import click

from politburo.cli.output import Output, answers


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
