"""`politburo discriminate`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from politburo.cli.options import SAME_SEED, Within, engine_options
from politburo.cli.output import Output, answers
from politburo.infer.bounds import MONTHS_AHEAD
from politburo.terms.bounds import HOUSEHOLDS, REPEATED_RUNS, SCALE, SEED, SETS

if TYPE_CHECKING:
    from politburo.run.engines import Engine


@click.command(short_help="Say which observation would tell rival theories apart best.")
@click.argument("scenario", metavar="SCENARIO_OR_FILE")
@click.option("--within", metavar="N", type=Within(MONTHS_AHEAD), help="Months that are watched.  [default: 6]")
@click.option(
    "--theories", metavar="FOLDER", help="Weigh sets as in this folder of `politburo theories`.  [default: all alike]"
)
@click.option(
    "--as-of", "as_of", metavar="YYYY-MM-DD", help="The months begin after this day.  [default: the end of 2015]"
)
@click.option("--only", metavar="THEORY", multiple=True, help="This theory beside the scenario's own.  [default: all]")
@click.option("--sets", metavar="N", type=Within(SETS), help="Parameter sets of each theory.  [default: 40]")
@click.option("--runs", metavar="N", type=Within(REPEATED_RUNS), help="Runs of each set.  [default: 2]")
@click.option("--scale", metavar="SHARE", type=Within(SCALE), help="Share of the country to simulate.  [default: 0.03]")
@click.option(
    "--households", metavar="N", type=Within(HOUSEHOLDS), help="Number of households.  [default: as the scale says]"
)
@click.option("--seed", metavar="N", type=Within(SEED), help=SAME_SEED)
@click.option("--out", metavar="FOLDER", help="Folder for the runs.  [default: runs/NAME-discriminate-HASH]")
@engine_options
@answers
def discriminate(scenario: str, engine: Engine, output: Output, **options: Any) -> None:
    """Say what an analyst should watch for: which report in the coming months would tell rival theories apart best.

    Each theory is run on for some months after a day, with nothing in the scenario that was not known on it, and what
    outsiders would count in these months is held against one another: how many reports of a kind there are, and whether
    there are any. The answer says how many bits each observation is expected to tell of which theory is right, with an
    interval, and what every theory simulates. What is done is kept, and goes on where it was stopped.
    """
    from politburo.cli.progress import say_how_long, shown
    from politburo.infer.discriminate import plan

    console, planned = output.console(), plan(scenario, **options)
    planned.check()
    say_how_long(planned.months, engine, console, of=planned.base)
    sets = len(planned.cases[0].experiment.points)
    with shown(f"{planned.base.title}, {len(planned.cases)} theories × {sets} sets", console) as advance:
        found = planned.execute(engine, advance)
    output.give(found, found.save())
