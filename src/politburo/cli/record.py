"""`politburo record`."""

from __future__ import annotations

import click

from politburo.cli.options import results_of
from politburo.cli.output import Output, answers


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
