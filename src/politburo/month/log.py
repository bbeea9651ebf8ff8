"""The log of events: rows that grow, filled by phases as things happen.

Beside it stand the reasons of those events that have any: a row of terms (terms.accounts) for each, and the hazard that
they made. Most events are departures, which have none.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from politburo.country.country import F32, I32, Number, Posts
from politburo.numerics.compile import Whole, kernel
from politburo.numerics.structure import Shared, structure
from politburo.terms.accounts import MOST_TERMS
from politburo.terms.events import EVENT_NAMES, LOGGED_COLUMNS

NONE = -1
EVENT = np.dtype([(column.name, column.dtype) for column in LOGGED_COLUMNS])
"""One event, as it is kept in the log."""

(
    PENALTY, FLIGHT, PLOT_FOUND, COUP_ATTEMPT, REGIME_END, DEPARTURE, PROMOTION, ROTATION, RETIREMENT, DEATH, PLOT,
    MOVED_DOWN, RETURNED, DISMISSED,
) = (np.int64(code) for code in range(len(EVENT_NAMES)))  # fmt: skip
"""Codes of kinds of events, in the order of terms.events.EVENT_NAMES."""

_NAN = np.float32(np.nan)


@dataclass(frozen=True, slots=True)
class Reasons:
    """Reasons of a whole run: the numbers of the events that have any (m,), their hazards (m,) and terms (m, t).

    Rows have room for MOST_TERMS; places that the account of an event leaves free are NaN.
    """

    event: I32
    hazard: F32
    terms: F32


class Log(Shared):
    """Events of one run.

    `rows` (m,) hold the events, of which `count` are in use; `event`, `hazard` (t,) and `terms` (t, MOST_TERMS) the
    reasons, of which `told` are. What is full is doubled.
    """

    rows: Any
    count: int
    event: I32
    hazard: F32
    terms: F32
    told: int

    def __new__(cls) -> Log:
        """An empty log."""
        return _empty(np.empty(4096, EVENT), np.empty(1024, np.int32), np.empty((1024, MOST_TERMS), np.float32))

    def __len__(self) -> int:
        return _count(self)

    def copy(self) -> Log:
        """A log of the same events, which goes on by itself."""
        return _copy(self)

    def column(self, name: str, start: int = 0) -> NDArray:
        """The entries of a column from event `start` on (a view, good until the next month)."""
        return _rows(self)[name][start:]

    def columns(self) -> dict[str, NDArray]:
        """All columns, as copies of their filled part."""
        rows = _rows(self)
        return {name: np.ascontiguousarray(rows[name]) for name in EVENT.names or ()}

    def reasons(self) -> Reasons:
        """The reasons of the events that have any, as copies of what is filled."""
        event, hazard, terms = _told(self)
        return Reasons(event.copy(), hazard.copy(), terms.copy())


_Log = structure("Log", ("rows", "count", "event", "hazard", "terms", "told"), Log)


@kernel
def _empty(rows: Any, event: I32, terms: F32) -> Any:
    return _Log(rows, 0, event, np.empty(len(event), np.float32), terms, 0)


@kernel
def _count(log: Log) -> int:
    return log.count


@kernel
def _copy(log: Log) -> Any:
    return _Log(log.rows.copy(), log.count, log.event.copy(), log.hazard.copy(), log.terms.copy(), log.told)


@kernel
def _rows(log: Log) -> Any:
    return log.rows[: log.count]


@kernel
def _told(log: Log) -> Any:
    return log.event[: log.told], log.hazard[: log.told], log.terms[: log.told]


def digest_of(events: Mapping[str, NDArray], reasons: Reasons) -> str:
    """Hash of all events and their reasons, hex."""
    found = hashlib.blake2b(digest_size=16)
    for column in (*events.values(), reasons.event, reasons.hazard, reasons.terms):
        found.update(column.data)
    return found.hexdigest()


@kernel
def add(log: Log, kind: Whole, month: int, agent: Number) -> int:
    """Add an event of which nothing more is said; returns its number."""
    at = log.count
    if at == len(log.rows):
        more, rows = np.empty(2 * at, log.rows.dtype), log.rows
        for k in range(at):
            more[k] = rows[k]
        log.rows = more
    log.count = at + 1
    row = log.rows[at]
    row.month, row.kind, row.agent = month, kind, agent
    row.day, row.abroad, row.persons = 0, 0, 1
    row.person = row.organ = row.rank = row.province = row.form = row.charge = row.sex = NONE
    return at


@kernel
def add_of_post(log: Log, kind: Whole, month: int, posts: Posts, post: Number, person: Number) -> int:
    """Add an event that happens to the holder of a post; returns its number."""
    at = add(log, kind, month, post)
    row = log.rows[at]
    row.person, row.organ, row.rank = person, posts.organ[post], posts.rank[post]
    row.province, row.abroad = posts.province[post], np.uint8(posts.abroad[post])
    return at


@kernel
def row_of(log: Log, event: int, hazard: Number) -> Any:
    """Keep the hazard of an event that has reasons, by its number; returns the row where its terms are to stand."""
    at = tell(log, event, hazard)  # which may give the log other arrays
    return log.terms[at]


@kernel
def tell(log: Log, event: int, hazard: Number) -> int:
    """The same; returns the place of the row."""
    at = log.told
    if at == len(log.event):
        events, hazards, rows = np.empty(2 * at, np.int32), np.empty(2 * at, np.float32), log.terms
        terms = np.empty(2 * rows.size, np.float32).reshape((2 * at, rows.shape[1]))
        for k in range(at):
            events[k], hazards[k] = log.event[k], log.hazard[k]
            for t in range(rows.shape[1]):
                terms[k, t] = rows[k, t]
        log.event, log.hazard, log.terms = events, hazards, terms
    log.told = at + 1
    log.event[at], log.hazard[at] = event, hazard
    for t in range(log.terms.shape[1]):
        log.terms[at, t] = _NAN
    return at
