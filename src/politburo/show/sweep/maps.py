"""Over two factors: a map of an outcome, as tiles where the points are a grid and as dots where they are spread.

And the map of regions: which kind each point is, paler where its runs do not agree.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from politburo.answer.numbers import capitalised, digits, fixed, percent
from politburo.ask.factors import Factor, called, place_of
from politburo.ask.sweep.answer import are_alike
from politburo.ask.sweep.document import OTHER
from politburo.run.outcomes import Outcome, outcome
from politburo.show import look
from politburo.show.axes import range_channel
from politburo.show.marks import TEXT_ROW, Spec, field, mark, over
from politburo.show.sweep.lines import titled
from politburo.show.tiles import board, scale_strip, written_at

if TYPE_CHECKING:
    from politburo.ask.sweep.answer import Sweep

HEIGHT = 290
"""Pixels of a map."""

NUMBERED = 30
"""Width of a tile in pixels from which its number is written on it."""

DOT = 150
"""Size of a dot, in square pixels."""

COLOURS = (look.DISPLAYED, look.FEAR, look.PRIVATE, look.HAIRLINE, look.RECORD, look.REALITY)
"""Colours of the regions in their order; beyond these their names alone distinguish them."""

REGIONS = "What that makes of each point"

STRONGEST, WEAKEST = 0.55, 0.12
"""Opacity of a region: where all of the runs agree, and where next to none do."""

Row = dict[str, Any]


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
                labels = {"title": titled(factor), "labelAngle": 0, "labelOverlap": True, "format": ",.3~r"}
                scale = {"padding": 0}
                channels[axis] = {"field": name, "type": "ordinal", "sort": values, "scale": scale, "axis": labels}
            else:
                logarithmic = factor.is_logarithmic
                channels[axis] = range_channel(name, factor.low, factor.high, titled(factor), logarithmic=logarithmic)
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
        boards = [*([strip] if strip else []), board(self.width, HEIGHT, layers)]
        return {"title": title, "vconcat": boards, "spacing": 6, "resolve": {"scale": {"color": "independent"}}}


def map_of(sweep: Sweep, one: Outcome, width: int) -> Spec:
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
    steps = len(look.SHADE) - 1
    scale = {"domain": [step / steps for step in range(steps + 1)], "range": list(look.SHADE), "clamp": True}
    colour = {"field": "shade", "type": "quantitative", "scale": scale, "legend": None}
    layers = [ground.shapes(rows, colour, look.HAIRLINE, [{**field("text"), "title": name}])]
    if sweep.is_grid and ground.tile >= NUMBERED:
        ink = {"condition": {"test": f"datum.shade > {look.TURN}", "value": look.ON_MUCH}, "value": look.ON_LITTLE}
        text = mark("text", fontSize=look.SMALL), {"text": field("text"), "color": ink}
        layers.append(over(rows, ground.channels, text))
    said = name + ("" if one.unit == "1" else f" ({one.unit})")
    if alike:
        strip = board(width, 34, [written_at(0, 24, f"{said}: the same at every point, {fixed(low, decimals)}")])
    else:
        strip = scale_strip(said, fixed(low, decimals), fixed(high, decimals), width)
    return ground.headed(one.meaning, layers, strip)


def regions_map(sweep: Sweep, width: int) -> Spec:
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
    return ground.headed(REGIONS, [shapes, *(_name(ground, rows, name) for name in Counter(placed.names))])


def regions_key(sweep: Sweep, width: int) -> Spec:
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
