"""`politburo list`."""

from __future__ import annotations

import click

from politburo.cli.output import Output, answers


@click.command("list", short_help="List the scenarios that come with politburo.")
@answers
def list_scenarios(output: Output) -> None:
    """List the scenarios that come with politburo: name, first and last month, number of runs, title.

    A what-if names the scenario that it extends.
    """
    from politburo.ask.scenarios import scenarios_list

    output.give(scenarios_list())
