"""Numbers and days in sentences and cells: about two figures that count, a true minus, a sign where one is due."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date


def plain(value: float) -> str:
    """A level in about two decimals that count; a dash for NaN."""
    if math.isnan(value):
        return "–"
    return fixed(value, digits(abs(value)))


def fixed(value: float, decimals: int) -> str:
    """A number with so many decimals, with a comma at thousands and a minus that what rounds to zero has not."""
    text = f"{value:,.{decimals}f}".replace("-", "−")
    return text if text.strip("−0.") else text.removeprefix("−")


def count(value: float) -> str:
    """A count as read aloud: whole, halves upwards, with a comma at thousands."""
    return fixed(math.floor(value + 0.5), 0)


def figures(value: float) -> str:
    """A number in about three figures, without a power of ten."""
    size = abs(value)
    decimals = 0 if size >= 1000 or size == 0 else max(2 - math.floor(math.log10(size)), 0)
    text = fixed(value, decimals)
    return text.rstrip("0").rstrip(".") if decimals else text


def numbered(number: int, noun: str) -> str:
    """So many things in words and figures: `1 run`, `20 runs`."""
    return f"{number} {noun}{'s' * (number != 1)}"


def month_in_words(month: int) -> str:
    """A month by its number (year * 12 + month - 1), such as `May 2018`."""
    return f"{date(month // 12, month % 12 + 1, 1):%B %Y}"


def day_in_words(day: date) -> str:
    """A day, such as `9 July 2012`."""
    return f"{day.day} {day:%B %Y}"


def percent(share: float) -> str:
    """A share in per cent: in whole numbers, in two figures below ten (`0.40 %`), and not at all where it is tiny."""
    value = 100 * abs(share)
    if 0 < value < 0.001:
        return "< 0.001 %"
    text = f"{value:#.2g}" if 0 < value < 9.95 else f"{value:.0f}"
    return f"{'−' * (share < 0)}{text} %"


def percent_range(low: float, high: float) -> str:
    """From one share to another, in whole per cent or, where both are small, with the digits of the higher one."""
    decimals = digits(100 * high) if high < 0.02 else 0
    return f"{100 * low:.{decimals}f}–{100 * high:.{decimals}f} %"


def capitalised(text: str) -> str:
    """The text with a capital letter at its begin, and all others as they are."""
    return text[:1].upper() + text[1:]


def listed(names: Sequence[str], last: str = "and") -> str:
    """Names in a sentence: `one, two and three`; `last` is the word before the last one."""
    return f"{', '.join(names[:-1])} {last} {names[-1]}" if len(names) > 1 else "".join(names)


def count_range(low: float, high: float) -> str:
    """From one count to another."""
    return f"{count(low)}–{count(high)}"


def with_sign(value: float, decimals: int) -> str:
    """The same with its sign, whether plus or minus."""
    text = fixed(value, decimals)
    return f"+{text}" if value > 0 and text.strip("0.") else text


def with_interval(mean: float, low: float, high: float, *, finer: int = 0) -> str:
    """A difference with its interval, in as many decimals as its size and its interval make sense of.

    Where the interval is narrow, up to so many decimals more as `finer` says, so that its ends differ.
    """
    half = (high - low) / 2
    decimals = digits(max(abs(mean), half))
    decimals = max(decimals, min(decimals + finer, digits(half)))
    first, *ends = (with_sign(value, decimals) for value in (mean, low, high))
    return f"{first} [{', '.join(ends)}]"


def digits(size: float) -> int:
    """Decimals that leave about two figures."""
    if size <= 0 or not math.isfinite(size):
        return 0
    return min(max(1 - math.floor(math.log10(size)), 0), 6)


def finite(value: float) -> float | None:
    """The number, or nothing where it is none, or has no end."""
    return float(value) if math.isfinite(value) else None
