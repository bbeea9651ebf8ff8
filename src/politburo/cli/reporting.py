"""What `politburo report` does: write the report of a run again, and open it where that is asked for."""

from __future__ import annotations

import webbrowser

import click


def write_report(folder: str, in_browser: bool) -> None:
    """Write `report.html` into a run folder and print its path; what stands in the way goes to standard error."""
    from politburo.run.results import open_folder
    from politburo.show.report import save_report

    path = save_report(open_folder(folder), folder)
    click.echo(path)
    if in_browser and not webbrowser.open(path.resolve().as_uri()):
        click.echo("No browser could be started: open the file in one yourself.", err=True)
