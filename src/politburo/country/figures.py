"""The public figures that come with a country: accounts with their sources, targets of the fit, and dated events.

Conflicting accounts stand as separate figures: each says who told it and when, and none of them is "the" series.
Outcomes (purges, reports, departures, what people are asked) end with 2015; what remains of later years are inputs of
scenarios. `known_from` is the day from which a figure was public: the date of its source; where the source is dated by
month alone the first day of that month, by year alone the last day of that year, and if undated the end of the
figure's own period, and in these cases never before that period has ended. Events of the timeline that were announced
as they happened are public from their own day, whatever the date of the page that lists them now, and yearly counts of
a registry from the January in which they were first told.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from politburo.terms.checks import nearest
from politburo.terms.errors import EvidenceError

TIMELINE, TARGETS = "timeline", "targets"
"""Tables that have a file of their own; the others are the topics of figures.csv."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One public figure: `value` in `unit` for the days `start` to `end`, with the range `low` to `high`.

    `reliability` goes from 1 (one unnamed voice) to 5 (official count or seen by all); `topic` is what it is about.
    """

    series: str
    start: date
    end: date
    value: float
    low: float
    high: float
    unit: str
    source_title: str
    source_url: str
    source_date: str
    known_from: date
    reliability: int
    note: str
    topic: str = ""


@dataclass(frozen=True, slots=True)
class Target:
    """A figure to hold a simulation against.

    `kind` is FIT (the record should come near it) or PRIOR (it only bounds what is plausible). `compared_with` names
    what a FIT figure is compared with: `record: …` for what outsiders would have seen, `series: …` for a series that is
    public as it happens; it is empty for a PRIOR. `about` is the group in which it is shown.

    `tolerance` is the factor within which a model of this kind may miss what is published, besides the error of the
    figure, `low` to `high`. A target that is not `joint` repeats what others say, in whole or in part, and does not
    enter measures over all. Targets with the same `rivals` tell of one matter by different accounts, each by its
    `account`: they cannot all be right, and one of the accounts is enough.
    """

    figure: Figure
    kind: str
    compared_with: str
    about: str = ""
    tolerance: float = 2.0
    joint: bool = True
    rivals: str = ""
    account: str = ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """All public figures of one country, each table in the order of its file; none for a country that is made up."""

    figures: tuple[Figure, ...] = ()
    targets: tuple[Target, ...] = ()
    timeline: tuple[Figure, ...] = ()

    def __len__(self) -> int:
        """How many figures there are in all tables."""
        return len(self.figures) + len(self.targets) + len(self.timeline)

    @property
    def tables(self) -> tuple[str, ...]:
        """The tables that have figures: timeline, the topics of figures.csv as they come, targets."""
        topics = dict.fromkeys(entry.topic for entry in self.figures)
        return (*([TIMELINE] if self.timeline else ()), *topics, *([TARGETS] if self.targets else ()))

    def table(self, name: str) -> tuple[Figure, ...]:
        """The figures of a table; none where there is no such table."""
        if name == TIMELINE:
            return self.timeline
        if name == TARGETS:
            return tuple(target.figure for target in self.targets)
        return tuple(entry for entry in self.figures if entry.topic == name)

    def accounts(self) -> Iterator[Figure]:
        """The figures of all tables but the targets, which are derived from them."""
        yield from (*self.timeline, *self.figures)

    def figure(self, series: str, period: str | None = None) -> Figure:
        """The one figure of a series, or of its period: an ISO date or the beginning of one (`2013`, `2013-05`).

        Raises EvidenceError where there is no such series or period, or several figures that the period does not part.
        """
        of_series = self._of(series)
        found = [entry for entry in of_series if entry.start.isoformat().startswith(period or "")]
        if len(found) == 1:
            return found[0]
        periods = ", ".join(dict.fromkeys(f"{entry.start} to {entry.end}" for entry in of_series))
        asked = "" if period is None else f" for {period}"
        count = "no figure" if not found else f"{len(found)} figures"
        raise EvidenceError(f"the series {series!r} has {count}{asked}; it has {periods}")

    def yearly(self, series: str, year: int) -> tuple[Figure, ...]:
        """The figures of a series whose period lies within the year; none where there is no such series or year."""
        found = (entry for entry in self.accounts() if entry.series == series)
        return tuple(entry for entry in found if entry.start.year == entry.end.year == year)

    def of_kind(self, kind: str) -> tuple[Target, ...]:
        """The targets of one kind, FIT or PRIOR."""
        return tuple(target for target in self.targets if target.kind == kind)

    def as_of(self, day: date) -> Evidence:
        """What was public on a day."""
        return replace(
            self,
            figures=tuple(entry for entry in self.figures if entry.known_from <= day),
            targets=tuple(target for target in self.targets if target.figure.known_from <= day),
            timeline=tuple(entry for entry in self.timeline if entry.known_from <= day),
        )

    def _of(self, series: str) -> list[Figure]:
        everything = list(self.accounts())
        found = [entry for entry in everything if entry.series == series]
        if not found:
            known = tuple(dict.fromkeys(entry.series for entry in everything))
            why = nearest(series, known) if known else "no public figures come with this country"
            raise EvidenceError(f"there is no series {series!r}; {why}")
        return found
