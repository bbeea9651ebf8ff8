"""Panels of fan charts: monthly lines with bands, and yearly counts beside published estimates.

A panel is plain Vega-Lite, as a dictionary: built as Altair objects, which check and copy all data at each step, a
picture would take as long as a run.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

import numpy as np

from politburo.ask.intervals import Spread
from politburo.country.figures import Figure as PublicAccount
from politburo.show import look
from politburo.show.axes import TimeAxis, ValueAxis, count_axis, share_axis, year_of
from politburo.show.events import Events
from politburo.show.look import WIDE, Layout
from politburo.show.marks import Spec, amid, field, mark, note, number, over, panel, short

TALL, LOW = 120, 100
"""Heights in pixels of panels of months and of panels of years, where several stand together."""

ENDS, HALF_ENDS = ("median", "low", "high"), ("half_low", "half_high")

NO_MONTH, NO_YEAR = "no regime lasted through the first month", "no regime lasted through the first year"
"""What a panel says that has nothing to show."""

PUBLISHED = "published estimates"
"""What their points are called."""


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that a panel shows: its name in the margin, its colour, and its spread over the months or years."""

    name: str
    colour: str
    spread: Spread


def monthly_panel(
    title: str,
    events: Events,
    lines: Sequence[Line],
    from_zero: bool,
    *,
    layout: Layout = WIDE,
    height: int = TALL,
    halves: bool = False,
) -> Spec:
    """Median lines over their 90 % bands, and with `halves` over 50 % bands: one value a month, all of them shares."""
    time, (lowest, highest) = events.time, _extent(lines)
    axis = share_axis(0.0 if from_zero else lowest, highest, height, layout.axis)
    places = [amid(month) for month in range(time.first, time.last + 1)]
    layers = [events.rules()]
    for line in lines:
        # A line of one month alone would not be seen.
        alone = {"point": {"color": line.colour}} if np.count_nonzero(line.spread.runs) == 1 else {}
        median = mark("line", color=line.colour, strokeWidth=2, **alone)
        layers.append(_fan(line, places, {"x": time.channel("middle")}, "area", median, axis, halves=halves))
    if not any(line.spread.runs.any() for line in lines):
        layers.append(note(NO_MONTH, layout.width, height))
    return panel(title, height, layers, _names(lines, axis), layout)


def yearly_panel(
    title: str,
    events: Events,
    lines: Sequence[Line],
    public: Sequence[PublicAccount],
    *,
    layout: Layout = WIDE,
    height: int = LOW,
    halves: bool = False,
) -> Spec:
    """Counts as one step a year over their bands; each published estimate as a point amid the time it speaks of."""
    time = events.time
    axis = count_axis(max(_extent(lines)[1], *(said.high for said in public), 0.0), height, layout.axis)
    begin, end = time.domain
    years = range(time.first // 12, time.last // 12 + 1)
    places = [{"begin": max(year, begin), "end": min(year + 1, end), "when": str(year)} for year in years]
    along = {"x": time.channel("begin"), "x2": field("end")}
    layers = [events.rules()]
    for line in lines:
        median = mark("rule", color=line.colour, strokeWidth=2.5)
        layers.append(_fan(line, places, along, "rect", median, axis, halves=halves))
    if not any(line.spread.runs.any() for line in lines):
        layers.append(note(NO_YEAR, layout.width, height))
    names = _names(lines, axis)
    if public:
        layers.append(_public(public, time, axis))
        names.append((PUBLISHED, look.PUBLIC, axis.pixel(public[-1].value)))
    return panel(title, height, layers, names, layout)


def _fan(
    line: Line, places: Sequence[Spec], along: Spec, band: str, median: Spec, axis: ValueAxis, *, halves: bool
) -> Spec:
    """The bands of a line, the wider one first, and its median; nothing at places where no run is."""
    pairs = (("low", "high"), HALF_ENDS) if halves else (("low", "high"),)
    shaded = mark(band, color=line.colour, opacity=look.BAND)
    shown = [(shaded, axis.between(low, high)) for low, high in pairs]
    ends = (*ENDS, *HALF_ENDS) if halves else ENDS
    rows = [
        place | {name: short(getattr(line.spread, name)[at]) for name in ends}
        for at, place in enumerate(places)
        if line.spread.runs[at]
    ]
    tooltip = [{**field("when"), "title": line.name}, *map(number, ends)]
    return over(rows, {**along, "tooltip": tooltip}, *shown, (median, {"y": axis.channel("median")}))


def _public(public: Sequence[PublicAccount], time: TimeAxis, axis: ValueAxis) -> Spec:
    """Each account as a point in the middle of the time it speaks of, with its range where it has one."""
    rows = []
    for said in public:
        begin, end = round(year_of(said.start), 4), round(year_of(said.end + timedelta(days=1)), 4)
        rows.append({"begin": begin, "end": end, "middle": (begin + end) / 2, "source": said.source_title})
        rows[-1] |= {"value": said.value, "low": said.low, "high": said.high}
    amid, value = {"x": time.channel("middle")}, {"y": axis.channel("value")}
    whole = {"x": time.channel("begin"), "x2": field("end")}
    return over(
        rows,
        {"tooltip": [field("source"), *map(number, ("value", "low", "high"))]},
        (mark("rule", color=look.PUBLIC, strokeWidth=1, strokeDash=[2, 2]), {**whole, **value}),
        (mark("rule", color=look.PUBLIC, strokeWidth=1.3), {**amid, **axis.between("low", "high")}),
        (mark("point", filled=True, color=look.PUBLIC, opacity=1, size=32, shape="diamond"), {**amid, **value}),
    )


def _names(lines: Sequence[Line], axis: ValueAxis) -> list[tuple[str, str, float]]:
    """The name of each line at the height of its last value, or at the bottom where it has none."""
    lived = [line.spread.median[line.spread.runs > 0] for line in lines]
    heights = (axis.pixel(float(values[-1])) if len(values) else float(axis.height) for values in lived)
    return [(line.name, line.colour, height) for line, height in zip(lines, heights, strict=True)]


def _extent(lines: Sequence[Line]) -> tuple[float, float]:
    """Lowest and highest value of all bands; 0 and 0 where no line has one."""
    values = np.concatenate([[line.spread.low, line.spread.high] for line in lines], axis=None)
    values = values[~np.isnan(values)]
    return (float(values.min()), float(values.max())) if len(values) else (0.0, 0.0)
