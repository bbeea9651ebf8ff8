"""What `politburo sweep` does: run a scenario along one or two factors; show its outcomes and what moves them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from rich.console import Console
from rich.table import Table

from politburo.cli.output import print_json, print_parts
from politburo.cli.pacing import months_left, say_how_long, say_if_cold
from politburo.cli.progress import shown
from politburo.scenario.checks import printable
from politburo.show.terminal import grid, heading, plain
from politburo.terms.errors import PolitburoError

if TYPE_CHECKING:
    from politburo.ask.sweep.asking import AskedSweep
    from politburo.ask.sweep.swept import Sweep
    from politburo.run.engines import Engine

LONG = 4_000
"""Months from which it is said beforehand how long they take."""


@dataclass(frozen=True, slots=True)
class Request:
    """What the user asked for; None stands for what the scenario, or the sweep that is written down, says."""

    scenario: str
    over: tuple[str, ...] = ()
    start: str | None = None
    outcomes: tuple[str, ...] = ()
    points: int | None = None
    runs: int | None = None
    seed: int | None = None
    until: str | None = None
    scale: float | None = None
    out: str | None = None
    engine: Engine | None = None
    quiet: bool = False
    as_json: bool = False


def perform(request: Request) -> None:
    """Sweep and print what was found on standard output; what is going on goes to standard error.

    Raises PolitburoError at the end where runs have failed.
    """
    from politburo.ask.sweep.asking import asked_for
    from politburo.ask.sweep.swept import performed

    console = Console(stderr=True, quiet=request.quiet, highlight=False)
    asked = asked_for(
        request.scenario,
        list(request.over) or None,
        start=request.start,
        outcomes=request.outcomes,
        points=request.points,
        runs=request.runs,
        seed=request.seed,
        until=request.until,
        scale=request.scale,
    )
    folder = _folder(asked, request.out)
    _say_how_long(asked, folder, request, console)
    with shown(_title(asked), console) as advance:
        sweep = performed(asked, folder, engine=request.engine, on_progress=advance)
    files = sweep.save(folder)
    if request.as_json:
        print_json(as_object(sweep, folder, files))
    elif request.quiet:
        click.echo(folder)
    else:
        print_parts(
            [heading(asked.title, _title(asked)), *effect_tables(sweep), plain(""), plain(sweep.words()), plain("")]
        )
        for name, path in zip(("picture", "picture", "points", "effects"), files, strict=True):
            click.echo(f"{name}: {path}")
        click.echo(f"folder: {folder}")
    if sweep.failures:
        said = "\n".join(f"{printable(failure.message)}." for failure in sweep.failures)
        raise PolitburoError(f"Some runs failed and are missing from all of this.\n{said}")


def as_object(sweep: Sweep, folder: Path, files: tuple[Path, ...]) -> dict[str, Any]:
    """What was found as plain data for JSON, null where there is no number."""
    from politburo.show.sweep import effects_frame

    said = {
        "folder": str(folder),
        "fingerprint": sweep.results.fingerprint,
        "scenario": sweep.asked.base.name,
        "seed": sweep.asked.base.seed,
        "runs": sweep.results.runs,
        "missing": sweep.results.missing,
        "failures": [failure.message for failure in sweep.failures],
        "effects": effects_frame(sweep).to_dict("records"),
        "points": sweep.table().to_dict("records"),
        "files": [str(file) for file in files],
    }
    return said | ({"regions": list(sweep.placed.names)} if sweep.regions else {})


def effect_tables(sweep: Sweep) -> list[Table]:
    """For each factor, the outcomes at its lowest and highest values and their paired difference."""
    from politburo.show.points import called
    from politburo.show.sweep.tables import difference, levels

    tables = []
    for factor in sweep.factors:
        low, high = (f"at {value:g}" if sweep.is_grid else word for value, word in _ends(factor.low, factor.high))
        table = grid(
            (called(factor.name), low, high, "difference [90 %]"), right=(low, high, "difference [90 %]"), widest=26
        )
        for name in sweep.outcomes:
            found = sweep.effect(factor.name, name)
            table.add_row(*map(plain, (name.replace("_", " "), *levels(found), difference(found))))
        tables.append(table)
    return tables


def _ends(low: float, high: float) -> tuple[tuple[float, str], tuple[float, str]]:
    return (low, "lowest quarter"), (high, "highest quarter")


def _folder(asked: AskedSweep, out: str | None) -> Path:
    from politburo.run.experiment.performing import default_folder

    return Path(out) if out else default_folder(asked.experiment)


def _say_how_long(asked: AskedSweep, folder: Path, request: Request, console: Console) -> None:
    """Say how long it takes, if it takes long."""
    asked.experiment.check()
    months = months_left(asked.experiment, folder)
    if sum(months.values()) >= LONG and not request.quiet:
        say_how_long(months, request.engine, console, country=asked.base.country)
    else:
        say_if_cold(console)


def _title(asked: AskedSweep) -> str:
    """What is done, in a line."""
    points, runs = len(asked.experiment.points), asked.experiment.runs
    return f"{asked.base.title}, {points} points × {runs} run{'s' * (runs != 1)}"
