"""Over two factors: a map of an outcome, as tiles where the points are a grid, and as dots where they are spread."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from politburo.answer.numbers import digits
from politburo.ask.factors import Factor, called, place_of, unit_of
from politburo.ask.sweep.answer import are_alike
from politburo.run.outcomes import Outcome
from politburo.show import look
from politburo.show.axes import round_step
from politburo.show.frame import headed
from politburo.show.look import Layout
from politburo.show.marks import Spec, down, field, mark, over, pixels
from politburo.show.tiles import board, on_tiles, scale_strip, shaded, written_at

if TYPE_CHECKING:
    from politburo.ask.sweep.answer import Sweep

LEFT, ABOVE, BELOW = 58, 20, 40
"""Pixels to the left of the tiles, above them and below them, for values and names of the factors."""

GAP = 26
"""Pixels between two maps beside one another."""

HEIGHT = 290
"""Pixels of the tiles together."""

NUMBERED = 30
"""Width of a tile in pixels from which its number is written on it."""

DOT = 150
"""Size of a dot, in square pixels."""


@dataclass(frozen=True, slots=True)
class Ground:
    """Where points stand on a map: the two factors, the values of a grid or none, and pixels of the whole board."""

    across: Factor
    up: Factor
    columns: tuple[float, ...]
    rows: tuple[float, ...]
    width: int

    @property
    def inner(self) -> int:
        """Pixels of the tiles across."""
        return self.width - LEFT - 8

    @property
    def size(self) -> tuple[int, int]:
        """Pixels of the board."""
        return self.width, ABOVE + HEIGHT + BELOW

    @property
    def tile(self) -> tuple[float, float]:
        """Pixels of a tile, across and up."""
        return self.inner / len(self.columns), HEIGHT / len(self.rows)

    def place(self, point: Sequence[float]) -> dict[str, float]:
        """The tile of a point, or the place of its dot, in pixels from the left and from the top."""
        if not self.columns:
            x = LEFT + self.inner * _share(self.across, point[0])
            y = ABOVE + HEIGHT * (1 - _share(self.up, point[1]))
            return {"at_x": round(x, 2), "at_y": round(y, 2)}
        wide, high = self.tile
        column, row = self.columns.index(point[0]), len(self.rows) - 1 - self.rows.index(point[1])
        x, y = LEFT + wide * column, ABOVE + high * row
        edges = {"x": x, "x2": x + wide, "y": y, "y2": y + high, "at_x": x + wide / 2, "at_y": y + high / 2}
        return {name: round(value, 2) for name, value in edges.items()}

    def axes(self) -> list[Spec]:
        """Values and names of both factors."""
        wide = max((look.text_width(text, look.SMALL) for text, _ in self._ticks(self.across, self.columns)), default=0)
        layers = []
        for text, place in _thinned(self._ticks(self.across, self.columns), (wide + 8) / self.inner):
            layers.append(written_at(LEFT + place * self.inner, ABOVE + HEIGHT + 10, text, align="center"))
        for text, place in _thinned(self._ticks(self.up, self.rows), 15 / HEIGHT):
            layers.append(written_at(LEFT - 6, ABOVE + HEIGHT * (1 - place), text, align="right"))
        name = {"fontSize": look.TEXT, "color": look.INK}
        below = ABOVE + HEIGHT + 29
        layers.append(written_at(LEFT + self.inner / 2, below, f"{_named(self.across)} →", **name, align="center"))
        layers.append(written_at(0, 4, f"↑ {_named(self.up)}", **name))
        return layers

    def _ticks(self, factor: Factor, values: tuple[float, ...]) -> list[tuple[str, float]]:
        """Texts along a factor, with the shares of the way at which they stand."""
        if values:
            return [(_tick(value), (at + 0.5) / len(values)) for at, value in enumerate(values)]
        return [(_tick(value), _share(factor, value)) for value in _round_values(factor)]


def width_of_map(layout: Layout, columns: int) -> int:
    """Pixels of a map with what stands around it, where so many stand beside one another."""
    return layout.width + layout.axis if layout.narrow else (layout.room - GAP * (columns - 1)) // columns


def ground_of(sweep: Sweep, width: int) -> Ground:
    """Where the points of a sweep stand."""
    across, up = sweep.factors
    if not sweep.is_grid:
        return Ground(across, up, (), (), width)
    points = sweep.results.experiment.points
    columns, rows = (tuple(sorted(set(points[:, at].tolist()))) for at in (0, 1))
    return Ground(across, up, columns, rows, width)


def map_of(sweep: Sweep, one: Outcome, width: int) -> Spec:
    """The map of the mean of an outcome, under its heading and what its colours stand for."""
    ground = ground_of(sweep, width)
    mean = sweep.results.mean(one.name).to_numpy()
    low, high = _ends(mean)
    alike = are_alike(mean)
    decimals = digits(max(abs(low), abs(high)) if alike else high - low)
    shade = _shade(low, low if alike else high)
    rows = [
        ground.place(point)
        | {"shade": shade(value), "text": f"{value:,.{decimals}f}"}
        | {name: f"{at:.4g}" for name, at in zip(("across", "up"), point, strict=True)}
        for point, value in zip(sweep.results.experiment.points.tolist(), mean.tolist(), strict=True)
        if not math.isnan(value)
    ]
    tooltip = [
        {**field("across"), "title": called(ground.across.name)},
        {**field("up"), "title": called(ground.up.name)},
        {**field("text"), "title": one.name.replace("_", " ")},
    ]
    data = {"values": rows}
    if ground.columns:
        layers = [{"data": data, **shaded(ground.size, tooltip)}]
        if ground.tile[0] >= NUMBERED:
            text = mark("text", align="center", baseline="middle", fontSize=look.SMALL)
            layers.append({"data": data, **on_tiles(ground.size, text, field("text"))})
    else:
        layers = [_dots(rows, ground, tooltip)]
    said = one.name.replace("_", " ") + ("" if one.unit == "1" else f" ({one.unit})")
    if alike:
        strip = board(width, 34, [written_at(0, 24, f"{said}: the same at every point, {low:,.{decimals}f}")])
    else:
        strip = scale_strip(said, f"{low:,.{decimals}f}", f"{high:,.{decimals}f}", width)
    return headed_board(one.meaning, [strip, board(*ground.size, [*layers, *ground.axes()])], width)


def headed_board(heading: str, boards: Sequence[Spec], width: int) -> Spec:
    """Boards one below the other under a heading that keeps to two lines."""
    lines = look.wrapped(headed(heading), look.HEADING * look.BOLD, width, lines=2)
    title = {"text": [*lines, *[" "] * (2 - len(lines))], "frame": "group", "offset": 4}
    return {"title": title, "vconcat": list(boards), "spacing": 6, "resolve": {"scale": {"color": "independent"}}}


def _dots(rows: Sequence[Spec], ground: Ground, tooltip: Sequence[Spec]) -> Spec:
    steps = len(look.SHADE) - 1
    scale = {"domain": [step / steps for step in range(steps + 1)], "range": list(look.SHADE), "clamp": True}
    colour = {"field": "shade", "type": "quantitative", "scale": scale, "legend": None}
    dot = mark("point", filled=True, opacity=1, size=DOT, stroke=look.HAIRLINE, strokeWidth=0.8)
    at = {"x": pixels("at_x", ground.size[0]), "y": down("at_y", ground.size[1]), "tooltip": list(tooltip)}
    return over(rows, at, (dot, {"color": colour}))


def _ends(values: NDArray[np.float64]) -> tuple[float, float]:
    there = values[~np.isnan(values)]
    return (float(there.min()), float(there.max())) if len(there) else (0.0, 0.0)


def _shade(low: float, high: float) -> Callable[[float], float]:
    """From a value to its place on the scale; its begin where all are the same."""
    return lambda value: round((value - low) / (high - low), 4) if high > low else 0.0


def _share(factor: Factor, value: float) -> float:
    """Which share of the way from the lowest to the highest value lies below a value."""
    return float(place_of(factor.low, factor.high, value))


def _round_values(factor: Factor) -> list[float]:
    """Round numbers along a factor."""
    if factor.is_logarithmic:
        powers = range(math.ceil(math.log10(factor.low) - 1e-9), math.floor(math.log10(factor.high) + 1e-9) + 1)
        return [10.0**power for power in powers]
    step = round_step((factor.high - factor.low) / 8)
    first, last = math.ceil(factor.low / step - 1e-9), math.floor(factor.high / step + 1e-9)
    return [round(step * at, 12) for at in range(first, last + 1)]


def _thinned(ticks: Sequence[tuple[str, float]], distance: float) -> Sequence[tuple[str, float]]:
    """Every so many of the ticks, so that they stand apart."""
    if len(ticks) < 2:
        return ticks
    apart = (ticks[-1][1] - ticks[0][1]) / (len(ticks) - 1)
    return ticks[:: max(1, math.ceil(distance / apart - 1e-9))]


def _tick(value: float) -> str:
    return f"{value:,.0f}" if 1e4 <= abs(value) < 1e7 else f"{value:.4g}"


def _named(factor: Factor) -> str:
    unit = unit_of(factor.name)
    return headed(called(factor.name)) + (f" ({unit})" if unit else "")
