"""The life of one synthetic cadre, or of one post, as tables: all months, what happened, and the posts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from politburo.answer import Column, Row, Table
from politburo.answer.numbers import numbered
from politburo.ask.life.sentences import TIES, turn_in_words
from politburo.scenario import month_name
from politburo.terms.errors import UsageError
from politburo.terms.reasons import KINDS_WITH_REASONS
from politburo.terms.words import STANDINGS

if TYPE_CHECKING:
    from politburo.ask.life import Life

BEFORE, AFTER = 11, 3
"""Months shown before and after a month that was asked for."""

TELLING = ("close_penalised", "close_fled", "patron_penalised", "clients_penalised")
"""Months in which one of these is not zero are shown."""

MONTHS = (
    Column("month", format="month"),
    Column("post", "", "number of the post", "integer"),
    Column("person", "", "number of the synthetic cadre", "integer"),
    Column("standing", "", "serving, lying low or plotting; none in the month of leaving"),
    Column("fear", "1", "fear, 0 to 1, at the end of the month", "number"),
    Column("fear_of_circle", "1", "mean fear of everyone of the same organ and rank", "number", "circle's\nfear"),
    Column("private_loyalty", "1", "loyalty felt, 0 to 1", "number", "private\nloyalty"),
    Column("displayed_loyalty", "1", "loyalty shown, 0 to 1", "number", "displayed\nloyalty"),
    Column("perceived_risk", "1", "perceived risk, 0 to 1", "number", shown=False),
    Column("openness_close", "1", "openness to close friends, 0 to 1", "number", shown=False),
    Column("openness_acquaintances", "1", "openness to acquaintances, 0 to 1", "number", shown=False),
    Column(
        "association",
        "cases",
        "suspicion cast on the cadre by the penalties of ties, at the end of the month",
        "number",
        "suspicion\nby ties",
    ),
    *(
        Column(f"{tie}_{how}", "persons", f"{tie}, of the post, who {did} in the month", "count", shown=False)
        for how, did in (("penalised", "were penalised"), ("fled", "fled"))
        for tie in TIES
    ),
    Column("ties", "", "ties that were penalised or fled in the month", heading="ties penalised or fled"),
)
EVENTS = (
    Column("month", format="month"),
    Column("person", "", "number of the synthetic cadre", "integer"),
    Column("kind", "", "kind of event", shown=False),
    Column("what_happened"),
    Column("origin", "", "post in which it happened, or which it led out of", "integer", shown=False),
    Column("goal", "", "post that it led to or left the cadre in; none out of the apparatus", "integer", shown=False),
    Column("form", "", "form of a penalty", shown=False),
    Column("charge", "", "charge of a penalty", shown=False),
    Column("event", "", "number of the event in the run; none for what is not in its log", "integer", shown=False),
    Column("ask_why", "", "number that `politburo why` takes; none for what carries no reasons", "integer", "event"),
)
POSTS = (
    Column("post", "", "number of the post", "integer"),
    Column("organ"),
    Column("rank"),
    Column("province", format="name"),
    Column("abroad", "", "whether the post is abroad", "yes"),
    Column("patron", "", "post of the patron", "integer"),
    Column("close", "posts", "posts of close friends", "count", "close friends"),
    Column("acquaintances", "posts", "posts of acquaintances", "count"),
    Column("clients", "posts", "posts whose patron it is", "count"),
)
NOTE = (
    "Fear and loyalty are shares from 0 to 1 at the end of the month; the circle is everyone of the same organ and "
    "rank. Penalties of close friends, acquaintances, the patron and clients cast suspicion on a cadre; flights do not."
)


def tables(life: Life) -> tuple[Table, ...]:
    """All months, what happened, the months that are shown, and the posts."""
    rows = list(_months(life))
    some = [rows[at] for at in _shown(life)]
    title = "Months in which something happened, each January, the first and the last"
    if life.month is not None:
        title = f"Months around {month_name(life.month)}"
    events = [
        (
            *(month_name(turn.month), turn.person, turn.kind, turn_in_words(turn, life)),
            *(turn.origin, turn.goal, turn.form, turn.charge, turn.event),
            turn.event if turn.kind in KINDS_WITH_REASONS else None,
        )
        for turn in life.turns
    ]
    posts = [tuple(getattr(place, column.name) for column in POSTS) for place in life.places.values()]
    return (
        Table("months", "All months", MONTHS, rows, keys=("month",), bulk=True),
        Table("events", "What happened", EVENTS, events),
        Table("notable_months", title, MONTHS, some, note=NOTE, keys=("month",)),
        Table("posts", "Posts", POSTS, posts, keys=("post",)),
    )


def check_month(life: Life) -> None:
    """Raise UsageError when the life does not have the month around which it is to be shown."""
    first, last = (int(life.columns["month"][at]) for at in (0, -1))
    if life.month is not None and not first <= life.month <= last:
        span = f"{month_name(first)} to {month_name(last)}"
        raise UsageError(f"{month_name(life.month)} lies outside the life of {life.followed}, which spans {span}.")


def _months(life: Life) -> Iterator[Row]:
    columns = {name: values.tolist() for name, values in life.columns.items()}
    columns["month"] = [month_name(month) for month in columns["month"]]
    columns["standing"] = [STANDINGS[code] if code >= 0 else None for code in columns["standing"]]
    columns["ties"] = [_hit(life, at) for at in range(len(columns["month"]))]
    for row in zip(*(columns[column.name] for column in MONTHS), strict=True):
        # Of the month of leaving there is nothing but the ties.
        yield tuple(None if value != value else value for value in row)


def _hit(life: Life, at: int) -> str:
    """Ties that were penalised or fled in the month of a row, in few words."""
    counts = ((tie, how, int(life.columns[f"{tie}_{how}"][at])) for tie in TIES for how in ("penalised", "fled"))
    hit = ((tie, how, number) for tie, how, number in counts if number)
    return "; ".join(f"{tie if tie == 'patron' else numbered(number, TIES[tie])} {how}" for tie, how, number in hit)


def _shown(life: Life) -> list[int]:
    """Rows around the month asked for; else those in which something happened, each January, the first and the last."""
    months = life.columns["month"]
    if life.month is not None:
        shown = (months >= life.month - BEFORE) & (months <= life.month + AFTER)
    else:
        hit = np.sum([life.columns[name] for name in TELLING], axis=0) > 0
        shown = hit | np.isin(months, [turn.month for turn in life.turns]) | (months % 12 == 0)
        shown[[0, -1]] = True
    return np.flatnonzero(shown).tolist()
