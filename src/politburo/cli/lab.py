"""`politburo lab`."""

from __future__ import annotations

import click

from politburo.cli.options import Within
from politburo.terms.bounds import Bounds
from politburo.terms.errors import UsageError

PORT = Bounds("port", 1024, 65_535)


@click.command(short_help="Open a page on which levers are moved and simulated runs answer.")
@click.option("--scenario", metavar="NAME_OR_FILE", help="Scenario to begin with.  [default: north-korea]")
@click.option("--port", metavar="N", type=Within(PORT), help="Port of this machine to serve at.  [default: a free one]")
@click.option("--no-browser", is_flag=True, help="Print the address, and open no browser.")
@click.option("--runs-folder", metavar="FOLDER", help="Keep the runs in this folder.  [default: they are thrown away]")
@click.option(
    "--export", metavar="FILE", help="Serve nothing, but write a page (HTML) that works from disk without a network."
)
def lab(scenario: str | None, port: int | None, no_browser: bool, runs_folder: str | None, export: str | None) -> None:
    """Open a page in the browser on which you move levers and see at once what simulated runs make of it.

    Move a lever, date an event, switch a mechanism off: a baseline and the what-if are run with the same chance, and
    their paired difference is drawn with its interval, which narrows as more runs arrive. The page is served to this
    machine alone, at an address with a random token, until you press Ctrl-C. It needs the extra `lab`.

    With --export it becomes one file to hand out, whose sliders are answered by an emulator: a bank of runs is made
    first, as `politburo emulate` makes it, which says how long that takes and keeps it. Other levers, events, points
    and runs than the usual ones: politburo emulate NAME --lever ... --event ... --page FILE.
    """
    if export is not None:
        if port is not None or no_browser:
            raise UsageError("--export serves nothing: leave --port and --no-browser out.")
        _export(scenario or "north-korea", export, runs_folder)
        return
    from politburo.lab.server import serve
    from politburo.run.limits import SIMULATING, check_limits

    check_limits(SIMULATING)
    serve(scenario, port=port, browser=not no_browser, runs_folder=runs_folder, say=_say)


def _export(scenario: str, page: str, folder: str | None) -> None:
    from pathlib import Path

    from politburo.answer.own_files import check_place
    from politburo.ask.emulate import plan
    from politburo.cli.emulate import done
    from politburo.cli.output import Output, near
    from politburo.lab.handout import write_handout
    from politburo.run.engines import Threads
    from politburo.run.limits import SIMULATING, check_limits

    check_place(Path(page))
    check_limits(SIMULATING)
    found = done(plan(scenario, out=folder), Threads(), Output().console())
    click.echo(f"page: {near(write_handout(found, page))}")
    click.echo(f"folder: {near(found.folder)}")


def _say(address: str) -> None:
    click.echo(f"The lab is at {address}")
    click.echo("It is open to this machine alone. Press Ctrl-C to end it.", err=True)
