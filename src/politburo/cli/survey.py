"""`politburo survey`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from politburo.cli.options import Within, engine_options, simulation_options
from politburo.cli.output import Output, answers
from politburo.terms.bounds import SETS

if TYPE_CHECKING:
    from politburo.run.engines import Engine


@click.command(short_help="Ask what the public record leaves of the parameter space.")
@click.argument("scenario", metavar="SCENARIO_OR_FILE")
@click.option(
    "--sets", metavar="N", type=Within(SETS), help="Parameter sets, from the declared ranges.  [default: 256]"
)
@click.option(
    "--among", metavar="FILE", help="Take the sets of this file (CSV), or of this country, instead of drawing them."
)
@click.option(
    "--as-of", "as_of", metavar="YYYY-MM-DD", help="Only by targets that were public on a day.  [default: all of them]"
)
@click.option("--left", metavar="N", type=Within(SETS), help="Search in waves until so many sets are not ruled out.")
@click.option("--most", metavar="N", type=Within(SETS), help="Sets that waves run, at most.  [default: 10,000]")
@click.option("--survivors", metavar="FILE", help="Write the sets that are not ruled out to this file (CSV).")
@simulation_options(
    runs="Runs of each set, with chances of its own.  [default: 2]",
    out="Folder for the runs.  [default: runs/NAME-experiment-HASH]",
)
@engine_options
@answers
def survey(
    scenario: str, survivors: str | None, engine: Engine, output: Output, **options: Any
) -> None:  # fmt: skip
    """Run many parameter sets and rule out those that the public record contradicts: history matching.

    Sets are drawn from the declared ranges, and each is held against every target that comes with the country, by
    rules that were fixed beforehand; the answer shows a hash of them. It says which share of the space is left, which
    targets few sets meet, which are hardly met together, and where the sets that are left lie. The scale is 0.03 and
    the last month the end of 2015 unless said. Where plain draws leave none, --left searches the space in waves, from
    the sets that come nearest on to nearer ones. What is done is kept: more sets can be added, and a survey that is
    stopped goes on where it was.
    """
    from pathlib import Path

    from politburo.answer.own_files import check_place
    from politburo.ask.survey import plan
    from politburo.cli.progress import duration, say_how_long, seconds_for, shown

    if survivors is not None:
        check_place(Path(survivors))
    console = output.console()
    planned = plan(scenario, **options)
    experiment = planned.experiment
    experiment.check()
    say_how_long(planned.months, engine, console, of=experiment.base)
    if planned.left is not None:
        longest = duration(seconds_for(planned.months_of_waves, engine, experiment.base))
        console.print(f"Then waves follow, of at most {planned.most:,} sets: about {longest} at most.")
    runs = "1 run" if experiment.runs == 1 else f"{experiment.runs} runs"
    with shown(f"{experiment.base.title}, {len(experiment.points)} sets, {runs} each", console) as advance:
        found = planned.execute(engine, advance)
    written = [] if survivors is None else [found.save_survivors(survivors)]
    output.give(found, (*found.save(), *written))
