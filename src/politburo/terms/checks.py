"""Checks on single values of a file. Each raises ValueError with a sentence that ends without a full stop."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from difflib import get_close_matches
from typing import Any

from politburo.terms.declarations import Declaration

SHOWN = 60
"""Characters of a wrong value that a message shows."""

MOST_DIGITS_SHOWN = 20

COMPARED, LISTED = 500, 60
"""Valid names that a wrong one is compared with, and that a message lists."""

TURNING = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u2028\u2029"
"""Characters that turn or break the line they stand in, so that it reads otherwise than it is."""

CONTROL = re.compile(f"[\x00-\x1f\x7f-\x9f\ud800-\udfff{TURNING}]")
CONTROL_IN_LINES = re.compile(f"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff{TURNING}]")
"""Characters that no text may hold, and no text of several lines."""


def printable(text: str, keep: str = "") -> str:
    r"""The text, safe to print: what is no visible character stands as its escape, such as `\x1b`, but for `keep`."""
    return "".join(
        sign if sign.isprintable() or sign in keep else sign.encode("unicode_escape", "surrogatepass").decode()
        for sign in text
    )


def shown(value: Any) -> str:
    """A value roughly as the file spells it, cut where it is long."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int) and value.bit_length() > 64:
        return f"a whole number of more than {MOST_DIGITS_SHOWN - 1} digits"
    if isinstance(value, float):
        return repr(value)
    if isinstance(value, list | dict):
        return "a list" if isinstance(value, list) else "a table"
    written = repr(value) if isinstance(value, str | int) else str(value)
    return printable(written if len(written) <= SHOWN else f"{written[:SHOWN]}…")


def nearest(name: str, known: tuple[str, ...]) -> str:
    """A clause that proposes the nearest valid names, or lists them when none is near."""
    near = get_close_matches(name[:SHOWN], known[:COMPARED], n=3, cutoff=0.75)
    if near:
        return f"did you mean {' or '.join(map(shown, near))}?"
    return f"it can be {', '.join(map(shown, known[:LISTED]))}{', …' if len(known) > LISTED else ''}"


def proposed(name: str, known: tuple[str, ...]) -> str:
    """The same as the end of a sentence, with its mark."""
    found = nearest(name, known)
    return found if found.endswith("?") else f"{found}."


def one_of(known: tuple[str, ...], what: str) -> Callable[[str], str]:
    """A check that a word is among the known ones; `what` says what kind of word it is."""

    def check(word: str) -> str:
        if word not in known:
            raise ValueError(f"there is no {what} {shown(word)}; {nearest(word, known)}")
        return word

    return check


def within(declaration: Declaration) -> Callable[[float], float]:
    """A check that a number is finite and lies in the declared range."""

    def check(value: float) -> float:
        if not declaration.allows(value):
            raise ValueError(out_of_range(declaration, value))
        return value

    return check


def meaning_and_unit(declaration: Declaration) -> str:
    """Meaning and unit of a term: `reach of surveillance [share]`; a pure number has no unit."""
    return declaration.meaning if declaration.unit == "1" else f"{declaration.meaning} [{declaration.unit}]"


def out_of_range(declaration: Declaration, value: float) -> str:
    """The sentence that a number outside its declared range is answered with."""
    unit = "" if declaration.unit == "1" else f" {declaration.unit}"
    return f"{value} lies outside {declaration.low:g} to {declaration.high:g}{unit} ({declaration.meaning})"


def between(low: float, high: float) -> Callable[[float], float]:
    """A check that a number lies between two bounds, both allowed."""

    def check(value: float) -> float:
        if not low <= value <= high:
            raise ValueError(f"{shown(value)} lies outside {low} to {high}")
        return value

    return check


def text_of(longest: int, why: str, lines: bool = False) -> Callable[[str], str]:
    """A check that a text is there, no longer than that and without control characters; `lines` allows several lines.

    `why` says in the message what sets the limit.
    """
    refused = CONTROL_IN_LINES if lines else CONTROL

    def check(text: str) -> str:
        if not lines and not text:
            raise ValueError("the text is empty")
        if len(text) > longest:
            raise ValueError(f"{shown(text)} has {len(text)} characters; {longest} is the most that {why}")
        found = refused.search(text)
        if found:
            raise ValueError(f"the text holds the control character {printable(found[0])}, which is not allowed")
        return text

    return check


def to_day(written: Any) -> date:
    """The day written as `2012-01-31`, with or without quotes."""
    # The library takes "20000131" and "2000-W05-1" too, which are not our ways to write a day.
    if isinstance(written, str) and re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", written):
        with suppress(ValueError):
            return date.fromisoformat(written)
    if type(written) is date:
        return written
    raise ValueError(f'{shown(written)} is not a day of the calendar; write it like "2012-01-31"')
