"""`politburo theories`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from politburo.cli.options import Within, engine_options, simulation_options
from politburo.cli.output import Output, answers
from politburo.terms.bounds import REPEATED_RUNS, SETS

if TYPE_CHECKING:
    from politburo.run.engines import Engine


@click.command(short_help="Hold rival theories of rule against the public record.")
@click.argument("scenario", metavar="SCENARIO_OR_FILE")
@click.option("--only", metavar="THEORY", multiple=True, help="This theory beside the scenario's own.  [default: all]")
@click.option("--sets", metavar="N", type=Within(SETS), help="Parameter sets of each theory.  [default: 128]")
@click.option(
    "--among", metavar="FILE", help="Take the sets of this file (CSV), or of this country, instead of drawing them."
)
@click.option(
    "--truth", metavar="THEORY", help="Read no public record: let a simulated run under this theory make one."
)
@click.option("--short", is_flag=True, help="Few sets at a small scale, for a quick look.")
@simulation_options(
    runs="Runs of each set.  [default: 2]",
    out="Folder for the runs.  [default: runs/NAME-theories-HASH]",
    counts=REPEATED_RUNS,
)
@engine_options
@answers
def theories(scenario: str, engine: Engine, output: Output, **options: Any) -> None:
    """Run rival theories of rule over the same parameter sets and chances, and hold each against the public record.

    Theories are other logics of rule, and the model without fear, without opportunity, without ties between cadres, or
    without anybody who chooses purges. The answer says which targets each can and cannot meet, how much of its space
    the rules of a survey leave, how well it would have forecast figures as of the ends of years, and what part of the
    best mixture it is. A theory is named as the better one only by a rule that was fixed beforehand; otherwise the
    answer says that the evidence does not tell. What is done is kept, and goes on where it was stopped.
    """
    from politburo.cli.progress import say_how_long, shown
    from politburo.infer.theories import plan

    console, planned = output.console(), plan(scenario, **options)
    planned.check()
    say_how_long(planned.months, engine, console, of=planned.base)
    sets = len(planned.cases[0].experiment.points)
    with shown(f"{planned.base.title}, {len(planned.cases)} theories × {sets} sets", console) as advance:
        found = planned.execute(engine, advance)
    output.give(found, found.save())
