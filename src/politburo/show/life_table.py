"""The life of one synthetic cadre, or of one post, as a table for the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from rich import box
from rich.table import Table
from rich.text import Text

from politburo.scenario import month_name
from politburo.terms.errors import UsageError
from politburo.terms.reasons import KINDS_WITH_REASONS
from politburo.terms.words import STANDINGS

if TYPE_CHECKING:
    from politburo.run.life import Life
    from politburo.run.watch import Turn

BEFORE, AFTER = 11, 3
"""Months shown before and after a month that was asked for."""

TIES = ("close", "acquaintances")


def life_table(life: Life, month: int | None = None) -> Table:
    """The months in which something happened to the cadre or a close friend, each January, the first and the last.

    With `month`, every month from eleven before it to three after it. Raises UsageError when the life has no such
    month.
    """
    chosen = _telling(life) if month is None else _around(life, month)
    other = "holder" if life.post is not None else "post"
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0))
    for heading in ("month", other, "standing", "fear", "circle's\nfear", "private\nloyalty", "displayed\nloyalty"):
        table.add_column(Text(heading), justify="left" if heading in ("month", "standing") else "right", no_wrap=True)
    for heading in ("friends\nhit", "acquain-\ntances"):
        table.add_column(Text(heading), no_wrap=True)
    table.add_column(Text("what happened"), overflow="fold", min_width=24)
    by_month: dict[int, list[str]] = {}
    for turn in life.turns:
        by_month.setdefault(turn.month, []).append(short(turn, life))
    for at in chosen:
        table.add_row(*_cells(life, at), Text("; ".join(by_month.get(int(life.columns["month"][at]), []))))
    return table


def notes() -> str:
    """What the columns of the table mean."""
    return (
        "Fear and loyalty are shares from 0 to 1 at the end of the month; the circle is everyone of the same organ and "
        "rank. Close friends and acquaintances that were hit in the month: × penalised, > fled."
    )


def short(turn: Turn, life: Life, *, numbered: bool = True) -> str:
    """A turn in few words; `numbered` by the person, where holders change, and by the event, where it has reasons."""
    said = turn.kind
    if turn.kind == "penalty":
        said = f"{turn.form} for {turn.charge}"
    elif turn.kind in ("promotion", "rotation"):
        leaves = life.post is not None and turn.origin == life.post
        said += f" to post {turn.goal}" if leaves or life.post is None else f" from post {turn.origin}"
    if numbered and turn.event is not None and turn.kind in KINDS_WITH_REASONS:
        said += f" (event {turn.event})"
    return f"person {turn.person}: {said}" if numbered and life.post is not None else said


def _telling(life: Life) -> list[int]:
    """Rows in which something happened, each January, the first and the last."""
    months = life.columns["month"]
    busy = {turn.month for turn in life.turns}
    hit = life.columns["close_penalised"] + life.columns["close_fled"] > 0
    shown = hit | np.isin(months, list(busy)) | (months % 12 == 0)
    shown[[0, -1]] = True
    return np.flatnonzero(shown).tolist()


def _around(life: Life, month: int) -> list[int]:
    months = life.columns["month"]
    first, last = int(months[0]), int(months[-1])
    if not first <= month <= last:
        span = f"{month_name(first)} to {month_name(last)}"
        raise UsageError(f"{month_name(month)} lies outside the life of {life.followed}, which spans {span}.")
    return np.flatnonzero((months >= month - BEFORE) & (months <= month + AFTER)).tolist()


def _cells(life: Life, at: int) -> list[Text]:
    columns = {name: values[at] for name, values in life.columns.items()}
    standing = int(columns["standing"])
    other = columns["person" if life.post is not None else "post"]
    felt = [columns[name] for name in ("fear", "fear_of_circle", "private_loyalty", "displayed_loyalty")]
    texts = [month_name(int(columns["month"])), str(other), STANDINGS[standing] if standing >= 0 else "–"]
    texts += ["–" if np.isnan(value) else f"{value:.2f}" for value in felt]
    texts += [_hits(int(columns[f"{name}_penalised"]), int(columns[f"{name}_fled"])) for name in TIES]
    return [Text(text) for text in texts]


def _hits(penalised: int, fled: int) -> str:
    return "×" * penalised + ">" * fled
