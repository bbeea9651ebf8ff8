"""What is incidental about a run, as it is simulated: the order of its phases, and the streams that they draw from.

In another order, what is done before a phase is done as soon as all that usually comes before it has been done.

On other streams each phase draws under a key of its own, so that two phases never share a draw, whatever they draw for.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from politburo.ask.claims.followed import together
from politburo.ask.claims.record import Arm, Incidental

if TYPE_CHECKING:
    from politburo.month.now import Now
    from politburo.month.the_month import Phases

Doings = Mapping[str, Callable[["Now"], None]]

THE_END = "the end"
"""What stands for the end of a month whose phases are in another order: nothing is done in it."""

BUILT = "before the change"
"""What draws whom a change strikes, before any phase."""


@dataclass(frozen=True, slots=True)
class Around:
    """How the months of an arm are lived through."""

    incidental: Incidental

    @classmethod
    def of(cls, arm: Arm) -> Around:
        """That of an arm."""
        return cls(arm.incidental or Incidental())

    @property
    def phases(self) -> Phases | None:
        """The phases in their order; None: as they are."""
        if not self.incidental.order:
            return None
        from politburo.month.the_month import PHASES

        phases = dict(PHASES)
        return (*((name, phases[name]) for name in self.incidental.order), (THE_END, lambda now: None))

    def key(self, seed: int) -> int:
        """The key under which it is drawn whom a change strikes."""
        return _another(self.incidental.streams, seed, BUILT) if self.incidental.streams else seed

    def doings(self, doings: Doings) -> Doings:
        """What is done before phases where these are said for the usual order, with what else has to be done there."""
        moved = self._moved(doings) if self.incidental.order else doings
        return together(self._streams(), moved) if self.incidental.streams else moved

    def _moved(self, doings: Doings) -> Doings:
        from politburo.month.the_month import PHASES

        usual, order = [name for name, _ in PHASES], (*self.incidental.order, THE_END)
        places = []
        for name in sorted(doings, key=usual.index):
            done = [order.index(earlier) + 1 for earlier in usual[: usual.index(name)]]
            places.append({order[max(done, default=0)]: doings[name]})
        return together(*places)

    def _streams(self) -> Doings:
        """Before each phase: the key of its stream, made of the one before, which is the month's at first."""
        from politburo.month.the_month import PHASES

        def to_the_stream_of(name: str) -> Callable[[Now], None]:
            return lambda now: now.draw_under(_another(self.incidental.streams, now.seed, name))

        return {name: to_the_stream_of(name) for name, _ in PHASES}


@lru_cache(maxsize=4096)
def _another(streams: int, seed: int, name: str) -> int:
    told = hashlib.blake2b(f"{streams} {seed} {name}".encode(), digest_size=4)
    return int.from_bytes(told.digest(), "big")
