"""Checks on single values of a scenario file. Each raises ValueError with a sentence that ends without a full stop."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from difflib import get_close_matches
from typing import Any

from politburo.scenario.months import month_number
from politburo.terms.declarations import Declaration


def nearest(name: str, known: tuple[str, ...]) -> str:
    """A clause that proposes the nearest valid names, or lists all of them when none is near."""
    near = get_close_matches(name, known, n=3, cutoff=0.75)
    return f"did you mean {' or '.join(map(repr, near))}?" if near else f"it can be {', '.join(map(repr, known))}"


def one_of(known: tuple[str, ...], what: str) -> Callable[[str], str]:
    """A check that a word is among the known ones; `what` says what kind of word it is."""

    def check(word: str) -> str:
        if word not in known:
            raise ValueError(f"there is no {what} {word!r}; {nearest(word, known)}")
        return word

    return check


def within(declaration: Declaration) -> Callable[[float], float]:
    """A check that a number is finite and lies in the declared range."""

    def check(value: float) -> float:
        if not declaration.allows(value):
            raise ValueError(out_of_range(declaration, value))
        return value

    return check


def out_of_range(declaration: Declaration, value: float) -> str:
    """The sentence that a number outside its declared range is answered with."""
    unit = "" if declaration.unit == "1" else f" {declaration.unit}"
    return f"{value} lies outside {declaration.low:g} to {declaration.high:g}{unit} ({declaration.meaning})"


def between(low: float, high: float) -> Callable[[float], float]:
    """A check that a number lies between two bounds, both allowed."""

    def check(value: float) -> float:
        if not low <= value <= high:
            raise ValueError(f"{value} lies outside {low} to {high}")
        return value

    return check


def to_month(written: Any) -> int:
    """The number of a month written as `2012-01`."""
    if not isinstance(written, str):
        raise ValueError(f'{written} is not a month; write it in quotes like "2012-01"')
    return month_number(written)


def to_day(written: Any) -> date:
    """The day written as `2012-01-31`, with or without quotes."""
    if isinstance(written, str):
        try:
            return date.fromisoformat(written)
        except ValueError:
            written = repr(written)
    if type(written) is date:
        return written
    raise ValueError(f'{written} is not a day of the calendar; write it like "2012-01-31"')
