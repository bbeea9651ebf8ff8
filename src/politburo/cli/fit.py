"""`politburo fit`."""

from __future__ import annotations

import click

from politburo.cli.options import results_of
from politburo.cli.output import Output, answers


@click.command(short_help="Set simulated reports beside the published estimates.")
@click.argument("folder", metavar="RUN")
@answers
def fit(folder: str, output: Output) -> None:
    """Set the simulated reports of a run beside the published estimates that the model is fitted to.

    RUN is a folder with results of north-korea or of a scenario that extends it. Targets end with 2015; a run says
    nothing about those whose period it does not cover.
    """
    results = results_of(folder)
    from politburo.ask.fit import fit as fitted

    output.give(fitted(results))
