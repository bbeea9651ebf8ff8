"""Commands that list what others can name: `politburo list`, `countries`, `leaders` and `outcomes`."""

from __future__ import annotations

from typing import Any

import click

from politburo.cli.options import simulation_options
from politburo.cli.output import Output, answers
from politburo.terms.errors import PolitburoError, UsageError


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


@click.command(short_help="List the logics of rule that a scenario can name, or check what they believe.")
@click.argument("scenario", metavar="[NAME_OR_FILE]", required=False)
@click.option(
    "--check", is_flag=True, help="Hold what leaders believe of the hazard of losing power against what it is."
)
@simulation_options(
    runs="Runs at each point of a check.  [default: 8]",
    out="Folder for the results of a check.  [default: runs/NAME-experiment-HASH]",
)
@answers
def leaders(scenario: str | None, check: bool, output: Output, **asked: Any) -> None:
    """List the logics of rule that a scenario can name: what each does, the levers it chooses, where the idea is from.

    Those of other installed packages are listed too; a warning names those that cannot be used.

    With --check, simulate NAME_OR_FILE (north-korea) under a script that holds purge intensity, and then market
    tolerance, at several values, and show the hazards of attempts and falls beside those that leaders believe in. The
    same command goes on where it was stopped.
    """
    if not check:
        given = [f"--{name}" for name, value in asked.items() if value is not None]
        if scenario is not None or given:
            raise UsageError("Leaders are listed without a scenario; with --check they are checked in one.")
        from politburo.ask.scenarios import leaders_list

        output.give(leaders_list())
        return
    from politburo.ask.leader_check import plan
    from politburo.cli.progress import say_if_cold, shown
    from politburo.run.limits import SIMULATING, check_limits
    from politburo.terms.checks import printable

    check_limits(SIMULATING)
    console = output.console()
    planned = plan(scenario or "north-korea", **asked)
    say_if_cold(console)
    points, runs = len(planned.experiment.points), planned.experiment.runs
    title = f"{planned.experiment.base.title}, {points} points × {runs} run{'s' * (runs != 1)}"
    with shown(title, console) as advance:
        found = planned.execute(progress=advance)
    output.give(found, found.save())
    if found.failures:
        said = "\n".join(f"{printable(failure.message)}." for failure in found.failures)
        raise PolitburoError(f"Some runs failed and are missing from all of this.\n{said}")


@click.command(short_help="List the outcomes of a run that can be asked for.")
@answers
def outcomes(output: Output) -> None:
    """List the outcomes of a run that can be asked for: name, unit, meaning.

    Totals count the months in which the regime lasts, means are over them; what ends in _a_year is relative to them.
    """
    from politburo.ask.scenarios import outcomes_list

    output.give(outcomes_list())
