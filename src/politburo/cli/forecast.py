"""`politburo forecast`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from politburo.cli.options import Within, engine_options, simulation_options
from politburo.cli.output import Output, answers
from politburo.terms.bounds import REPEATED_RUNS, SETS, Bounds

if TYPE_CHECKING:
    from politburo.run.engines import Engine

YEARS = Bounds("number of years ahead", 1, 20)


@click.command(short_help="Forecast figures that are published again and again, as of a day.")
@click.argument("scenario", metavar="SCENARIO_OR_FILE")
@click.option(
    "--as-of",
    "as_of",
    metavar="YYYY-MM-DD",
    required=True,
    multiple=True,
    help="By what was public on this day; may be given several times.",
)
@click.option("--years", metavar="N", type=Within(YEARS), help="Calendar years ahead, at most.  [default: 3]")
@click.option(
    "--among", metavar="FILE", help="Parameter sets of this file (CSV), or of this country.  [default: the country's]"
)
@click.option("--sets", metavar="N", type=Within(SETS), help="The first so many of them.  [default: all]")
@click.option("--baselines", "baselines_only", is_flag=True, help="Baselines alone: nothing is simulated.")
@click.option(
    "--draws", metavar="FILE", help="Write the draws to this file too (Parquet or CSV), for `politburo score`."
)
@click.option("--hub", metavar="FOLDER", help="Write quantiles as model output of a hub (Hubverse) into this folder.")
@click.option("--views", metavar="FOLDER", help="Write draws as ViEWS has them into this folder.")
@simulation_options(
    runs="Runs of each parameter set.  [default: 2]",
    out="Folder for runs and forecasts.  [default: runs/NAME-forecast-HASH]",
    counts=REPEATED_RUNS,
)
@engine_options
@answers
def forecast(
    scenario: str,
    draws: str | None,
    hub: str | None,
    views: str | None,
    engine: Engine,
    output: Output,
    **options: Any,
) -> None:
    """Forecast figures that are published again and again (arrivals, flights, executions, turnover), as of a day.

    Known is what was public on the day. The simulation is run with parameter sets of a file, or those that come with
    the country, in two tracks: with the levers of the scenario taken as known, and with levers carried on by a rule
    from what was known. Sets weigh by how near they come to what was known. Beside it stand baselines, which it has to
    beat: a random walk, the mean of past years, a local trend, a regression on the price of leaving, and a pool of
    leavers. Where parameter sets were chosen by figures that were published later, the answer says first that it is no
    forecast. `politburo score` says how good forecasts were. What is done is kept, and a forecast that is stopped goes
    on where it was.
    """
    from pathlib import Path

    from politburo.answer.own_files import check_folder, check_place
    from politburo.cli.progress import say_how_long, shown
    from politburo.infer.forecast import plan

    if draws is not None:
        check_place(Path(draws))
    for folder in (hub, views):
        if folder is not None:
            check_folder(Path(folder))
    console = output.console()
    planned = plan(scenario, **options)
    planned.check()
    if planned.tracks:
        say_how_long(planned.months, engine, console, of=planned.base)
    sets = len(planned.tracks[0].experiment.points) if planned.tracks else 0
    about = f"{planned.base.title}, {len(planned.tracks)} × {sets} sets, {planned.runs} runs each"
    if planned.tracks:
        with shown(about, console) as advance:
            found = planned.execute(engine, advance)
    else:
        found = planned.execute()
    written = [] if found.folder is None else list(found.save())
    if draws is not None:
        written.append(found.save_draws(draws))
    if hub is not None or views is not None:
        from politburo.infer.hub import save_hub, save_views

        country, origin = planned.base.plan.name, str(found.provenance)
        written += [] if hub is None else save_hub(hub, found.forecasts, country, origin)
        written += [] if views is None else save_views(views, found.forecasts, country, origin)
    output.give(found, written)
