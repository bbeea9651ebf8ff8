"""The terms of an event, and the event itself, as tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from politburo.answer import Column, Table
from politburo.ask.why.sentences import SLIGHT, effect
from politburo.terms.reasons import SCORE

if TYPE_CHECKING:
    from politburo.ask.why.answer import Why

TERMS = (
    Column("term", "", "name of the term", shown=False),
    Column("meaning", "", "what the term stands for", heading="term"),
    Column("value", "", "its value, in its unit", "number"),
    Column("unit"),
    Column("part", "", "how it enters the probability", shown=False),
    Column("effect", "", "how many times as likely it made the event, or points of a score"),
    Column("contribution", "", "ln(probability / probability without the term), or points of a score", "difference"),
)
EVENT = (
    Column("run", "", "number of the run", "integer", shown=False),
    Column("event", "", "number of the event in the run", "integer"),
    Column("date", format="date"),
    Column("kind", "", "kind of event", shown=False),
    Column("form", "", "form of a penalty", shown=False),
    Column("charge", "", "charge of a penalty", shown=False),
    Column("person", "", "number of the synthetic cadre", "integer"),
    Column("post", "", "number of the post", "integer"),
    Column("organ"),
    Column("rank"),
    Column("province", "", "province of the post", "name"),
    Column("abroad", "", "whether the post is abroad", "yes"),
    Column("hazard", "share", "probability per month; of a promotion that of the choice", "percent", "probability"),
    Column(
        "rate_of_circle",
        "share per month",
        "cadres of the same organ and rank to whom it happened, a mean over the twelve months up to the event",
        "percent",
        "organ and rank,\nper month",
    ),
    Column("formula", "", "how the terms combine to the probability", shown=False),
)


def terms_table(why: Why) -> Table:
    """The terms, the weightiest first."""
    rows = [
        (term.name, term.meaning, term.value, term.unit, term.part, effect(term) if did else None, term.contribution)
        for term in why.terms
        for did in (abs(term.contribution) >= SLIGHT,)
    ]
    note = "Effect: how many times as likely the term made the event; none where it did less than half a hundredth."
    if any(term.part == SCORE for term in why.terms):
        note = "Effect: points of the score, beside the mean of those who could have been chosen."
    return Table(
        "terms", "What made the event likelier, and less likely", TERMS, rows, note=note, keys=("term",)
    )  # fmt: skip


def event_table(why: Why) -> Table:
    """The event, in one row."""
    row = tuple(getattr(why, column.name) for column in EVENT)
    return Table("event", "The event", EVENT, [row], keys=("run", "event"))
