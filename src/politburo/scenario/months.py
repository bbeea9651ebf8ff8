"""Calendar months as whole numbers, and the month in which a dated event takes effect."""

from __future__ import annotations

import re
from datetime import date

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
