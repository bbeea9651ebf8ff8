"""`politburo sensitivity`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from politburo.cli.options import Within, engine_options, held_from, simulation_options
from politburo.cli.output import Output, answers
from politburo.terms.bounds import BASE_POINTS, KEPT_FACTORS, REPEATED_RUNS, TRAJECTORIES

if TYPE_CHECKING:
    from politburo.run.engines import Engine


@click.command(short_help="Say which parameters decide an outcome of a scenario.")
@click.argument("scenario", metavar="NAME_OR_FILE_OR_FOLDER")
@click.option(
    "--outcome", "outcomes", metavar="NAME", multiple=True, help="Ask about this; can be given several times."
)
@click.option(
    "--method",
    type=click.Choice(["morris", "sobol", "both"]),
    default="both",
    show_default=True,
    help="Screening by trajectories of Morris, indices of Sobol', or indices of what the screening keeps.",
)
@click.option(
    "--parameter", "parameters", metavar="NAME[=LOW:HIGH]", multiple=True, help="Vary this.  [default: all parameters]"
)
@click.option("--lever", "levers", metavar="NAME[=LOW:HIGH]", multiple=True, help="Vary this lever as well.")
@held_from
@click.option(
    "--trajectories", metavar="N", type=Within(TRAJECTORIES), help="Trajectories of the screening.  [default: 10]"
)
@click.option(
    "--keep", metavar="K", type=Within(KEPT_FACTORS), help="Parameters that the screening keeps, at most.  [default: 8]"
)
@click.option(
    "--points", metavar="N", type=Within(BASE_POINTS), help="Base points of the indices, a power of two.  [default: 64]"
)
@simulation_options(
    runs="Runs at each point, the same at all of them.  [default: 4]",
    out="Folder for all of it.  [default: runs/NAME-sensitivity-HASH]",
    seed="Seed of chance, the same at all points.",
    counts=REPEATED_RUNS,
)
@engine_options
@answers
def sensitivity(
    scenario: str, outcomes: tuple[str, ...], parameters: tuple[str, ...], out: str | None, engine: Engine,
    output: Output, **asked: Any,
) -> None:  # fmt: skip
    """Say which parameters, over their declared ranges, decide an outcome of a scenario, and which are mere chance.

    All parameters are screened; those that move the outcomes most get Sobol' indices, and are then set to both ends of
    their ranges one at a time. Counts are taken as logarithms, and sets of parameters in which the regime falls at once
    are left out. Chance is carried along as a dummy, and whether the numbers have converged is said. With the FOLDER of
    an answer it is read again, also for other outcomes, and nothing is simulated.
    """
    from politburo.ask.sensitivity import plan
    from politburo.ask.sensitivity.reader import read_instead
    from politburo.cli.progress import say_how_long, shown
    from politburo.run.optional import needs

    needs("SALib", extra="sensitivity")  # before anything is simulated
    console = output.console()
    options: dict[str, Any] = asked | {"parameters": parameters or None}
    found = read_instead(scenario, outcomes, options | {"out": out})
    if found is None:
        planned = plan(scenario, outcomes, **options)
        base = planned.base
        runs = planned.months() // (base.end - base.start + 1)
        console.print(f"{len(planned.factors)} factors, {runs:,} runs at most.")
        say_how_long({base.size: planned.months()}, engine, console, of=base)
        with shown(f"{base.title}, what decides it", console) as advance:
            found = planned.execute(out, engine, advance)
    output.give(found, found.save())
