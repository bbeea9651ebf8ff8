"""The commands that ask: what differs, what an outcome depends on, and which claims hold."""

from __future__ import annotations

from typing import Any

import click

from politburo.cli.branch import branch
from politburo.cli.compare import compare
from politburo.cli.outcomes import outcomes
from politburo.cli.placing import placed


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
@click.option("--from", "start", metavar="YYYY-MM", help="Hold the levers from this month on.  [default: throughout]")
@click.option("--trajectories", metavar="N", type=int, help="Trajectories of the screening.  [default: 10]")
@click.option("--keep", metavar="K", type=int, help="Parameters that the screening keeps, at most.  [default: 8]")
@click.option("--points", metavar="N", type=int, help="Base points of the indices, a power of two.  [default: 64]")
@click.option("--runs", metavar="N", type=int, help="Runs at each point, the same at all of them.  [default: 4]")
@click.option("--seed", metavar="N", type=int, help="Seed of chance, the same at all points.")
@click.option("--until", metavar="YYYY-MM", help="Last month to simulate.")
@click.option("--scale", metavar="SHARE", type=float, help="Share of the country to simulate, for a quick look.")
@click.option("--out", metavar="FOLDER", help="Folder for all of it.  [default: runs/NAME-sensitivity-HASH]")
@placed
@click.option("--quiet", is_flag=True, help="Print nothing but the folder.")
@click.option("--json", "as_json", is_flag=True, help="Print what was found as one JSON object.")
def sensitivity(**options: Any) -> None:
    """Say which parameters, over their declared ranges, decide an outcome of a scenario, and which are mere chance.

    All parameters are screened; those that move the outcomes most get Sobol' indices, and are then set to both ends of
    their ranges one at a time. Chance is carried along as a dummy, and whether the indices are settled is told. With
    the FOLDER of an answer it is read again, also for other outcomes, and nothing is simulated.
    """
    from politburo.cli.sensitivity import Request, perform

    perform(Request(**options))


@click.command(short_help="Vary one or two levers or parameters and show what outcomes do.")
@click.argument("scenario", metavar="NAME_OR_FILE")
@click.option(
    "--over",
    metavar="NAME=LOW:HIGH[:COUNT]",
    multiple=True,
    help="What is varied, once or twice; =A,B,C for values, NAME alone for its whole range.",
)
@click.option("--from", "start", metavar="YYYY-MM", help="Month from which levers are held.  [default: throughout]")
@click.option(
    "--outcome", "outcomes", metavar="NAME", multiple=True, help="Outcome to show; `politburo outcomes` lists them."
)
@click.option("--points", metavar="N", type=int, help="N points spread evenly over the ranges.  [default: a grid]")
@click.option("--runs", metavar="N", type=int, help="Runs at each point, with the same chance at every point.")
@click.option("--seed", metavar="N", type=int, help="Seed of chance; the same seed gives the same results.")
@click.option("--until", metavar="YYYY-MM", help="Last month to simulate.")
@click.option("--scale", metavar="SHARE", type=float, help="Share of the country to simulate, for a quick look.")
@click.option("--out", metavar="FOLDER", help="Folder for the results.  [default: runs/NAME-experiment-HASH]")
@placed
@click.option("--quiet", is_flag=True, help="Print nothing but the folder.")
@click.option("--json", "as_json", is_flag=True, help="Print what was found as one JSON object.")
def sweep(**options: Any) -> None:
    """Vary one or two levers or parameters of a scenario and show what its outcomes do.

    NAME_OR_FILE is a scenario; or a sweep that is written down, such as leaders-map, which says all of this itself.
    Names may be short: market for market_tolerance, elite_weight for govern.elite_weight. All outcomes of all runs are
    kept: the same command with other outcomes simulates nothing, and points and runs can be added.
    """
    from politburo.cli.sweeping import Request, perform

    perform(Request(**options))


@click.command(short_help="Decide claims about the simulated system by paired runs.")
@click.argument("file", metavar="[FILE]", required=False)
@click.option(
    "--only", metavar="ID", multiple=True, help="Decide this claim; can be given several times.  [default: all]"
)
@click.option("--short", is_flag=True, help="Small scale and few runs: weaker verdicts in less than a minute.")
@click.option(
    "--across-priors", metavar="N", type=click.IntRange(1), help="In which share of N parameter sets each holds."
)
@click.option("--matrix", is_flag=True, help="Which claim needs which mechanism.")
@click.option("--list", "listed", is_flag=True, help="List what a claim can observe, among whom, and how; end there.")
@click.option("--out", metavar="FOLDER", help="Folder for what is measured.  [default: runs/claims-HASH]")
@click.option("--page", metavar="FILE", help="Also write the board as Markdown, for a repository or an appendix.")
@placed
@click.option("--quiet", is_flag=True, help="Say nothing about what is going on.")
@click.option("--json", "as_json", is_flag=True, help="Print what was found as JSON.")
def claims(**options: Any) -> None:
    """Decide claims about the simulated system: is the effect there, how large, and through which mechanism?

    FILE is a TOML file with claims of your own; without it, the board that comes with politburo. What is measured is
    kept, so that a command that was stopped goes on where it was.
    """
    from politburo.cli.claims import Request, perform

    perform(Request(**options))


@click.command(short_help="Find the parameters that lead to an outcome.")
@click.argument("asked", metavar="NAME_OR_FILE_OR_FOLDER")
@click.option("--when", metavar="CONDITION", required=True, help="What is looked for, such as 'regime_falls > 0.5'.")
@click.option(
    "--over",
    metavar="NAME[=LOW:HIGH]",
    multiple=True,
    help="Vary this parameter or lever; 'all' for all parameters besides.  [default: all]",
)
@click.option("--from", "start", metavar="YYYY-MM", help="Month from which levers are held.  [default: throughout]")
@click.option("--points", metavar="N", type=int, help="Number of sets of parameters.  [default: 256]")
@click.option("--runs", metavar="N", type=int, help="Runs of each set, with the same chances.  [default: 2]")
@click.option("--seed", metavar="N", type=int, help="Seed of chance; the same seed gives the same results.")
@click.option("--until", metavar="YYYY-MM", help="Last month to simulate.")
@click.option("--scale", metavar="SHARE", type=float, help="Share of the country to simulate, for a quick look.")
@click.option(
    "--density", metavar="SHARE", type=float, default=0.8, show_default=True, help="Share of cases asked of a box."
)
@click.option("--boxes", metavar="N", type=int, default=3, show_default=True, help="Boxes to look for, at most.")
@click.option("--out", metavar="FOLDER", help="Folder for the runs.  [default: runs/NAME-experiment-HASH]")
@placed
@click.option("--quiet", is_flag=True, help="Print nothing but the folder.")
@click.option("--json", "as_json", is_flag=True, help="Print what was found as one JSON object.")
def explore(**options: Any) -> None:
    """Find the limits on few parameters within which an outcome comes about: scenario discovery (PRIM).

    Sets of parameters spread over their declared ranges are simulated and kept; more can be added. The folder of an
    experiment, whichever command made it, is asked without new runs. CONDITION compares an outcome, a mean over runs,
    with a number (regime_falls > 0.5) or with the scenario as it is (senior_flights > 3x), or takes the highest or
    lowest (departures in top 10%); parts are joined by 'and'. Needs the extra: pip install 'politburo[explore]'
    """
    from politburo.cli.exploring import Request, perform

    perform(Request(**options))


@click.command(short_help="Put the folders that shards have filled together into one.")
@click.argument("folders", metavar="FOLDER...", nargs=-1, required=True)
@click.option("--out", metavar="FOLDER", required=True, help="Folder that is to hold all; it may be one of them.")
def merge(folders: tuple[str, ...], out: str) -> None:
    """Put the folders that shards have filled together into one: of the same runs, experiment or claims.

    Every FOLDER is left as it is. Nothing is written over, and damaged runs are left out and named. The command that
    the shards were given, without --shard and with the merged folder as --out, then shows what came out.
    """
    from politburo.cli.merging import perform

    perform(folders, out)


ASKING = (branch, claims, compare, explore, merge, outcomes, sensitivity, sweep)
"""They are added to the group of all commands."""
