"""`politburo cite`."""

from __future__ import annotations

import click

from politburo.cli.options import results_of


@click.command(short_help="Print what to cite, as BibTeX.")
@click.argument("run", metavar="[FOLDER]", required=False)
def cite(run: str | None) -> None:
    """Print what to cite, as BibTeX; the field `annote` of each entry says what it was used for.

    With the FOLDER of a run: politburo, and the works and data on which its results rest. Without: politburo and every
    work on which its mechanisms, logics of rule and default values rest.
    """
    from politburo.show.cite import citation, citation_of_everything

    if run is None:
        click.echo(citation_of_everything(), nl=False)
        return
    click.echo(citation(results_of(run)), nl=False)
