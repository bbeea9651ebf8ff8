"""Why one event happened in a simulated run: in a sentence, and as bars for the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from rich.table import Table
from rich.text import Text

from politburo.answer import Drawing, Figure, Spec
from politburo.show.frame import described
from politburo.show.layout import Layout
from politburo.show.weights import did, effect, percent, post_in_words, weighty
from politburo.show.why_picture import save_why, specification
from politburo.terms.reasons import SCORE
from politburo.terms.words import ORGANS, RANKS

if TYPE_CHECKING:
    from politburo.ask.run.results import Results
    from politburo.run.why import Why

__all__ = ["circle_rate", "drawings", "plot", "save_why", "why_bars", "why_in_words"]

NAMED_FOR, NAMED_AGAINST = 3, 1
"""How many terms a sentence names that made an event likelier, and less likely."""

WORTH_A_WORD = 0.05
"""A contribution below this is not named in a sentence, but only shown as a bar."""

MONTHS = 12
"""Months up to an event over which the rate in its circle is a mean."""

HALF_WIDTH = 16
"""Characters of a bar from its middle to either end."""

SERIES = {"penalty": "penalties_by_circle_and_form", "flight": "flights_by_circle"}
"""Series that count events of a kind by organ and rank."""

HAPPENED = {"penalty": "were penalised", "flight": "fled"}

HAZARDS = {
    ("penalty", "disloyalty"): "the hazard of such a penalty was {} that month",
    ("penalty", "plotting"): "the hazard of being found out, once plotting, was {} that month",
    ("penalty", "coup attempt"): "the hazard that the coalition attempts a coup and fails was {} that month",
    ("flight", None): "the hazard of flight was {} that month",
    ("plot", None): "the hazard of beginning to plot was {} that month",
    ("plot found", None): "the hazard of being found out, once plotting, was {} that month",
    ("coup attempt", None): "the hazard of an attempt that fails was {} that month",
    ("regime end", None): "the hazard of an attempt that succeeds was {} that month",
    ("promotion", None): "once the post was vacant, the chance of this choice was {}",
}
"""What the probability of an event is the probability of, by kind and charge."""


def drawings() -> tuple[Drawing, ...]:
    """The figures of the reasons of an event."""
    return (Drawing("reasons", "What made the event likelier, and less likely", _drawn),)


def plot(why: Why) -> Figure:
    """The reasons as a figure."""
    drawn = _drawn(why, dark=False)
    return Figure("reasons", drawn["title"]["text"], drawn["description"], drawn, f"run {why.run} · event {why.event}")


def _drawn(why: Why, dark: bool) -> Spec:
    return described(specification(why), why_in_words(why), Layout(dark=dark))


def why_in_words(why: Why, rate: float | None = None) -> str:
    """One sentence: what happened to whom, how likely it was, beside the `rate` of its circle, and what weighed most.

    `rate` is that of `circle_rate`: the share of the cadres of the same organ and rank to whom it happened a month.
    """
    day = f"{why.date.day} {why.date:%B %Y}"
    hazard = HAZARDS[why.kind, why.charge].format(percent(why.hazard))
    beside = ""
    if rate is not None:
        beside = (
            f" (in that organ and rank {percent(rate)} a month {HAPPENED[why.kind]} in the twelve months up to then)"
        )
    return f"In run {why.run}, on {day}, {_who(why)} {did(why)}; {hazard}{beside}{_weighed(why)}."


def why_bars(why: Why) -> Table:
    """The terms, weightiest first, each with a bar to the right where it made the event likelier, else to the left."""
    shown = weighty(why)
    longest = max((abs(term.contribution) for term in shown), default=1.0)
    table = Table.grid(padding=(0, 1))
    table.add_column(justify="right")
    table.add_column(no_wrap=True)
    table.add_column(justify="right", no_wrap=True)
    for term in shown:
        table.add_row(Text(term.meaning), _bar(term.contribution / longest), Text(effect(term)))
    return table


def circle_rate(results: Results, why: Why) -> float | None:
    """The share a month of the cadres of the same organ and rank to whom such an event happened.

    It is a mean over the twelve months up to the event; None for kinds that no series counts by organ and rank.
    """
    if why.kind not in SERIES:
        return None
    last = why.date.year * 12 + why.date.month - 1 - results.scenario.start
    months = slice(max(last - MONTHS + 1, 0), last + 1)
    circle = results.runs.index(why.run), months, ORGANS.index(why.organ), RANKS.index(why.rank)
    happened, cadres = (
        float(np.nansum(values[circle])) for values in results.arrays(SERIES[why.kind], "cadres_by_circle")
    )
    return happened / cadres if cadres > 0 else None


def _who(why: Why) -> str:
    if why.kind == "promotion":
        return f"person {why.person}, a synthetic cadre,"
    return f"person {why.person}, a synthetic cadre who held {post_in_words(why)},"


def _weighed(why: Why) -> str:
    """The weightiest terms for and against the event, as the end of a sentence."""
    told = [term for term in weighty(why) if term.part == SCORE or abs(term.contribution) >= WORTH_A_WORD]
    likelier = [f"{term.meaning} ({effect(term)})" for term in told if term.contribution > 0][:NAMED_FOR]
    unlikelier = [f"{term.meaning} ({effect(term)})" for term in told if term.contribution < 0][:NAMED_AGAINST]
    said = [
        f"{how} by {_listed(parts)}" for how, parts in (("likelier", likelier), ("less likely", unlikelier)) if parts
    ]
    return f"; it was made {', and '.join(said)}" if said else "; no single term made it much likelier or less likely"


def _listed(parts: list[str]) -> str:
    return f"{', '.join(parts[:-1])} and {parts[-1]}" if len(parts) > 1 else parts[0]


def _bar(share: float) -> Text:
    """A bar from the middle to the right for a share above 0, else to the left; the longest share is ± 1."""
    eighths = max(round(abs(share) * HALF_WIDTH * 2), 1)
    whole, half = divmod(eighths, 2)
    if share > 0:
        return Text.assemble(
            " " * HALF_WIDTH, "│", ("█" * whole + "▌" * half, "red"), " " * (HALF_WIDTH - whole - half)
        )
    return Text.assemble(" " * (HALF_WIDTH - whole - half), ("▐" * half + "█" * whole, "cyan"), "│", " " * HALF_WIDTH)
