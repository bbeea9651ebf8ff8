"""What `politburo explore` does: run sets of parameters, or ask an experiment, and show where an outcome comes from."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.console import Console, RenderableType
from rich.text import Text

from politburo.cli.output import print_json, print_parts
from politburo.cli.progress import shown
from politburo.show.terminal import grid, heading, plain

if TYPE_CHECKING:
    from politburo.ask.explore.exploration import Box, Exploration
    from politburo.run.engines import Engine
    from politburo.run.experiment import ExperimentResults


@dataclass(frozen=True, slots=True)
class Request:
    """What the user asked for; None stands for what is usual."""

    asked: str
    when: str
    over: tuple[str, ...] = ()
    start: str | None = None
    points: int | None = None
    runs: int | None = None
    seed: int | None = None
    until: str | None = None
    scale: float | None = None
    density: float = 0.8
    boxes: int = 3
    out: str | None = None
    engine: Engine | None = None
    quiet: bool = False
    as_json: bool = False


def perform(request: Request) -> None:
    """Explore and print what was found on standard output; what is going on goes to standard error."""
    from politburo.ask.explore import answered
    from politburo.ask.explore.condition import condition
    from politburo.ask.explore.peeling import library
    from politburo.ask.explore.planning import is_experiment
    from politburo.ask.explore.searching import Search

    console = Console(stderr=True, quiet=request.quiet, highlight=False)
    when, search = condition(request.when), Search(density=request.density, boxes=request.boxes)
    library()  # before anything is simulated
    known = is_experiment(request.asked)
    results = _asked(request) if known else _performed(request, console)
    for failure in results.failures:
        click.echo(f"Failed: {failure.message}.", err=True)
    with shown("looking for boxes, and checking them", console, of="searches at most") as advance:
        found = answered(results, when, search, with_base=not known, engine=request.engine, on_progress=advance)
    files = found.save()
    if request.as_json:
        said = found.objects() | {"files": [str(file) for file in files]}
        print_json(said)
    elif request.quiet:
        click.echo(found.folder)
    else:
        print_parts(_parts(found))
        for file in files:
            click.echo(f"{'table' if file.suffix == '.csv' else 'picture'}: {file}")
        click.echo(f"folder: {found.folder}")


def _asked(request: Request) -> ExperimentResults:
    """The experiment of a folder, as it is."""
    from politburo.ask.explore import refuse_new_runs
    from politburo.run.experiment import open_experiment

    refuse_new_runs(
        request.over or None, request.start, request.points, request.runs, request.seed, request.until, request.scale,
        request.out,
    )  # fmt: skip
    return open_experiment(request.asked)


def _performed(request: Request, console: Console) -> ExperimentResults:
    """Run what is missing of the sets of parameters, with a bar that shows how far they are."""
    from politburo.ask.explore.planning import planned
    from politburo.cli.pacing import months_left, say_how_long
    from politburo.run.experiment import perform
    from politburo.run.experiment.performing import default_folder

    experiment = planned(
        request.asked, over=request.over or None, start=request.start, points=request.points, runs=request.runs,
        seed=request.seed, until=request.until, scale=request.scale,
    )  # fmt: skip
    experiment.check()
    folder = default_folder(experiment) if request.out is None else Path(request.out)
    say_how_long(months_left(experiment, folder), request.engine, console, country=experiment.base.country)
    runs = "1 run" if experiment.runs == 1 else f"{experiment.runs} runs"
    title = f"{experiment.base.title}, {len(experiment.points)} sets of parameters, {runs} each"
    with shown(title, console) as advance:
        return perform(experiment, folder, engine=request.engine, on_progress=advance)


def _parts(found: Exploration) -> list[RenderableType]:
    parts: list[RenderableType] = []
    for box in found.boxes:
        about = f"{box.cases} cases among {box.points} sets, coverage {box.coverage:.2f}, mass {box.mass:.2f}"
        parts += [heading(f"box {box.number}", about), _table(box), Text()]
    return [*parts, plain(found.words()), Text()]


def _table(box: Box) -> RenderableType:
    from politburo.show.explore.words import figures, limit_in_words

    right = ("part of the range", "quasi-p", "again in")
    table = grid(("limits", "declared range", *right, "as it is"), right=right)
    for one in box.restrictions:
        low, high = one.place_low or 0.0, 1.0 if one.place_high is None else one.place_high
        table.add_row(
            plain(limit_in_words(one)),
            plain(f"{figures(one.axis.low)} to {figures(one.axis.high)}"),
            plain(f"{low:.2f} to {high:.2f}"),
            plain("< 0.001" if one.p < 0.001 else f"{one.p:.2g}"),
            plain(f"{one.again} of {box.held_out.parts} parts"),
            plain("" if one.axis.usual is None else figures(one.axis.usual)),
        )
    return table
