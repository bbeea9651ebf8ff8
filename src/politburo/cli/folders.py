"""Commands on folders with results: `politburo report`, `record`, `fit` and `merge`."""

from __future__ import annotations

import webbrowser

import click

from politburo.cli.options import results_of
from politburo.cli.output import Output, answers
from politburo.terms.errors import StoreError


@click.command(short_help="Write the report of a run, one HTML file, again.")
@click.argument("folder", metavar="RUN")
@click.option("--open", "in_browser", is_flag=True, help="Open the report in the browser.")
def report(folder: str, in_browser: bool) -> None:
    """Write the report of a run into its folder, as report.html, and print where it is.

    RUN is the folder of a run, such as `politburo run` prints. The report is one file that opens without a network:
    figures, tables, the most notable events, what is assumed, and how to make the run again.
    """
    results = results_of(folder)
    from politburo.show.page.report import save_report

    path = save_report(results, folder)
    click.echo(path)
    if in_browser and not webbrowser.open(path.resolve().as_uri()):
        click.echo("No browser could be started: open the file in one yourself.", err=True)


@click.command(short_help="Show what outsiders would have known of a run on a day, beside what was true.")
@click.argument("folder", metavar="RUN")
@click.option("--as-of", "as_of", metavar="YYYY-MM-DD", help="The day.  [default: all that they ever learn]")
@click.option("--out", metavar="FOLDER", help="Folder for the tables.  [default: RUN/record-DAY]")
@answers
def record(folder: str, as_of: str | None, out: str | None, output: Output) -> None:
    """Show what outsiders would have known of simulated runs on a day, beside what was true by then.

    RUN is a folder with results. Reports come late, some cases are told twice, some reports are false and corrected
    later, and most cases are never reported. All reports are written as CSV; the columns run and event of a report name
    the event that it reports, which `politburo why RUN --run K --event N` explains.
    """
    found = results_of(folder).record(as_of)
    output.give(found, found.save(out, ("csv",)))


@click.command(short_help="Set simulated reports beside the published estimates.")
@click.argument("folder", metavar="RUN")
@answers
def fit(folder: str, output: Output) -> None:
    """Set the simulated reports of a run beside the published estimates that its country has as targets.

    RUN is a folder with results of a country that comes with targets. A run says nothing about those whose period it
    does not cover.
    """
    results = results_of(folder)
    from politburo.ask.fit import fit as fitted

    output.give(fitted(results))


@click.command(short_help="Put the folders that shards have filled together into one.")
@click.argument("folders", metavar="FOLDER...", nargs=-1, required=True)
@click.option("--out", metavar="FOLDER", required=True, help="Folder that is to hold all; it may be one of them.")
@answers
def merge(folders: tuple[str, ...], out: str, output: Output) -> None:
    """Put the folders that shards have filled together into one: of the same runs, experiment or claims.

    Every FOLDER is left as it is. Nothing is written over, and damaged runs are left out and named. The command that
    the shards were given, without --shard and with the merged folder as --out, then shows what came out.
    """
    from politburo.ask.experiment import merge

    done = merge(folders, out)
    output.give(done)
    if done.damaged:
        raise StoreError(
            "Damaged files were left out, and all else is merged. Give the command of that shard again, with the "
            "merged folder, to do them anew."
        )
