"""Short names: what is meant by a word that a person gives for one of several known names, or why that is not clear."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from politburo.scenario.checks import nearest, shown
from politburo.terms.errors import UsageError

Tier = tuple[tuple[str, ...], Callable[[str, str], bool]]
"""Names, and whether one of them fits what is asked for."""


def meant(short: str, what: str, tiers: Sequence[Tier], advice: str = "") -> str:
    """The one name that fits in the first of the tiers in which any does.

    Raises UsageError where several fit, and where none does: that proposes the nearest names, or else says `advice`, by
    default the names of the first tier.
    """
    asked = re.sub(r"[\s-]+", "_", short.strip())
    for names, fits in tiers:
        fitting = [name for name in names if asked and fits(name, asked)]
        if len(fitting) == 1:
            return fitting[0]
        if fitting:
            raise UsageError(f"{shown(short)} can mean {either(fitting)}; say which {what}.")
    known = tuple(dict.fromkeys(name for names, _ in tiers for name in names))
    # The nearest is looked for among short names, too: `horizn` is nearer to `horizon` than to `fear.horizon`.
    near = nearest(asked, tuple(dict.fromkeys(part for name in known for part in (name, name.rpartition(".")[2]))))
    if not near.endswith("?"):
        near = advice or f"it can be {', '.join(map(repr, tiers[0][0]))}."
    raise UsageError(f"There is no {what} {shown(short)}; {near}")


def by_any_part(names: tuple[str, ...]) -> tuple[Tier, ...]:
    """Tiers of plain names: the name itself, one that has it as a word, one that begins with it."""
    return (names, same), (names, has_word), (names, begins)


def same(name: str, asked: str) -> bool:
    """Whether it is the name itself."""
    return name == asked


def has_word(name: str, asked: str) -> bool:
    """Whether it is one of the words of the name."""
    return asked in re.split("[._]", name)


def begins(name: str, asked: str) -> bool:
    """Whether the name begins with it."""
    return name.startswith(asked)


def either(names: Sequence[str]) -> str:
    """Two names or more, any of which could be meant."""
    return " or ".join((", ".join(map(repr, names[:-1])), repr(names[-1])))
