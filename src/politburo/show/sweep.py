"""The picture of a sweep: a panel for each outcome along one factor, or a map of it over two, and the map of regions.

Along one factor there is the mean at every point, and the band in which nine of ten runs lie. A map has tiles where
the points are a grid and dots where they are spread; in that of regions, a point is paler where its runs do not agree.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from politburo.answer import Drawing
from politburo.answer.numbers import capitalised, digits, fixed, percent
from politburo.ask.factors import Factor, called, place_of, unit_of
from politburo.ask.intervals import spread
from politburo.ask.sweep.answer import OTHER, are_alike
from politburo.run.outcomes import Outcome, outcome
from politburo.show import look
from politburo.show.axes import ValueAxis, range_channel, round_step
from politburo.show.frame import STAMP, cautions, drawing, framed
from politburo.show.look import WIDE
from politburo.show.marks import (
    TEXT_ROW,
    Spec,
    board,
    field,
    heading,
    mark,
    note,
    number,
    over,
    panel,
    short,
    written_at,
)
from politburo.show.tiles import ON_SHADE, scale_strip, shade

if TYPE_CHECKING:
    from politburo.ask.sweep.answer import Sweep

GAP, AXIS = 90, 60
"""Pixels between two maps beside one another, and of these those for the axis of the second one."""

INDEPENDENT = {"scale": {"color": "independent", "x": "independent", "y": "independent"}}
"""Colours and places mean one thing in each panel, and another in the next one."""

PANEL, MAP = 110, 290
"""Heights in pixels: of a panel along one factor, and of a map."""

LINES = 5
"""Lines across a panel, at least."""

YES_OR_NO = ("regime_falls",)
"""Outcomes that are 0 or 1 in a run: their mean is a share of runs, and there is no band."""

NUMBERED = 30
"""Width of a tile in pixels from which its number is written on it."""

DOT = 150
"""Size of a dot, in square pixels."""

COLOURS = (look.DISPLAYED, look.FEAR, look.PRIVATE, look.HAIRLINE, look.RECORD, look.REALITY)
"""Colours of the regions in their order; beyond these their names alone distinguish them."""

STRONGEST, WEAKEST = 0.55, 0.12
"""Opacity of a region: where all of the runs agree, and where next to none do."""

Row = dict[str, Any]


def drawings() -> tuple[Drawing, ...]:
    """The figures of a sweep."""
    return (drawing("outcomes", "Outcomes over what is varied", specification),)


def specification(sweep: Sweep) -> Spec:
    """The picture in Vega-Lite, with all its data."""
    shown = [outcome(name) for name in sweep.moving or sweep.outcomes]
    if len(sweep.factors) == 1:
        panels = [_along(sweep, one, last=one is shown[-1]) for one in shown]
    else:
        beside = 1 if len(shown) == 1 and not sweep.regions else 2
        wide = (WIDE.room - GAP * (beside - 1)) // beside
        panels = _in_rows([_map(sweep, one, wide) for one in shown], beside)
        if sweep.regions:
            panels += _in_rows([_regions(sweep, wide), _regions_key(sweep, wide)], beside)
    return framed(sweep, [sweep.title], [*_about(sweep), *cautions(sweep)], panels)


def _in_rows(panels: list[Spec], beside: int) -> list[Spec]:
    """Panels beside one another, so many in a row."""
    return [
        {"hconcat": panels[first : first + beside], "spacing": GAP - AXIS, "resolve": INDEPENDENT}
        for first in range(0, len(panels), beside)
    ]


def _about(sweep: Sweep) -> list[str]:
    runs = sweep.results.runs
    same = "the same chance at every point"
    if len(sweep.factors) == 1:
        basis = sweep.table("outcomes").basis
        shown = (
            f"Dots: means; band: the middle {percent(basis.level)} of {basis.over} ({basis.leaves_out})"
            if basis
            else "One run at each point, so no band"
        )
        lines = [f"{STAMP}. {shown}; {same}. Axes need not begin at zero."]
    else:
        shown = f"Means of {runs} runs" if runs > 1 else "One run"
        lines = [f"{STAMP}. {shown} at each point; {same}."]
    held = [f"{called(one.name)} held from {one.start} on" for one in sweep.factors if one.start]
    if held:
        lines.append(f"{capitalised('; '.join(held))}.")
    if sweep.moving and sweep.still:
        lines.append(f"The same at every point, so not shown: {', '.join(sweep.still).replace('_', ' ')}.")
    return lines


def _along(sweep: Sweep, one: Outcome, *, last: bool) -> Spec:
    """The panel of an outcome; the `last` one names the factor below."""
    found, mean = spread(sweep.results.values(one.name).T), sweep.results.mean(one.name).to_numpy()
    banded = one.name not in YES_OR_NO and sweep.results.runs > 1
    columns = {"mean": mean} | ({"low": found.low, "high": found.high} if banded else {})
    axis = value_axis(np.concatenate(list(columns.values())))
    points = sweep.results.experiment.points[:, 0]
    rows = [
        {"at": float(points[place])} | {name: short(values[place]) for name, values in columns.items()}
        for place in np.argsort(points)
        if not math.isnan(mean[place])
    ]
    factor = sweep.factors[0]
    title, size = _titled(factor) if last else None, {"labelFlush": False, "titleFontSize": look.TEXT}
    x = range_channel("at", factor.low, factor.high, title, logarithmic=factor.is_logarithmic, tickCount=11, **size)
    band = mark("area", color=look.REALITY, opacity=look.BAND), axis.between("low", "high")
    y = {"y": axis.channel("mean")}
    line = mark("line", color=look.REALITY, strokeWidth=2), y
    dots = mark("point", color=look.REALITY, filled=True, opacity=1, size=36), y
    tooltip = [number("at"), *map(number, columns)]
    layers = [over(rows, {"x": x, "tooltip": tooltip}, *([band] if banded else []), line, dots)]
    if not rows:
        layers.append(note("no run is finished", WIDE.width, PANEL))
    unit = "share of runs" if one.name in YES_OR_NO else one.unit
    return panel(heading(one.meaning, unit), PANEL, layers, [])


def value_axis(values: NDArray[np.float64]) -> ValueAxis:
    """An axis for all these values, widened to round numbers; it begins at zero unless that hides how they differ."""
    values = values[~np.isnan(values)]
    low, high = (float(values.min()), float(values.max())) if len(values) else (0.0, 1.0)
    if low == high == 0:
        return ValueAxis(0.0, 1.0, PANEL)
    if 0 <= low < high / 2:
        low = 0.0
    step = round_step(max((high - low) / LINES, abs(high) * 1e-6, 1e-9))
    low, high = math.floor(low / step + 1e-9) * step, math.ceil(high / step - 1e-9) * step
    return ValueAxis(round(low, 12), round(high if high > low else low + step, 12), PANEL)


def _titled(factor: Factor) -> str:
    """A factor as it is named beside an axis, with its unit."""
    return heading(called(factor.name), unit_of(factor.name))


@dataclass(frozen=True, slots=True)
class Ground:
    """Where points stand on a map of so many pixels: on a tile for each pair of values of a grid, or along ranges."""

    sweep: Sweep
    width: int

    @property
    def channels(self) -> Spec:
        """The encoding of a point by its values `across` and `up`."""
        channels = {}
        for at, (axis, name) in enumerate((("x", "across"), ("y", "up"))):
            factor = self.sweep.factors[at]
            if self.sweep.is_grid:
                values = sorted(set(self.sweep.results.experiment.points[:, at].tolist()), reverse=axis == "y")
                labels = {"title": _titled(factor), "labelAngle": 0, "labelOverlap": True, "format": ",.3~r"}
                scale = {"padding": 0}
                channels[axis] = {"field": name, "type": "ordinal", "sort": values, "scale": scale, "axis": labels}
            else:
                logarithmic = factor.is_logarithmic
                channels[axis] = range_channel(name, factor.low, factor.high, _titled(factor), logarithmic=logarithmic)
        return channels

    @property
    def tile(self) -> float:
        """Pixels of a tile, or of a dot, from left to right."""
        values = set(self.sweep.results.experiment.points[:, 0].tolist())
        return self.width / len(values) if self.sweep.is_grid else math.sqrt(DOT)

    def rows(self, values: Sequence[Row]) -> list[Row]:
        """Data of the points, each with its values of both factors."""
        points = self.sweep.results.experiment.points.tolist()
        return [{"across": one[0], "up": one[1], **row} for one, row in zip(points, values, strict=True) if row]

    def shapes(self, rows: Sequence[Row], colour: Spec, stroke: str, tooltip: Sequence[Spec], **painted: Spec) -> Spec:
        """A tile or a dot for each point, coloured, with what is said where one points at it."""
        shape = mark("rect", stroke=stroke, strokeWidth=1)
        if not self.sweep.is_grid:
            shape = mark("point", filled=True, size=DOT, opacity=1, stroke=stroke, strokeWidth=0.8)
        values = [
            {**field(name), "title": called(factor.name)}
            for name, factor in zip(("across", "up"), self.sweep.factors, strict=True)
        ]
        return over(rows, {**self.channels, "color": colour, "tooltip": [*values, *tooltip], **painted}, (shape, {}))

    def heading(self, text: str) -> list[str]:
        """The lines of a heading, two at most."""
        return look.wrapped(capitalised(text), look.HEADING * look.BOLD, self.width, lines=2)

    def headed(self, heading: str, layers: Sequence[Spec], strip: Spec | None = None) -> Spec:
        """The map under its heading, and under what its colours stand for; maps of outcomes stand at one height."""
        shown, lines = self.sweep.moving or self.sweep.outcomes, self.heading(heading)
        most = max(len(self.heading(outcome(name).meaning)) for name in shown) if strip else 1
        title = {"text": [*lines, *[" "] * (most - len(lines))], "frame": "group", "offset": 6}
        boards = [*([strip] if strip else []), board(self.width, MAP, layers)]
        return {"title": title, "vconcat": boards, "spacing": 6, "resolve": {"scale": {"color": "independent"}}}


def _map(sweep: Sweep, one: Outcome, width: int) -> Spec:
    """The map of the mean of an outcome, under its heading and what its colours stand for."""
    ground, mean = Ground(sweep, width), sweep.results.mean(one.name).to_numpy()
    there = mean[~np.isnan(mean)]
    low, high = (float(there.min()), float(there.max())) if len(there) else (0.0, 0.0)
    alike = are_alike(mean)
    decimals = digits(max(abs(low), abs(high)) if alike else high - low)
    name = one.name.replace("_", " ")
    rows = ground.rows(
        [
            {}
            if math.isnan(value)
            else {"shade": 0.0 if alike else round((value - low) / (high - low), 4), "text": fixed(value, decimals)}
            for value in mean.tolist()
        ]
    )
    layers = [ground.shapes(rows, shade(), look.HAIRLINE, [{**field("text"), "title": name}])]
    if sweep.is_grid and ground.tile >= NUMBERED:
        text = mark("text", fontSize=look.SMALL), {"text": field("text"), "color": ON_SHADE}
        layers.append(over(rows, ground.channels, text))
    said = name + ("" if one.unit == "1" else f" ({one.unit})")
    if alike:
        strip = board(width, 34, [written_at(0, 24, f"{said}: the same at every point, {fixed(low, decimals)}")])
    else:
        strip = scale_strip(said, fixed(low, decimals), fixed(high, decimals), width)
    return ground.headed(one.meaning, layers, strip)


def _regions(sweep: Sweep, width: int) -> Spec:
    """The map of regions, with the name of each region amid its points."""
    ground, placed = Ground(sweep, width), sweep.placed
    rows = ground.rows(
        [
            {"region": name, "weight": WEAKEST + (STRONGEST - WEAKEST) * share, "agree": percent(share)}
            if share == share
            else {}
            for name, share in zip(placed.names, placed.agreement, strict=True)
        ]
    )
    colours = {region.name: COLOURS[at % len(COLOURS)] for at, region in enumerate(sweep.regions)} | {OTHER: look.GRID}
    scale = {"domain": list(colours), "range": list(colours.values())}
    colour = {"field": "region", "type": "nominal", "scale": scale, "legend": None}
    tooltip = [field("region"), {**field("agree"), "title": "runs that agree"}]
    weight = {"field": "weight", "type": "quantitative", "scale": None}
    shapes = ground.shapes(rows, colour, look.PAPER, tooltip, opacity=weight)
    return ground.headed(
        "What that makes of each point", [shapes, *(_name(ground, rows, name) for name in Counter(placed.names))]
    )


def _regions_key(sweep: Sweep, width: int) -> Spec:
    """What the regions are: a name, what it means, and the ranges that decide."""
    lines: list[tuple[str, bool]] = []
    for region in sweep.regions:
        count = sweep.placed.names.count(region.name)
        lines.append((f"{region.name}, {count} of {len(sweep.placed.names)} points", True))
        for text in (region.meaning, region.in_words()):
            lines += [(line, False) for line in look.wrapped(text, look.SMALL, width, lines=3)]
        lines.append(("", False))
    if sweep.results.runs > 1 and any(share < 1 for share in sweep.placed.agreement):
        lines.append(("paler: not all runs agree", False))
    bold: dict[str, str | float] = {"fontWeight": "bold", "color": look.INK}
    written = [
        written_at(0, TEXT_ROW * (at + 0.5), look.fitted(line, look.SMALL, width), **(bold if named else {}))
        for at, (line, named) in enumerate(lines)
    ]
    return board(width, TEXT_ROW * len(lines), written)


def _name(ground: Ground, rows: Sequence[Row], name: str) -> Spec:
    """The name of a region at the point of it that is nearest to its middle, kept within the map."""
    across, up = ground.sweep.factors
    own = [row for row in rows if row["region"] == name]
    places = np.array([[_place(across, row["across"]), _place(up, row["up"])] for row in own]).reshape(-1, 2)
    if not own:
        return over([], {}, (mark("text"), {}))
    nearest = int(np.argmin(((places - places.mean(axis=0)) ** 2).sum(axis=1)))
    x, half = places[nearest][0] * ground.width, look.text_width(name, look.HEADING) * look.BOLD / 2 + 2
    shift = min(max(x, half), ground.width - half) - x
    bold = mark("text", fontWeight="bold", fontSize=look.HEADING, color=look.INK, dx=round(shift, 2))
    return over([own[nearest]], ground.channels, (bold, {"text": field("region")}))


def _place(factor: Factor, value: float) -> float:
    """Which share of the way from the lowest to the highest value lies below a value."""
    return float(place_of(factor.low, factor.high, value))
