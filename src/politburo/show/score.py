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

LEAST = -1.0
"""The lowest skill that is drawn; what lies beyond stands at its end."""

BAR_ROOM, BAR_HEIGHT, BESIDE, ABOVE = 190, 90, 30, 44
"""Pixels for the bars of a forecaster, across and down, and between and above them."""

PERCENT = "format(100 * datum.value, '~f') + ' %'"
"""How shares are written at an axis."""


def drawings() -> tuple[Drawing, ...]:
    """The figures of scores."""
    return (
        drawing("skill", TITLES["skill"], skill, lambda found: bool(found.compared)),
        drawing("pit", TITLES["pit"], transform),
    )


def skill(found: Score) -> Spec:
    """Skill with its intervals, in Vega-Lite, with all its data."""
    table = found.table("skill")
    names = zip(map(str, table.column("forecaster")), map(str, table.column("baseline")), strict=True)
    values = zip(*(table.numbers(name) for name in ("skill", "low", "high")), strict=True)
    rows, layers, top, group = [], [], 0, ""
    width = WIDE.room - ENDS
    for (own, baseline), (value, low, high) in zip(names, values, strict=True):
        if own != group:
            group = own
            layers.append(written_at(0, top + ROW / 2, group, fontWeight="bold", color=look.INK))
            top += ROW
        layers.append(written_at(0, top + ROW / 2, look.fitted(baseline, look.SMALL, NAMES - 10)))
        layers.append(written_at(width + 10, top + ROW / 2, _said(value, low, high)))
        ends = {"skill": value, "low": value if math.isnan(low) else low, "high": value if math.isnan(high) else high}
        drawn = {name: short(min(max(one, LEAST), 1.0)) for name, one in ends.items()}
        rows.append({"y": top + ROW / 2, "said": f"{group} against {baseline}", **drawn})
        top += ROW
    scale = {"domain": [LEAST, 1], "nice": False, "range": [NAMES, width]}
    axis = {"values": [-1, -0.5, 0, 0.5, 1], "labelExpr": PERCENT, "title": None, "labelFontSize": look.SMALL}
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
        "To the right of the line the forecaster whose name is in bold is better than the baseline. Points: skill, "
        "1 − CRPS / CRPS of the baseline (continuous ranked probability score, on the scale of the logarithm). Lines: "
        "90 % intervals over drawing anew the days as of which forecasts were made; they leave out that forecasts of "
        "different days speak of the same years."
    )
    return framed(found, [found.title], [found.sentences[0], about], [board(width, top, [zero, line, *layers])])


def transform(found: Score) -> Spec:
    """Histograms of the probability integral transform, in Vega-Lite, with all their data."""
    table = found.table("pit")
    bars: dict[str, list[float]] = {}
    for name, share in zip(map(str, table.column("forecaster")), table.numbers("share"), strict=True):
        bars.setdefault(name, []).append(share)
    columns = WIDE.room // (BAR_ROOM + BESIDE)
    data, layers = [], []
    highest = max(max(shares) for shares in bars.values())
    line = BAR_HEIGHT + ABOVE + BESIDE
    for place, (name, shares) in enumerate(bars.items()):
        left, low = (place % columns) * (BAR_ROOM + BESIDE), (place // columns) * line + ABOVE + BAR_HEIGHT
        for text, at in zip(look.wrapped(name, look.SMALL, BAR_ROOM, lines=2), (-36, -22), strict=False):
            layers.append(written_at(left, low - BAR_HEIGHT + at, text, color=look.INK))
        wide = BAR_ROOM / len(shares)
        for bar, share in enumerate(shares):
            x, y = left + bar * wide, short(low - share / highest * BAR_HEIGHT, 6)
            data.append({"x": x, "x2": x + wide - 2, "y": y, "y2": low, "share": short(share), "said": name})
            layers.append(written_at(x + wide / 2 - 1, y - 7, f"{100 * share:.0f} %", align="center"))
        rule = mark("rule", color=look.INK, strokeDash=[4, 3], strokeWidth=1)
        ends = {"x": left, "x2": left + BAR_ROOM, "y": short(low - BAR_HEIGHT / len(shares) / highest, 6)}
        layers.append(over([{}], {}, (rule, {name: {"value": at} for name, at in ends.items()})))
        layers.append(written_at(left, low + 10, "lowest draws"))
        layers.append(written_at(left + BAR_ROOM, low + 10, "highest draws", align="right"))
    height = math.ceil(len(bars) / columns) * line
    shown = over(
        data,
        {"x": pixels("x", WIDE.room), "x2": field("x2"), "y": down("y", height), "y2": field("y2"),
         "tooltip": [field("said"), number("share")]},
        (mark("rect", color=look.REALITY, opacity=0.5), {}),
    )  # fmt: skip
    about = (
        "Bars: share of the published figures by where they lie among the draws of their forecast, from the lowest to "
        "the highest. Dashed: where every bar would end if forecasts were as uncertain as they say. High bars at both "
        "ends: intervals are too narrow; in the middle: too wide; at one end: forecasts are too high or too low."
    )
    return framed(found, [TITLES["pit"], found.title], [about], [board(WIDE.room, height, [shown, *layers])])


def _said(value: float, low: float, high: float) -> str:
    if math.isnan(low):
        return percent(value)
    return f"{percent(value)} [{percent(low).removesuffix(' %')}, {percent(high)}]"
