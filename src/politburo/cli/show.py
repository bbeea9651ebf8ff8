"""`politburo show`."""

from __future__ import annotations

from pathlib import Path

import click

from politburo.cli.output import Output, answers


@click.command(short_help="Show a scenario, month by month, or a country.")
@click.argument("scenario", metavar="NAME_OR_FILE")
@click.option("--country", "as_country", is_flag=True, help="Show the country of that name, or of a file.")
@click.option("--pictures", metavar="FOLDER", help="Of a country: also write its pictures into this folder.")
@click.option(
    "--all", "everything", is_flag=True, help="Show every step, event, lever, mechanism and parameter, with sources."
)
@click.option(
    "--toml", "as_toml", is_flag=True, help="Print the scenario, with all that it extends, as a scenario file instead."
)
@answers
def show(
    scenario: str, as_country: bool, pictures: str | None, everything: bool, as_toml: bool, output: Output
) -> None:
    """Show what a scenario says, or what a country is made of.

    Of a scenario: setting, leader, levers, dated events, mechanisms, parameters.

    NAME_OR_FILE is a name that `politburo list` shows, or a scenario file. Levers are shown with the effects of dated
    events; where the leader chooses a lever, this is said. A scenario that extends another shows what differs from it.
    --json, --csv and --excel give everything.

    Of a country, which is the name of a folder with its files, a name that no scenario has, or any with --country:
    ranks, organs, provinces, and what is assumed.
    """
    whole = everything or output.as_json or bool(output.csv or output.excel)
    if as_country or _is_country(scenario):
        from politburo.ask.countries import country

        if as_toml:
            raise click.UsageError("--toml prints a scenario, and this is a country.")
        found = country(scenario, everything=whole)
        output.give(found, () if pictures is None else found.save(pictures, ("png", "svg")))
        return
    if pictures is not None:
        raise click.UsageError("--pictures is for countries; a scenario has none before it is run.")
    if as_toml:
        if output.as_json:
            raise click.UsageError("--toml and --json exclude each other.")
        from politburo.scenario import load, to_toml

        click.echo(to_toml(load(scenario)), nl=False)
        return
    from politburo.ask.scenarios import overview

    output.give(overview(scenario, everything=whole))


def _is_country(name: str) -> bool:
    """Whether a name is that of a folder, or of a country and of no scenario."""
    from politburo.country.countries import country_names
    from politburo.scenario import scenario_names

    if name in scenario_names() or name.endswith(".toml"):
        return False
    return name in country_names() or Path(name).is_dir()
