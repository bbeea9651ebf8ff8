"""Charts of tiles that are played over the months: a tile for each circle or province, coloured by a measure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from politburo.ask.run.values import lasting
from politburo.show import look
from politburo.show.look import Layout
from politburo.show.marks import Spec, Text, board, down, field, lettering, mark, over, pixels, where, written_at

if TYPE_CHECKING:
    from politburo.ask.run.results import Results

GAP = 4
"""Pixels between tiles."""

SWATCH, SWATCH_HEIGHT = 18, 12
"""Width and height in pixels of one step of the scale as it is explained."""

LOW_END = 40
"""Pixels for the number at the lower end of the scale."""

ON_SHADE = where(f"datum.shade > {look.TURN}", look.ON_MUCH, look.ON_LITTLE)
"""The colour in which a text can be read on a tile of some `shade`."""


def tile_width(layout: Layout) -> int:
    """Pixels for all tiles beside one another. There is no axis: on a phone they take its room as well."""
    return layout.width + (layout.axis if layout.narrow else 0)


def tile(x: int, y: int, cell: tuple[int, int], *, line: int) -> dict[str, float]:
    """The corners of a tile in its cell, and where its texts begin, `line` pixels from the top and from the bottom."""
    right, bottom = x + cell[0] - GAP, y + cell[1] - GAP
    corners: dict[str, float] = {"x": x, "x2": right, "y": y, "y2": bottom}
    return corners | {"at_x": x + 5, "at_y": y + line, "low_y": bottom - line}


def slider(results: Results, month: int) -> list[Spec]:
    """The parameter `month`, which begins at one of them, and `lasting`, the number of runs in each."""
    runs = lasting(results)
    bound = {"input": "range", "min": 0, "max": len(runs) - 1, "step": 1, "name": "month"}
    return [{"name": "month", "value": month, "bind": bound}, {"name": "lasting", "value": runs}]


def month_line(results: Results, width: int) -> Spec:
    """The month that is shown, in words, and how many runs lasted so long where it is not all of them."""
    start, runs = results.scenario.start, len(results.runs)
    said = (
        f"timeFormat(datetime({start // 12}, {start % 12} + month, 1), '%B %Y')"
        f" + (lasting[month] < {runs} ? ' · ' + (lasting[month] || 'none') + ' of {runs} runs' : '')"
    )
    heading = lettering(look.HEADING, fontWeight="bold", color=look.INK, text={"expr": said})
    return board(width, 18, [over([{}], {"x": {"value": 0}, "y": {"value": 9}}, (heading, {}))])


def played(rows: Sequence[Spec], reading: Sequence[Spec], *layers: Spec) -> Spec:
    """Layers over the same rows, which hold a list of months each; `reading` picks what belongs to the month shown."""
    return {"data": {"values": list(rows)}, "transform": list(reading), "layer": list(layers)}


def shade() -> Spec:
    """The channel of the colour of a tile, by its `shade` from 0 to 1."""
    steps = len(look.SHADE) - 1
    scale = {"domain": [step / steps for step in range(steps + 1)], "range": list(look.SHADE), "clamp": True}
    return {"field": "shade", "type": "quantitative", "scale": scale, "legend": None}


def shaded(size: tuple[int, int], tooltip: Sequence[Spec]) -> Spec:
    """Tiles from `x` to `x2` and `y` to `y2`, coloured by `shade`, from 0 to 1; only an outline where there is none."""
    width, height = size
    place = {"x": pixels("x", width), "x2": field("x2"), "y": down("y", height), "y2": field("y2")}
    edge = mark("rect", fill=None, stroke=look.HAIRLINE, strokeWidth=1)
    area = mark("rect", stroke=look.HAIRLINE, strokeWidth=1)
    filled = {"transform": [{"filter": "isValid(datum.shade)"}], "mark": area}
    return {
        "encoding": place,
        "layer": [{"mark": edge}, {**filled, "encoding": {"color": shade(), "tooltip": list(tooltip)}}],
    }


def on_tiles(size: tuple[int, int], text: Spec, channel: Spec, y: str = "at_y") -> Spec:
    """A text on every tile that has a value, at `at_x` and `y`, in the colour that can be read there."""
    place = {"x": pixels("at_x", size[0]), "y": down(y, size[1]), "color": ON_SHADE, "text": channel}
    return {"transform": [{"filter": "isValid(datum.shade)"}], "mark": text, "encoding": place}


def scale_strip(
    caption: Text, low: Text, high: Text, width: int, layers: Sequence[Spec] = (), height: int = 34
) -> Spec:
    """What the colours stand for: the scale with its ends under a caption, and further layers in the same strip."""
    bar = [
        {"x": LOW_END + SWATCH * step, "x2": LOW_END + SWATCH * (step + 1), "shade": str(step)}
        for step in range(len(look.SHADE))
    ]
    scale = {"domain": [row["shade"] for row in bar], "range": list(look.SHADE)}
    colour = {"field": "shade", "type": "nominal", "legend": None, "scale": scale}
    band = {"y": {"value": 18}, "y2": {"value": 18 + SWATCH_HEIGHT}, "x": pixels("x", width), "x2": field("x2")}
    swatches = over(bar, band, (mark("rect"), {"color": colour}))
    middle = 18 + SWATCH_HEIGHT / 2
    written = [
        written_at(0, 6, caption),
        written_at(LOW_END - 5, middle, low, align="right"),
        written_at(LOW_END + SWATCH * len(bar) + 5, middle, high),
    ]
    return board(width, height, [swatches, *written, *layers])
