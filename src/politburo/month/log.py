"""The log of events: columns that grow, filled by phases with the events of one kind at a time.

Beside it stand the reasons of those events that have any: a row of terms (terms.reasons) for each, and the hazard that
they made. Most events are departures, which have none.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from politburo.country.country import F32, I32, Posts
from politburo.terms.events import EVENT_NAMES, LOGGED_COLUMNS
from politburo.terms.reasons import MOST_TERMS

NONE = -1
UNSAID = {column.name: NONE for column in LOGGED_COLUMNS} | {"day": 0, "abroad": 0, "persons": 1}


@dataclass(frozen=True, slots=True)
class Told:
    """Why some events happened: the hazard of each (k,), and the terms that made it (k, terms) in declared order."""

    hazard: F32
    terms: F32


@dataclass(frozen=True, slots=True)
class Reasons:
    """Reasons of a whole run: the numbers of the events that have any (m,), their hazards (m,) and terms (m, t).

    Rows have room for MOST_TERMS; places that the account of an event leaves free are NaN.
    """

    event: I32
    hazard: F32
    terms: F32

    def doubled(self) -> Reasons:
        """The same with room for as many again."""
        return Reasons(
            np.concatenate([self.event, np.empty_like(self.event)]),
            np.concatenate([self.hazard, np.empty_like(self.hazard)]),
            np.concatenate([self.terms, np.empty_like(self.terms)]),
        )


class Log:
    """Events of one run. The columns double when they are full, between kernels."""

    def __init__(self) -> None:
        self._columns: dict[str, NDArray] = {c.name: np.empty(4096, c.dtype) for c in LOGGED_COLUMNS}
        self._count = 0
        self._told = Reasons(
            np.empty(1024, np.int32), np.empty(1024, np.float32), np.empty((1024, MOST_TERMS), np.float32)
        )
        self._told_count = 0

    def __len__(self) -> int:
        return self._count

    def add(self, kind: str, month: int, agents: I32, told: Told | None = None, **columns: NDArray | int) -> None:
        """Add one event of `kind` for each agent, with its reasons if told.

        Columns are (k,) or single values, −1 where nothing is said.
        """
        if not len(agents):  # as it is for most kinds in most months
            return
        if told is not None:
            self._tell(told)
        end = self._count + len(agents)
        while end > len(self._columns["month"]):
            self._columns = {name: np.concatenate([c, np.empty_like(c)]) for name, c in self._columns.items()}
        said = UNSAID | columns | {"month": month, "kind": EVENT_NAMES.index(kind), "agent": agents}
        for name, column in self._columns.items():
            column[self._count : end] = said[name]
        self._count = end

    def add_posts(
        self,
        kind: str,
        month: int,
        posts: Posts,
        agents: I32,
        person: NDArray,
        told: Told | None = None,
        **columns: NDArray | int,
    ) -> None:
        """Add one event of `kind` for each post in `agents` and the person who holds it."""
        if not len(agents):
            return
        where = {name: getattr(posts, name)[agents] for name in ("organ", "rank", "province", "abroad")}
        self.add(kind, month, agents, told, person=person[agents], **where, **columns)

    def _tell(self, told: Told) -> None:
        """Keep the reasons of the events that are added next."""
        start, end = self._told_count, self._told_count + len(told.hazard)
        while end > len(self._told.event):
            self._told = self._told.doubled()
        kept, width = self._told, told.terms.shape[1]
        kept.event[start:end] = np.arange(self._count, self._count + end - start)
        kept.hazard[start:end] = told.hazard
        kept.terms[start:end, :width] = told.terms
        kept.terms[start:end, width:] = np.nan
        self._told_count = end

    def column(self, name: str, start: int = 0) -> NDArray:
        """The entries of a column from event `start` on (a view, good until the next `add`)."""
        return self._columns[name][start : self._count]

    def columns(self) -> dict[str, NDArray]:
        """All columns, as copies of their filled part."""
        return {name: column[: self._count].copy() for name, column in self._columns.items()}

    def reasons(self) -> Reasons:
        """The reasons of the events that have any, as copies of what is filled."""
        kept, count = self._told, self._told_count
        return Reasons(kept.event[:count].copy(), kept.hazard[:count].copy(), kept.terms[:count].copy())

    def digest(self) -> str:
        """Hash of all events and their reasons, hex."""
        found = hashlib.blake2b(digest_size=16)
        for column in self._columns.values():
            found.update(column[: self._count].tobytes())
        for part in (self._told.event, self._told.hazard, self._told.terms):
            found.update(part[: self._told_count].tobytes())
        return found.hexdigest()
