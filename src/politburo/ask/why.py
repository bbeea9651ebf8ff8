"""Why one event happened in a simulated run: the terms that made its probability, as a table and in a sentence."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from operator import index
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from politburo.answer import Answer, Column, Provenance, Table
from politburo.answer.numbers import day_in_words, fixed, listed, percent, plain, with_sign
from politburo.run.events import count_events, read_rows
from politburo.run.folder.files import damaged
from politburo.run.folder.manifest import FORMAT_OF_THESE_TERMS, FORMAT_OF_UNNAMED_TERMS, Manifest
from politburo.terms.accounts import KINDS_WITH_REASONS, account_of
from politburo.terms.errors import UsageError
from politburo.terms.hazards import MOST_TIMES, SCORE, Account
from politburo.terms.plugins import plugged_in

if TYPE_CHECKING:
    from politburo.ask.run.results import Results


TITLE = "What made the event likelier, and less likely"

MONTHS = 12
"""Months up to an event over which the rate in its circle is a mean."""

SERIES = {"penalty": "penalties_by_circle_and_form", "flight": "flights_by_circle"}
"""Series that count events of a kind by organ and rank."""

NAMED_FOR, NAMED_AGAINST = 3, 1
"""How many terms are named that made an event likelier, and less likely."""

SLIGHT = 0.005
"""A contribution below this is none: the event would have been as likely without the term, to half a hundredth."""

WORTH_A_WORD = 0.05
"""A contribution below this is not named in a sentence, but only shown in the table and as a bar."""

HAPPENED = {"penalty": "were penalised", "flight": "fled"}

FORMS = {
    "lesser penalty": "received a lesser penalty",
    "demotion": "was demoted out of the posts simulated",
    "removal": "was removed from the organisation",
    "expulsion": "was expelled from the party",
    "execution": "was executed",
    "imprisonment": "was imprisoned",
    "re-education": "was sent to re-education",
}
CHARGES = {
    "disloyalty": "for disloyalty",
    "plotting": "for plotting",
    "coup attempt": "for an attempted coup",
    "order": "in an ordered purge",
}

DID = {
    "retirement": "retired",
    "death": "died",
    "returned": "returned from re-education",
    "dismissed": "did not return from re-education",
    "lying low": "began to lie low",
    "return to office": "returned to full service",
    "plot": "began to plot",
    "plot given up": "gave up plotting",
    "plot found": "was found out as a plotter",
    "coup attempt": "attempted a coup, which failed",
}

PROBABILITIES = {
    ("penalty", "disloyalty"): "the probability of such a penalty was {} per month",
    ("penalty", "plotting"): "the probability of being found out, once plotting, was {} per month",
    ("penalty", "coup attempt"): "the probability that the coalition attempts a coup and fails was {} per month",
    ("penalty", "order"): "the probability of being hit by the order was {} in that month",
    ("flight", None): "the probability of flight was {} per month",
    ("plot", None): "the probability of beginning to plot was {} per month",
    ("plot found", None): "the probability of being found out, once plotting, was {} per month",
    ("coup attempt", None): "the probability of an attempt that fails was {} per month",
    ("regime end", None): "the probability of an attempt that succeeds was {} per month",
    ("promotion", None): "once the post was vacant, the probability of this choice was {}",
}
"""What the probability of an event is the probability of, by kind and charge."""

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


@dataclass(frozen=True, slots=True)
class Term:
    """One term of a probability: its value in its unit, how it enters (terms.hazards.PARTS), and what it did.

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
        event = tuple(getattr(self, column.name) for column in EVENT)
        return terms_table(self), Table("event", "The event", EVENT, [event], keys=("run", "event"))

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
        organs, ranks, _ = self.results.names
        circle = self.results.runs.index(self.run), months, organs.index(self.organ), ranks.index(self.rank)
        events, cadres = (
            float(np.nansum(values[circle])) for values in self.results.arrays(SERIES[self.kind], "cadres_by_circle")
        )
        return events / cadres if cadres > 0 else None


class OtherReasonsError(UsageError):
    """An earlier version kept the reasons of an event, and made its probability of other terms than there are now."""


def explain(results: Results, finished: Collection[int], events: Iterable[int], run: int) -> tuple[Why, ...]:
    """Why events of a run happened. Raises UsageError or StoreError as Results.why does."""
    # Numbers out of a table are NumPy's own, which DuckDB does not take.
    numbers, run = [index(event) for event in events], index(run)
    if run not in finished:
        known = ", ".join(str(number) for number in sorted(finished)[:10]) + (", …" if len(finished) > 10 else "")
        raise UsageError(f"Run {run} is not a finished run of {results.folder}; these are: {known}.")
    rows = read_rows(results.store.checked("events", run), results.names, numbers)
    return tuple(_reasons(results, run, number, rows.get(number)) for number in numbers)


def _reasons(results: Results, run: int, event: int, row: dict[str, Any] | None) -> Why:
    if row is None:
        count = count_events(results.store.checked("events", run))
        there = f"its events are numbered 0 to {count - 1}" if count else "it has none"
        raise UsageError(f"Run {run} has no event {event}; {there}.")
    account = account_of(row["kind"], row["charge"])
    if account is None or row.get("reasons") is None:
        raise UsageError(
            f"Event {event} of run {run} is of kind {row['kind']!r}, which carries no reasons; "
            f"these do: {', '.join(KINDS_WITH_REASONS)}."
        )
    circle = (row["organ"], row["rank"]) if row["kind"] in SERIES else ()
    if not isinstance(row["date"], date) or None in (row["province"], *circle):
        raise damaged(results.store.events_file(run), f"event {event} does not say when it was, or whom it befell")
    told, manifest = row["reasons"], results.store.manifest()
    if _are_others(told, account, manifest):
        raise OtherReasonsError(
            f"Event {event} of run {run}, of kind {row['kind']!r}, has other reasons than such events have now; "
            f"{manifest.made_by}, which wrote the folder (format {manifest.format}), can tell them."
        )
    # What was simulated before a mechanism of another package was installed, or by an earlier version, has no terms of
    # it, or fewer.
    earlier = manifest.format < FORMAT_OF_THESE_TERMS
    added = {one for mechanism in plugged_in() for _, one in mechanism.terms} | set(account.terms if earlier else ())
    values = {one.name: one.neutral for one in account.terms if one in added} | told
    try:
        terms = [
            Term(one.name, one.meaning, one.unit, one.part, values[one.name], account.contribution(one.name, values))
            for one in account.terms
            if one.name in told or one.name not in values
        ]
    except (KeyError, TypeError, ArithmeticError, ValueError) as error:
        said = f"the reasons of event {event} make no probability"
        raise damaged(results.store.events_file(run), said) from error
    return Why(
        results=results,
        run=run,
        event=event,
        post=row["agent"],
        formula=account.formula,
        terms=tuple(sorted(terms, key=lambda term: -abs(term.contribution))),
        **{name: row[name] for name in _COPIED},
    )


def _are_others(told: dict[str, float], account: Account, manifest: Manifest) -> bool:
    """Whether reasons that are kept are not those of today's terms, or cannot be known to be.

    Terms that came after an earlier version had no part in what it simulated.
    """
    if manifest.format >= FORMAT_OF_THESE_TERMS:
        return False
    bases = {one.name for one in account.terms if one.neutral is None}
    return manifest.format >= FORMAT_OF_UNNAMED_TERMS or not bases <= told.keys() <= set(account.names)


_COPIED = ("kind", "date", "person", "organ", "rank", "province", "abroad", "form", "charge", "hazard")


def sentence(why: Why) -> str:
    """One sentence: what happened to whom, how likely it was, beside the rate of its circle, and what weighed most."""
    likely = PROBABILITIES[why.kind, why.charge].format(percent(why.hazard))
    beside, rate = "", why.rate_of_circle
    if rate is not None:
        beside = (
            f" (in that organ and rank {percent(rate)} per month {HAPPENED[why.kind]} in the twelve months up to then)"
        )
    when = f"In run {why.run}, on {day_in_words(why.date)}"
    return f"{when}, {_who(why)} {happened(why)}; {likely}{beside}{_weighed(why)}."


def reasons(why: Why) -> str:
    """The probability of an event, and the terms that weighed most for and against it, in few words."""
    per = "" if why.kind == "promotion" else " per month"
    likelier, unlikelier = named(why)
    said = [f"{percent(why.hazard)}{per}"]
    said += [f"likelier by {', '.join(likelier)}"] if likelier else []
    said += [f"less likely by {', '.join(unlikelier)}"] if unlikelier else []
    return "; ".join(said) + "."


def weighty(why: Why) -> list[Term]:
    """The terms that did something, the weightiest first."""
    return [term for term in why.terms if abs(term.contribution) >= SLIGHT]


def named(why: Why, least: float = SLIGHT) -> tuple[list[str], list[str]]:
    """The weightiest terms for and against the event, with what they did; `least` is what is worth naming."""
    told = [term for term in why.terms if abs(term.contribution) >= (SLIGHT if term.part == SCORE else least)]
    likelier, unlikelier = (
        [f"{term.meaning} ({effect(term)})" for term in told if (term.contribution > 0) is towards]
        for towards in (True, False)
    )
    return likelier[:NAMED_FOR], unlikelier[:NAMED_AGAINST]


def effect(term: Term) -> str:
    """What a term did, in few characters: how many times as likely it made the event, or points of a score."""
    if term.part == SCORE:
        return f"{with_sign(term.contribution, 2)} points"
    times = math.exp(term.contribution)
    if times > MOST_TIMES * 0.99:
        return "indispensable"
    return f"× {plain(times)}" if times < 0.1 else f"× {times:.2f}" if times < 9.95 else f"× {fixed(times, 0)}"


def happened(why: Why) -> str:
    """What happened, as the end of a sentence that begins with the cadre."""
    if why.kind == "regime end":
        return "led the coup that brought the regime down"
    if why.kind == "promotion":
        return f"was promoted to {_post(why)}"
    return did(why.kind, why.form, why.charge, abroad=why.abroad)


def _post(why: Why) -> str:
    return post_in_words(why.post, why.organ, why.rank, why.province, abroad=why.abroad)


def _who(why: Why) -> str:
    if why.kind == "promotion":
        return f"person {why.person}, a synthetic cadre,"
    return f"person {why.person}, a synthetic cadre who held {_post(why)},"


def _weighed(why: Why) -> str:
    """The weightiest terms for and against the event, as the end of a sentence."""
    likelier, unlikelier = named(why, WORTH_A_WORD)
    said = [
        f"{how} by {listed(parts)}" for how, parts in (("likelier", likelier), ("less likely", unlikelier)) if parts
    ]
    return f"; it was made {', and '.join(said)}" if said else "; no single term made it much likelier or less likely"


def terms_table(why: Why) -> Table:
    """The terms, the weightiest first."""
    effects = {term.name: effect(term) for term in weighty(why)}
    rows = [
        (term.name, term.meaning, term.value, term.unit, term.part, effects.get(term.name), term.contribution)
        for term in why.terms
    ]
    note = "Effect: how many times as likely the term made the event; none where it did less than half a hundredth."
    if any(term.part == SCORE for term in why.terms):
        note = "Effect: points of the score, beside the mean of those who could have been chosen."
    return Table("terms", TITLE, TERMS, rows, note=note, keys=("term",))


def did(kind: str, form: str | None, charge: str | None, *, abroad: bool) -> str:
    """A penalty, a flight, or what needs no other post to be said, as the end of a sentence about the cadre."""
    if kind == "penalty" and form is not None:
        return FORMS[form] + (f" {CHARGES[charge]}" if charge else "")
    if kind == "flight":
        return "fled from a post abroad" if abroad else "fled over the border"
    return DID[kind]


def post_in_words(post: int, organ: str, rank: str, province: str, *, abroad: bool) -> str:
    """A post with its organ, rank and province."""
    parts = [organ, f"{rank} rank", province.replace("_", " ")]
    return f"post {post} ({', '.join(parts + ['abroad'] * abroad)})"
