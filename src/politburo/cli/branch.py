"""`politburo branch`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from politburo.cli.options import Within, engine_options, once, series
from politburo.cli.output import Output, answers
from politburo.terms.bounds import RUN, RUNS, SEED, SETS

if TYPE_CHECKING:
    from politburo.run.engines import Engine


@click.command(short_help="Continue a stored run from a month with something changed.")
@click.argument("folder", metavar="RUN")
@click.option("--at", metavar="YYYY-MM", required=True, help="The month from which on it is changed.")
@click.option("--set", "sets", metavar="NAME=VALUE", multiple=True, help="Hold a lever from then on.")
@click.option("--without", metavar="WORD", multiple=True, help="Leave out later dated events with this in their label.")
@click.option("--leader", metavar="LOGIC", help="Let another logic of rule govern from then on.")
@click.option("--seed", metavar="N", type=Within(SEED), help="Draw chance anew from then on, under this seed.")
@click.option(
    "--run", metavar="K", type=Within(RUN), help="Continue this run alone, many times.  [default: each run once]"
)
@click.option("--runs", metavar="N", type=Within(RUNS), help="Number of runs.  [default: as many as the parent has]")
@series
@click.option(
    "--across-priors",
    metavar="N",
    type=Within(SETS),
    help="Ask the same under N plausible parameter sets, the months before included, with few runs each.",
)
@click.option("--out", metavar="FOLDER", help="Folder for the branch.  [default: runs/NAME-HASH]")
@engine_options
@answers
def branch(folder: str, at: str, sets: tuple[str, ...], engine: Engine, output: Output, **asked: Any) -> None:
    """Continue a stored run from a month with something changed, and show what becomes different.

    RUN is a folder with results. The branch is a run folder like any other. Before the month its runs are those of RUN
    to the bit, which is verified. With --run all of its runs continue that one run, each with chance of its own: many
    futures of one past.
    """
    from politburo.ask.branch import BranchPlan
    from politburo.cli.progress import say_how_long, say_if_cold, shown
    from politburo.scenario.names import parse_set

    console = output.console()
    question = BranchPlan(folder, at, once("--set", sets, parse_set), **asked)
    if question.under_sets:
        say_how_long(question.months, engine, console, of=question.results.scenario)
    else:
        say_if_cold(console)
    with shown(f"{folder} from {at} on", console) as advance:
        found = question.execute(engine, advance)
    output.give(found, found.save(found.folder / "compared"))
