"""`politburo explore`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from politburo.cli.options import Within, engine_options, held_from, simulation_options
from politburo.cli.output import Output, answers
from politburo.terms.bounds import BOXES, DENSITY, POINTS

if TYPE_CHECKING:
    from politburo.run.engines import Engine


@click.command(short_help="Find the parameters that lead to an outcome.")
@click.argument("asked", metavar="NAME_OR_FILE_OR_FOLDER")
@click.option("--when", metavar="CONDITION", required=True, help="What is looked for, such as 'regime_falls > 0.5'.")
@click.option(
    "--over",
    metavar="NAME[=LOW:HIGH]",
    multiple=True,
    help="Vary this parameter or lever; 'all' for all parameters besides.  [default: all]",
)
@held_from
@click.option("--points", metavar="N", type=Within(POINTS), help="Number of sets of parameters.  [default: 256]")
@click.option(
    "--density",
    metavar="SHARE",
    type=Within(DENSITY),
    default=0.8,
    show_default=True,
    help="Share of cases asked of a box.",
)
@click.option(
    "--boxes", metavar="N", type=Within(BOXES), default=3, show_default=True, help="Boxes to look for, at most."
)
@simulation_options(
    runs="Runs of each set, with the same chances.  [default: 2]",
    out="Folder for the runs.  [default: runs/NAME-experiment-HASH]",
)
@engine_options
@answers
def explore(
    asked: str, when: str, over: tuple[str, ...], density: float, boxes: int, engine: Engine, output: Output,
    **options: Any,
) -> None:  # fmt: skip
    """Find the limits on few parameters within which an outcome comes about: scenario discovery (PRIM).

    Sets of parameters spread over their declared ranges are simulated and kept; more can be added. The folder of an
    experiment, whichever command made it, is asked without new runs. CONDITION compares an outcome, a mean over runs,
    with a number (regime_falls > 0.5) or with the baseline (senior_flights > 3x), or takes the highest or lowest
    (departures in top 10%); parts are joined by 'and'. What can never hold is refused before the sets are simulated.
    Needs the extra: pip install 'politburo[explore]'
    """
    from politburo.ask.explore import explored, plan
    from politburo.cli.progress import say_how_long, shown

    console = output.console()
    planned = plan(asked, when, over=over or None, density=density, boxes=boxes, **options)
    if planned.is_kept:
        results = planned.simulate()
    else:
        experiment = planned.experiment
        experiment.check()
        say_how_long(planned.months, engine, console, of=experiment.base)
        runs = "1 run" if experiment.runs == 1 else f"{experiment.runs} runs"
        with shown(f"{experiment.base.title}, {len(experiment.points)} sets, {runs} each", console) as advance:
            results = planned.simulate(engine, advance)
    with shown("looking for boxes, and checking them", console, of="searches at most") as advance:
        found = explored(results, planned.condition, planned.search, engine=engine, on_search=advance)
    output.give(found, found.save())
