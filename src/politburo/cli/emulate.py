"""`politburo emulate`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from politburo.cli.options import Within, engine_options, held_from, simulation_options
from politburo.cli.output import Output, answers
from politburo.terms.bounds import POINTS

if TYPE_CHECKING:
    from rich.console import Console

    from politburo.ask.emulate import EmulatePlan
    from politburo.ask.emulate.answer import Emulation
    from politburo.run.engines import Engine


@click.command(short_help="Emulate a scenario over levers and events from a bank of runs.")
@click.argument("scenario", metavar="NAME_OR_FILE")
@click.option(
    "--lever",
    "levers",
    metavar="NAME[=LOW:HIGH]",
    multiple=True,
    help="Lever that is varied, over its whole range unless said; at most 8.  [default: up to 6 of the leader's]",
)
@click.option(
    "--event",
    "events",
    metavar="WORD",
    multiple=True,
    help="Dated event, by a word of its label, that is there or left out; at most 4.  [default: one of each kind]",
)
@held_from
@click.option(
    "--series",
    metavar="NAME",
    multiple=True,
    help="Outcome to emulate; `politburo outcomes` lists them; at most 12.  [default: eight of them]",
)
@click.option("--points", metavar="N", type=Within(POINTS), help="Points to fit to, spread evenly.  [default: 128]")
@click.option(
    "--held-out",
    "held_out",
    metavar="N",
    type=Within(POINTS),
    help="Points drawn at random at which the error is measured; at least 9.  [default: 32]",
)
@click.option("--page", metavar="FILE", help="Also write a page for the browser (HTML) that works without a network.")
@simulation_options(
    runs="Runs at each point, with the same chance at every point.  [default: 8]",
    out="Folder for the bank.  [default: runs/NAME-emulate-HASH]",
)
@engine_options
@answers
def emulate(scenario: str, page: str | None, engine: Engine, output: Output, **asked: Any) -> None:
    """Run a bank over levers and dated events, and say at once what other values of them would come to.

    Each lever is held at a value, each event is there or left out, at points spread evenly over all of them together.
    From these runs every outcome is emulated month by month, with its spread over runs; the error is measured at
    points drawn at random that nothing was fitted to, and stands beside every curve. What is done is kept: points and
    runs can be added, and a bank that is stopped goes on where it was. With --page it becomes one file with sliders
    that opens from disk, as `politburo lab --export` makes it.
    """
    from politburo.answer.own_files import check_place
    from politburo.ask.emulate import plan

    if page is not None:
        check_place(Path(page))
    found = done(plan(scenario, **asked), engine, output.console())
    written: list[Path] = []
    if page is not None:
        from politburo.lab.handout import write_handout

        written.append(write_handout(found, page))
    output.give(found, (*found.save(), *written))


def done(planned: EmulatePlan, engine: Engine, console: Console) -> Emulation:
    """Do the runs of a bank with their progress shown, and fit to them."""
    from politburo.cli.progress import say_how_long, shown

    planned.check(engine)
    say_how_long(planned.months, engine, console, of=planned.base)
    points = planned.points + planned.held_out + 2
    with shown(f"{planned.base.title}, {points} points × {planned.runs} runs", console) as advance:
        found = planned.execute(engine, advance)
    console.print("Fitting the emulators, which can take a minute …")
    _ = found.emulators
    return found
