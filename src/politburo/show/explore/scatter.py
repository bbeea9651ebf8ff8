"""The points of an exploration along the two parameters that a box limits most significantly, with the box drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from politburo.run.outcomes import OUTCOMES
from politburo.show import look
from politburo.show.look import Layout
from politburo.show.marks import Spec, field, mark, named_above, number, over

if TYPE_CHECKING:
    from politburo.ask.explore.answer import Exploration
    from politburo.ask.explore.axes import Axis
    from politburo.ask.explore.boxes import Box, Restriction

WIDTH, HEIGHT = 400, 300


def cloud(found: Exploration, box: Box) -> Spec:
    """Cases and other points; along a single parameter, the outcome stands on the other axis."""
    first, *others = box.restrictions
    second = others[0] if others else None
    rows = _rows(found, box, first.axis, None if second is None else second.axis)
    x = _channel("x", first.axis)
    y = _channel("y", second.axis) if second is not None else _outcome_channel(found)
    tips = {"tooltip": [number("x"), number("y"), field("kind")]}
    at = {"x": x, "y": y} | tips
    others_ = mark("point", filled=False, color=look.MUTED, size=26, strokeWidth=1, opacity=0.55)
    cases = mark("point", filled=True, color=look.FEAR, size=36, opacity=0.85)
    gone = mark("point", filled=True, color=look.HAIRLINE, size=10, opacity=0.8)
    layers = [
        over([row for row in rows if row["kind"] == "in a box above"], at, (gone, {})),
        over([row for row in rows if row["kind"] == "other"], at, (others_, {})),
        over([row for row in rows if row["kind"] == "case"], at, (cases, {})),
        _outline(first, second, x, y),
    ]
    names = [("cases", look.FEAR, 0.0), ("other sets", look.MUTED, 0.0), ("the box", look.INK, 0.0)]
    if box.number > 1:
        names.append(("in a box above", look.HAIRLINE, 0.0))
    return {"width": WIDTH, "height": HEIGHT, "layer": [*layers, *named_above(names, Layout(), areas=True)]}


def _rows(found: Exploration, box: Box, first: Axis, second: Axis | None) -> list[dict[str, Any]]:
    points, classed = found.results.experiment.points[found.classed.points], found.classed
    names = [axis.name for axis in found.axes]
    taken = np.zeros(len(points), bool)
    for earlier in found.boxes[: box.number - 1]:
        taken |= earlier.members
    x = points[:, names.index(first.name)]
    y = points[:, names.index(second.name)] if second is not None else next(iter(classed.levels.values()))
    return [
        {
            "x": float(f"{across:.6g}"),
            "y": float(f"{up:.6g}"),
            "kind": "in a box above" if gone else "case" if case else "other",
        }
        for across, up, case, gone in zip(x.tolist(), y.tolist(), classed.cases.tolist(), taken.tolist(), strict=True)
    ]


def _outline(first: Restriction, second: Restriction | None, x: Spec, y: Spec) -> Spec:
    """The box as a frame; an open side lies at the end of the declared range."""
    left, right = _ends(first)
    frame = {"left": left, "right": right}
    encoding: Spec = {"x": {**x, "field": "left"}, "x2": field("right")}
    if second is not None:
        frame["bottom"], frame["top"] = _ends(second)
        encoding |= {"y": {**y, "field": "bottom"}, "y2": field("top")}
    return over([frame], encoding, (mark("rect", fill=None, stroke=look.INK, strokeWidth=2), {}))


def _ends(one: Restriction) -> tuple[float, float]:
    return (
        one.axis.low if one.low is None else one.low,
        one.axis.high if one.high is None else one.high,
    )


def _channel(name: str, axis: Axis) -> Spec:
    """The encoding of a parameter over its declared range."""
    unit = "" if axis.unit in ("1", "share") else f" ({axis.unit})"
    title = look.fitted(f"{axis.called}{unit}", look.TEXT, WIDTH if name == "x" else HEIGHT)
    scale = {"domain": [axis.low, axis.high], "nice": False, "zero": False}
    if axis.is_logarithmic:
        scale["type"] = "log"
    return {
        "field": name,
        "type": "quantitative",
        "scale": scale,
        "axis": {"title": title, "tickCount": 5, "format": ",.3~r", "grid": True},
    }


def _outcome_channel(found: Exploration) -> Spec:
    name = next(iter(found.classed.levels))
    unit = OUTCOMES[name].unit
    title = name.replace("_", " ") + ("" if unit in ("1", "share") else f" ({unit})")
    return {
        "field": "y",
        "type": "quantitative",
        "scale": {"zero": False},
        "axis": {"title": look.fitted(title, look.TEXT, HEIGHT), "tickCount": 5, "format": ",.3~r", "grid": True},
    }
