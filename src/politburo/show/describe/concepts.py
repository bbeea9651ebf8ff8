"""The design concepts: texts, with the purposes of chance and what is observed as the program declares them."""

from __future__ import annotations

from dataclasses import fields

from politburo.numerics.chance import MEANINGS
from politburo.record import REPORT_COLUMNS, REPORT_KINDS
from politburo.show.describe.markdown import Part, code, escaped, table
from politburo.show.describe.texts import parts
from politburo.show.describe.vocabulary import Listed, lists_of_terms
from politburo.terms.events import EVENT_COLUMNS, EVENT_KINDS
from politburo.terms.series import ALL_SERIES, grouped


def concepts() -> Part:
    """Design concepts."""
    more = {"Stochasticity": (_purposes(),), "Observation": ()}
    found = [Part(part.title, (*part.blocks, *more.get(part.title, ())), _observed(part)) for part in parts("concepts")]
    return Part("Design concepts", (), tuple(found))


def _observed(part: Part) -> tuple[Part, ...]:
    """What is observed, under that heading; whatever other words the model has stand there too."""
    if part.title != "Observation":
        return ()
    return (
        Part("Series, each month", (_series(),)),
        Part(
            "Events",
            (named(EVENT_KINDS, "event"), "Each event is a row of these columns:", named(EVENT_COLUMNS, "column")),
        ),
        Part("Reports", (named(REPORT_KINDS, "report"), "Each report is a row of these columns:", _report_columns())),
        *(Part(one.title, (*map(escaped, one.said), named(one.terms, "name"))) for one in lists_of_terms()),
    )


def named(terms: Listed, kind: str) -> str:
    """Terms that have a name and a meaning, with whatever else is declared of them in words."""
    first = terms[0]
    others = [entry.name for entry in fields(first) if isinstance(getattr(first, entry.name), str)]
    others = [name for name in others if name not in ("name", "meaning", "dtype")]
    rows = ((code(term.name), term.meaning, *(str(getattr(term, name)) for name in others)) for term in terms)
    return table((kind, "meaning", *(name.replace("_", " ") for name in others)), rows)


def _purposes() -> str:
    rows = ((str(int(purpose)), code(purpose.name), meaning) for purpose, meaning in MEANINGS.items())
    return table(("number", "purpose", "what the draw decides"), rows)


def _series() -> str:
    rows = (
        (code(one.name), one.meaning, one.unit, " × ".join(one.by), code(grouped(one)) if one.by else "")
        for one in ALL_SERIES
    )
    return table(("series", "meaning", "unit", "also by", "name of that"), rows)


def _report_columns() -> str:
    return table(("column", "meaning"), ((code(name), meaning) for name, meaning in REPORT_COLUMNS.items()))
