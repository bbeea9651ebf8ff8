"""Checks on the values of a country's files, and the keys of its tables; each raises ValueError with a clause.

A value is one of TOML, or what a cell of a table is read as. A file may be from anyone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from politburo.terms.checks import between, one_of, shown, text_of

Check = Callable[[Any], Any]
"""Gives the value as it is used, or raises ValueError with a clause that says what is wrong and what is allowed."""

MOST_DIGITS = 18
NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]{1,4})?")
WHOLE = re.compile(r"-?[0-9]+")

FORMULA = ("=", "+", "-", "@")
"""What a spreadsheet takes for the beginning of a formula, which it would work out where the file is opened."""

ASSUMED, FIGURE = "assumed", "figure:"
"""How a source begins that is an assumption, and one that points to a series of figures.csv."""

FIT, PRIOR = "FIT", "PRIOR"
"""Kinds of targets: simulated reports should come near it; it only bounds what is plausible."""

YES, NO = "yes", "no"
"""How a cell says whether something is so."""

LONGEST_NAME, LONGEST_TEXT, LONGEST_ADDRESS = 60, 2_000, 1_000
"""Characters of a name, of a note or citation, and of the address of a page."""

_line = {longest: text_of(longest, "it may have") for longest in (LONGEST_NAME, LONGEST_TEXT, LONGEST_ADDRESS)}


def number(low: float, high: float) -> Check:
    """A number within two bounds."""

    def check(value: Any) -> float:
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise ValueError(f"{shown(value)} is not a number")
        return float(between(low, high)(value))

    return check


def whole(low: int, high: int, *, even: bool = False) -> Check:
    """A whole number within two bounds."""

    def check(value: Any) -> int:
        if isinstance(value, bool) or not isinstance(value, int):
            raise ValueError(f"{shown(value)} is not a whole number")
        between(low, high)(value)
        if even and value % 2:
            raise ValueError(f"{value} is not even, and each tie has two ends: take {value - 1} or {value + 1}")
        return value

    return check


def flag(value: Any) -> bool:
    """True or false."""
    if not isinstance(value, bool):
        raise ValueError(f"{shown(value)} is not true or false")
    return value


def text(longest: int = LONGEST_TEXT, *, empty: bool = False) -> Check:
    """A text on one line that a spreadsheet does not take for a formula."""
    in_bounds = _line[longest]

    def check(value: Any) -> str:
        if not isinstance(value, str):
            raise ValueError(f"{shown(value)} is not a text in quotes")
        if empty and not value:
            return value
        if not in_bounds(value).strip():
            raise ValueError("the text is blank")
        if value.startswith(FORMULA):
            raise ValueError(
                f"{shown(value)} begins with {value[0]!r}, and a spreadsheet would take it for a formula; begin with "
                "another sign"
            )
        return value

    return check


def series(value: Any) -> str:
    """The name of a series."""
    if not isinstance(value, str) or not re.fullmatch(r"\w[\w.-]{0,99}", value):
        raise ValueError(f"{shown(value)} is no name of a series: at most 100 letters, digits, '_', '-' and '.'")
    return value


def source(value: Any) -> str:
    """Where a value is from: `assumed`, `assumed: why`, `figure: SERIES` or a citation in words; several with `; `."""
    said = text()(value)
    for part in parts_of(said):
        if part.startswith(FIGURE) and not part.removeprefix(FIGURE).strip():
            raise ValueError(f"{shown(said)} names no series; write '{FIGURE} SERIES' with one that figures.csv has")
        if part.startswith(ASSUMED) and part != ASSUMED and not part.startswith(f"{ASSUMED}:"):
            raise ValueError(f"{shown(said)} is not clear; write '{ASSUMED}' or '{ASSUMED}: why'")
    return said


def parts_of(said: str) -> list[str]:
    """The sources that stand together in one: each but the first begins as an assumption or points to a series."""
    return re.split(f"; (?={ASSUMED}|{FIGURE})", said)


def series_of(said: str) -> tuple[str, ...]:
    """The series that a source points to."""
    return tuple(part.removeprefix(FIGURE).strip() for part in parts_of(said) if part.startswith(FIGURE))


def is_assumed(said: str) -> bool:
    """Whether a source says that the value, or a part of it, is an assumption."""
    return any(part.startswith(ASSUMED) for part in parts_of(said))


def is_wholly_assumed(said: str) -> bool:
    """Whether a source says nothing but that the value is an assumption."""
    return all(part.startswith(ASSUMED) for part in parts_of(said))


def address(value: Any) -> str:
    """The address of a page on the web, or nothing."""
    said = text(LONGEST_ADDRESS, empty=True)(value)
    if said and not said.startswith(("http://", "https://")):
        raise ValueError(f"{shown(said)} is not the address of a page; it begins with http:// or https://")
    return said


def day(value: Any) -> date:
    """A day written as `2012-01-31`."""
    try:
        if not re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
            raise ValueError
        return date.fromisoformat(value)
    except ValueError:
        raise ValueError(f'{shown(value)} is not a day of the calendar; write it like "2012-01-31"') from None


def date_or_part(value: Any) -> str:
    """A day, a month or a year, or nothing."""
    if not value:
        return value
    if re.fullmatch("[0-9]{4}(-[0-9]{2})?", value):
        day(f"{value}-01" if len(value) > 4 else f"{value}-01-01")
        return value
    return day(value).isoformat()


def one_word(*words: str) -> Check:
    """One of these words."""
    return one_of(words, "kind")


def in_cell(check: Check) -> Check:
    """The check of a number as a cell holds it: digits, a point, an exponent, and nothing between the digits."""

    def read(cell: str) -> Any:
        if not NUMBER.fullmatch(cell):
            raise ValueError(f"{shown(cell)} is not a number; write it like 1234.5")
        if not WHOLE.fullmatch(cell):
            return check(float(cell))
        if len(cell.lstrip("-0")) > MOST_DIGITS:
            raise ValueError(f"{shown(cell)} is too large a number")
        return check(int(cell))

    return read


@dataclass(frozen=True, slots=True)
class Key:
    """A key of a table, or a column: how its value is checked, and whether it may be left out, for `default`."""

    check: Check
    optional: bool = False
    default: Any = None


Keys = Mapping[str, Key]
