"""Sessions: one for each open page, with the folder of its runs, forgotten when nothing was asked for an hour."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from pathlib import Path

from politburo.terms.errors import UsageError

LONGEST_IDLE = 3600.0
"""Seconds without a question after which a session is forgotten."""

MOST = 64
"""Sessions at the same time."""


class Sessions:
    """When each session last asked; `keep` says that runs stay where they are when a session is forgotten."""

    def __init__(self, folder: Path, *, keep: bool = False, now: Callable[[], float] = time.monotonic) -> None:
        self._folder, self._keep, self._now = folder, keep, now
        self._asked: dict[str, float] = {}

    def __len__(self) -> int:
        return len(self._asked)

    def asks(self, session: str) -> None:
        """A session asks, perhaps for the first time. Raises UsageError where there are too many."""
        self.forget()
        if session not in self._asked and len(self._asked) >= MOST:
            raise UsageError(f"{MOST} pages are open already: close one, and try again in an hour at the latest.")
        self._asked[session] = self._now()

    def forget(self) -> list[str]:
        """Forget those that have not asked for long, and return which."""
        gone = [name for name, last in self._asked.items() if self._now() - last > LONGEST_IDLE]
        for name in gone:
            del self._asked[name]
            if not self._keep:
                shutil.rmtree(self._folder / name, ignore_errors=True)
        return gone
