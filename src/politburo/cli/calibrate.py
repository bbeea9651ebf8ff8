"""`politburo calibrate`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from politburo.cli.options import Within, engine_options, simulation_options
from politburo.cli.output import Output, answers
from politburo.terms.bounds import Bounds

if TYPE_CHECKING:
    from politburo.run.engines import Engine

NUMBERS = Bounds("number of a set", 0, 1_000_000)


@click.command(short_help="Calibrate parameters to the public record, with gates.")
@click.argument("scenario", metavar="SCENARIO_OR_FILE")
@click.option("--short", is_flag=True, help="Spend a small part of everything, to see how it works.")
@click.option(
    "--as-of", "as_of", metavar="YYYY-MM-DD", help="Only by targets that were public on a day.  [default: all of them]"
)
@click.option(
    "--synthetic", metavar="N", type=Within(NUMBERS),
    help="Make the evidence from the known set N, drawn from the declared ranges, to see whether it is recovered.",
)  # fmt: skip
@click.option(
    "--truth", metavar="FILE",
    help="Where the record of the country was made from a known set: that set (CSV), to see whether it is recovered.",
)  # fmt: skip
@simulation_options(runs=None, out="Folder for runs, networks and sets.  [default: runs/NAME-calibration-HASH]")
@engine_options
@answers
def calibrate(scenario: str, engine: Engine, output: Output, **options: Any) -> None:
    """Find the parameter sets that the public record supports, and check whether that worked.

    Four stages: a screening of all parameters; history matching of those that move the record; a posterior by an
    ensemble of networks, and by regression ABC beside it; and gates, whose limits were fixed beforehand. Where a gate
    is missed the answer says first that it is not calibrated, and gives the sets that history matching did not rule
    out, as a file for --ensemble; only where all are passed does it give draws of a posterior. The scale is 0.03 and
    the last month the end of 2015 unless said. What is done is kept, and a calibration that is stopped goes on where
    it was. It needs the extra politburo[infer].
    """
    from politburo.cli.progress import say_how_long, shown
    from politburo.infer.calibrate import plan

    console = output.console()
    planned = plan(scenario, **options)
    planned.check()
    say_how_long(planned.months, engine, console, of=planned.base)
    effort = planned.effort
    console.print(f"Besides, emulators of {effort.waves} waves and {effort.networks} networks are fitted.")
    with shown(f"{planned.base.title}, {planned.runs:,} runs at most", console) as advance:
        found = planned.execute(engine, advance)
    output.give(found, found.save())
