"""What observations would tell, as a picture: bits with their intervals, and the theories between which they tell."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from politburo.answer import Drawing
from politburo.answer.numbers import figures
from politburo.show import look
from politburo.show.frame import STAMP, cautions, drawing, framed
from politburo.show.look import WIDE
from politburo.show.marks import Spec, board, mark, number, over, short, written_at

if TYPE_CHECKING:
    from politburo.infer.discrimination import Discrimination

ROW, NAMES, BITS, MOST = 24, 270, 110, 12
"""Pixels from one observation to the next, of names and of numbers beside the rows; and rows, at most."""


def drawings() -> tuple[Drawing, ...]:
    """The figures of observations."""
    return (drawing("observations", "What observations would tell", specification),)


def specification(found: Discrimination) -> Spec:
    """The picture in Vega-Lite, with all its data."""
    about = (
        f"{STAMP}. Bars: bits that an observation is expected to tell of which theory is right; "
        f"{figures(math.log2(len(found.theories)))} would decide between {len(found.theories)}. Lines: {found.basis}."
    )
    return framed(found, [found.title], [about, *cautions(found)], [_panel(found)])


def _panel(found: Discrimination) -> Spec:
    shown = found.observations[:MOST]
    width, height, rows = WIDE.room - BITS, ROW * len(shown), list[dict[str, Any]]()
    for at, one in enumerate(shown):
        row: dict[str, Any] = {"y": ROW * (at + 0.5), "zero": 0.0, "bits": short(one.told.bits)}
        rows.append(
            row if math.isnan(one.told.low) else row | {"low": short(one.told.low), "high": short(one.told.high)}
        )
    most = max((max(row["bits"], row.get("high", 0.0)) for row in rows), default=0.0)
    scale = {"domain": [0.0, max(most * 1.05, 0.01)], "nice": False, "range": [NAMES, width]}
    axis = {"title": "bits", "tickCount": 6, "labelFontSize": look.SMALL}
    y = {"field": "y", "type": "quantitative", "axis": None, "scale": {"domain": [height, 0], "nice": False}}

    def x(name: str, end: str) -> Spec:
        return {"x": {"field": name, "type": "quantitative", "axis": axis, "scale": scale}, "x2": {"field": end}}

    bars = mark("rule", color=look.REALITY, strokeWidth=9, opacity=0.5), x("zero", "bits")
    drawn = [over(rows, {"y": y, "tooltip": [number("bits")]}, bars)]
    ruled = [row for row in rows if "low" in row]
    if ruled:
        drawn.append(over(ruled, {"y": y}, (mark("rule", color=look.INK, strokeWidth=1.5), x("low", "high"))))
    texts = [
        written_at(0, ROW * (at + 0.5), look.fitted(one.words, look.SMALL, NAMES - 10), color=look.INK)
        for at, one in enumerate(shown)
    ]
    texts += [
        written_at(width + 10, ROW * (at + 0.5), f"{figures(round(one.told.bits, 3))} bits")
        for at, one in enumerate(shown)
    ]
    return board(width, height, [*drawn, *texts])
