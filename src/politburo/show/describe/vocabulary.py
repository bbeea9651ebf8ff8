"""The terms of the model: entities and their variables, and the design concepts with what is drawn and observed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import fields
from typing import Any

from politburo.numerics.chance import MEANINGS
from politburo.record import REPORT_COLUMNS, REPORT_KINDS
from politburo.show.describe.markdown import Part, code, escaped, number, table, text, text_parts
from politburo.terms import reasons, variables, words
from politburo.terms.declarations import declared
from politburo.terms.events import EVENT_COLUMNS, EVENT_KINDS
from politburo.terms.levers import Levers
from politburo.terms.series import ALL_SERIES, grouped
from politburo.terms.variables import Variable


def entities() -> Part:
    """Entities, state variables and scales."""
    title = "Entities, state variables, and scales"
    homes = ("What a household is:", variable_table(variables.HOUSEHOLDS))
    fares = ("Its state this month:", variable_table(variables.HOMES))
    return Part(
        title,
        (text(title),),
        (
            Part("Words", (_words(),)),
            Part("Posts", ("What a post is; none of it changes.", variable_table(variables.POSTS))),
            Part("Cadres", ("The holder of each post this month.", variable_table(variables.CADRES))),
            Part("Households", (*homes, *fares)),
            Part("Regime", ("What belongs to no agent.", variable_table(variables.REGIME))),
            Part("Last month's cases", ("What cadres hear of this month.", variable_table(variables.CASES))),
            Part("Levers", ("What the leader does and what the world does in a month.", _levers())),
        ),
    )


def concepts() -> Part:
    """Design concepts."""
    title = "Design concepts"
    more = {"Stochasticity": ((_purposes(),), ()), "Observation": ((), tuple(_observed()))}
    found = []
    for part in text_parts(title):
        blocks, parts = more.get(part.title, ((), ()))
        found.append(Part(part.title, (*part.blocks, *blocks), parts))
    return Part(title, (), tuple(found))


def variable_table(group: Sequence[Variable]) -> str:
    """Variables with meaning and unit."""
    return table(("variable", "meaning", "unit"), ((code(v.name), v.meaning, v.unit) for v in group))


def named(terms: Sequence[Any], kind: str) -> str:
    """Terms that have a name and a meaning, with whatever else is declared of them in words."""
    others = [entry.name for entry in fields(terms[0]) if isinstance(getattr(terms[0], entry.name), str)]
    others = [name for name in others if name not in ("name", "meaning", "dtype")]
    rows = ((code(term.name), term.meaning, *(str(getattr(term, name)) for name in others)) for term in terms)
    return table((kind, "meaning", *(name.replace("_", " ") for name in others)), rows)


def lists_of_words() -> dict[str, tuple[str, ...]]:
    """The fixed lists of words, by their names in the program."""
    return {name: value for name, value in vars(words).items() if name.isupper() and isinstance(value, tuple)}


def _words() -> str:
    """The fixed lists; a word stands for its position in them, in arrays and files."""
    rows = ((name.replace("_", " ").capitalize(), ", ".join(listed)) for name, listed in lists_of_words().items())
    return table(("list", "words in order"), rows)


def _levers() -> str:
    rows = (
        (code(name), said.meaning, said.unit, number(default), f"{number(said.low)} to {number(said.high)}")
        for name, said, default in declared(Levers)
    )
    return table(("lever", "meaning", "unit", "default", "range"), rows)


def _observed() -> Iterator[Part]:
    """Series, events, reports, and the reasons of events."""
    yield Part("Series, each month", (_series(),))
    events = (named(EVENT_KINDS, "event"), "Each event is a row of these columns:", named(EVENT_COLUMNS, "column"))
    yield Part("Events", events)
    columns = table(("column", "meaning"), ((code(name), meaning) for name, meaning in REPORT_COLUMNS.items()))
    yield Part("Reports", (named(REPORT_KINDS, "report"), "Each report is a row of these columns:", columns))
    ways = table(("part", "meaning"), ((code(name), meaning) for name, meaning in reasons.PARTS.items()))
    yield Part("How a term enters a hazard", (ways,))
    for account in reasons.ACCOUNTS:
        title = f"Reasons of events: {account.kind}{f', {account.charge}' if account.charge else ''}"
        yield Part(title, (escaped(account.formula), named(account.terms, "term")))


def _purposes() -> str:
    rows = ((str(int(purpose)), code(purpose.name), meaning) for purpose, meaning in MEANINGS.items())
    return table(("number", "purpose", "what the draw decides"), rows)


def _series() -> str:
    rows = (
        (code(one.name), one.meaning, one.unit, " × ".join(one.by), code(grouped(one)) if one.by else "")
        for one in ALL_SERIES
    )
    return table(("series", "meaning", "unit", "also by", "name of that"), rows)
