"""`politburo report`."""

from __future__ import annotations

import webbrowser

import click

from politburo.cli.options import results_of


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
