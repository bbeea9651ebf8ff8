"""A panel of rows: names to the left, marks along one axis of values, numbers to the right.

All is placed in pixels, so that names and numbers belong to the panel and stand flush with the title above it.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from politburo.answer.numbers import capitalised
from politburo.ask.sensitivity.tables import meaning_of
from politburo.run.outcomes import outcome
from politburo.show import look
from politburo.show.axes import round_step
from politburo.show.look import WIDE
from politburo.show.marks import Spec, down, field, mark, over

ROW, HALF_LINE = 36, 7
"""Pixels from one row to the next, and from the middle of a row to that of each of the two lines of its name."""

NAMES, NUMBERS = 320, 200
"""Pixels for the names and for the numbers."""

TICKS = 90
"""Least distance in pixels between two labels of the axis."""


@dataclass(frozen=True, slots=True)
class Axis:
    """Values from `low` to `high` between the names and the numbers."""

    low: float
    high: float

    def channel(self, name: str) -> Spec:
        """The encoding of a field along it."""
        begin, end = NAMES, WIDE.room - NUMBERS
        step = round_step((self.high - self.low) / (end - begin) * TICKS)
        first, last = math.ceil(self.low / step - 1e-9), math.floor(self.high / step + 1e-9)
        values = [round(place * step, 9) for place in range(first, last + 1)]
        scale = {"domain": [self.low, self.high], "range": [begin, end], "nice": False, "zero": False, "clamp": True}
        axis = {"title": None, "values": values, "format": ",~f", "labelFlush": False}
        return {"field": name, "type": "quantitative", "scale": scale, "axis": axis}

    def between(self, low: str, high: str) -> Spec:
        """The encoding of what goes from one field to another."""
        return {"x": self.channel(low), "x2": field(high)}


def axis_of(values: Sequence[float], *, lowest: float = -math.inf, highest: float = math.inf) -> Axis:
    """An axis for values and zero, with some room beyond them; it ends at `lowest` and `highest` at the latest."""
    known = [value for value in values if math.isfinite(value)]
    low, high = min([0.0, *known]), max([0.0, *known])
    room = 0.04 * (high - low or 1.0)
    return Axis(max(low - room if low < 0 else 0.0, lowest), min(high + room, highest))


def panel(
    name: str,
    about: Sequence[str],
    rows: Sequence[tuple[str, str]] = (),
    layers: Sequence[Spec] = (),
    *,
    muted: Sequence[str] = (),
) -> Spec:
    """The layers of an outcome under its heading, with the factor and a number of each row; those `muted` are set back.

    `about` is said below the heading.
    """
    words = [
        {
            "y": middle(place),
            "name": look.fitted(factor, look.TEXT, NAMES - 20),
            "about": look.fitted(meaning_of(factor), look.SMALL, NAMES - 20),
            "number": number,
            "quiet": factor in muted,
        }
        for place, (factor, number) in enumerate(rows)
    ]
    text = {"align": "left", "baseline": "middle", "clip": False}
    small = {**text, "fontSize": look.SMALL}
    ink = {"condition": {"test": "datum.quiet", "value": look.MUTED}, "value": look.INK}
    left, right = {"x": {"value": 0}}, {"x": {"value": WIDE.room - NUMBERS + 14}}
    height = max(ROW * len(rows), 1)
    written = over(
        words,
        {"y": down("y", height)},
        (mark("text", dy=-HALF_LINE, fontSize=look.TEXT, **text), {**left, "text": field("name"), "color": ink}),
        (mark("text", dy=HALF_LINE, color=look.MUTED, **small), {**left, "text": field("about")}),
        (mark("text", **small), {**right, "text": field("number"), "color": ink}),
    )
    one = outcome(name)
    heading = f"{capitalised(name.replace('_', ' '))}: {one.meaning}" + ("" if one.unit == "1" else f" ({one.unit})")
    title = {
        "text": look.wrapped(heading, look.HEADING * look.BOLD, WIDE.room),
        "subtitle": [line for text in about if text for line in look.wrapped(text, look.TEXT, WIDE.room)],
        "frame": "group",
        "offset": 8,
    }
    return {"title": title, "width": WIDE.room, "height": height, "layer": [*layers, written]}


def bars(axis: Axis, colour: Spec, height: int, shift: int = 0) -> tuple[tuple[Spec, Spec], ...]:
    """Marks for a bar from `zero` to `value`, and a thin line from `low` to `high`."""
    line = mark("rule", color=look.INK, strokeWidth=1.2, yOffset=shift), axis.between("low", "high")
    return (mark("bar", height=height, yOffset=shift), {**axis.between("zero", "value"), "color": colour}), line


def chosen(test: str, then: str, otherwise: str) -> Spec:
    """One colour where a test holds, and else another."""
    return {"condition": {"test": test, "value": then}, "value": otherwise}


def middle(place: int) -> float:
    """The middle of a row, in pixels from the top."""
    return ROW * (place + 0.5)


def upright(value: float, axis: Axis, **stroke: Any) -> Spec:
    """A line through all rows at a value."""
    return over([{"at": value}], {"x": axis.channel("at")}, (mark("rule", color=look.MUTED, **stroke), {}))
