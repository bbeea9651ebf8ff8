"""The axes of a picture: one of time, which all panels share, and one of values for each panel.

Time is a number on these axes: the calendar year and the part of it that has passed. So the same picture comes out in
every time zone.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from politburo.show import look
from politburo.show.look import WIDE

WIDTH = WIDE.width
"""Pixels of every panel of a wide figure from its first to its last day."""

LINE_DISTANCE = 12
"""Least distance in pixels between the lines of years that are not named."""

LABEL_DISTANCE, MONTH_DISTANCE = 36, 66
"""Least distance in pixels between the begins of two labels of the axis of time: years, or months with their year."""

TICK_DISTANCE = 20
"""Least distance in pixels between two labels of a vertical axis."""


@dataclass(frozen=True, slots=True)
class TimeAxis:
    """The months that a picture shows, from `first` to `last`, both included."""

    first: int
    last: int
    width: int = WIDTH
    """Pixels from its first to its last day."""

    @property
    def domain(self) -> tuple[float, float]:
        """Where the axis begins and ends, in years."""
        return self.first / 12, (self.last + 1) / 12

    def pixel(self, year: float) -> float:
        """Where a point in time stands, in pixels from the left."""
        begin, end = self.domain
        return (year - begin) / (end - begin) * self.width

    def channel(self, field: str, *, axis: bool = True) -> dict[str, Any]:
        """The encoding of a field along this axis, with a line at the begin of each year, or month where years are few.

        A label that would reach beyond the end of the axis is left out. In a strip without `axis` there are no lines.
        """
        begin, end = self.domain
        scale = {"domain": [begin, end], "nice": False, "zero": False}
        return {"field": field, "type": "quantitative", "axis": self._axis() if axis else None, "scale": scale}

    def _axis(self) -> dict[str, Any]:
        begin, end = self.domain
        years = list(range(math.ceil(begin), math.ceil(end)))
        return {
            **(self._years(years) if len(years) > 2 or end - begin >= 2 else self._months()),
            "title": None,
            "labelAlign": "left",
            "labelFlush": False,
            "labelBound": True,
            "labelOffset": 3,
            "labelPadding": 4,
            "labelFontSize": look.SMALL,
            "domain": True,
            "domainColor": look.HAIRLINE,
        }

    def _years(self, years: list[int]) -> dict[str, Any]:
        begin, end = self.domain
        distance = self.width / (end - begin)
        step = math.ceil(LABEL_DISTANCE / distance - 1e-9)
        if distance < LINE_DISTANCE:
            return {"values": years[::step], "format": "d"}
        named = f"(datum.value - {years[0]}) % {step} == 0 ? format(datum.value, 'd') : ''"
        return {"values": years, "labelExpr": named}

    def _months(self) -> dict[str, Any]:
        months = self.last + 1 - self.first
        step = next(step for step in (1, 2, 3, 4, 6, 12) if self.width / months * step >= MONTH_DISTANCE or step == 12)
        # The twelfth of a year as a number may fall short of itself: half a day more names the right month.
        day = "datetime(floor(datum.value + 0.001), floor((datum.value + 0.001) % 1 * 12), 1)"
        return {
            "values": [month / 12 for month in range(self.first, self.last + 1, step)],
            "labelExpr": f"timeFormat({day}, '%b %Y')",
        }


@dataclass(frozen=True, slots=True)
class ValueAxis:
    """Values from `low` at the bottom of a panel to `high` at its top, with labels that take `room` pixels at least.

    `root` spaces counts by their square roots.
    """

    low: float
    high: float
    height: int
    room: int = WIDE.axis
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
        axis = {"title": None, "values": self.ticks(), "format": ",~f"} | (
            {"minExtent": self.room} if self.room else {}
        )
        return {"field": field, "type": "quantitative", "axis": axis, "scale": scale}

    def between(self, low: str, high: str) -> dict[str, Any]:
        """The encoding of what goes from one field to another."""
        return {"y": self.channel(low), "y2": {"field": high}}


def share_axis(lowest: float, highest: float, height: int, room: int = WIDE.axis) -> ValueAxis:
    """An axis for shares from `lowest` to `highest`, widened to round numbers, within 0 to 1."""
    step = 0.05 if highest - lowest <= 0.2 else 0.1
    low = min(math.floor(lowest / step + 1e-9) * step, 1 - step)
    high = max(math.ceil(highest / step - 1e-9) * step, low + step)
    return ValueAxis(round(max(low, 0), 9), round(min(high, 1), 9), height, room)


def count_axis(highest: float, height: int, room: int = WIDE.axis) -> ValueAxis:
    """An axis for counts from none to a little above `highest`."""
    return ValueAxis(0.0, max(highest * 1.1, 5.0), height, room, root=True)


def axis_around_zero(values: NDArray[np.float64], height: int) -> ValueAxis:
    """An axis for some values (NaN: none) and zero, widened to round numbers."""
    values = values[~np.isnan(values)]
    low, high = (float(min(values.min(), 0)), float(max(values.max(), 0))) if len(values) else (0.0, 0.0)
    if high == low:
        return ValueAxis(-1.0, 1.0, height)
    # A step that is wide enough for the axis once it has been widened by it on both sides.
    step = round_step((high - low) / (height - 2 * TICK_DISTANCE) * TICK_DISTANCE)
    return ValueAxis(math.floor(low / step + 1e-9) * step, math.ceil(high / step - 1e-9) * step, height)


def range_channel(
    field: str, low: float, high: float, title: str | None, *, logarithmic: bool = False, **axis: Any
) -> dict[str, Any]:
    """The encoding of a field from one end of a range to the other, with powers of ten along a logarithmic one."""
    scale: dict[str, Any] = {"domain": [low, high], "nice": False, "zero": False}
    if logarithmic:
        powers = range(math.ceil(math.log10(low) - 1e-9), math.floor(math.log10(high) + 1e-9) + 1)
        scale["type"], axis["values"] = "log", [10.0**power for power in powers]
    axis = {"title": title, "format": ",~r", "tickCount": 5, **axis}
    return {"field": field, "type": "quantitative", "scale": scale, "axis": axis}


def round_step(least: float) -> float:
    """The smallest of 1, 2 and 5 times a power of ten that is at least `least`, which is above 0."""
    power = 10.0 ** math.floor(math.log10(least))
    return next(factor * power for factor in (1, 2, 5, 10) if factor * power >= least * (1 - 1e-9))


def year_of(day: date) -> float:
    """A day as a year and the part of it that has passed."""
    first, following = date(day.year, 1, 1), date(day.year + 1, 1, 1)
    return day.year + (day - first).days / (following - first).days
