"""The most telling events of a run whose reasons can be asked for, with their numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from rich import box
from rich.table import Table
from rich.text import Text

from politburo.show.weights import percent
from politburo.terms.errors import UsageError
from politburo.terms.reasons import KINDS_WITH_REASONS

if TYPE_CHECKING:
    import pandas as pd

    from politburo.run.results import Results

MOST = 20
"""Events shown at most."""

SHARES = {("penalty",): 8, ("flight",): 6, ("regime end", "coup attempt"): 6}
"""Kinds of events that are shown first, and up to how many of them before other kinds find room."""

LATER = ("plot found", "plot")
"""Kinds that take the room that is left; promotions are shown only when they are asked for."""


def telling_events(results: Results, run: int, kind: str | None = None) -> pd.DataFrame:
    """The most telling events of a finished run, in order of time: `event` is the number that `Results.why` takes.

    Those of higher ranks, and of harsher forms, come before others; among equals the more probable. With `kind` only
    those of that kind. Raises UsageError when events of that kind carry no reasons.
    """
    if kind is not None and kind not in KINDS_WITH_REASONS:
        raise UsageError(f"Events of kind {kind!r} carry no reasons; these do: {', '.join(KINDS_WITH_REASONS)}.")
    ordered = _ordered(results.events, run)
    kinds = ordered["kind"].to_numpy()
    if kind is not None:
        chosen = np.flatnonzero(kinds == kind)[:MOST]
    else:
        first = [np.flatnonzero(np.isin(kinds, named))[:most] for named, most in SHARES.items()]
        rest = [np.flatnonzero(kinds == named) for named in (*sum(SHARES, ()), *LATER)]
        candidates = np.concatenate([*first, *rest])
        chosen = candidates[np.sort(np.unique(candidates, return_index=True)[1])][:MOST]
    return ordered.iloc[chosen].sort_values("event").reset_index(drop=True)


def telling_table(events: pd.DataFrame) -> Table:
    """The same for the terminal."""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0))
    for heading in ("event", "date", "what happened", "post", "organ", "rank", "province", "hazard"):
        table.add_column(Text(heading), justify="right" if heading in ("event", "post", "hazard") else "left")
    for row in events.to_dict("records"):
        what = f"{row['form']} for {row['charge']}" if row["kind"] == "penalty" else row["kind"]
        where = f"{row['province']}{', abroad' * bool(row['abroad'])}".replace("_", " ")
        said = (row["event"], f"{row['date']:%Y-%m-%d}", what, row["agent"], row["organ"], row["rank"], where)
        table.add_row(*(Text(str(cell)) for cell in said), Text(percent(float(row["hazard"]))))
    return table


def _ordered(events: pd.DataFrame, run: int) -> pd.DataFrame:
    """Events of one run whose hazard is known, the most telling of each kind first."""
    hazard, number = (events[name].to_numpy() for name in ("hazard", "event"))
    rank, form = (events[name].cat.codes.to_numpy(int) for name in ("rank", "form"))
    known = (events["run"].to_numpy() == run) & np.isin(events["kind"].to_numpy(), KINDS_WITH_REASONS)
    chosen = np.flatnonzero(known & ~np.isnan(hazard))
    order = np.lexsort((number[chosen], -hazard[chosen], -form[chosen], rank[chosen]))
    return events.iloc[chosen[order]]
