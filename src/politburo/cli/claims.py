"""What `politburo claims` does: decide claims and show the board, its robustness, and what each claim needs."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.console import Console

from politburo.cli.progress import shown
from politburo.cli.running import page

if TYPE_CHECKING:
    from politburo.ask.claims.record import Claim


@dataclass(frozen=True, slots=True)
class Request:
    """What the user asked for."""

    file: str | None
    only: tuple[str, ...]
    short: bool
    across_priors: int | None
    matrix: bool
    out: str | None
    threads: int | None
    as_json: bool
    quiet: bool


def perform(request: Request) -> None:
    """Decide the claims and print what was found on standard output; what is going on goes to standard error."""
    from politburo.ask.claims import asked_for, folder_for
    from politburo.ask.claims.board import decide

    console = Console(stderr=True, quiet=request.quiet, highlight=False)
    asked = asked_for(request.file, only=request.only)
    folder = Path(request.out) if request.out else folder_for(asked)
    if request.across_priors is not None:
        _across_priors(request, asked, folder, console)
    elif request.matrix:
        _matrix(request, asked, folder, console)
    else:
        with shown(f"{len(asked)} claims", console) as advance:
            board = decide(asked, folder, short=request.short, threads=request.threads, on_progress=advance)
        if request.as_json:
            click.echo(json.dumps(board.objects(), indent=2, ensure_ascii=False, allow_nan=False))
        else:
            from politburo.show.claims.terminal import board_table, summary

            _print(board_table(board), summary(board), folder=folder)


def _across_priors(request: Request, asked: tuple[Claim, ...], folder: Path, console: Console) -> None:
    from politburo.ask.claims.priors import across_priors, work

    draws = int(request.across_priors or 0)
    _say_how_long(work(asked, draws), request.threads, console)
    with shown(f"{len(asked)} claims under {draws} parameter sets", console) as advance:
        found = across_priors(asked, draws, folder, threads=request.threads, on_progress=advance)
    if request.as_json:
        told = [
            {
                "id": one.claim.id,
                "provenance": one.claim.provenance,
                "draws": one.draws,
                "holds": one.holds,
                "share": one.share if one.draws else None,
                "deciders": [{"parameter": name, "apart": apart} for name, apart in one.deciders],
            }
            for one in found
        ]
        click.echo(json.dumps(told, indent=2, allow_nan=False))
    else:
        from politburo.show.claims.terminal import robustness_table

        _print(robustness_table(found), folder=folder)


def _matrix(request: Request, asked: tuple[Claim, ...], folder: Path, console: Console) -> None:
    from politburo.ask.claims.matrix import mechanism_matrix, work
    from politburo.show.claims.matrix import save_matrix
    from politburo.show.claims.terminal import matrix_words

    _say_how_long(work(asked), request.threads, console)
    with shown(f"{len(asked)} claims without each mechanism", console) as advance:
        found = mechanism_matrix(asked, folder, threads=request.threads, on_progress=advance)
    if request.as_json:
        told = {
            "mechanisms": found.mechanisms,
            "tests": found.tests,
            "lost": [[None if value != value else value for value in row] for row in found.lost.tolist()],
            "unneeded": found.unneeded(),
        }
        click.echo(json.dumps(told, allow_nan=False))
    else:
        pictures = save_matrix(found, folder)
        _print(matrix_words(found), folder=folder)
        for picture in pictures:
            click.echo(f"picture: {picture}")


def _say_how_long(months: float, threads: int | None, console: Console) -> None:
    """Say how long a question takes, by the pace of a few months simulated here and now."""
    from politburo.country import build
    from politburo.month import simulate
    from politburo.run.jobs import usable_threads
    from politburo.scenario import adapt, load

    country, scenario = build("north-korea", 0.1), adapt(load("north-korea"), until="2009-12", scale=0.1)
    simulate(country, scenario)  # compiled here, so that compiling is not taken for simulating
    begun = time.perf_counter()
    simulate(country, scenario)
    seconds = (time.perf_counter() - begun) / len(scenario.levers) / 0.1 * months / usable_threads(threads)
    console.print(f"This takes about {_duration(seconds)} unless parts of it are there already; it can be stopped.")


def _duration(seconds: float) -> str:
    return f"{seconds:.0f} seconds" if seconds < 90 else f"{seconds / 60:.0f} minutes"


def _print(*parts: object, folder: Path) -> None:
    console = page()
    for part in parts:
        console.print(part)
    click.echo(f"folder: {folder}")
