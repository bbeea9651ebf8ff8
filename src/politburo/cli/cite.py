"""What `politburo cite` does: the BibTeX of a run, or of politburo and all that it stands on."""

from __future__ import annotations

import click


def cite(folder: str | None) -> None:
    """Print the BibTeX of the results in `folder`, or of politburo and all that it stands on."""
    from politburo.show.cite import citation, citation_of_everything

    if folder is None:
        click.echo(citation_of_everything(), nl=False)
        return
    from politburo.ask.run.results import Results

    click.echo(citation(Results.open(folder)), nl=False)
