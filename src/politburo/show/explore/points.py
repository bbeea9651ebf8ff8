"""The points of an exploration with a box drawn, and beside them the peeling on which the box was found."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from politburo.run.outcomes import OUTCOMES
from politburo.show import look
from politburo.show.axes import range_channel
from politburo.show.look import Layout
from politburo.show.marks import Spec, field, mark, named_above, number, over

if TYPE_CHECKING:
    from politburo.ask.explore.answer import Exploration
    from politburo.ask.explore.boxes import Box, Restriction
    from politburo.ask.explore.cases import Axis
    from politburo.ask.explore.search import Step

WIDTH, HEIGHT = 400, 300

NEAR = 0.045
"""Difference of densities below which one number would cover another."""

FORMAT = ",.3~r"
"""Of numbers along an axis: three figures."""

GONE, OTHER, CASE = "in a box above", "other sets", "cases"

WAY, BOX, HELD, CHANCE = look.SERVES, look.FEAR, look.REALITY, look.RECORD


def cloud(found: Exploration, box: Box) -> Spec:
    """Points along the two parameters that the box limits most significantly, and the box as a frame.

    Along a single parameter, the outcome stands on the other axis.
    """
    first, second = (*box.restrictions, None)[:2]
    assert first is not None
    x = _along("x", first.axis)
    y = _along("y", second.axis) if second is not None else _outcome(found)
    at = {"x": x, "y": y, "tooltip": [number("x"), number("y"), field("kind")]}
    marks = {
        GONE: mark("point", filled=True, color=look.HAIRLINE, size=10, opacity=0.8),
        OTHER: mark("point", filled=False, color=look.MUTED, size=26, strokeWidth=1, opacity=0.55),
        CASE: mark("point", filled=True, color=look.FEAR, size=36, opacity=0.85),
    }
    rows = _rows(found, box, first.axis, None if second is None else second.axis)
    layers = [over([row for row in rows if row["kind"] == kind], at, (shape, {})) for kind, shape in marks.items()]
    names = {CASE: look.FEAR, OTHER: look.MUTED, "the box": look.INK}
    return _panel([*layers, _frame(first, second, x, y)], names | ({GONE: look.HAIRLINE} if box.number > 1 else {}))


def peeling(found: Exploration, box: Box) -> Spec:
    """The way of the peeling, coverage from left to right and density upwards, and what both checks give.

    Numbers say how many parameters a box on the way limits.
    """

    def place(one: Step) -> dict[str, Any]:
        return {"coverage": box.coverage_of(one), "density": one.density, "restricted": str(len(one.columns))}

    x, y = _share("coverage", "coverage: share of all cases inside"), _share("density", "density: share of cases")
    at: Spec = {"x": x, "y": y, "tooltip": [number("coverage"), number("density"), field("restricted")]}
    rows = [{**place(step), "place": order} for order, step in enumerate(box.found.steps)]
    chance = [place(one) for one in box.chance.boxes if one is not None]

    def dots(of: list[dict[str, Any]], **shape: Any) -> Spec:
        return over(of, at, (mark("point", filled=True, **{"opacity": 1, **shape}), {}))

    line = mark("line", color=WAY, strokeWidth=1), {"order": {"field": "place"}}
    few = mark("text", fontSize=look.SMALL, color=look.MUTED, align="left", dx=7), {"text": field("restricted")}
    layers = [
        over([{"density": box.share}], {"y": y}, (mark("rule", color=look.HAIRLINE, strokeDash=[4, 3]), {})),
        over(rows, at, line),
        dots(rows, color=WAY, size=30),
        over(_last_of_each(rows), at, few),
        dots(chance, shape="cross", color=CHANCE, size=45, opacity=0.8),
        dots([place(box.found.box)], color=BOX, size=150),
    ]
    names = {"peeling": WAY, "the box": BOX}
    if box.held_out.density is not None:
        held = {"coverage": box.coverage_of(box.held_out), "density": box.held_out.density, "restricted": ""}
        layers.append(dots([held], shape="diamond", color=HELD, size=130))
        names["held out"] = HELD
    return _panel(layers, names | ({"cases permuted": CHANCE} if chance else {}))


def _panel(layers: list[Spec], names: dict[str, str]) -> Spec:
    """Layers under the names of what they show."""
    named = named_above([(name, colour, 0.0) for name, colour in names.items()], Layout(), areas=True)
    return {"width": WIDTH, "height": HEIGHT, "layer": [*layers, *named]}


def _rows(found: Exploration, box: Box, first: Axis, second: Axis | None) -> list[dict[str, Any]]:
    classed, names = found.classed, [axis.called for axis in found.axes]
    points = found.results.experiment.points[classed.points]
    taken = np.zeros(len(points), bool)
    for earlier in found.boxes[: box.number - 1]:
        taken |= earlier.members
    x = points[:, names.index(first.called)]
    y = next(iter(classed.levels.values())) if second is None else points[:, names.index(second.called)]
    return [
        {"x": float(f"{across:.6g}"), "y": float(f"{up:.6g}"), "kind": GONE if gone else CASE if case else OTHER}
        for across, up, case, gone in zip(x.tolist(), y.tolist(), classed.cases.tolist(), taken.tolist(), strict=True)
    ]


def _frame(first: Restriction, second: Restriction | None, x: Spec, y: Spec) -> Spec:
    """The box as a frame; an open side lies at the end of the declared range."""
    left, right = _ends(first)
    frame = {"left": left, "right": right}
    encoding: Spec = {"x": {**x, "field": "left"}, "x2": field("right")}
    if second is not None:
        frame["bottom"], frame["top"] = _ends(second)
        encoding |= {"y": {**y, "field": "bottom"}, "y2": field("top")}
    return over([frame], encoding, (mark("rect", fill=None, stroke=look.INK, strokeWidth=2), {}))


def _ends(one: Restriction) -> tuple[float, float]:
    return one.axis.low if one.low is None else one.low, one.axis.high if one.high is None else one.high


def _last_of_each(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The last box on the way with each number of limited parameters, where its number has room."""
    apart: list[dict[str, Any]] = []
    for row in {row["restricted"]: row for row in rows}.values():
        if all(abs(row["density"] - one["density"]) > NEAR for one in apart):
            apart.append(row)
    return apart


def _along(name: str, axis: Axis) -> Spec:
    """The encoding of a parameter over its declared range."""
    title = _title(axis.called, axis.said_unit, WIDTH if name == "x" else HEIGHT)
    return range_channel(name, axis.low, axis.high, title, logarithmic=axis.is_logarithmic, format=FORMAT)


def _outcome(found: Exploration) -> Spec:
    """The encoding of the first outcome of the condition, with some room beyond its values."""
    name, levels = next(iter(found.classed.levels.items()))
    unit, low, high = OUTCOMES[name].unit, float(levels.min()), float(levels.max())
    room = 0.04 * (high - low or 1.0)
    title = _title(name.replace("_", " "), "" if unit in ("1", "share") else unit, HEIGHT)
    return range_channel("y", low - room, high + room, title, format=FORMAT)


def _title(said: str, unit: str, room: int) -> str:
    return look.fitted(f"{said} ({unit})" if unit else said, look.TEXT, room)


def _share(name: str, title: str) -> Spec:
    axis = {"title": title, "labelExpr": "format(100 * datum.value, '~f') + ' %'", "tickCount": 5}
    return {"field": name, "type": "quantitative", "scale": {"domain": [0, 1], "nice": False}, "axis": axis}
