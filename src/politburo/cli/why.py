"""What `politburo why` does: say why one simulated event happened, or list the events that can be asked about."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from rich.text import Text

from politburo.cli.output import print_json, print_parts, standard_output
from politburo.terms.errors import UsageError

if TYPE_CHECKING:
    from politburo.ask.run.results import Results
    from politburo.run.why import Why


@dataclass(frozen=True, slots=True)
class Request:
    """What the user asked for; without an event, the most notable ones are listed."""

    folder: str
    event: int | None = None
    run: int = 0
    kind: str | None = None
    as_json: bool = False


def perform(request: Request) -> None:
    """Print the reasons of the event, or the list of events, on standard output."""
    from politburo.ask.run.results import Results
    from politburo.run.replay import check_run

    if request.event is not None and request.kind is not None:
        raise UsageError("--kind chooses which events are listed; leave it out when an --event is given.")
    results = Results.open(request.folder)
    check_run(results.store, results.scenario.runs, request.run)
    if request.event is None:
        _list(results, request)
    else:
        _explain(results, request, request.event)


def as_object(results: Results, why: Why, rate: float | None, pictures: tuple[Path, ...]) -> dict[str, Any]:
    """The reasons of an event as plain data for JSON; terms with the weightiest first."""
    from politburo.show.why import why_in_words

    told = asdict(why) | {"date": why.date.isoformat(), "terms": [asdict(term) for term in why.terms]}
    return {
        "folder": str(results.folder),
        "scenario": results.scenario.name,
        "seed": results.scenario.seed,
        **told,
        "rate_of_circle": rate,
        "words": why_in_words(why, rate),
        "pictures": [str(picture) for picture in pictures],
    }


def _explain(results: Results, request: Request, event: int) -> None:
    from politburo.show.why import circle_rate, save_why, why_bars, why_in_words

    why = results.why(event, request.run)
    rate = circle_rate(results, why)
    pictures = save_why(results, why)
    if request.as_json:
        print_json(as_object(results, why, rate, pictures))
        return
    page = standard_output()
    page.print(Text(why_in_words(why, rate)))
    page.print()
    page.print(why_bars(why))
    page.print()
    for picture in pictures:
        click.echo(f"picture: {picture}")


def _list(results: Results, request: Request) -> None:
    from politburo.ask.run.notable_events import events_table, notable_of_run
    from politburo.show.terminal import table_parts

    events = notable_of_run(results, request.run, request.kind)
    if request.as_json:
        rows = [asdict(one) | {"date": one.date.isoformat()} for one in events]
        print_json({"folder": str(results.folder), "run": request.run, "events": rows})
        return
    if not events:
        what = "notable event that carries reasons" if request.kind is None else f"event of kind {request.kind!r}"
        click.echo(f"There is no {what} in run {request.run} of {results.folder}.")
        return
    print_parts(table_parts(events_table(events)))
    # In one line, to be copied: Text would be folded where the page is narrow.
    click.echo(f"Ask about one of them: politburo why {results.folder} --run {request.run} --event {events[0].event}")
