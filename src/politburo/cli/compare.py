"""`politburo compare`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from politburo.cli.options import Within, engine_options, ensemble, held_from, once, series, simulation_options
from politburo.cli.output import Output, answers
from politburo.terms.bounds import RUNS, SETS

if TYPE_CHECKING:
    from politburo.run.engines import Engine


@click.command(short_help="Compare a baseline with alternatives, run by run.")
@click.argument("scenario", metavar="NAME_OR_FILE")
@click.argument("alternatives", metavar="[ALTERNATIVE]...", nargs=-1)
@click.option("--without", metavar="WORD", multiple=True, help="Leave out every dated event with this in its label.")
@click.option("--set", "sets", metavar="NAME=VALUE", multiple=True, help="Hold a lever, or set a parameter.")
@held_from
@click.option("--off", metavar="MECHANISM", multiple=True, help="Switch a mechanism off.")
@series
@click.option(
    "--precision",
    metavar="NAME=HALFWIDTH",
    multiple=True,
    help="Add runs until an outcome is known this well: 5, or 5%.",
)
@click.option("--most-runs", metavar="N", type=Within(RUNS), help="Runs at which adding them ends.  [default: 400]")
@click.option(
    "--across-priors",
    metavar="N",
    type=Within(SETS),
    help="Ask the same under N plausible parameter sets, with few runs each.",
)
@simulation_options(
    runs="Number of runs of each arm.",
    out="Folder for the run folders of all arms.  [default: runs]",
    seed="Seed of chance, the same in all arms.",
)
@ensemble()
@engine_options
@answers
def compare(
    scenario: str,
    alternatives: tuple[str, ...],
    sets: tuple[str, ...],
    precision: tuple[str, ...],
    engine: Engine,
    output: Output,
    **asked: Any,
) -> None:
    """Compare a baseline with alternatives, run by run: what differs, how surely, from when on, and in which groups.

    NAME_OR_FILE is the baseline; each ALTERNATIVE is another scenario, and --without, --set and --off say what is
    different in one more. Runs of the same number meet the same chance in every arm, so that few of them show a small
    effect. Intervals are over chance alone; with --across-priors it is shown how far an effect depends on the
    parameters, and with --ensemble they are over its parameter sets and chance together.
    """
    from politburo.ask.compare import ComparisonPlan
    from politburo.ask.compare.totals import parse_precision
    from politburo.cli.progress import say_how_long, say_if_cold, shown
    from politburo.scenario.names import parse_set

    console = output.console()
    question = ComparisonPlan(
        scenario,
        alternatives,
        sets=once("--set", sets, parse_set),
        precision=once("--precision", precision, parse_precision),
        **asked,
    )
    if question.under_sets:
        say_how_long(question.months, engine, console, of=question.arms[0].scenario)
    else:
        say_if_cold(console)
    with shown(f"{scenario} and what is compared with it", console) as advance:
        comparison = question.execute(engine, advance)
    output.give(comparison, comparison.save())
