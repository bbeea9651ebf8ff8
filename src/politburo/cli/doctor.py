"""`politburo doctor`."""

from __future__ import annotations

import click

from politburo.cli.output import Output, answers
from politburo.run.optional import MissingLibraryError


@click.command(short_help="Say what is installed, cached and where.")
@answers
def doctor(output: Output) -> None:
    """Say what is installed, cached and where, and whether there are problems."""
    try:
        from politburo.ask.doctor import examine, installation

        output.give(installation(examine()))
    except ImportError as error:
        raise MissingLibraryError(f"A library that politburo needs cannot be imported: {error}.") from error
