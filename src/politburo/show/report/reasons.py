"""The most telling events with what made them likely, as a table."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from politburo.run.engines import usable_threads
from politburo.run.manifest import FORMAT_WITH_REASONS, read_manifest
from politburo.show.report.moments import Moment, moments
from politburo.show.report.tables import Table
from politburo.show.weights import effect, percent, weighty

if TYPE_CHECKING:
    from politburo.run import Results
    from politburo.run.why import Why

COLUMNS = ("date", "what happened", "why", "where")
NAMED_FOR, NAMED_AGAINST = 3, 1
"""How many terms are named that made an event likelier, and less likely."""


def moments_table(results: Results) -> Table:
    """The most telling events; without the reasons where the folder is of a format that kept none."""
    told = moments(results)
    kept = has_reasons(results)
    with ThreadPoolExecutor(usable_threads()) as pool:
        reasons = list(pool.map(lambda it: _reasons(results, it), told)) if kept else [""] * len(told)
    rows = ((it.date, it.what, why, f"run {it.run}, event {it.event}") for it, why in zip(told, reasons, strict=True))
    runs = len({it.run for it in told})
    caption = f"{len(told)} event{'s' * (len(told) != 1)} of {runs} run{'s' * (runs != 1)}, the most usual run first"
    return Table(caption, COLUMNS, tuple(rows))


def has_reasons(results: Results) -> bool:
    """Whether the run folder keeps the reasons of events."""
    return read_manifest(results.folder / "manifest.json").format >= FORMAT_WITH_REASONS


def reasons_in_words(why: Why) -> str:
    """The hazard of an event, and the terms that weighed most for and against it."""
    terms = weighty(why)
    likelier = [f"{term.meaning} ({effect(term)})" for term in terms if term.contribution > 0][:NAMED_FOR]
    unlikelier = [f"{term.meaning} ({effect(term)})" for term in terms if term.contribution < 0][:NAMED_AGAINST]
    said = [f"Hazard that month {percent(why.hazard)}"]
    said += [f"likelier by {', '.join(likelier)}"] if likelier else []
    said += [f"less likely by {', '.join(unlikelier)}"] if unlikelier else []
    return "; ".join(said) + "."


def _reasons(results: Results, moment: Moment) -> str:
    return reasons_in_words(results.why(moment.event, moment.run))
