"""Calendar months as whole numbers, spans of months in which a value holds, and numbers as people write them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

YEARS = (1900, 2200)
"""First and last year that a scenario may reach."""

LAST_DAY_OF_FIRST_HALF = 15


def month_number(text: str) -> int:
    """The number of a month written as `2012-01`. Raises ValueError with a sentence that says how to write it."""
    found = re.fullmatch(r"([0-9]{4})-([0-9]{2})", text)
    year, month = (int(part) for part in found.groups()) if found else (0, 0)
    if not (YEARS[0] <= year <= YEARS[1] and 1 <= month <= 12):
        raise ValueError(f'{text[:40]!r} is not a month between {YEARS[0]} and {YEARS[1]}; write it like "2012-01"')
    return year * 12 + month - 1


def month_name(month: int) -> str:
    """The month of that number, written as `2012-01`."""
    return f"{month // 12:04d}-{month % 12 + 1:02d}"


def month_of_effect(day: date) -> int:
    """The month from which an event acts: its own up to the 15th, the next one after that."""
    return calendar_month(day) + (day.day > LAST_DAY_OF_FIRST_HALF)


def calendar_month(day: date) -> int:
    """The number of the month that a day lies in."""
    return day.year * 12 + day.month - 1


@dataclass(frozen=True, slots=True)
class Span:
    """A value and the first and last month, as numbers, through which it holds."""

    first: int
    last: int
    value: Any

    @property
    def months(self) -> str:
        """The months in words: `2012-01 to 2013-06`, or one month alone."""
        return month_span(self.first, self.last)


def spans(course: Sequence[Any], start: int) -> tuple[Span, ...]:
    """The spans of a course that begins in the month `start`, each as long as its value does not change."""
    first = [place for place, value in enumerate(course) if place == 0 or value != course[place - 1]]
    after = [*first[1:], len(course)]
    return tuple(Span(start + begin, start + end - 1, course[begin]) for begin, end in zip(first, after, strict=False))


def month_span(first: int, last: int) -> str:
    """`2012-01 to 2013-06`, or one month alone where both are the same."""
    return month_name(first) if first == last else f"{month_name(first)} to {month_name(last)}"


def number(value: float) -> str:
    """A number in at most six digits, as people write it: `0.35`, `13300`."""
    return f"{value:.6g}"


def numbers(a: float, b: float) -> tuple[str, str]:
    """Two numbers that differ, in as many digits as show it."""
    short = number(a), number(b)
    return short if short[0] != short[1] else (repr(a), repr(b))


def extent(values: Sequence[float]) -> str:
    """One number where all are the same, else the lowest and the highest: `0.3–0.6`."""
    low, high = number(min(values)), number(max(values))
    return low if low == high else f"{low}–{high}"
