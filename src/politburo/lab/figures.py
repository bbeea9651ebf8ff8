"""The pictures of the lab: one outcome in both arms, and its paired difference below, over the same months.

They are Vega-Lite like all pictures, made of the parts that these share, in the width of the reader's page.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from politburo.ask.intervals import Intervals, Spread
from politburo.country.figures import Figure as Estimate
from politburo.show import look
from politburo.show.axes import TimeAxis, ValueAxis, axis_around_zero, share_axis, year_of
from politburo.show.events import Events, kind_of, shown_events
from politburo.show.look import Layout
from politburo.show.marks import Spec, amid, field, level, mark, number, over, panel, short
from politburo.show.run.panels import Line, yearly_panel

BASELINE, WHAT_IF = look.REALITY, look.RECORD
"""Colours of the two arms."""

TALL, LOW = 170, 110
"""Pixels of the panel of levels, and of that of differences."""

NARROW = 560
"""Pixels below which names stand above the panels."""


@dataclass(frozen=True, slots=True)
class PageLayout(Layout):
    """A figure as wide as the page has room, without space around it."""

    room_on_page: int = 860

    @property
    def narrow(self) -> bool:
        """Whether lines are named above their panel."""
        return self.room_on_page < NARROW

    @property
    def margin(self) -> int:
        """Pixels to the right of the panels, where lines are named."""
        return 0 if self.narrow else 120

    @property
    def axis(self) -> int:
        """Pixels to the left of the panels for the labels of their axes."""
        return 44

    @property
    def width(self) -> int:
        """Pixels of every panel from its first to its last day."""
        return self.room_on_page - self.axis - self.margin - 8

    @property
    def padding(self) -> dict[str, int]:
        """Pixels around everything."""
        return {"left": 0, "right": 2, "top": 2, "bottom": 2}


@dataclass(frozen=True, slots=True)
class Arm:
    """One arm in a picture: its name, colour and spread over runs."""

    name: str
    colour: str
    spread: Spread


@dataclass(frozen=True, slots=True)
class Months:
    """What all panels of a picture share: the months, the dated events of both arms, and how wide it is."""

    time: TimeAxis
    events: Events
    layout: PageLayout


def months_of(months: range, scenarios: Sequence, since: int | None, layout: PageLayout) -> Months:
    """The time of a picture, with a line for each dated event of any arm, and for the change."""
    time = TimeAxis(months.start, months.stop - 1, layout.width)
    dated = {(event.day, event.label): event for scenario in scenarios for event in scenario.events}
    told = [(year_of(event.day), event.label, kind_of(event)) for event in dated.values()]
    if since is not None and since > months.start:
        told.append((since / 12, "the change", "succession"))
    return Months(time, shown_events(told, time, layout=layout), layout)


def levels(months: Months, heading: str, unit: str, arms: Sequence[Arm]) -> Spec:
    """Median lines over bands, one for each arm, month by month."""
    axis = _level_axis(arms, unit, months.layout.axis)
    places = [amid(month) for month in range(months.time.first, months.time.last + 1)]
    layers = [months.events.rules(), *(_fan(one, places, months.time, axis) for one in arms)]
    names = [(one.name, one.colour, _end(one.spread.median, axis)) for one in arms]
    return panel(heading, axis.height, layers, names, months.layout)


def differences(months: Months, heading: str, found: Intervals, said: str) -> Spec:
    """The mean paired difference over its interval, month by month; `said` names it at its end."""
    axis = _around_zero(found, months.layout.axis)
    rows = [amid(months.time.first + at) | _numbers(found, at) for at in np.flatnonzero(~np.isnan(found.mean)).tolist()]
    tooltip = [{**field("when"), "title": heading}, *map(number, ("mean", "low", "high"))]
    x = {"x": months.time.channel("middle"), "tooltip": tooltip}
    band = mark("area", color=look.INK, opacity=look.BAND), axis.between("low", "high")
    mean = mark("line", color=look.INK, strokeWidth=2), {"y": axis.channel("mean")}
    banded = [row for row in rows if "low" in row]
    layers = [months.events.rules(), level(0.0, axis), over(banded, x, band), over(rows, x, mean)]
    return panel(heading, axis.height, layers, [(said, look.INK, _end(found.mean, axis))], months.layout)


def yearly(months: Months, heading: str, arms: Sequence[Arm], public: Sequence[Estimate]) -> Spec:
    """Counts of each year, as the simulated reports have them, beside published estimates if there are any."""
    lines = [Line(one.name, one.colour, one.spread) for one in arms]
    return yearly_panel(heading, months.events, lines, public, layout=months.layout, height=TALL)


def yearly_differences(months: Months, heading: str, found: Intervals, said: str) -> Spec:
    """The mean paired difference of each year over its interval."""
    axis = _around_zero(found, months.layout.axis)
    begin, end = months.time.domain
    rows = [
        {"begin": max(year, begin), "end": min(year + 1, end), "when": str(year)} | _numbers(found, at)
        for at, year in enumerate(range(months.time.first // 12, months.time.last // 12 + 1))
        if not math.isnan(found.mean[at])
    ]
    tooltip = [{**field("when"), "title": heading}, *map(number, ("mean", "low", "high"))]
    along = {"x": months.time.channel("begin"), "x2": field("end"), "tooltip": tooltip}
    band = mark("rect", color=look.INK, opacity=look.BAND), axis.between("low", "high")
    mean = mark("rule", color=look.INK, strokeWidth=2.5), {"y": axis.channel("mean")}
    banded = [row for row in rows if "low" in row]
    layers = [months.events.rules(), level(0.0, axis), over(banded, along, band), over(rows, along, mean)]
    return panel(heading, axis.height, layers, [(said, look.INK, _end(found.mean, axis))], months.layout)


def picture(months: Months, panels: Sequence[Spec], words: str) -> Spec:
    """Panels one below the other as one picture; `words` are for who cannot see it."""
    return {
        "config": look.config(),
        "padding": months.layout.padding,
        "spacing": 22 if months.layout.narrow else 14,
        "description": words,
        "resolve": {"scale": {"color": "independent", "size": "independent"}},
        "vconcat": list(panels),
    }


def _fan(arm: Arm, places: Sequence[Spec], time: TimeAxis, axis: ValueAxis) -> Spec:
    found = arm.spread
    rows = [
        place | {name: short(getattr(found, name)[at]) for name in ("median", "low", "high")}
        for at, place in enumerate(places)
        if found.runs[at]
    ]
    tooltip = [{**field("when"), "title": arm.name}, *map(number, ("median", "low", "high"))]
    x = {"x": time.channel("middle"), "tooltip": tooltip}
    band = mark("area", color=arm.colour, opacity=look.BAND), axis.between("low", "high")
    return over(rows, x, band, (mark("line", color=arm.colour, strokeWidth=2.2), {"y": axis.channel("median")}))


def _numbers(found: Intervals, at: int) -> Spec:
    ends = {"mean": found.mean[at], "low": found.low[at], "high": found.high[at]}
    return {name: short(value) for name, value in ends.items() if not math.isnan(value)}


def _level_axis(arms: Sequence[Arm], unit: str, room: int) -> ValueAxis:
    values = np.concatenate([[one.spread.low, one.spread.high] for one in arms], axis=None)
    values = values[~np.isnan(values)]
    if unit == "share" and len(values):
        return share_axis(float(values.min()), float(values.max()), TALL, room)
    found = axis_around_zero(values, TALL)
    return ValueAxis(found.low if found.low < 0 else 0.0, found.high, TALL, room)


def _around_zero(found: Intervals, room: int) -> ValueAxis:
    axis = axis_around_zero(np.concatenate([found.mean, found.low, found.high]), LOW)
    return ValueAxis(axis.low, axis.high, LOW, room)


def _end(values: NDArray[np.float64], axis: ValueAxis) -> float:
    """Where the name of a line belongs: at the height of its last value, or in the middle where it has none."""
    there = values[~np.isnan(values)]
    return axis.pixel(float(there[-1])) if len(there) else axis.height / 2
