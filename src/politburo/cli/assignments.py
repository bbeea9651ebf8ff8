"""Options of the form NAME=VALUE that can be given several times."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from politburo.terms.errors import UsageError


def once(option: str, texts: Iterable[str], parse: Callable[[str], tuple[str, Any]]) -> dict[str, Any]:
    """What was given, by name. Raises UsageError for a name that is given twice, and as `parse` does."""
    found: dict[str, Any] = {}
    for name, value in map(parse, texts):
        if name in found:
            raise UsageError(f"{option} names {name!r} twice; name it once.")
        found[name] = value
    return found
