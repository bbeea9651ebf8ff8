"""Theories as a picture: how much worse each would have forecast than the best, and its part of the best mixture."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from politburo.answer import Drawing
from politburo.answer.numbers import percent
from politburo.show import look
from politburo.show.frame import STAMP, cautions, drawing, framed
from politburo.show.look import WIDE
from politburo.show.marks import Spec, board, mark, number, over, short, written_at

if TYPE_CHECKING:
    from politburo.infer.weighed_theories import Scores, WeighedTheories

ROW, NAMES, SHARES = 26, 190, 120
"""Pixels from one theory to the next, of the names before the rows, and of the shares behind them."""


def drawings() -> tuple[Drawing, ...]:
    """The figures of theories."""
    return (drawing("scores", "How well each theory would have forecast", specification, lambda one: bool(one.scores)),)


def specification(found: WeighedTheories) -> Spec:
    """The picture in Vega-Lite, with all its data."""
    basis = found.table("scores").basis
    about = (
        f"{STAMP}. Dots: mean log score less that of the theory with the best one, per forecast; the best is at zero, "
        f"and less is better. Lines: {basis}. Filled: told apart from the best by the rule."
    )
    return framed(found, [found.title], [found.sentences[0], about, *cautions(found)], [_panel(found.scores)])


def _panel(scores: tuple[Scores, ...]) -> Spec:
    width, height = WIDE.room - SHARES, ROW * len(scores)
    rows = [_row(one, at) for at, one in enumerate(scores)]
    ends = [row[name] for row in rows for name in ("low", "high", "apart") if name in row]
    room = max((max(ends) - min(ends)) * 0.05, 1e-3)
    scale = {"domain": [min(*ends, 0.0) - room, max(*ends, 0.0) + room], "nice": False, "range": [NAMES, width]}
    axis = {"title": "worse by, per forecast", "tickCount": 6, "labelFontSize": look.SMALL}
    y = {"field": "y", "type": "quantitative", "axis": None, "scale": {"domain": [height, 0], "nice": False}}

    def x(name: str, end: str | None = None) -> Spec:
        channel: Spec = {"x": {"field": name, "type": "quantitative", "axis": axis, "scale": scale}}
        return channel | ({"x2": {"field": end}} if end else {})

    ruled = [row for row in rows if "low" in row]
    drawn = (
        [over(ruled, {"y": y}, (mark("rule", color=look.REALITY, strokeWidth=2), x("low", "high")))] if ruled else []
    )
    for is_apart in (True, False):
        chosen = [row for row in rows if row["told"] == is_apart]
        if chosen:
            colour = {"color": look.REALITY, "fill": look.REALITY if is_apart else look.PAPER}
            dot = mark("point", size=60, opacity=1, strokeWidth=2, **colour)
            drawn.append(over(chosen, {"y": y, "tooltip": [number("apart", "worse by")]}, (dot, x("apart"))))
    texts = [
        written_at(0, ROW * (at + 0.5), look.fitted(one.name, look.SMALL, NAMES - 10), color=look.INK)
        for at, one in enumerate(scores)
    ]
    texts += [
        written_at(width + 10, ROW * (at + 0.5), f"{percent(one.weight)} of the mixture")
        for at, one in enumerate(scores)
    ]
    return board(width, height, [*drawn, *texts])


def _row(one: Scores, at: int) -> dict[str, Any]:
    value, low, high = one.apart
    found: dict[str, Any] = {"y": ROW * (at + 0.5), "apart": short(value), "told": one.is_apart}
    return found if low != low else found | {"low": short(low), "high": short(high)}
