"""Commands on what is installed: `politburo describe`, `cite` and `doctor`."""

from __future__ import annotations

from pathlib import Path

import click

from politburo.cli.options import results_of
from politburo.cli.output import Output, answers
from politburo.run.optional import MissingLibraryError
from politburo.terms.errors import PolitburoError, UsageError

DOCS = Path("docs")
PAGE = DOCS / "model.md"
"""Where the page belongs in a checkout, from the folder that the command is given in."""


@click.command(short_help="Write the model page: a complete description of the model, generated from the program.")
@click.option("--out", metavar="FILE", help="File to write.  [default: docs/model.md where there is a docs folder]")
@click.option("--check", is_flag=True, help="Write nothing; exit with 1 when the file is not up to date.")
def describe(out: str | None, check: bool) -> None:
    """Write the model page: a complete description of the model in the order of the ODD protocol.

    It is generated from the declarations and docstrings of the program, and says how many parameter values are assumed.
    Without --out, and in a folder that has no folder docs, the page goes to standard output.
    """
    from politburo.show.describe import model_page
    from politburo.terms.parameters import parameter_sources

    target = Path(out) if out else PAGE if DOCS.is_dir() else None
    if check:
        _check(target, model_page())
    elif target is None:
        click.echo(model_page(), nl=False)
    else:
        from politburo.answer.own_files import place

        place(target, model_page())
        click.echo(f"page: {target}\n{parameter_sources()}")


def _check(target: Path | None, page: str) -> None:
    if target is None:
        raise UsageError("There is no folder docs here, so no page to check; name the page with --out.")
    if not target.is_file():
        raise PolitburoError(f"{target} does not exist; to write it: {_command(target)}")
    if target.read_bytes() != page.encode():
        raise PolitburoError(f"{target} is not what the model says now; to renew it: {_command(target)}")
    click.echo(f"{target} is up to date.")


def _command(target: Path) -> str:
    return "politburo describe" if target == PAGE else f"politburo describe --out {target}"


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


@click.command(short_help="Say what is installed, cached and where.")
@answers
def doctor(output: Output) -> None:
    """Say what is installed, cached and where, and whether there are problems."""
    try:
        from politburo.ask.doctor import examine, installation

        output.give(installation(examine()))
    except ImportError as error:
        raise MissingLibraryError(f"A library that politburo needs cannot be imported: {error}.") from error
