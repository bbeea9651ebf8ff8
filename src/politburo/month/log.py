"""The log of events: columns that grow, filled by phases with the events of one kind at a time."""

from __future__ import annotations

import hashlib

import numpy as np
from numpy.typing import NDArray

from politburo.country.country import I32, Posts
from politburo.terms.events import EVENT_COLUMNS, EVENT_NAMES

NONE = -1
UNSAID = {column.name: NONE for column in EVENT_COLUMNS} | {"day": 0, "abroad": 0, "persons": 1}


class Log:
    """Events of one run. The columns double when they are full, between kernels."""

    def __init__(self) -> None:
        self._columns: dict[str, NDArray] = {c.name: np.empty(4096, c.dtype) for c in EVENT_COLUMNS}
        self._count = 0

    def __len__(self) -> int:
        return self._count

    def add(self, kind: str, month: int, agents: I32, **columns: NDArray | int) -> None:
        """Add one event of `kind` for each agent; columns (k,) or single values, −1 where nothing is said."""
        end = self._count + len(agents)
        while end > len(self._columns["month"]):
            self._columns = {name: np.concatenate([c, np.empty_like(c)]) for name, c in self._columns.items()}
        said = UNSAID | columns | {"month": month, "kind": EVENT_NAMES.index(kind), "agent": agents}
        for name, column in self._columns.items():
            column[self._count : end] = said[name]
        self._count = end

    def add_posts(
        self, kind: str, month: int, posts: Posts, agents: I32, person: NDArray, **columns: NDArray | int
    ) -> None:
        """Add one event of `kind` for each post in `agents` and the person who holds it."""
        where = {name: getattr(posts, name)[agents] for name in ("organ", "rank", "province", "abroad")}
        self.add(kind, month, agents, person=person[agents], **where, **columns)

    def column(self, name: str, start: int = 0) -> NDArray:
        """The entries of a column from event `start` on (a view, good until the next `add`)."""
        return self._columns[name][start : self._count]

    def columns(self) -> dict[str, NDArray]:
        """All columns, as copies of their filled part."""
        return {name: column[: self._count].copy() for name, column in self._columns.items()}

    def digest(self) -> str:
        """Hash of all events, hex."""
        found = hashlib.blake2b(digest_size=16)
        for column in self._columns.values():
            found.update(column[: self._count].tobytes())
        return found.hexdigest()
