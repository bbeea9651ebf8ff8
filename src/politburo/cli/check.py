"""`politburo check`."""

from __future__ import annotations

import click

from politburo.cli.output import Output, answers

WRONG = 2
"""Exit code when a file has problems."""


@click.command(short_help="Check scenario files for errors.")
@click.argument("files", metavar="FILE...", nargs=-1, required=True)
@answers
@click.pass_context
def check(context: click.Context, files: tuple[str, ...], output: Output) -> None:
    """Check scenario files: report all problems at once, with file and line, or how large the results of each will be.

    Nothing is simulated or written. A leader of another package that a file names is imported, as a run would do. The
    exit code is 2 if any file has a problem. Events, steps and values that change nothing are named in warnings.
    """
    from politburo.ask.scenarios import check as checked

    answer = checked(*files)
    output.give(answer)
    if any(table.name == "problems" for table in answer.tables):
        context.exit(WRONG)
