"""Scores as pictures: skill against each baseline, and where published figures came to lie among the draws."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from politburo.answer import Drawing
from politburo.answer.numbers import percent
from politburo.show import look
from politburo.show.frame import drawing, framed
from politburo.show.look import WIDE
from politburo.show.marks import Spec, board, down, field, mark, number, over, pixels, short, written_at

if TYPE_CHECKING:
    from politburo.infer.score import Score

TITLES = {"skill": "Skill against each baseline", "pit": "Where figures came to lie among the draws"}
"""The figures by their names."""

ROW, NAMES, ENDS = 24, 330, 110
"""Pixels from one row to the next, of the names before the rows, and of the numbers behind them."""

HUE = look.REALITY
"""The one colour of both."""

LEAST = -1.0
"""The lowest skill that is drawn; what lies beyond stands at its end."""

BAR_ROOM, BAR_HEIGHT = 190, 90
"""Pixels for the bars of a forecaster, across and down."""


def drawings() -> tuple[Drawing, ...]:
    """The figures of scores."""
    return (
        drawing("skill", TITLES["skill"], skill, lambda found: bool(found.compared)),
        drawing("pit", TITLES["pit"], transform),
    )


def skill(found: Score) -> Spec:
    """Skill with its intervals, in Vega-Lite, with all its data."""
    rows, layers, top, group = [], [], 0, None
    width = WIDE.room - ENDS
    for one in found.table("skill").records():
        if one["forecaster"] != group:
            group = str(one["forecaster"])
            layers.append(written_at(0, top + ROW / 2, group, fontWeight="bold", color=look.INK))
            top += ROW
        layers.append(written_at(0, top + ROW / 2, look.fitted(str(one["baseline"]), look.SMALL, NAMES - 10)))
        value, low, high = (one[name] for name in ("skill", "low", "high"))
        layers.append(written_at(width + 10, top + ROW / 2, _said(value, low, high)))
        ends = (value if low is None else low, value if high is None else high)
        rows.append({"y": top + ROW / 2, "said": f"{group} against {one['baseline']}", **_within(value, *ends)})
        top += ROW
    scale = {"domain": [LEAST, 1], "nice": False, "range": [NAMES, width]}
    axis = {"values": [-1, -0.5, 0, 0.5, 1], "format": "%", "title": None, "labelFontSize": look.SMALL}
    x = {"field": "skill", "type": "quantitative", "axis": axis, "scale": scale}
    line = over(
        rows,
        {"y": down("y", top), "tooltip": [field("said"), *(number(one) for one in ("skill", "low", "high"))]},
        (
            mark("rule", strokeWidth=3, color=look.REALITY, opacity=0.5),
            {"x": {**x, "field": "low"}, "x2": field("high")},
        ),
        (mark("point", filled=True, size=50, opacity=1, color=look.REALITY), {"x": x}),
    )
    zero = over([{"skill": 0}], {}, (mark("rule", color=look.MUTED, strokeWidth=1), {"x": x}))
    about = (
        "Right of the line the forecaster that is judged is better. Points: 1 − CRPS / CRPS of the baseline, on the "
        "scale of the logarithm; lines: 90 % intervals over drawing anew the days as of which forecasts were made."
    )
    return framed(found, [found.title], [found.sentences[0], about], [board(width, top, [zero, line, *layers])])


def transform(found: Score) -> Spec:
    """Histograms of the probability integral transform, in Vega-Lite, with all their data."""
    rows = found.table("pit").records()
    names = list(dict.fromkeys(str(row["forecaster"]) for row in rows))
    columns = WIDE.room // (BAR_ROOM + 30)
    data, layers = [], []
    highest = max(float(row["share"]) for row in rows)  # type: ignore[arg-type]
    line = BAR_HEIGHT + 62
    for place, name in enumerate(names):
        left, top = (place % columns) * (BAR_ROOM + 30), (place // columns) * line + 30
        own = [row for row in rows if row["forecaster"] == name]
        for text, at in zip(look.wrapped(name, look.SMALL, BAR_ROOM, lines=2), (-22, -8), strict=False):
            layers.append(written_at(left, top + at, text, color=look.INK))
        for bar, row in enumerate(own):
            share, wide = float(row["share"] or 0), BAR_ROOM / len(own)  # type: ignore[arg-type]
            low = top + BAR_HEIGHT
            data.append({
                "x": left + bar * wide, "x2": left + (bar + 1) * wide - 2,
                "y": short(low - share / highest * BAR_HEIGHT, 6), "y2": low, "share": short(share), "said": name,
            })  # fmt: skip
        even = top + BAR_HEIGHT * (1 - 1 / len(own) / highest)
        rule = mark("rule", color=look.INK, strokeDash=[4, 3], strokeWidth=1)
        layers.append(over([{}], {}, (rule, {
            "x": {"value": left}, "x2": {"value": left + BAR_ROOM}, "y": {"value": round(even, 1)},
        })))  # fmt: skip
        layers.append(written_at(left, top + BAR_HEIGHT + 10, "figures low"))
        layers.append(written_at(left + BAR_ROOM, top + BAR_HEIGHT + 10, "figures high", align="right"))
    height = math.ceil(len(names) / columns) * line + 10
    bars = over(
        data,
        {"x": pixels("x", WIDE.room), "x2": field("x2"), "y": down("y", height), "y2": field("y2"),
         "tooltip": [field("said"), number("share")]},
        (mark("rect", color=HUE, opacity=0.6), {}),
    )  # fmt: skip
    about = (
        "Bars: share of figures by the part of the draws that lie below them. Dashed: where all bars would end if "
        "forecasts were as uncertain as they say; high bars at the ends: too sure, amid: too unsure."
    )
    return framed(found, [TITLES["pit"], found.title], [about], [board(WIDE.room, height, [bars, *layers])])


def _within(value: object, low: object, high: object) -> dict[str, float]:
    named = {"skill": value, "low": low, "high": high}
    return {name: short(min(max(float(one), LEAST), 1.0)) for name, one in named.items()}  # type: ignore[arg-type]


def _said(value: object, low: object, high: object) -> str:
    said = percent(float(value))  # type: ignore[arg-type]
    return said if low is None else f"{said} [{percent(float(low)).removesuffix(' %')}, {percent(float(high))}]"  # type: ignore[arg-type]
