"""The map of regions: which kind each point is, paler where its runs do not agree."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import numpy as np

from politburo.ask.factors import called
from politburo.ask.sweep.document import OTHER
from politburo.show import look
from politburo.show.marks import TEXT_ROW, Spec, down, field, mark, over, pixels
from politburo.show.sweep.maps import DOT, Ground, ground_of, headed_board
from politburo.show.tiles import board, written_at

if TYPE_CHECKING:
    from politburo.ask.sweep.answer import Sweep

COLOURS = (look.DISPLAYED, look.FEAR, look.PRIVATE, look.HAIRLINE, look.RECORD, look.REALITY)
"""Colours of the regions in their order; beyond these their names alone distinguish them."""

REGIONS = "What that makes of each point"

STRONGEST, WEAKEST = 0.55, 0.12
"""Opacity of a region: where all of the runs agree, and where next to none do."""


def regions_map(sweep: Sweep, width: int) -> Spec:
    """The map, with the name of each region amid its points."""
    ground, placed = ground_of(sweep, width), sweep.placed
    rows = [
        ground.place(point)
        | {"region": name, "weight": WEAKEST + (STRONGEST - WEAKEST) * agreement}
        | {"agree": f"{agreement:.0%}".replace("%", " %")}
        | {axis: f"{at:.4g}" for axis, at in zip(("across", "up"), point, strict=True)}
        for point, name, agreement in zip(
            sweep.results.experiment.points.tolist(), placed.names, placed.agreement, strict=True
        )
        if agreement == agreement
    ]
    layers = [_shapes(rows, ground, _colours(sweep)), *_names(rows, ground), *ground.axes()]
    return headed_board(REGIONS, [board(*ground.size, layers)], width)


def _colours(sweep: Sweep) -> Spec:
    """The channel of the colours of regions; those of none have hardly any."""
    colour = {region.name: COLOURS[at % len(COLOURS)] for at, region in enumerate(sweep.regions)} | {OTHER: look.GRID}
    scale = {"domain": list(colour), "range": list(colour.values())}
    return {"field": "region", "type": "nominal", "scale": scale, "legend": None}


def _shapes(rows: list[Spec], ground: Ground, colours: Spec) -> Spec:
    tooltip = [
        {**field("across"), "title": called(ground.across.name)},
        {**field("up"), "title": called(ground.up.name)},
        field("region"),
        {**field("agree"), "title": "runs that agree"},
    ]
    painted = {
        "color": colours,
        "opacity": {"field": "weight", "type": "quantitative", "scale": None},
        "tooltip": tooltip,
    }
    if ground.columns:
        x, y = (
            {"x": pixels("x", ground.size[0]), "x2": field("x2")},
            {"y": down("y", ground.size[1]), "y2": field("y2")},
        )
        return over(rows, {**x, **y}, (mark("rect", stroke=look.PAPER, strokeWidth=0.6), painted))
    at = {"x": pixels("at_x", ground.size[0]), "y": down("at_y", ground.size[1])}
    return over(rows, at, (mark("point", filled=True, size=DOT), painted))


def _names(rows: list[Spec], ground: Ground) -> list[Spec]:
    """The name of each region at the point of it that is nearest to its middle."""
    layers = []
    for name in Counter(row["region"] for row in rows):
        own = np.array([[row["at_x"], row["at_y"]] for row in rows if row["region"] == name])
        middle = own.mean(axis=0)
        x, y = own[np.argmin(((own - middle) ** 2).sum(axis=1))].tolist()
        half = look.text_width(name, look.HEADING) * look.BOLD / 2
        x = min(max(x, half + 2), ground.size[0] - half - 2)
        bold = {"fontWeight": "bold", "fontSize": look.HEADING, "color": look.INK, "align": "center"}
        layers.append(written_at(x, y, name, **bold))
    return layers


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
    bold = {"fontWeight": "bold", "color": look.INK}
    written = [
        written_at(0, TEXT_ROW * (at + 0.5), look.fitted(line, look.SMALL, width), **(bold if named else {}))
        for at, (line, named) in enumerate(lines)
    ]
    return headed_board("", [board(width, TEXT_ROW * len(lines), written)], width)
