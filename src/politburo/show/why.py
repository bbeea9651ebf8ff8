"""Why one event happened in a simulated run, as a figure: a bar for each term that weighed."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

from politburo.answer import Drawing
from politburo.answer.numbers import day_in_words, figures
from politburo.ask.why import TITLE, effect, happened, weighty
from politburo.show import look
from politburo.show.frame import drawing, framed
from politburo.show.look import WIDE
from politburo.show.marks import Spec, board, down, field, lettering, mark, over, short, where
from politburo.terms.hazards import SCORE

if TYPE_CHECKING:
    from politburo.ask.why import Why

ROW, NAMES = 22, 350
"""Pixels from one bar to the next, and of the space for names to the left of the bars."""

LIKELIER, UNLIKELIER = look.FEAR, look.REALITY
TIMES = (
    (1 / 2, 2 / 3, 4 / 5, 1, 5 / 4, 3 / 2, 2),
    (1 / 10, 1 / 5, 1 / 2, 1, 2, 5, 10),
    (1 / 1000, 1 / 100, 1 / 10, 1, 10, 100, 1000),
    (1e-6, 1e-4, 1e-2, 1, 1e2, 1e4, 1e6),
)
"""How many times as likely: the labels of an axis, for those that reach farther and farther."""


def drawings() -> tuple[Drawing, ...]:
    """The figures of the reasons of an event."""
    return (drawing("reasons", TITLE, specification),)


def specification(why: Why) -> Spec:
    """The picture in Vega-Lite, with all its data."""
    what = f"was promoted to post {why.post}" if why.kind == "promotion" else happened(why)
    place = f"{why.organ}, {why.rank} rank, {why.province.replace('_', ' ')}{', abroad' * why.abroad}"
    about = [
        f"Simulated, not observed: a synthetic cadre, no real person is behind it. Post {why.post}: {place}.",
        f"{day_in_words(why.date)}, run {why.run}. {TITLE}.",
    ]
    return framed(why, [f"Why person {why.person} {what}"], about, [_bars(why)])


def _bars(why: Why) -> Spec:
    """Bars from the middle, each named to the left and numbered at its end."""
    rows = [
        {
            "y": ROW * (place + 0.5),
            "term": look.fitted(term.meaning, look.TEXT, NAMES - 10),
            "contribution": short(term.contribution),
            "effect": effect(term).removesuffix(" points"),
            "value": f"{figures(term.value)} {'' if term.unit == '1' else term.unit}".rstrip(),
        }
        for place, term in enumerate(weighty(why))
    ]
    points, height = any(term.part == SCORE for term in why.terms), max(ROW * len(rows), ROW)
    x = _axis(max((abs(row["contribution"]) for row in rows), default=1.0) * 1.35, points=points)
    number = lettering(look.SMALL, color=look.INK)
    name = lettering(align="right", color=look.INK, clip=False)
    colour = where("datum.contribution > 0", LIKELIER, UNLIKELIER)
    layers = [
        (mark("bar", height=0.62 * ROW), {"x": x, "x2": {"datum": 0}, "color": colour}),
        (name, {"x": {"value": NAMES - 10}, "text": field("term")}),
        ({**number, "dx": 5}, {"x": x, "text": _at_end("datum.contribution > 0")}),
        ({**number, "align": "right", "dx": -5}, {"x": x, "text": _at_end("datum.contribution <= 0")}),
    ]
    tooltip = [field(name) for name in ("term", "effect", "value")]
    zero = over([{"contribution": 0}], {"x": x}, (mark("rule", color=look.MUTED), {}))
    bars = over(rows, {"y": down("y", height), "tooltip": tooltip}, *layers)
    return board(WIDE.width, height, [bars, zero])


def _at_end(test: str) -> Spec:
    """The channel of the number of those bars that reach to one side."""
    return {"condition": {"test": test, "field": "effect"}, "value": ""}


def _axis(bound: float, *, points: bool) -> Spec:
    """Contributions to both sides of none: points of a score, or logarithms that are labelled as times as likely."""
    axis: Spec = {"title": "points of the score", "tickCount": 7} if points else {"title": "times as likely"}
    if not points:
        widest = next((labels for labels in TIMES if math.log(labels[-1]) >= bound), TIMES[-1])
        inside = [times for times in widest if abs(math.log(times)) <= bound]
        axis |= {"values": [float(f"{math.log(times):.4f}") for times in inside], "labelExpr": _labels(inside)}
    scale = {"domain": [-bound, bound], "range": [NAMES, WIDE.width], "nice": False}
    return {"field": "contribution", "type": "quantitative", "scale": scale, "axis": axis}


def _labels(inside: Sequence[float]) -> str:
    """The expression that writes a logarithm as how many times as likely."""
    choices = (f"abs(datum.value - {math.log(times):.4f}) < 0.001 ? '× {figures(times)}' : " for times in inside)
    return f"{''.join(choices)}''"
