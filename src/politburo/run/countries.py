"""The countries of this process: each is built once, whoever asks first, and shared by all jobs that are done here."""

from __future__ import annotations

from collections.abc import Callable
from threading import RLock
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from politburo.country import Country

Built = TypeVar("Built")

_one_builds = RLock()


def once(make: Callable[..., Built], *how: Any) -> Built:
    """What `make(*how)` gives, a function that remembers; no two threads are in it at the same time.

    A function that remembers what it has made still makes it twice when two threads ask before the first is done.
    """
    with _one_builds:
        return make(*how)


def country_for(name: str, scale: float) -> Country:
    """The country of this name and scale. Raises UsageError for a name or a scale that cannot be built."""
    from politburo.country import build

    return once(build, name, scale)
