"""The axes of a picture: one of time, which all panels share, and one of values for each panel.

Time is a number on these axes: the calendar year and the part of it that has passed. So the same picture comes out in
every time zone.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date
from typing import Any

from politburo.show import look

WIDTH = 860
"""Pixels of every panel from its first to its last day."""

TICK_DISTANCE = 20
"""Least distance in pixels between two labels of a vertical axis."""


@dataclass(frozen=True, slots=True)
class TimeAxis:
    """The months that a picture shows, from `first` to `last`, both included."""

    first: int
    last: int

    @property
    def domain(self) -> tuple[float, float]:
        """Where the axis begins and ends, in years."""
        return self.first / 12, (self.last + 1) / 12

    def pixel(self, year: float) -> float:
        """Where a point in time stands, in pixels from the left."""
        begin, end = self.domain
        return (year - begin) / (end - begin) * WIDTH

    def channel(self, field: str) -> dict[str, Any]:
        """The encoding of a field along this axis, with a line at the begin of each year."""
        begin, end = self.domain
        years = range(math.ceil(begin), math.ceil(end))
        axis = {
            "values": list(years)[:: math.ceil(len(years) / 24)],
            "format": "d",
            "title": None,
            "labelAlign": "left",
            "labelFlush": False,
            "labelOffset": 3,
            "labelPadding": 4,
            "labelFontSize": look.SMALL,
            "domain": True,
            "domainColor": look.HAIRLINE,
        }
        scale = {"domain": [begin, end], "nice": False, "zero": False}
        return {"field": field, "type": "quantitative", "axis": axis, "scale": scale}


@dataclass(frozen=True, slots=True)
class ValueAxis:
    """Values from `low` at the bottom of a panel to `high` at its top; `root` spaces counts by their square roots."""

    low: float
    high: float
    height: int
    root: bool = False

    def pixel(self, value: float) -> float:
        """Where a value stands, in pixels from the top."""
        low, high, here = (math.sqrt(v) if self.root else v for v in (self.low, self.high, value))
        return self.height * (1 - (here - low) / (high - low))

    def ticks(self) -> list[float]:
        """Round numbers that stand at least some lines of text apart."""
        if self.root:
            candidates = [factor * 10.0**power for power in range(8) for factor in (1, 2, 3, 5)]
        else:
            step = round_step((self.high - self.low) / self.height * TICK_DISTANCE)
            first = math.ceil(self.low / step - 1e-9)
            candidates = [step * place for place in range(first, first + self.height)]
        ticks = [self.low] if self.root else []
        for value in candidates:
            if value <= self.high * (1 + 1e-9) and (
                not ticks or self.pixel(ticks[-1]) - self.pixel(value) >= TICK_DISTANCE - 1e-6
            ):
                ticks.append(round(value, 9))
        return ticks

    def channel(self, field: str) -> dict[str, Any]:
        """The encoding of a field along this axis."""
        kind = "sqrt" if self.root else "linear"
        scale = {"domain": [self.low, self.high], "nice": False, "zero": False, "type": kind}
        axis = {"title": None, "values": self.ticks(), "format": ",~f"}
        return {"field": field, "type": "quantitative", "axis": axis, "scale": scale}


def share_axis(lowest: float, highest: float, height: int) -> ValueAxis:
    """An axis for shares from `lowest` to `highest`, widened to round numbers, within 0 to 1."""
    step = 0.05 if highest - lowest <= 0.2 else 0.1
    low = min(math.floor(lowest / step + 1e-9) * step, 1 - step)
    high = max(math.ceil(highest / step - 1e-9) * step, low + step)
    return ValueAxis(round(max(low, 0), 9), round(min(high, 1), 9), height)


def count_axis(highest: float, height: int) -> ValueAxis:
    """An axis for counts from none to a little above `highest`."""
    return ValueAxis(0.0, max(highest * 1.1, 5.0), height, root=True)


def round_step(least: float) -> float:
    """The smallest of 1, 2 and 5 times a power of ten that is at least `least`, which is above 0."""
    power = 10.0 ** math.floor(math.log10(least))
    return next(factor * power for factor in (1, 2, 5, 10) if factor * power >= least * (1 - 1e-9))


def year_of(day: date) -> float:
    """A day as a year and the part of it that has passed."""
    first, following = date(day.year, 1, 1), date(day.year + 1, 1, 1)
    return day.year + (day - first).days / (following - first).days
