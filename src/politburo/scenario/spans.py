"""Month-by-month courses in few words: spans of months in which a value holds, and numbers as people write them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from politburo.scenario.months import month_name


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
