"""Commands that list what others can name: `politburo list`, `countries`, `leaders` and `outcomes`."""

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


@click.command(short_help="List the countries that a scenario can name.")
@answers
def countries(output: Output) -> None:
    """List the countries that a scenario can name: title, organs, ranks, provinces, cadres, people, public figures.

    Those of other installed packages are listed too; a warning names those that cannot be used.
    """
    from politburo.ask.countries import countries_list

    output.give(countries_list())


@click.command(short_help="List the logics of rule that a scenario can name.")
@answers
def leaders(output: Output) -> None:
    """List the logics of rule that a scenario can name: what each does, the levers it chooses, where the idea is from.

    Those of other installed packages are listed too; a warning names those that cannot be used.
    """
    from politburo.ask.scenarios import leaders_list

    output.give(leaders_list())


@click.command(short_help="List the outcomes of a run that can be asked for.")
@answers
def outcomes(output: Output) -> None:
    """List the outcomes of a run that can be asked for: name, unit, meaning.

    Totals count the months in which the regime lasts, means are over them; what ends in _a_year is relative to them.
    """
    from politburo.ask.scenarios import outcomes_list

    output.give(outcomes_list())
