"""Why one event happened in a simulated run, as a figure: a bar for each term that weighed."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from politburo.answer import Drawing
from politburo.ask.why.sentences import effect, happened, weighty
from politburo.show import look
from politburo.show.frame import described
from politburo.show.layout import Layout
from politburo.show.marks import Spec
from politburo.terms.reasons import SCORE

if TYPE_CHECKING:
    from politburo.ask.why import Why

WIDTH, ROW, NAMES = 420, 22, 350
"""Pixels of the space for bars, from one bar to the next, and of the space for names beside the bars."""

ROOM = WIDTH + NAMES
"""Pixels for a line of text above or below the bars."""

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
    return (Drawing("reasons", "What made the event likelier, and less likely", _drawn),)


def _drawn(why: Why, dark: bool) -> Spec:
    return described(specification(why), why.words(), Layout(dark=dark))


def specification(why: Why) -> Spec:
    """The picture in Vega-Lite, with all its data."""
    rows = [
        {
            "term": look.fitted(term.meaning, look.TEXT, NAMES - 10),
            "contribution": float(f"{term.contribution:.4g}"),
            "effect": effect(term).removesuffix(" points"),
            "value": f"{term.value:.3g} {term.unit}",
        }
        for term in weighty(why)
    ]
    return {
        "config": look.config(),
        "padding": {"left": 20, "right": 20, "top": 20, "bottom": 14},
        "spacing": 10,
        "title": _title(why),
        "vconcat": [_bars(rows, points=any(term.part == SCORE for term in why.terms)), _footer(why)],
    }


def _bars(rows: list[dict[str, Any]], *, points: bool) -> Spec:
    """Bars from the middle, each named to the left and numbered at its end."""
    longest = max((abs(row["contribution"]) for row in rows), default=1.0)
    bound = longest * 1.35
    axis: Spec = {"title": "points of the score" if points else "times as likely", "gridColor": look.GRID}
    if not points:
        axis |= _labels_of_times(bound)
    x = {
        "field": "contribution",
        "type": "quantitative",
        "scale": {"domain": [-bound, bound], "nice": False},
        "axis": axis,
    }
    y = {
        "field": "term",
        "type": "nominal",
        "sort": [row["term"] for row in rows],
        "axis": {"title": None, "labelLimit": NAMES, "minExtent": NAMES, "labelColor": look.INK},
    }
    colour = {"condition": {"test": "datum.contribution > 0", "value": LIKELIER}, "value": UNLIKELIER}
    tooltip = [{"field": name} for name in ("term", "effect", "value")]
    number = {"type": "text", "fontSize": look.SMALL, "color": look.INK}
    right = {"transform": [{"filter": "datum.contribution > 0"}], "mark": {**number, "align": "left", "dx": 5}}
    left = {"transform": [{"filter": "datum.contribution <= 0"}], "mark": {**number, "align": "right", "dx": -5}}
    return {
        "width": WIDTH,
        "height": max(ROW * len(rows), ROW),
        "data": {"values": rows},
        "encoding": {"x": x},
        "layer": [
            {"mark": {"type": "bar", "height": 0.62 * ROW}, "encoding": {"y": y, "color": colour, "tooltip": tooltip}},
            {**right, "encoding": {"y": y, "text": {"field": "effect"}}},
            {**left, "encoding": {"y": y, "text": {"field": "effect"}}},
            {"mark": {"type": "rule", "color": look.MUTED}, "encoding": {"x": {"datum": 0}}},
        ],
    }


def _labels_of_times(bound: float) -> Spec:
    """The axis of logarithms, labelled with how many times as likely."""
    widest = next((labels for labels in TIMES if math.log(labels[-1]) >= bound), TIMES[-1])
    inside = [times for times in widest if abs(math.log(times)) <= bound]
    places = [float(f"{math.log(times):.4f}") for times in inside]
    choices = (
        f"abs(datum.value - {at}) < 0.001 ? '× {times:,.3g}' : " for at, times in zip(places, inside, strict=True)
    )
    return {"values": places, "labelExpr": f"{''.join(choices)}''"}


def _title(why: Why) -> Spec:
    what = f"was promoted to post {why.post}" if why.kind == "promotion" else happened(why)
    about = f"{why.organ}, {why.rank} rank, {why.province.replace('_', ' ')}{', abroad' * why.abroad}"
    lines = [
        f"Simulated, not observed: a synthetic cadre, no real person is behind it. Post {why.post}: {about}.",
        f"{why.date.day} {why.date:%B %Y}, run {why.run}. What made the event likelier, and less likely.",
    ]
    return {
        "text": look.fitted(f"Why person {why.person} {what}", (look.TITLE - 3) * 1.1, ROOM),
        "subtitle": [look.fitted(line, look.TEXT, ROOM) for line in lines],
        "fontSize": look.TITLE - 3,
        "subtitleFontSize": look.TEXT,
        "subtitlePadding": 6,
        "frame": "bounds",
        "offset": 14,
    }


def _footer(why: Why) -> Spec:
    text = look.fitted(str(why.provenance), look.SMALL, ROOM)
    mark = {"type": "text", "align": "right", "baseline": "middle", "fontSize": look.SMALL, "color": look.MUTED}
    encoding = {"x": {"value": WIDTH}, "y": {"value": 8}, "text": {"field": "text"}}
    return {"width": WIDTH, "height": 16, "data": {"values": [{"text": text}]}, "mark": mark, "encoding": encoding}
