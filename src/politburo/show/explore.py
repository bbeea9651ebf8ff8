"""Explorations as pictures: of each box its limits, the points in and outside it, and the peeling that found it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np

from politburo.answer import Drawing
from politburo.answer.numbers import capitalised, figures, numbered, percent
from politburo.ask.explore.answer import in_sentence, limit
from politburo.run.outcomes import OUTCOMES
from politburo.show import look
from politburo.show.axes import range_channel
from politburo.show.frame import STAMP, cautions, drawing, framed
from politburo.show.look import WIDE
from politburo.show.marks import Spec, board, field, mark, named_above, note, number, over, short, written_at

if TYPE_CHECKING:
    from politburo.ask.explore.answer import Exploration
    from politburo.ask.explore.boxes import Box, Restriction
    from politburo.ask.explore.cases import Axis
    from politburo.ask.explore.search import Step

TITLES = {
    "boxes": "Boxes of parameters",
    "limits": "Limits of the boxes",
    "points": "Points in and outside the boxes",
    "peeling": "How the boxes were found",
}
"""The figures by their names; the first one holds all of the others."""

WIDTH, HEIGHT = 400, 300
"""Pixels of the points, and of the peeling."""

GAP = 70
"""Pixels between the points and the peeling: the labels of an axis stand there."""

ROW = 46
"""Pixels of a parameter, from one to the next."""

NAMES, BARS = 300, 390
"""Pixels of the names, and of the bars behind them."""

AT, THICK = 20, 10
"""Where in its row a bar is, from the top, and its height."""

EDGE = 0.08
"""Part of a bar at whose ends a number is kept within it."""

NEAR = 0.045
"""Difference of densities below which one number would cover another."""

FORMAT = ",.3~r"
"""Of numbers along an axis: three figures."""

GONE, OTHER, CASE = "in a box above", "other sets", "cases"

WAY, BOX, HELD, CHANCE = look.SERVES, look.FEAR, look.REALITY, look.RECORD


def drawings() -> tuple[Drawing, ...]:
    """The figures of an exploration."""
    return tuple(drawing(name, title, partial(specification, name=name)) for name, title in TITLES.items())


def specification(found: Exploration, name: str = "boxes") -> Spec:
    """The picture in Vega-Lite, or one part of it, with all its data."""
    refused = found.found.refused
    boxes = found.boxes or ((refused,) if refused is not None else ())
    panels = [panel for box in boxes for panel in _panels(found, box, name)]
    if not panels:
        panels = [board(WIDE.width, 80, [note(found.found.why, WIDE.width, 80)])]
    return framed(found, [found.title], [*_about(found, name), *cautions(found)], panels)


def _about(found: Exploration, name: str) -> list[str]:
    classed, why, refused = found.classed, found.found.why, found.found.refused
    said = (
        f"{capitalised(in_sentence(found))}: {classed.count} of {len(classed.cases)} simulated sets of parameters "
        f"({percent(found.share)}), {numbered(found.results.runs, 'run')} each"
    )
    if classed.unstable is not None:
        said += f"; two halves of the runs class {percent(classed.unstable)} of them differently"
    lines = [f"{STAMP}. {said}."]
    if found.boxes and why:
        lines.append(f"After the last box: {why}")
    elif refused is not None:
        lines.append(why)
    if (found.boxes or refused is not None) and name in ("boxes", "limits"):
        lines.append("Bars: declared range, and limits within it; upright mark: the baseline.")
    if (found.boxes or refused is not None) and name in ("boxes", "peeling"):
        lines.append("Numbers along a peeling: how many parameters are limited. Dashed: cases among all sets searched.")
    return lines


def _panels(found: Exploration, box: Box, name: str) -> list[Spec]:
    """The parts of one box, one below the other, points and way side by side."""
    parts = {"points": _cloud, "peeling": _peeling}
    beside = [draw(found, box) for part, draw in parts.items() if name in ("boxes", part)]
    panels = [_limits(box)] if name in ("boxes", "limits") else []
    if beside:
        panels.append({"hconcat": beside, "spacing": GAP})
    panels[0] = {"title": _title(box, refused=box is found.found.refused), **panels[0]}
    return panels


def _title(box: Box, *, refused: bool) -> Spec:
    """What a box is worth, above its panels."""
    held, chance = box.held_out, box.chance
    what = "Not distinguishable from chance" if refused else f"Box {box.number}"
    beside = "" if box.number == 1 else " outside the boxes above"
    again = "none found" if held.density is None else f"{percent(held.density)}, coverage {box.coverage_of(held):.2f}"
    by_chance = f"at most {percent(max(chance.densities))}" if chance.densities else "no box"
    return {
        "text": f"{what}: {percent(box.density)} of its {box.points} sets{beside} are cases, "
        f"{percent(box.coverage)} of all cases",
        "subtitle": f"On sets held out {again}; of all sets searched {percent(box.share)}; with cases permuted "
        f"{by_chance}",
        "anchor": "start",
        "fontSize": look.HEADING,
        "subtitleFontSize": look.TEXT,
        "subtitlePadding": 4,
        "offset": 12,
    }


def _limits(box: Box) -> Spec:
    """A bar for each parameter that the box limits, the most significant first: its declared range, and the limits."""
    layers = [
        layer for place, one in enumerate(box.restrictions) for layer in _row(one, box.held_out.folds, ROW * place + AT)
    ]
    return board(WIDE.room, ROW * len(box.restrictions), layers)


def _row(one: Restriction, folds: int, top: float) -> list[Spec]:
    """A parameter whose bar begins at `top`: its name and meaning, the bar with its numbers, how surely it is limited.

    Paler parts of the bar are those of the declared range in which no set of parameters lay.
    """
    axis, room = one.axis, NAMES - 14
    low = 0.0 if one.lower is None else one.lower.place
    high = 1.0 if one.upper is None else one.upper.place
    unit = f" {axis.said_unit}" if axis.said_unit else ""
    logarithmic = ", log scale" if axis.is_logarithmic else ""
    p = one.p_in_words if one.p_in_words.startswith("<") else f"= {one.p_in_words}"
    bold: dict[str, str | float] = {"fontWeight": "bold", "color": look.INK, "fontSize": look.TEXT}
    edge: dict[str, str | float] = {"fontWeight": "bold", "color": look.FEAR}
    layers = [
        written_at(0, top - 2, look.fitted(axis.called, look.TEXT * look.BOLD, room), **bold),
        written_at(0, top + 14, look.fitted(axis.meaning, look.SMALL, room)),
        _bar(0.0, 1.0, top, look.GRID),
        _bar(axis.place(axis.sampled[0]), axis.place(axis.sampled[1]), top, look.HAIRLINE),
        _bar(low, high, top, look.FEAR),
        written_at(_pixel(0), top + 20, figures(axis.low)),
        written_at(_pixel(1), top + 20, figures(axis.high) + unit, align="right"),
        written_at(_pixel(1) + 24, top + 5, f"quasi-p {p}; in {one.again_in_words(folds)}{logarithmic}"),
    ]
    if axis.usual is not None:
        at = _pixel(axis.place(axis.usual))
        layers.append(_rectangle(at - 1, at + 1, top - 4, top + THICK + 4, look.INK))
    both = one.lower is not None and one.upper is not None
    for place, value, outwards in ((low, one.low, "right"), (high, one.high, "left")):
        if value is not None:
            align = "left" if place < EDGE else "right" if place > 1 - EDGE else outwards if both else "center"
            layers.append(written_at(_pixel(place), top - 10, limit(one, value, with_unit=False), align=align, **edge))
    return layers


def _bar(low: float, high: float, top: float, colour: str) -> Spec:
    return _rectangle(_pixel(low), _pixel(high), top, top + THICK, colour)


def _rectangle(left: float, right: float, top: float, bottom: float, colour: str) -> Spec:
    sides = {"x": left, "x2": right, "y": top, "y2": bottom}
    return over([{}], {name: {"value": at} for name, at in sides.items()}, (mark("rect", color=colour), {}))


def _pixel(place: float) -> float:
    """Where a place in a range stands."""
    return round(NAMES + BARS * min(max(place, 0.0), 1.0), 2)


def _cloud(found: Exploration, box: Box) -> Spec:
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


def _peeling(found: Exploration, box: Box) -> Spec:
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
    named = named_above([(name, colour, 0.0) for name, colour in names.items()], WIDE, areas=True)
    return board(WIDTH, HEIGHT, [*layers, *named])


def _rows(found: Exploration, box: Box, first: Axis, second: Axis | None) -> list[dict[str, Any]]:
    classed, names = found.classed, [axis.called for axis in found.axes]
    points = found.results.experiment.points[classed.points]
    taken = np.zeros(len(points), bool)
    for earlier in found.boxes[: box.number - 1]:
        taken |= earlier.members
    x = points[:, names.index(first.called)]
    y = next(iter(classed.levels.values())) if second is None else points[:, names.index(second.called)]
    return [
        {"x": short(across, 6), "y": short(up, 6), "kind": GONE if gone else CASE if case else OTHER}
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
    title = _title_of_axis(axis.called, axis.said_unit, WIDTH if name == "x" else HEIGHT)
    return range_channel(name, axis.low, axis.high, title, logarithmic=axis.is_logarithmic, format=FORMAT)


def _outcome(found: Exploration) -> Spec:
    """The encoding of the first outcome of the condition, with some room beyond its values."""
    name, levels = next(iter(found.classed.levels.items()))
    unit, low, high = OUTCOMES[name].unit, float(levels.min()), float(levels.max())
    room = 0.04 * (high - low or 1.0)
    title = _title_of_axis(name.replace("_", " "), "" if unit in ("1", "share") else unit, HEIGHT)
    return range_channel("y", low - room, high + room, title, format=FORMAT)


def _title_of_axis(said: str, unit: str, room: int) -> str:
    return look.fitted(f"{said} ({unit})" if unit else said, look.TEXT, room)


def _share(name: str, title: str) -> Spec:
    axis = {"title": title, "labelExpr": "format(100 * datum.value, '~f') + ' %'", "tickCount": 5}
    return {"field": name, "type": "quantitative", "scale": {"domain": [0, 1], "nice": False}, "axis": axis}
