"""What parameter sets saw: until when figures were published by which they were chosen."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from politburo.answer.numbers import day_in_words
from politburo.ask.ensemble import calibrated_to
from politburo.ask.fit.targets import fitted_of
from politburo.ask.sets_file import origins_of
from politburo.country.figures import Evidence

AS_OF = re.compile(r"· as of ([0-9]{4}-[0-9]{2}-[0-9]{2})(?= ·|$)")
"""How a survey says in the provenance of its sets that it was held to what was public on a day."""


@dataclass(frozen=True, slots=True)
class Seen:
    """The last day on which figures were published that decided which sets there are, and what says so.

    Of draws of a `posterior` the record has decided already how often a set is there.
    """

    until: date
    said: str
    posterior: bool = False

    def by(self, as_of: date) -> bool:
        """Whether all of them were public on a day."""
        return self.until <= as_of


def seen_by(sets: str | Path, evidence: Evidence) -> Seen:
    """What the sets of a file saw; without a word on it in the file, every target of the country."""
    origins = origins_of(sets)
    days = [found[1] for origin in origins if (found := AS_OF.search(origin))]
    drawn = bool(origins) and all(map(calibrated_to, origins))
    if origins and len(days) == len(origins):
        until = max(map(date.fromisoformat, days))
        return Seen(until, f"chosen by what was public on {day_in_words(until)}", drawn)
    until = max((target.figure.known_from for target in fitted_of(evidence)), default=date.min)
    return Seen(until, f"chosen by targets of which the last was published on {day_in_words(until)}", drawn)


def not_a_forecast(seen: Seen, days: Sequence[date]) -> str:
    """What has to be said first where sets saw figures published after the days of forecasts; else nothing."""
    early = [day for day in days if not seen.by(day)]
    if not early:
        return ""
    some = f"{len(early)} of these {len(days)} days" if len(early) < len(days) else "these days"
    of = "this day" if len(days) == 1 else some
    return (
        f"Not a forecast: the parameter sets were {seen.said}, and so knew what came after {of}. For a forecast, "
        "choose sets by what was known: `politburo survey … --as-of DAY --survivors FILE`, and give --among FILE."
    )
