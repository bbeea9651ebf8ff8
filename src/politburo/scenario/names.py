"""Short names: which lever, parameter, mechanism or other known name a word means, or why that is not clear.

A name may be short: `market` means market_tolerance, `horizon` means fear.horizon. What decides is, in this order: the
full name; a lever that has it as one of its words, or begins with it; a parameter so called behind its phase, or with
it as one of its words, or beginning with it. Where several fit equally well, none is taken.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from politburo.scenario.schema import LEVER_DECLARATIONS, PARAMETER_DECLARATIONS
from politburo.terms.checks import nearest, shown
from politburo.terms.errors import UsageError
from politburo.terms.mechanisms import MECHANISM_NAMES

LEVER_NAMES, PARAMETER_NAMES = tuple(LEVER_DECLARATIONS), tuple(PARAMETER_DECLARATIONS)

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


def parse_set(text: str) -> tuple[str, float]:
    """The full name and the value that `market=0.2` says. Raises UsageError."""
    name, equals, value = text.partition("=")
    try:
        amount = float(value)
    except ValueError:
        amount = None
    if not equals or amount is None:
        raise UsageError(f"{shown(text)} sets nothing; write a name and a number like 'market_tolerance=0.2'.")
    return full_name(name), amount


def full_names(sets: Mapping[str, float]) -> dict[str, float]:
    """Values by full names. Raises UsageError where two names mean the same."""
    named: dict[str, float] = {}
    for short, value in sets.items():
        name = full_name(short)
        if name in named:
            raise UsageError(f"{name!r} is set twice, under two names; set it once.")
        named[name] = value
    return named


def full_name(short: str) -> str:
    """The lever, or the parameter with its phase (`fear.horizon`), that a name means. Raises UsageError."""
    return meant(
        short,
        "lever or parameter",
        (
            (LEVER_NAMES + PARAMETER_NAMES, same),
            (LEVER_NAMES, has_word),
            (LEVER_NAMES, begins),
            (PARAMETER_NAMES, lambda name, asked: name.partition(".")[2] == asked),
            (PARAMETER_NAMES, has_word),
            (PARAMETER_NAMES, lambda name, asked: begins(name, asked) or begins(name.partition(".")[2], asked)),
        ),
        f"it can be {', '.join(map(repr, LEVER_NAMES))}, or a parameter such as 'fear.horizon', "
        "which `politburo show NAME --all` lists.",
    )


def mechanism_name(short: str) -> str:
    """The mechanism that a name means. Raises UsageError."""
    return meant(short, "mechanism", by_any_part(MECHANISM_NAMES))
