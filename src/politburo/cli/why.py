"""`politburo why`."""

from __future__ import annotations

import click

from politburo.cli.options import Within, results_of
from politburo.cli.output import Output, answers
from politburo.terms.bounds import EVENT, RUN
from politburo.terms.errors import UsageError


@click.command(short_help="Say why an event happened in a simulated run.")
@click.argument("folder", metavar="RUN")
@click.option(
    "--event", metavar="N", type=Within(EVENT), help="Number of the event.  [default: list the most notable ones]"
)
@click.option(
    "--run", metavar="K", type=Within(RUN), default=0, show_default=True, help="Number of the run in the folder."
)
@click.option("--kind", metavar="KIND", help="List only events of this kind, such as flight.")
@answers
def why(folder: str, event: int | None, run: int, kind: str | None, output: Output) -> None:
    """Say why an event happened in a simulated run: a penalty, a flight, a plot, a coup, a promotion.

    RUN is a folder with results. What is said is true of the simulated run: it lists the terms that made the
    probability of the event when it was drawn, and how much likelier or less likely each made it. Without --event the
    most notable events are listed with their numbers.
    """
    if event is not None and kind is not None:
        raise UsageError("--kind chooses which events are listed; leave it out when an --event is given.")
    results = results_of(folder)
    from politburo.ask.run.notable_events import notable_events
    from politburo.run.replay import check_run

    check_run(results.store, results.scenario.runs, run)
    if event is None:
        notable = notable_events(results, run, kind)
        output.give(notable)
        numbers = notable.table().column("event")
        if numbers and not (output.quiet or output.as_json):
            # In one line, to be copied: text of an answer is folded where the page is narrow.
            click.echo(f"Ask about one of them: politburo why {folder} --run {run} --event {numbers[0]}")
        return
    found = results.why(event, run)
    output.give(found, found.save(formats=("png", "svg")))
