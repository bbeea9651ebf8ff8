"""The most notable events with what made them likely, as a table."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from politburo.answer import Column, Table
from politburo.ask.run.notable_events import notable_of_all, sentence
from politburo.ask.why.sentences import reasons as in_words
from politburo.run.engines import usable_threads

if TYPE_CHECKING:
    from politburo.ask.run.results import Results
    from politburo.run.events import Event

COLUMNS = (
    Column("date", format="date"),
    Column("what_happened"),
    Column("why"),
    Column("where"),
)


def notable_table(results: Results) -> Table:
    """The most notable events and their reasons."""
    events = notable_of_all(results)
    reasons = _reasons(results, events)
    rows = [
        (
            one.date,
            sentence(one),
            reasons[one.run, one.event],
            f"run {one.run}, event {one.event}",
        )
        for one in events
    ]
    runs = len({one.run for one in events})
    caption = (
        f"{len(events)} event{'s' * (len(events) != 1)} of {runs} run{'s' * (runs != 1)}, the most usual run first"
    )
    return Table("notable_events", caption, COLUMNS, rows)


def _reasons(results: Results, events: Sequence[Event]) -> dict[tuple[int, int], str]:
    """The reasons of events in words, by run and number; the file of each run is read once."""
    numbers: dict[int, list[int]] = {}
    for one in events:
        numbers.setdefault(one.run, []).append(one.event)
    with ThreadPoolExecutor(usable_threads()) as pool:
        found = pool.map(lambda run: results.whys(numbers[run], run), numbers)
    return {(why.run, why.event): in_words(why) for whys in found for why in whys}
