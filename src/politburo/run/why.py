"""Why one event happened in a simulated run: the terms that made its hazard, by weight."""

from __future__ import annotations

import html
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from importlib import import_module
from operator import index
from typing import TYPE_CHECKING, Any

from politburo.run.events import count_events, read_rows
from politburo.terms.errors import UsageError
from politburo.terms.reasons import KINDS_WITH_REASONS, account_of

if TYPE_CHECKING:
    from politburo.run.store import Store


@dataclass(frozen=True, slots=True)
class Term:
    """One term of a hazard: its value in its unit, how it enters (terms.reasons.PARTS), and what it did.

    `contribution` is ln(hazard / hazard without the term): above 0 the term made the event likelier, below 0 less
    likely. For a junior's score it is the difference from the mean, in points. It is 0 for a base.
    """

    name: str
    meaning: str
    unit: str
    part: str
    value: float
    contribution: float


@dataclass(frozen=True, slots=True)
class Why:
    """One event, the probability it had, and the terms that made it, the weightiest first.

    `hazard` is monthly; for a promotion it is the chance of the one who was chosen, once the post was vacant. `formula`
    says how the terms combine to it. `form` and `charge` are None but for penalties.
    """

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

    def words(self) -> str:
        """The reasons in one sentence."""
        return self._shown("why_in_words")

    def plot(self) -> Any:
        """The reasons as a figure: a bar for each term that weighed."""
        return self._shown("plot")

    def _repr_html_(self) -> str:
        return f"<p>{html.escape(self.words())}</p>"

    def _shown(self, way: str) -> Any:
        # By name: `show` is made of what happened, so nothing here may depend on it.
        return getattr(import_module("politburo.show.why"), way)(self)


def explain(store: Store, finished: Collection[int], events: Iterable[int], run: int) -> tuple[Why, ...]:
    """Why events of a run happened. Raises UsageError or StoreError as Results.why does."""
    # Numbers out of a table are NumPy's own, which DuckDB does not take.
    numbers, run = [index(event) for event in events], index(run)
    _check_run(store, finished, run)
    rows = read_rows(store.events_file(run), numbers)
    return tuple(_reasons(store, run, number, rows.get(number)) for number in numbers)


def _reasons(store: Store, run: int, event: int, row: dict[str, Any] | None) -> Why:
    if row is None:
        count = count_events(store.events_file(run))
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
        run=run,
        event=event,
        post=row["agent"],
        formula=account.formula,
        terms=tuple(sorted(terms, key=lambda term: -abs(term.contribution))),
        **{name: row[name] for name in _COPIED},
    )


_COPIED = ("kind", "date", "person", "organ", "rank", "province", "abroad", "form", "charge", "hazard")


def _check_run(store: Store, finished: Collection[int], run: int) -> None:
    if run not in finished:
        known = ", ".join(str(number) for number in sorted(finished)[:10]) + (", …" if len(finished) > 10 else "")
        raise UsageError(f"Run {run} is not a finished run of {store.folder}; these are: {known}.")
