"""The way of a peeling: what each box on it covers of the cases, and how dense it is, beside the two checks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from politburo.show import look
from politburo.show.look import Layout
from politburo.show.marks import Spec, field, mark, named_above, number, over

if TYPE_CHECKING:
    from politburo.ask.explore.answer import Exploration
    from politburo.ask.explore.boxes import Box

WIDTH, HEIGHT = 430, 300

NEAR = 0.045
"""Difference of densities below which one number would cover another."""

WAY, BOX, HELD, CHANCE = look.SERVES, look.FEAR, look.REALITY, look.RECORD


def peeling(found: Exploration, box: Box) -> Spec:
    """Coverage from left to right, density upwards; numbers say how many parameters a box on the way limits."""
    way = [
        {"coverage": trade.coverage, "density": trade.density, "restricted": str(trade.restricted)}
        for trade in box.trajectory
    ]
    x, y = _channel("coverage", "coverage: share of all cases inside"), _channel("density", "density: share of cases")
    tips = [number("coverage"), number("density"), field("restricted")]
    at: Spec = {"x": x, "y": y, "tooltip": tips}
    line = mark("line", color=WAY, strokeWidth=1), {"order": {"field": "place"}}
    dots = mark("point", filled=True, color=WAY, size=30, opacity=1), {}
    few = mark("text", fontSize=look.SMALL, color=look.MUTED, align="left", dx=7), {"text": field("restricted")}
    rows = [{**row, "place": place} for place, row in enumerate(way)]
    layers = [
        over([{"density": box.share}], {"y": y}, (mark("rule", color=look.HAIRLINE, strokeDash=[4, 3]), {})),
        over(rows, at, line, dots),
        over(_last_of_each(rows), at, few),
        over(
            _by_chance(found, box),
            at,
            (mark("point", shape="cross", filled=True, color=CHANCE, size=45, opacity=0.8), {}),
        ),
        over(
            [{"coverage": box.coverage, "density": box.density, "restricted": str(len(box.restrictions))}],
            at,
            (mark("point", filled=True, color=BOX, size=150, opacity=1), {}),
        ),
    ]
    if box.held_out.density is not None:
        held = {"coverage": box.held_out_coverage, "density": box.held_out.density, "restricted": ""}
        layers.append(
            over([held], at, (mark("point", shape="diamond", filled=True, color=HELD, size=130, opacity=1), {}))
        )
    names = [("peeling (limited parameters)", WAY), ("the box", BOX), ("held out", HELD), ("cases permuted", CHANCE)]
    named = named_above([(name, colour, 0.0) for name, colour in names], Layout(), areas=True)
    return {"width": WIDTH, "height": HEIGHT, "layer": [*layers, *named]}


def _last_of_each(rows: list[Spec]) -> list[Spec]:
    """The last box on the way with each number of limited parameters, where its number has room."""
    last = {row["restricted"]: row for row in rows}
    apart: list[Spec] = []
    for row in last.values():
        if all(abs(row["density"] - one["density"]) > NEAR for one in apart):
            apart.append(row)
    return apart


def _by_chance(found: Exploration, box: Box) -> list[Spec]:
    """The boxes that the same search found with cases permuted."""
    cases = int(found.classed.cases.sum())
    return [
        {"coverage": one.cases / cases, "density": one.density, "restricted": str(len(one.columns))}
        for one in box.chance.boxes
        if one is not None
    ]


def _channel(name: str, title: str) -> Spec:
    axis = {"title": title, "format": "~%", "tickCount": 5}
    return {"field": name, "type": "quantitative", "scale": {"domain": [0, 1], "nice": False}, "axis": axis}
