"""`politburo run`."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, nullcontext
from typing import TYPE_CHECKING

import click

from politburo.cli.options import engine_options, ensemble, simulation_options
from politburo.cli.output import Output, answers

if TYPE_CHECKING:
    from politburo.run.engines import Engine

log = logging.getLogger(__name__)


@click.command(short_help="Simulate a scenario and show what happened.")
@click.argument("scenario", metavar="NAME_OR_FILE")
@simulation_options(
    runs="Number of runs, which differ by chance, and by parameters with --ensemble.",
    out="Folder for the results.  [default: runs/NAME-HASH]",
)
@ensemble()
@click.option("--verbose", is_flag=True, help="Say what is being done.")
@engine_options
@answers
def run(
    scenario: str,
    runs: int | None,
    seed: int | None,
    until: str | None,
    scale: float | None,
    households: int | None,
    out: str | None,
    ensemble: str | None,
    verbose: bool,
    engine: Engine,
    output: Output,
) -> None:
    """Simulate a scenario and show what happened.

    NAME_OR_FILE is a name that `politburo list` shows, or a scenario file (TOML). Results are kept in a folder: the
    same command finds them again, or finishes what was interrupted, and more runs are added to those that are there.
    """
    from politburo.answer.numbers import numbered
    from politburo.ask.run import run as simulate
    from politburo.cli.progress import say_if_cold, shown
    from politburo.numerics.compile import cache_folder
    from politburo.scenario import adapt, load
    from politburo.show import rendering
    from politburo.show.page.report import save_report

    console = output.console()
    with _logging(output) if verbose else nullcontext():
        asked = adapt(load(scenario), runs=runs, seed=seed, until=until, scale=scale, households=households)
        log.info("scenario %s, digest %s", asked.name, asked.digest())
        log.info("%d runs of %d months", asked.runs, len(asked.levers))
        log.info("compiled kernels are kept in %s", cache_folder())
        say_if_cold(console)
        with shown(f"{asked.title}, {numbered(asked.runs, 'run')}", console) as advance:
            results = simulate(asked, ensemble=ensemble, out=out, engine=engine, progress=advance)
        log.info("runs finished")
        # The renderer starts, and draws, while the figures of the report are made: that takes no lock of Python's.
        with ThreadPoolExecutor(1) as pool:
            pool.submit(rendering.start)
            picture = results.plot()
            drawn = [pool.submit(picture.save, results.folder / f"picture.{ending}") for ending in ("png", "svg")]
            report = save_report(results, results.folder)
            files = [*(one.result() for one in drawn), report]
        log.info("picture and report written")
    output.give(results, files)


@contextmanager
def _logging(output: Output) -> Iterator[None]:
    """Say on standard error, with the time, what is being done."""
    from rich.logging import RichHandler

    handler, package = RichHandler(console=output.console(), show_path=False), logging.getLogger("politburo")
    package.addHandler(handler)
    package.setLevel(logging.INFO)
    try:
        yield
    finally:
        package.removeHandler(handler)
