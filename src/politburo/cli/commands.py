"""The commands and their options, and what becomes of errors and of Ctrl-C."""

from __future__ import annotations

import shlex
import sys
from typing import Any

import click

from politburo.cli.placing import placed
from politburo.terms.errors import PolitburoError

INTERRUPTED = 130
"""Exit code after Ctrl-C, as shells have it: 128 + SIGINT."""


class Commands(click.Group):
    """A group whose commands end in one sentence, not in a traceback, when politburo says what is wrong."""

    def invoke(self, ctx: click.Context) -> Any:
        """Call the command; errors of politburo and Ctrl-C become messages and exit codes."""
        try:
            return super().invoke(ctx)
        except PolitburoError as error:
            click.echo(f"Error: {error}" if error.exit_code else str(error), err=True)
            ctx.exit(error.exit_code)
        except KeyboardInterrupt as interruption:
            command = shlex.join(["politburo", *sys.argv[1:]])
            click.echo(f"{str(interruption) or 'Stopped. To start again:'}\n  {command}", err=True)
            ctx.exit(INTERRUPTED)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="politburo", message="politburo %(version)s")
def politburo() -> None:
    """A laboratory for the politics of fear: how an autocrat governs the many by tolerance and the few by terror.

    Start with: politburo run north-korea
    """


@politburo.command(short_help="Simulate a scenario and show what happened.")
@click.argument("scenario", metavar="NAME_OR_FILE")
@click.option("--runs", metavar="N", type=int, help="Number of runs; each is another course that chance could take.")
@click.option("--seed", metavar="N", type=int, help="Seed of chance; the same seed gives the same results.")
@click.option("--until", metavar="YYYY-MM", help="Last month to simulate.")
@click.option("--scale", metavar="SHARE", type=float, help="Share of the country to simulate, for a quick look.")
@click.option("--out", metavar="FOLDER", help="Folder for the results.  [default: runs/NAME-HASH]")
@placed
@click.option("--quiet", is_flag=True, help="Print nothing but the folder.")
@click.option("--verbose", is_flag=True, help="Say what is being done.")
@click.option("--json", "as_json", is_flag=True, help="Print the outcome as one JSON object.")
def run(**options: Any) -> None:
    """Simulate a scenario and show what happened.

    NAME_OR_FILE is a name that `politburo list` shows, or a scenario file (TOML). Results are kept in a folder: the
    same command finds them again, or finishes what was interrupted, and more runs are added to those that are there.
    """
    from politburo.cli.running import Request, perform

    perform(Request(**options))


@politburo.command(short_help="Write the report of a run, one HTML file, again.")
@click.argument("folder", metavar="RUN")
@click.option("--open", "in_browser", is_flag=True, help="Open the report in the browser.")
def report(folder: str, in_browser: bool) -> None:
    """Write the report of a run into its folder, as report.html, and print where it is.

    RUN is the folder of a run, such as `politburo run` prints. The report is one file that opens without a network:
    figures, tables, the most telling events, what is assumed, and how to make the run again.
    """
    from politburo.cli.reporting import write_report

    write_report(folder, in_browser)


@politburo.command(short_help="Follow one synthetic cadre, or one post, through a run.")
@click.argument("folder", metavar="RUN")
@click.option("--post", metavar="N", type=int, help="Number of a post, followed across its holders.")
@click.option("--person", metavar="N", type=int, help="Number of a cadre, followed across posts.")
@click.option("--run", metavar="K", type=int, default=0, show_default=True, help="Number of the run in the folder.")
@click.option("--month", metavar="YYYY-MM", help="Show every month from eleven before this one to three after it.")
@click.option("--json", "as_json", is_flag=True, help="Print the life, all months, as one JSON object.")
def life(**options: Any) -> None:
    """Follow one synthetic cadre, or one post, through a run: fear, loyalty felt and shown, ties lost, choices.

    RUN is a folder with results. At the start of a run the person of each number holds the post of that number; those
    who come later have higher numbers. The run is done again for this, which takes as long as one run.
    """
    from politburo.cli.life import Request, perform

    perform(Request(**options))


@politburo.command(short_help="Say why an event happened in a simulated run.")
@click.argument("folder", metavar="RUN")
@click.option("--event", metavar="N", type=int, help="Number of the event.  [default: list the most telling ones]")
@click.option("--run", metavar="K", type=int, default=0, show_default=True, help="Number of the run in the folder.")
@click.option("--kind", metavar="KIND", help="List only events of this kind, such as flight.")
@click.option("--json", "as_json", is_flag=True, help="Print the reasons, or the list, as one JSON object.")
def why(**options: Any) -> None:
    """Say why an event happened in a simulated run: a penalty, a flight, a plot, a coup, a promotion.

    RUN is a folder with results. What is said is true of the simulated run: it lists the terms that stood in the
    hazard of the event when it was drawn, and how much likelier or less likely each made it. Without --event the most
    telling events are listed with their numbers.
    """
    from politburo.cli.why import Request, perform

    perform(Request(**options))


@politburo.command("list", short_help="List the scenarios that come with politburo.")
def list_scenarios() -> None:
    """List the scenarios that come with politburo: name, first and last month, number of runs, title.

    Behind the title of a what-if stands the scenario that it extends.
    """
    from politburo.scenario import load, month_name, scenario_names

    scenarios = [load(name) for name in scenario_names()]
    width = max(len(scenario.name) for scenario in scenarios)
    for scenario in scenarios:
        span = f"{month_name(scenario.start)} to {month_name(scenario.end)}"
        parent = f" (extends {scenario.parent})" if scenario.parent else ""
        click.echo(f"{scenario.name:<{width}}  {span}  {scenario.runs:>3} runs  {scenario.title}{parent}")


@politburo.command(short_help="Show what a scenario says, month by month.")
@click.argument("scenario", metavar="NAME_OR_FILE")
@click.option(
    "--all", "everything", is_flag=True, help="Show every step, lever and parameter, with ranges and sources."
)
@click.option("--toml", "as_toml", is_flag=True, help="Print the resolved scenario as a file that runs as it is.")
@click.option("--json", "as_json", is_flag=True, help="Print the scenario as one JSON object.")
def show(scenario: str, everything: bool, as_toml: bool, as_json: bool) -> None:
    """Show what a scenario says once it is resolved: setting, leader, levers, dated events, mechanisms, parameters.

    NAME_OR_FILE is a name that `politburo list` shows, or a scenario file. Levers are shown as they are after the dated
    events; what has its default value is listed apart. A scenario that extends another shows what differs from it.
    """
    if as_toml and as_json:
        raise click.UsageError("--toml and --json exclude each other.")
    from politburo.cli.showing import show as show_scenario

    show_scenario(scenario, everything=everything, as_toml=as_toml, as_json=as_json)


@politburo.command(short_help="Say what differs between two scenarios.")
@click.argument("first", metavar="A")
@click.argument("second", metavar="B")
@click.option("--json", "as_json", is_flag=True, help="Print the differences as one JSON object.")
def diff(first: str, second: str, as_json: bool) -> None:
    """Say what differs between two scenarios: setting, leader, levers by month, events, mechanisms, parameters.

    A and B are names that `politburo list` shows, or scenario files. Both are compared as they resolve: a lever that an
    event moves in one and a step in the other does not differ. The exit code is 0 whether anything differs or not.
    """
    from politburo.cli.differing import compare

    compare(first, second, as_json=as_json)


@politburo.command(short_help="Say what is wrong with scenario files, if anything.")
@click.argument("files", metavar="FILE...", nargs=-1, required=True)
@click.option("--json", "as_json", is_flag=True, help="Print file, line, key and message of every error as JSON.")
@click.pass_context
def check(context: click.Context, files: tuple[str, ...], as_json: bool) -> None:
    """Say what is wrong with scenario files, all at once, or that they are fine and how large their results will be.

    Nothing is simulated or written. A leader of another package that a file names is imported, as a run would do. The
    exit code is 2 if any file is wrong.
    """
    from politburo.cli.checking import check as check_files

    if not check_files(files, as_json=as_json):
        context.exit(2)


@politburo.command(short_help="Write a scenario file to start from.")
@click.argument("file")
@click.option("--extends", metavar="NAME_OR_FILE", help="Scenario that the new one changes.  [default: north-korea]")
@click.option("--from", "origin", metavar="NAME_OR_FILE", help="Scenario to copy whole instead.")
def new(file: str, extends: str | None, origin: str | None) -> None:
    """Write a scenario file to start from, with every choice explained; it runs as it is.

    The new FILE (its name ends in .toml) says only what differs from another scenario, or is a copy of one. A file that
    is there already is never overwritten.
    """
    from politburo.cli.starting import start

    start(file, extends=extends, origin=origin)


@politburo.command(short_help="Print the schema of scenario files, for editors.")
@click.option("--out", metavar="FILE", help="File to write it to; only an older schema is ever replaced.")
def schema(out: str | None) -> None:
    """Print the JSON schema (draft 2020-12) of scenario files: keys, meanings, units, defaults, ranges, words.

    Editors that know TOML complete and check a scenario by it, such as those with Even Better TOML or Taplo: write it
    beside the scenario and name it in the scenario's first line, as `politburo schema --out FILE` says. Nothing is
    looked for in the network.
    """
    from politburo.cli.schema import tell

    tell(out)


@politburo.command(short_help="List the logics of rule that a scenario can name.")
def leaders() -> None:
    """List the logics of rule that a scenario can name: what each does, the levers it chooses, where the idea is from.

    Those of other installed packages are listed too; one that cannot be used is told of on standard error.
    """
    from politburo.cli.leaders import tell

    tell()


@politburo.command(short_help="Continue a stored run from a month with something changed.")
@click.argument("folder", metavar="RUN")
@click.option("--at", metavar="YYYY-MM", required=True, help="The month from which on it is changed.")
@click.option("--set", "sets", metavar="NAME=VALUE", multiple=True, help="Hold a lever from then on.")
@click.option("--without", metavar="WORD", multiple=True, help="Leave out later dated events with this in their label.")
@click.option("--leader", metavar="LOGIC", help="Let another logic of rule govern from then on.")
@click.option("--seed", metavar="N", type=int, help="Draw chance anew from then on, under this seed.")
@click.option("--run", metavar="K", type=int, help="Continue this run alone, many times.  [default: each run once]")
@click.option("--runs", metavar="N", type=int, help="Number of runs.  [default: as many as the parent has]")
@click.option("--series", metavar="NAME", multiple=True, help="Show this series.  [default: what differs most plainly]")
@click.option("--out", metavar="FOLDER", help="Folder for the branch.  [default: runs/NAME-HASH]")
@placed
@click.option("--quiet", is_flag=True, help="Print nothing but the folder.")
@click.option("--json", "as_json", is_flag=True, help="Print what was found as one JSON object.")
def branch(**options: Any) -> None:
    """Continue a stored run from a month with something changed, and show what becomes different.

    RUN is a folder with results. The branch is a run folder like any other. Before the month its runs are those of RUN
    to the bit, which is verified. With --run all of its runs continue that one run, each with chance of its own: many
    futures of one past.
    """
    from politburo.cli.branching import Request, perform

    perform(Request(**options))


@politburo.command(short_help="Compare a baseline with alternatives, run by run.")
@click.argument("scenario", metavar="NAME_OR_FILE")
@click.argument("alternatives", metavar="[ALTERNATIVE]...", nargs=-1)
@click.option("--without", metavar="WORD", multiple=True, help="Leave out every dated event with this in its label.")
@click.option("--set", "sets", metavar="NAME=VALUE", multiple=True, help="Hold a lever, or set a parameter.")
@click.option("--from", "start", metavar="YYYY-MM", help="Hold the levers from this month on.  [default: throughout]")
@click.option("--off", metavar="MECHANISM", multiple=True, help="Switch a mechanism off.")
@click.option("--series", metavar="NAME", multiple=True, help="Show this series.  [default: what differs most plainly]")
@click.option(
    "--precision", metavar="NAME=HALFWIDTH", multiple=True, help="Add runs until a series is known this well: 5, or 5%."
)
@click.option("--most-runs", metavar="N", type=int, help="Runs at which adding them ends.  [default: 400]")
@click.option("--runs", metavar="N", type=int, help="Number of runs of each arm.")
@click.option("--seed", metavar="N", type=int, help="Seed of chance, the same in all arms.")
@click.option("--until", metavar="YYYY-MM", help="Last month to simulate.")
@click.option("--scale", metavar="SHARE", type=float, help="Share of the country to simulate, for a quick look.")
@click.option("--out", metavar="FOLDER", help="Folder for the run folders of all arms.  [default: runs]")
@placed
@click.option("--quiet", is_flag=True, help="Print nothing but the folder.")
@click.option("--json", "as_json", is_flag=True, help="Print what was found as one JSON object.")
def compare(**options: Any) -> None:
    """Compare a baseline with alternatives, run by run: what differs, how surely, from when on, and who carries it.

    NAME_OR_FILE is the baseline; each ALTERNATIVE is another scenario, and --without, --set and --off say what is
    different in one more. Runs of the same number meet the same chance in every arm, so that few of them tell much.
    """
    from politburo.cli.comparing import Request, perform

    perform(Request(**options))


@politburo.command(short_help="Say which parameters decide an outcome of a scenario.")
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


@politburo.command(short_help="Vary one or two levers or parameters and show what outcomes do.")
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


@politburo.command(short_help="List the outcomes of a run that experiments keep.")
def outcomes() -> None:
    """List the outcomes of a run that experiments keep: name, unit, meaning.

    Totals count the months that a regime lived, means are over them; what ends in _a_year is relative to them.
    """
    from politburo.cli.outcomes import tell

    tell()


@politburo.command(short_help="Decide claims about the simulated system by paired runs.")
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


@politburo.command(short_help="Find the parameters that lead to an outcome.")
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


@politburo.command(short_help="Write the model page: all that the model says, from its own sources.")
@click.option("--out", metavar="FILE", help="File to write.  [default: docs/model.md where there is a docs folder]")
@click.option("--check", is_flag=True, help="Write nothing; exit with 1 when the file is not up to date.")
def describe(out: str | None, check: bool) -> None:
    """Write the model page: all that the model says, in the order of the ODD protocol, from its own sources.

    Without --out, and in a folder that has no folder docs, the page goes to standard output.
    """
    from politburo.cli.describing import deliver

    deliver(out, check)


@politburo.command(short_help="Print what to cite, as BibTeX.")
@click.argument("run", metavar="[FOLDER]", required=False)
def cite(run: str | None) -> None:
    """Print what to cite, as BibTeX, with a comment on what each entry was used for.

    With the FOLDER of a run: what its results stand on. Without: politburo and every work that its mechanisms, logics
    of rule and default values stand on.
    """
    from politburo.cli.describing import cite_folder

    cite_folder(run)


@politburo.command(short_help="Put the folders that shards have filled together into one.")
@click.argument("folders", metavar="FOLDER...", nargs=-1, required=True)
@click.option("--out", metavar="FOLDER", required=True, help="Folder that is to hold all; it may be one of them.")
def merge(folders: tuple[str, ...], out: str) -> None:
    """Put the folders that shards have filled together into one: of the same runs, experiment or claims.

    Every FOLDER is left as it is. Nothing is written over, and damaged runs are left out and named. The command that
    the shards were given, without --shard and with the merged folder as --out, then shows what came out.
    """
    from politburo.cli.merging import perform

    perform(folders, out)


@politburo.command(short_help="Say what is installed, cached and where.")
def doctor() -> None:
    """Say what is installed, cached and where, and what stands in the way."""
    from politburo.cli.doctor import report_lines

    for line in report_lines():
        click.echo(line)
