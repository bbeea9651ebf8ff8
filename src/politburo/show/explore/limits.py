"""The limits of a box: for each parameter a bar on its declared range, which the box takes a part of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from politburo.ask.explore.sentences import figures, limit
from politburo.show import look
from politburo.show.look import WIDE
from politburo.show.marks import Spec, down, field, mark, over, pixels
from politburo.show.tiles import board

if TYPE_CHECKING:
    from politburo.ask.explore.boxes import Box, Restriction

ROW = 46
"""Pixels of a parameter, from one to the next."""

NAMES, BARS = 300, 390
"""Pixels of the names, and of the bars behind them."""

AT, THICK = 20, 10
"""Where in its row a bar is, from the top, and its height."""

INSET = 6
"""Pixels by which a label at the end of a bar is kept within the picture."""


def limits(box: Box) -> Spec:
    """A row for each parameter that the box limits, the most significant first."""
    rows = [_row(box, place, one) for place, one in enumerate(box.restrictions)]
    height = ROW * len(rows)
    width = WIDE.room
    x, y = pixels("left", width), down("top", height)
    bar: Spec = {"x": x, "x2": field("right"), "y": y, "y2": field("bottom")}
    small = mark("text", baseline="middle", fontSize=look.SMALL, color=look.MUTED)
    text: Spec = {"x": x, "y": y, "text": field("text")}
    bold = mark("text", align="left", baseline="middle", fontSize=look.TEXT, fontWeight="bold", color=look.INK)
    edge = mark("text", baseline="middle", fontSize=look.SMALL, fontWeight="bold", color=look.FEAR)
    layers = [
        over([row["range"] for row in rows], bar, (mark("rect", color=look.GRID), {})),
        over([row["sampled"] for row in rows], bar, (mark("rect", color=look.HAIRLINE, opacity=0.6), {})),
        over([row["box"] for row in rows], bar, (mark("rect", color=look.FEAR), {})),
        over([one for row in rows for one in row["usual"]], bar, (mark("rect", color=look.INK), {})),
        over([row["name"] for row in rows], text, (bold, {})),
        over([row["meaning"] for row in rows], text, ({**small, "align": "left"}, {})),
        over([row["remark"] for row in rows], text, ({**small, "align": "left"}, {})),
    ]
    for align in ("left", "center", "right"):
        ends = [one for row in rows for one in row["ends"] if one["align"] == align]
        edges = [one for row in rows for one in row["edges"] if one["align"] == align]
        layers += [over(ends, text, ({**small, "align": align}, {}))] if ends else []
        layers += [over(edges, text, ({**edge, "align": align}, {}))] if edges else []
    return board(width, height, layers)


def _row(box: Box, place: int, one: Restriction) -> dict[str, Any]:
    """Everything of one parameter, in pixels."""
    axis, top = one.axis, ROW * place
    low = 0.0 if one.place_low is None else one.place_low
    high = 1.0 if one.place_high is None else one.place_high
    sampled = [float(axis.place(value)) for value in axis.sampled]  # type: ignore[arg-type]
    unit = "" if axis.unit in ("1", "share") else f" {axis.unit}"
    return {
        "name": _text(0, top + AT - 2, look.fitted(axis.called, look.TEXT * look.BOLD, NAMES - 14)),
        "meaning": _text(0, top + AT + 14, look.fitted(axis.meaning, look.SMALL, NAMES - 14)),
        "range": _bar(0.0, 1.0, top),
        "sampled": _bar(sampled[0], sampled[1], top),
        "box": _bar(low, high, top),
        "usual": _usual(one, top),
        "ends": [
            _text(_pixel(0), top + AT + 20, figures(axis.low), "left"),
            _text(_pixel(1), top + AT + 20, figures(axis.high) + unit, "right"),
        ],
        "edges": [
            _text(_pixel(at), top + AT - 10, limit(one, value, with_unit=False), _align(at))
            for at, value in ((low, one.low), (high, one.high))
            if value is not None
        ],
        "remark": _text(NAMES + BARS + 24, top + AT + 5, _remark(box, one)),
    }


def _remark(box: Box, one: Restriction) -> str:
    """How surely, and in how many parts of the points again."""
    p = "quasi-p < 0.001" if one.p < 0.001 else f"quasi-p {one.p:.2g}"
    scale = ", log scale" if one.axis.is_logarithmic else ""
    return f"{p}; in {one.again} of {box.held_out.folds} folds{scale}"


def _usual(one: Restriction, top: float) -> list[dict[str, Any]]:
    """A mark where the parameter is in the baseline."""
    if one.axis.usual is None:
        return []
    at = _pixel(float(one.axis.place(one.axis.usual)))  # type: ignore[arg-type]
    return [{"left": at - 1, "right": at + 1, "top": top + AT - 4, "bottom": top + AT + THICK + 4}]


def _bar(low: float, high: float, top: float) -> dict[str, Any]:
    return {"left": _pixel(low), "right": _pixel(high), "top": top + AT, "bottom": top + AT + THICK}


def _text(left: float, top: float, text: str, align: str = "left") -> dict[str, Any]:
    return {"left": left, "top": top, "text": text, "align": align}


def _align(place: float) -> str:
    return "left" if place < 0.08 else "right" if place > 0.92 else "center"


def _pixel(place: float) -> float:
    return round(NAMES + BARS * min(max(place, 0.0), 1.0), 2)
