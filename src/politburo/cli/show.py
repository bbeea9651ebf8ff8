"""`politburo show`."""

from __future__ import annotations

import click

from politburo.cli.output import Output, answers


@click.command(short_help="Show a scenario, month by month.")
@click.argument("scenario", metavar="NAME_OR_FILE")
@click.option(
    "--all", "everything", is_flag=True, help="Show every step, event, lever, mechanism and parameter, with sources."
)
@click.option(
    "--toml", "as_toml", is_flag=True, help="Print the scenario, with all that it extends, as a scenario file instead."
)
@answers
def show(scenario: str, everything: bool, as_toml: bool, output: Output) -> None:
    """Show what a scenario says: setting, leader, levers, dated events, mechanisms, parameters.

    NAME_OR_FILE is a name that `politburo list` shows, or a scenario file. Levers are shown with the effects of dated
    events; where the leader chooses a lever, this is said. A scenario that extends another shows what differs from it.
    --json, --csv and --excel give everything.
    """
    if as_toml:
        if output.as_json:
            raise click.UsageError("--toml and --json exclude each other.")
        from politburo.scenario import load, to_toml

        click.echo(to_toml(load(scenario)), nl=False)
        return
    from politburo.ask.scenarios import overview

    whole = everything or output.as_json or bool(output.csv or output.excel)
    output.give(overview(scenario, everything=whole))
