"""A panel of rows: names to the left, marks along one axis of values, numbers to the right.

All is placed in pixels, so that names and numbers belong to the panel and stand flush with the title above it.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from politburo.ask.sensitivity.tables import meaning_of
from politburo.show import look
from politburo.show.axes import round_step
from politburo.show.look import Layout
from politburo.show.marks import Spec, field, mark, over

ROW, HALF_LINE = 36, 7
"""Pixels from one row to the next, and from the middle of a row to that of each of the two lines of its name."""

NAMES, NUMBERS = 320, 200
"""Pixels for the names and for the numbers."""

TICKS = 90
"""Least distance in pixels between two labels of the axis."""


@dataclass(frozen=True, slots=True)
class Axis:
    """Values from `low` to `high` between the names and the numbers of a figure of this layout."""

    low: float
    high: float
    layout: Layout

    @property
    def pixels(self) -> tuple[int, int]:
        """Where it begins and ends."""
        return NAMES, self.layout.room - NUMBERS

    def channel(self, name: str) -> Spec:
        """The encoding of a field along it."""
        begin, end = self.pixels
        step = round_step((self.high - self.low) / (end - begin) * TICKS)
        first, last = math.ceil(self.low / step - 1e-9), math.floor(self.high / step + 1e-9)
        values = [round(place * step, 9) for place in range(first, last + 1)]
        scale = {"domain": [self.low, self.high], "range": [begin, end], "nice": False, "zero": False, "clamp": True}
        axis = {"title": None, "values": values, "format": ",~f"}
        return {"field": name, "type": "quantitative", "scale": scale, "axis": axis}


def panel(
    heading: str,
    about: Sequence[str],
    names: Sequence[str],
    numbers: Sequence[str],
    layers: Sequence[Spec],
    layout: Layout,
    *,
    muted: Sequence[str] = (),
) -> Spec:
    """The layers with a name and a number for each row, under a heading; names in `muted` are set back."""
    height = ROW * len(names)
    words = [
        {
            "y": middle(place),
            "name": look.fitted(name, look.TEXT, NAMES - 20),
            "about": look.fitted(meaning_of(name), look.SMALL, NAMES - 20),
            "number": number,
            "quiet": name in muted,
        }
        for place, (name, number) in enumerate(zip(names, numbers, strict=True))
    ]
    text = {"align": "left", "baseline": "middle", "clip": False}
    ink = {"condition": {"test": "datum.quiet", "value": look.MUTED}, "value": look.INK}
    left, right = {"x": {"value": 0}}, {"x": {"value": layout.room - NUMBERS + 14}}
    written = over(
        words,
        {"y": row_channel(height)},
        (
            mark("text", dy=-HALF_LINE, fontSize=look.TEXT, **text),
            {**left, "text": field("name"), "color": ink},
        ),
        (
            mark("text", dy=HALF_LINE, fontSize=look.SMALL, color=look.MUTED, **text),
            {**left, "text": field("about")},
        ),
        (mark("text", fontSize=look.SMALL, **text), {**right, "text": field("number"), "color": ink}),
    )
    title = {
        "text": look.wrapped(heading, look.HEADING * look.BOLD, layout.room),
        "subtitle": [line for text in about if text for line in look.wrapped(text, look.TEXT, layout.room)],
        "frame": "group",
        "offset": 8,
    }
    return {"title": title, "width": layout.room, "height": height, "layer": [*layers, written]}


def row_channel(height: int) -> Spec:
    """The encoding of the field `y`, in pixels from the top of a panel."""
    return {"field": "y", "type": "quantitative", "axis": None, "scale": {"domain": [height, 0], "nice": False}}


def middle(place: int) -> float:
    """The middle of a row, in pixels from the top."""
    return ROW * (place + 0.5)


def upright(value: float, axis: Axis, *, dashed: bool = False, colour: str = look.MUTED) -> Spec:
    """A line through all rows at a value."""
    dash = {"strokeDash": [4, 3]} if dashed else {}
    return over([{"at": value}], {"x": axis.channel("at")}, (mark("rule", color=colour, **dash), {}))


def extent(values: Sequence[float], *, least: float) -> tuple[float, float]:
    """The lowest and the highest of the values and zero, with some room; at least so far apart."""
    known = [value for value in values if math.isfinite(value)]
    low, high = min([0.0, *known]), max([0.0, *known])
    room = 0.04 * max(high - low, least)
    return (low - room if low < 0 else 0.0), max(high + room, low + least)
