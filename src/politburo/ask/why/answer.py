"""The reasons of one event: the terms that made its probability, by weight."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from operator import index
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from politburo.answer import Answer, Provenance, Table
from politburo.ask.why.sentences import happened, sentence
from politburo.ask.why.tables import event_table, terms_table
from politburo.run.events import count_events, read_rows
from politburo.terms.errors import UsageError
from politburo.terms.reasons import KINDS_WITH_REASONS, account_of
from politburo.terms.words import ORGANS, RANKS

if TYPE_CHECKING:
    from politburo.ask.run.results import Results

MONTHS = 12
"""Months up to an event over which the rate in its circle is a mean."""

SERIES = {"penalty": "penalties_by_circle_and_form", "flight": "flights_by_circle"}
"""Series that count events of a kind by organ and rank."""


@dataclass(frozen=True, slots=True)
class Term:
    """One term of a probability: its value in its unit, how it enters (terms.reasons.PARTS), and what it did.

    `contribution` is ln(probability / probability without the term): above 0 the term made the event likelier, below 0
    less likely. For a junior's score it is the difference from the mean, in points. It is 0 for a base.
    """

    name: str
    meaning: str
    unit: str
    part: str
    value: float
    contribution: float


@dataclass(frozen=True, eq=False, repr=False)
class Why(Answer):
    """One event, the probability it had, and the terms that made it, the weightiest first.

    `hazard` is the probability per month; for a promotion it is the chance of the one who was chosen, once the post was
    vacant. `formula` says how the terms combine to it. `form` and `charge` are None but for penalties.
    """

    question = "why"

    results: Results = field(repr=False)
    run: int
    event: int
    kind: str
    date: date
    person: int
    post: int
    organ: str
    rank: str
    province: str
    abroad: bool
    form: str | None
    charge: str | None
    hazard: float
    formula: str
    terms: tuple[Term, ...]

    @property
    def title(self) -> str:
        """To whom it happened."""
        return f"Why person {self.person} {happened(self)}"

    @property
    def provenance(self) -> Provenance:
        """That of the results, with the numbers of run and event."""
        details = {"run": str(self.run), "event": str(self.event)}
        return replace(self.results.provenance, runs=None, details=details)

    @property
    def folder(self) -> Path:
        """The folder of its own within that of the results; it need not exist."""
        return self.results.folder / "why" / f"run-{self.run}-event-{self.event}"

    @property
    def tables(self) -> tuple[Table, ...]:
        """`terms`, the weightiest first, and `event`."""
        return terms_table(self), event_table(self)

    @property
    def sentences(self) -> tuple[str, ...]:
        """What happened, how likely it was, and what weighed most."""
        return (sentence(self),)

    @cached_property
    def rate_of_circle(self) -> float | None:
        """The share per month of the cadres of the same organ and rank to whom such an event happened.

        It is a mean over the twelve months up to the event; None for kinds that no series counts by organ and rank.
        """
        if self.kind not in SERIES:
            return None
        last = self.date.year * 12 + self.date.month - 1 - self.results.scenario.start
        months = slice(max(last - MONTHS + 1, 0), last + 1)
        circle = self.results.runs.index(self.run), months, ORGANS.index(self.organ), RANKS.index(self.rank)
        events, cadres = (
            float(np.nansum(values[circle])) for values in self.results.arrays(SERIES[self.kind], "cadres_by_circle")
        )
        return events / cadres if cadres > 0 else None


def explain(results: Results, finished: Collection[int], events: Iterable[int], run: int) -> tuple[Why, ...]:
    """Why events of a run happened. Raises UsageError or StoreError as Results.why does."""
    # Numbers out of a table are NumPy's own, which DuckDB does not take.
    numbers, run = [index(event) for event in events], index(run)
    _check_run(results, finished, run)
    rows = read_rows(results.store.events_file(run), numbers)
    return tuple(_reasons(results, run, number, rows.get(number)) for number in numbers)


def _reasons(results: Results, run: int, event: int, row: dict[str, Any] | None) -> Why:
    if row is None:
        count = count_events(results.store.events_file(run))
        there = f"its events are numbered 0 to {count - 1}" if count else "it has none"
        raise UsageError(f"Run {run} has no event {event}; {there}.")
    account = account_of(row["kind"], row["charge"])
    if account is None or row.get("reasons") is None:
        raise UsageError(
            f"Event {event} of run {run} is of kind {row['kind']!r}, which carries no reasons; "
            f"these do: {', '.join(KINDS_WITH_REASONS)}."
        )
    values = row["reasons"]
    terms = [
        Term(term.name, term.meaning, term.unit, term.part, values[term.name], account.contribution(term.name, values))
        for term in account.terms
    ]
    return Why(
        results=results,
        run=run,
        event=event,
        post=row["agent"],
        formula=account.formula,
        terms=tuple(sorted(terms, key=lambda term: -abs(term.contribution))),
        **{name: row[name] for name in _COPIED},
    )


_COPIED = ("kind", "date", "person", "organ", "rank", "province", "abroad", "form", "charge", "hazard")


def _check_run(results: Results, finished: Collection[int], run: int) -> None:
    if run not in finished:
        known = ", ".join(str(number) for number in sorted(finished)[:10]) + (", …" if len(finished) > 10 else "")
        raise UsageError(f"Run {run} is not a finished run of {results.folder}; these are: {known}.")
