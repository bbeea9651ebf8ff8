"""An exploration as a picture: for each box its limits as bars, its points, and the way on which it was found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from politburo.answer import Drawing
from politburo.answer.numbers import capitalised, figures, numbered, percent
from politburo.ask.explore.answer import in_sentence, limit
from politburo.show import look
from politburo.show.explore.points import cloud, peeling
from politburo.show.frame import STAMP, framed_points
from politburo.show.look import WIDE, Layout
from politburo.show.marks import Spec, mark, note, over
from politburo.show.tiles import board, written_at

if TYPE_CHECKING:
    from politburo.ask.explore.answer import Exploration
    from politburo.ask.explore.boxes import Box, Restriction

TITLES = {
    "boxes": "Boxes of parameters",
    "limits": "Limits of the boxes",
    "points": "Points in and outside the boxes",
    "peeling": "How the boxes were found",
}
"""The figures by their names; the first one holds all of the others."""

GAP = 70
"""Pixels between the points and the way: the labels of an axis stand there."""

ROW = 46
"""Pixels of a parameter, from one to the next."""

NAMES, BARS = 300, 390
"""Pixels of the names, and of the bars behind them."""

AT, THICK = 20, 10
"""Where in its row a bar is, from the top, and its height."""

EDGE = 0.08
"""Part of a bar at whose ends a number is kept within it."""


def drawings() -> tuple[Drawing, ...]:
    """The figures of an exploration."""
    return tuple(
        Drawing(name, title, lambda found, dark, name=name: specification(found, name, dark=dark))
        for name, title in TITLES.items()
    )


def specification(found: Exploration, name: str = "boxes", *, dark: bool = False) -> Spec:
    """The picture in Vega-Lite, or one part of it, with all its data."""
    refused = found.found.refused
    boxes = found.boxes or ((refused,) if refused is not None else ())
    panels = [panel for box in boxes for panel in _panels(found, box, name)]
    if not panels:
        panels = [board(WIDE.width, 80, [note(found.found.why, WIDE.width, 80)])]
    return framed_points(found, [found.title], _about(found, name), panels, Layout(dark=dark))


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
    parts = {"points": cloud, "peeling": peeling}
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
