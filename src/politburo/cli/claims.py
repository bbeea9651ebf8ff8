"""What `politburo claims` does: decide claims and show the board, its robustness, and what each claim needs."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.console import Console

from politburo.cli.output import print_json, standard_output
from politburo.cli.pacing import say_how_long
from politburo.cli.progress import shown

if TYPE_CHECKING:
    from politburo.ask.claims.record import Claim
    from politburo.run.engines import Engine


@dataclass(frozen=True, slots=True)
class Request:
    """What the user asked for."""

    file: str | None
    only: tuple[str, ...]
    short: bool
    across_priors: int | None
    matrix: bool
    out: str | None
    page: str | None
    listed: bool
    engine: Engine
    as_json: bool
    quiet: bool


def perform(request: Request) -> None:
    """Decide the claims and print what was found on standard output; what is going on goes to standard error."""
    from politburo.ask.claims import asked_for, folder_for
    from politburo.ask.claims.board import decide

    if request.listed:
        from politburo.show.claims.words import listing

        click.echo(listing())
        return
    console = Console(stderr=True, quiet=request.quiet, highlight=False)
    asked = asked_for(request.file, only=request.only)
    folder = Path(request.out) if request.out else folder_for(asked)
    if request.across_priors is not None:
        _across_priors(request, asked, folder, console)
    elif request.matrix:
        _matrix(request, asked, folder, console)
    else:
        with shown(_claims(asked), console) as advance:
            board = decide(asked, folder, short=request.short, engine=request.engine, on_progress=advance)
        page_file = board.save()
        if request.page:
            from politburo.show.claims.markdown import save_markdown

            save_markdown(board, Path(request.page))
        if request.as_json:
            print_json(board.objects())
        else:
            from politburo.show.claims.terminal import board_table, headline, summary

            _print(headline(board), board_table(board), summary(board), folder=folder)
            click.echo(f"page: {page_file}")


def _across_priors(request: Request, asked: tuple[Claim, ...], folder: Path, console: Console) -> None:
    from politburo.ask.claims.board import across_as_object
    from politburo.ask.claims.kept import keep_robustness
    from politburo.ask.claims.priors import across_priors, work

    draws = int(request.across_priors or 0)
    say_how_long(work(asked, draws), request.engine, console)
    with shown(f"{_claims(asked)} under {draws} parameter sets", console) as advance:
        found = across_priors(asked, draws, folder, engine=request.engine, on_progress=advance)
    keep_robustness(found, folder)
    if request.as_json:
        told = [{"id": one.claim.id, "provenance": one.claim.provenance} | across_as_object(one) for one in found]
        print_json(told)
    else:
        from politburo.show.claims.terminal import robustness_table, robustness_words

        _print(robustness_table(found), robustness_words(found), folder=folder)
        _tell_page(asked, folder)


def _matrix(request: Request, asked: tuple[Claim, ...], folder: Path, console: Console) -> None:
    from politburo.ask.claims.kept import keep_matrix
    from politburo.ask.claims.matrix import mechanism_matrix, work
    from politburo.show.claims.matrix import save_matrix
    from politburo.show.claims.terminal import matrix_words

    say_how_long(work(asked), request.engine, console)
    with shown(f"{_claims(asked)} without each mechanism", console) as advance:
        found = mechanism_matrix(asked, folder, engine=request.engine, on_progress=advance)
    keep_matrix(found, asked, folder)
    if request.as_json:
        told = {
            "mechanisms": found.mechanisms,
            "tests": found.tests,
            "lost": found.lost,
            "unneeded": found.unneeded(),
            "candidates_for_deletion": found.candidates(),
        }
        print_json(told)
    else:
        pictures = save_matrix(found, folder)
        _print(matrix_words(found), folder=folder)
        for picture in pictures:
            click.echo(f"picture: {picture}")
        _tell_page(asked, folder)


def _tell_page(asked: tuple[Claim, ...], folder: Path) -> None:
    """Write the page anew where the board is measured; else say how to get it."""
    from politburo.ask.claims.board import decided_before

    board = decided_before(asked, folder)
    if board is None:
        click.echo("The page is written when the board is decided: give the command once more without this question.")
    else:
        click.echo(f"page: {board.save()}")


def _claims(asked: tuple[Claim, ...]) -> str:
    return "1 claim" if len(asked) == 1 else f"{len(asked)} claims"


def _print(*parts: object, folder: Path) -> None:
    console = standard_output()
    for part in parts:
        console.print(part)
    click.echo(f"folder: {folder}")
