"""`politburo sweep`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from politburo.cli.options import Within, engine_options, ensemble, held_from, simulation_options
from politburo.cli.output import Output, answers
from politburo.terms.bounds import POINTS
from politburo.terms.errors import PolitburoError

if TYPE_CHECKING:
    from politburo.run.engines import Engine

LONG = 4_000
"""Months from which it is said beforehand how long they take."""


@click.command(short_help="Vary one or two levers or parameters and show what outcomes do.")
@click.argument("scenario", metavar="NAME_OR_FILE")
@click.option(
    "--over",
    metavar="NAME=LOW:HIGH[:COUNT]",
    multiple=True,
    help="What is varied, once or twice; =A,B,C for values, NAME alone for its whole range.",
)
@held_from
@click.option(
    "--outcome", "outcomes", metavar="NAME", multiple=True, help="Outcome to show; `politburo outcomes` lists them."
)
@click.option(
    "--points", metavar="N", type=Within(POINTS), help="N points spread evenly over the ranges.  [default: a grid]"
)
@simulation_options(
    runs="Runs at each point, with the same chance at every point.",
    out="Folder for the results.  [default: runs/NAME-experiment-HASH]",
)
@ensemble()
@engine_options
@answers
def sweep(scenario: str, over: tuple[str, ...], engine: Engine, output: Output, **asked: Any) -> None:
    """Vary one or two levers or parameters of a scenario and show what its outcomes do.

    NAME_OR_FILE is a scenario; or a sweep that is written down, such as leaders-map, which says all of this itself.
    Names may be short: market for market_tolerance, elite_weight for govern.elite_weight. All outcomes of all runs are
    kept: the same command with other outcomes simulates nothing, and points and runs can be added.
    """
    from politburo.ask.sweep import plan
    from politburo.cli.progress import say_how_long, say_if_cold, shown
    from politburo.terms.checks import printable

    console = output.console()
    planned = plan(scenario, list(over) or None, **asked)
    planned.experiment.check()
    if sum(planned.months.values()) >= LONG:
        say_how_long(planned.months, engine, console, of=planned.base)
    else:
        say_if_cold(console)
    points, runs = len(planned.experiment.points), planned.experiment.runs
    with shown(f"{planned.base.title}, {points} points × {runs} run{'s' * (runs != 1)}", console) as advance:
        found = planned.execute(engine, advance)
    output.give(found, found.save())
    if found.failures:
        said = "\n".join(f"{printable(failure.message)}." for failure in found.failures)
        raise PolitburoError(f"Some runs failed and are missing from all of this.\n{said}")
