"""What `politburo sensitivity` does: find which parameters decide some outcomes, and show it beside chance."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from rich.console import Console, RenderableType

from politburo.cli.output import print_json, print_parts
from politburo.cli.pacing import say_how_long
from politburo.cli.progress import shown
from politburo.show.terminal import grid, heading, plain

if TYPE_CHECKING:
    from politburo.ask.sensitivity.question import Method
    from politburo.ask.sensitivity.result import Sensitivity
    from politburo.ask.sensitivity.tornado import End, Swing
    from politburo.run.engines import Engine


@dataclass(frozen=True, slots=True)
class Request:
    """What the user asked for; None stands for what is usual."""

    scenario: str
    outcomes: tuple[str, ...]
    parameters: tuple[str, ...]
    levers: tuple[str, ...]
    start: str | None
    method: Method
    trajectories: int | None
    points: int | None
    keep: int | None
    runs: int | None
    seed: int | None
    until: str | None
    scale: float | None
    out: str | None
    engine: Engine
    quiet: bool
    as_json: bool


def perform(request: Request) -> None:
    """Answer and print what was found on standard output; what is going on goes to standard error."""
    answer = _answered(request, Console(stderr=True, quiet=request.quiet, highlight=False))
    for failure in answer.failures:
        click.echo(f"Failed: {failure.message}.", err=True)
    files = answer.save()
    if request.as_json:
        said = answer.objects() | {"words": answer.words(), "files": [str(file) for file in files]}
        print_json(said)
    elif request.quiet:
        click.echo(answer.folder)
    else:
        print_parts(_parts(answer))
        for file in files:
            click.echo(f"{'picture' if file.suffix == '.png' else 'file'}: {_near(file)}")
        click.echo(f"folder: {_near(answer.folder)}")


def _answered(request: Request, console: Console) -> Sensitivity:
    """Ask, with the time that it takes said beforehand and a bar that shows how far it is; or read a folder."""
    from politburo.ask.sensitivity import answered, question_of, read_instead
    from politburo.run.optional import needs

    needs("SALib", extra="sensitivity")  # before anything is simulated
    options: dict[str, Any] = {
        "parameters": request.parameters or None, "levers": request.levers, "start": request.start,
        "method": request.method, "trajectories": request.trajectories, "points": request.points,
        "keep": request.keep, "runs": request.runs, "seed": request.seed, "until": request.until,
        "scale": request.scale,
    }  # fmt: skip
    if (found := read_instead(request.scenario, request.outcomes, options)) is not None:
        return found
    question = question_of(request.scenario, request.outcomes, **options)
    base = question.base
    console.print(
        f"{len(question.factors)} factors, {question.months() // (base.end - base.start + 1):,} runs at most."
    )
    say_how_long({base.scale: question.months()}, request.engine, console, country=base.country)
    with shown(f"{base.title}, what decides it", console) as advance:
        return answered(question, request.out, engine=request.engine, progress=advance)


def _parts(answer: Sensitivity) -> Iterator[RenderableType]:
    """A table for each outcome, then all of it in words."""
    from politburo.ask.sensitivity.indices import CHANCE
    from politburo.ask.sensitivity.tables import rows

    for name in answer.outcomes:
        found = [row for row in rows(answer, name) if row["kept"] or row["parameter"] == CHANCE]
        yield heading(name, "what decides it, simulated")
        yield _table(found, {swing.factor: swing for swing in answer.swings.get(name, ())})
        yield plain("")
    yield plain(answer.words())
    yield plain("")


def _table(rows: Sequence[dict[str, Any]], swings: Mapping[str, Swing]) -> RenderableType:
    from politburo.answer.numbers import plain as level

    columns = ("parameter", "total index", "first order", "μ*", "change at low end", "change at high end", "")
    table = grid(columns, right=columns[1:4])
    for row in rows:
        swing = swings.get(row["parameter"])
        ends = (swing.at_low, swing.at_high) if swing else ()
        table.add_row(
            plain(row["parameter"]),
            _index(row["ST"], row["ST_reach"]),
            _index(row["S1"], row["S1_reach"]),
            level(row["mu_star"]),
            *map(_difference, ends),
            *([""] * (2 - len(ends))),
            "more than chance" if row["above_chance"] else "",
        )
    return table


def _difference(end: End) -> str:
    """A difference and how well it is known."""
    from politburo.answer.numbers import digits, with_sign

    if end.pairs < 2:
        return "–"
    reach = (end.high - end.low) / 2
    decimals = digits(max(abs(end.difference), reach))
    return f"{with_sign(end.difference, decimals)} ± {reach:.{decimals}f}"


def _index(value: float, reach: float) -> str:
    return "–" if value != value else f"{value:.2f} ± {reach:.2f}".replace("-", "−")


def _near(path: Path) -> Path:
    """A path as it is best read: from the current folder, where it lies there."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path
