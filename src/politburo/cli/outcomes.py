"""`politburo outcomes`."""

from __future__ import annotations

import click

from politburo.cli.output import Output, answers


@click.command(short_help="List the outcomes of a run that can be asked for.")
@answers
def outcomes(output: Output) -> None:
    """List the outcomes of a run that can be asked for: name, unit, meaning.

    Totals count the months in which the regime lasts, means are over them; what ends in _a_year is relative to them.
    """
    from politburo.ask.scenarios import outcomes_list

    output.give(outcomes_list())
