"""`politburo claims`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from politburo.cli.options import Within, engine_options
from politburo.cli.output import Output, answers
from politburo.terms.bounds import SEED, SETS

if TYPE_CHECKING:
    from politburo.ask.claims.board import Board
    from politburo.ask.claims.record import Claim
    from politburo.ask.claims.registration import Registered
    from politburo.ask.claims.robustness import ParameterSets
    from politburo.run.engines import Engine


@click.command(short_help="Decide claims about the simulated system by paired runs.")
@click.argument("file", metavar="[FILE]", required=False)
@click.option(
    "--only", metavar="ID", multiple=True, help="Decide this claim; can be given several times.  [default: all]"
)
@click.option(
    "--country", metavar="NAME", help="Decide them in this country, by its name or folder.  [default: each in its own]"
)
@click.option(
    "--seed", metavar="N", type=Within(SEED), help="Key of chance of all runs.  [default: that of each claim]"
)
@click.option("--short", is_flag=True, help="Small scale and few runs: weaker verdicts in less than a minute.")
@click.option(
    "--sets",
    metavar="FILE",
    help="In which share of the parameter sets of this file (CSV), or of those that come with this country, the sign "
    "is right and the minimum reached.",
)
@click.option(
    "--across-priors",
    metavar="N",
    type=Within(SETS),
    help="The same over N sets drawn from the declared ranges; with --sets, over the first N of the file.",
)
@click.option("--matrix", is_flag=True, help="Which claim needs which mechanism.")
@click.option("--artefacts", is_flag=True, help="Decide each claim again where what is other must not matter.")
@click.option(
    "--register", is_flag=True, help="Print a hash of all that decides each claim, and the date, to deposit; end there."
)
@click.option("--registered", metavar="FILE", help="Say whether each claim is as in this text that --register printed.")
@click.option(
    "--beside",
    metavar="FOLDER",
    multiple=True,
    help="Show on the board, too, what this folder keeps of these claims: under parameter sets, as artefacts, without "
    "mechanisms; can be given several times.",
)
@click.option("--list", "listed", is_flag=True, help="List what a claim can observe, among whom, and how; end there.")
@click.option("--out", metavar="FOLDER", help="Folder for what is measured.  [default: runs/claims-HASH]")
@click.option("--page", metavar="FILE", help="Also write the board as Markdown, for a repository or an appendix.")
@engine_options
@answers
def claims(
    file: str | None,
    only: tuple[str, ...],
    country: str | None,
    seed: int | None,
    short: bool,
    sets: str | None,
    across_priors: int | None,
    matrix: bool,
    artefacts: bool,
    register: bool,
    registered: str | None,
    beside: tuple[str, ...],
    listed: bool,
    out: str | None,
    page: str | None,
    engine: Engine,
    output: Output,
) -> None:
    """Decide claims about the simulated system: is the effect there, how large, and through which mechanism?

    FILE is a TOML file with claims of your own; without it, the board that comes with politburo. What is measured is
    kept, so that a command that was stopped goes on where it was.
    """
    from politburo.answer.own_files import check_place
    from politburo.ask.claims import asked_for, folder_for, registration_of, sets_asked

    if page is not None:
        check_place(Path(page))
    if listed:
        from politburo.ask.claims.arm_words import listing

        click.echo(listing())
        return
    registration = registration_of(registered)
    asked = asked_for(file, only=only, country=country, seed=seed)
    if register:
        _register(asked, output)
        return
    folder = Path(out) if out else folder_for(asked)
    others = tuple(map(Path, beside))
    if across_priors is not None or sets is not None or matrix or artefacts:
        over = sets_asked(across_priors, sets)
        board = _measured_apart(asked, folder, over, matrix, artefacts, short, registration, others, engine, output)
    else:
        board = _decided(asked, folder, short, registration, others, engine, output)
    output.give(board, _pages(board, page))


def _register(asked: tuple[Claim, ...], output: Output) -> None:
    """Print the text to deposit, or the same as JSON."""
    from politburo.ask.claims.registration import registration

    found = registration(asked)
    if output.as_json:
        output.give(found)
    else:
        click.echo(found.text, nl=False)


def _decided(
    asked: tuple[Claim, ...],
    folder: Path,
    short: bool,
    registration: Registered | None,
    beside: tuple[Path, ...],
    engine: Engine,
    output: Output,
) -> Board:
    from politburo.ask.claims.board import decide
    from politburo.cli.progress import shown

    with shown(_claims(asked), output.console()) as advance:
        return decide(
            asked, folder, short=short, registration=registration, beside=beside, engine=engine, on_progress=advance
        )


def _measured_apart(
    asked: tuple[Claim, ...],
    folder: Path,
    sets: ParameterSets | None,
    needs: bool,
    audited: bool,
    short: bool,
    registration: Registered | None,
    beside: tuple[Path, ...],
    engine: Engine,
    output: Output,
) -> Board:
    """The board with what was found under parameter sets, for each mechanism, and under each variant."""
    from politburo.ask.claims import robustness
    from politburo.ask.claims.artefacts import artefact_batches, audit
    from politburo.ask.claims.board import decided_before
    from politburo.ask.claims.measurement import months_of
    from politburo.ask.claims.mechanism_matrix import mechanism_batches, mechanism_matrix
    from politburo.cli.progress import say_how_long, shown

    console = output.console()
    if sets is not None:
        batches = robustness.set_batches(asked, sets, short=short)
        say_how_long(months_of(batches), engine, console)
        with shown(f"{_claims(asked)} under {len(batches)} parameter sets", console) as advance:
            robustness.across_sets(asked, sets, folder, short=short, engine=engine, on_progress=advance)
    if needs:
        say_how_long(months_of(mechanism_batches(asked)), engine, console)
        with shown(f"{_claims(asked)} without each mechanism", console) as advance:
            mechanism_matrix(asked, folder, engine=engine, on_progress=advance)
    if audited:
        say_how_long(months_of(artefact_batches(asked)), engine, console)
        with shown(f"{_claims(asked)} where what must not matter is other", console) as advance:
            audit(asked, folder, engine=engine, on_progress=advance)
    board = decided_before(asked, folder, short=short, registration=registration, beside=beside)
    if not board.decided:
        console.print(
            "The page is written when the board is decided: give the command once more without this question."
        )
    return board


def _pages(board: Board, markdown: str | None) -> list[Path]:
    """Write the page of a board that is decided, and the same as Markdown where it is asked for."""
    from politburo.show.page.claims import save_markdown, save_page

    if not board.decided:
        return []
    return [save_page(board), *([save_markdown(board, Path(markdown))] if markdown else [])]


def _claims(asked: tuple[Claim, ...]) -> str:
    from politburo.answer.numbers import numbered

    return numbered(len(asked), "claim")
