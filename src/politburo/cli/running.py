"""What `politburo run` does: simulate, then show the years, the story, the picture and the folder."""

from __future__ import annotations

import json
import logging
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import click
from rich.console import Console
from rich.logging import RichHandler
from rich.text import Text

from politburo.cli.output import print_json, standard_output
from politburo.cli.pacing import say_if_cold
from politburo.cli.progress import shown

if TYPE_CHECKING:
    from politburo.run.engines import Engine
    from politburo.run.results import Results

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Request:
    """What the user asked for; None stands for what the scenario says."""

    scenario: str
    runs: int | None = None
    seed: int | None = None
    until: str | None = None
    scale: float | None = None
    out: str | None = None
    engine: Engine | None = None
    quiet: bool = False
    verbose: bool = False
    as_json: bool = False


def perform(request: Request) -> None:
    """Run the scenario and print what came out on standard output; what is going on goes to standard error."""
    console = Console(stderr=True, quiet=request.quiet, highlight=False)
    if request.verbose:
        _log_to(console)
    begun = time.perf_counter()
    results = _results(request, console)
    seconds = time.perf_counter() - begun
    from politburo.show.report import save_report
    from politburo.show.saving import save_pictures

    log.info("runs finished after %.1f s", seconds)
    pictures = save_pictures(results, results.folder)
    log.info("pictures drawn after %.1f s", time.perf_counter() - begun)
    report = save_report(results, results.folder)
    log.info("report written after %.1f s", time.perf_counter() - begun)
    if request.as_json:
        said = as_object(results, pictures, report, seconds)
        print_json(said)
    elif request.quiet:
        click.echo(results.folder)
    else:
        _tell(results, pictures, report)


def as_object(results: Results, pictures: tuple[Path, ...], report: Path, seconds: float) -> dict[str, Any]:
    """What came out as plain data for JSON: months and days as text, null where a table has no value."""
    import numpy as np

    from politburo.show.table import yearly_table

    table = cast(str, yearly_table(results).to_json(orient="records", date_format="iso", date_unit="s"))
    ended = [(run, month) for run, month in zip(results.runs, results.ended, strict=True) if not np.isnat(month)]
    return {
        "folder": str(results.folder),
        "status": results.status,
        "fingerprint": results.fingerprint,
        "runs": len(results.runs),
        "seconds": round(seconds, 3),
        "ended": [{"run": run, "month": str(month)} for run, month in ended],
        "pictures": [str(picture) for picture in pictures],
        "report": str(report),
        "table": json.loads(table),
    }


def _results(request: Request, console: Console) -> Results:
    """Load and run the scenario, with a bar that shows how far it is."""
    from politburo.numerics.compile import cache_folder
    from politburo.run import run
    from politburo.scenario import adapt, load

    scenario = load(request.scenario)
    scenario = adapt(scenario, runs=request.runs, seed=request.seed, until=request.until, scale=request.scale)
    log.info("scenario %s, digest %s", scenario.name, scenario.digest())
    log.info("%d runs of %d months", scenario.runs, len(scenario.levers))
    log.info("compiled kernels are kept in %s", cache_folder())
    say_if_cold(console)
    with shown(f"{scenario.title}, {scenario.runs} runs", console) as advance:
        return run(scenario, out=request.out, engine=request.engine, progress=advance)


def _tell(results: Results, pictures: tuple[Path, ...], report: Path) -> None:
    """Print the table, the story and where everything is."""
    from politburo.show.table import rich_table
    from politburo.show.words import in_words

    console = standard_output()
    console.print(rich_table(results))
    console.print(Text(in_words(results)))
    console.print()
    for name, path in (*(("picture", picture) for picture in pictures), ("report", report), ("folder", results.folder)):
        click.echo(f"{name}: {path}")


def _log_to(console: Console) -> None:
    handler = RichHandler(console=console, show_path=False)
    package = logging.getLogger("politburo")
    package.addHandler(handler)
    package.setLevel(logging.INFO)
