"""The life of one synthetic cadre, or of one post, as a figure over the months.

From above: what happened, in labels; the standing; fear, beside the mean of the same organ and rank; loyalty felt and
shown; and the ties that were hit.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

from politburo.answer import Drawing
from politburo.ask.life.sentences import INVENTED
from politburo.ask.run.months import month_name
from politburo.show import look
from politburo.show.axes import WIDTH, TimeAxis, ValueAxis, share_axis
from politburo.show.frame import described
from politburo.show.labels import Label, placed
from politburo.show.layout import WIDE, Layout
from politburo.show.marks import NAME_ROW, Spec, apart, lines_of_text
from politburo.show.panels import event_strip
from politburo.terms.words import STANDINGS

if TYPE_CHECKING:
    from politburo.ask.life import Life
    from politburo.run.watch import Turn

LABEL_ROWS = 8
PANEL, STRIP, TIE_ROW = 120, 12, 18
"""Heights in pixels: of a panel, of the strip of standings, and of each row of ties."""

LOW = "#7D6516"
"""Lying low, which no other chart shows by a colour of its own."""
ROOM = WIDTH + 80
"""Pixels for the title, which does not widen the picture: the panels and most of the names beside them."""
STANDING_COLOURS = {"serving": look.GRID, "lying low": LOW, "plotting": look.INK}
TIES = {"close": "close friends", "acquaintances": "acquaintances", "patron": "patron", "clients": "clients"}
PENALISED, FLED = "M-1,-1L1,1M-1,1L1,-1", "triangle-right"
LINES = {
    "fear": ("fear", look.FEAR, "followed"),
    "fear_of_circle": ("mean of circle", look.MUTED, "circle"),
    "displayed_loyalty": ("displayed", look.DISPLAYED, "followed"),
    "private_loyalty": ("private", look.PRIVATE, "followed"),
}
"""Columns that are drawn as lines: name in the margin, colour, and whose values they are."""


def drawings() -> tuple[Drawing, ...]:
    """The figures of a life."""
    return (Drawing("life", "A simulated life, month by month", _drawn),)


def _drawn(life: Life, dark: bool) -> Spec:
    return described(specification(life), life.words(), Layout(dark=dark))


def specification(life: Life) -> Spec:
    """The picture in Vega-Lite, with all its data."""
    time = TimeAxis(life.results.scenario.start, life.results.scenario.end)
    labels = _labels(life, time)
    return {
        "config": look.config(),
        "padding": {"left": 20, "right": 20, "top": 20, "bottom": 14},
        "spacing": 12,
        "title": _title(life),
        "vconcat": [
            event_strip(labels, [], time, WIDE),
            _standing(life, time, labels),
            _panel("Fear (0 to 1)", life, time, labels, ("fear", "fear_of_circle"), from_zero=True),
            _panel("Loyalty (0 to 1)", life, time, labels, ("displayed_loyalty", "private_loyalty"), from_zero=False),
            _ties(life, time, labels),
            lines_of_text([look.fitted(str(life.provenance), look.SMALL, WIDE.room)], WIDE),
        ],
    }


def _labels(life: Life, time: TimeAxis) -> list[Label]:
    """What happened, as labels; the moves in and out of trivial posts are left to the strip of standings."""
    told = [turn for turn in life.turns if turn.kind not in ("lying low", "return to office")]
    if life.post is not None:  # one label for each change of holder, not one for each of the two
        told = [turn for turn in told if turn.origin in (life.post, None)]
    dated = [(time.pixel((turn.month + 0.5) / 12), _label(turn, life), turn.kind) for turn in told]
    return placed(dated, size=look.SMALL, room=WIDE.room, rows=LABEL_ROWS)


def _label(turn: Turn, life: Life) -> str:
    """What happened, in few words."""
    if turn.kind == "penalty":
        return f"{turn.form} for {turn.charge}"
    if turn.kind in ("promotion", "rotation") and (life.post is None or turn.origin is not None):
        leaves = life.post is None or turn.origin == life.post
        return f"{turn.kind} {f'to post {turn.goal}' if leaves else f'from post {turn.origin}'}"
    return turn.kind


def _standing(life: Life, time: TimeAxis, labels: Sequence[Label]) -> Spec:
    """A strip whose colour says whether the cadre served, lay low or plotted."""
    rows = [
        {"begin": begin / 12, "end": (end + 1) / 12, "standing": STANDINGS[standing], "when": when}
        for begin, end, standing, when in _stretches(life)
    ]
    seen = [name for name in STANDINGS if any(row["standing"] == name for row in rows)]
    colour = {"domain": list(STANDING_COLOURS), "range": list(STANDING_COLOURS.values())}
    names = [(name, look.MUTED if name == "serving" else STANDING_COLOURS[name], STRIP / 2) for name in seen]
    height = max(STRIP, NAME_ROW * len(names))
    bars = {
        "data": {"values": rows},
        "mark": {"type": "rect"},
        "encoding": {
            "x": _without_axis(time, "begin"),
            "x2": {"field": "end"},
            "y": {"value": (height - STRIP) / 2},
            "y2": {"value": (height + STRIP) / 2},
            "color": {"field": "standing", "type": "nominal", "scale": colour, "legend": None},
            "tooltip": [{"field": "standing"}, {"field": "when"}],
        },
    }
    layers = [bars, _rules(labels, time, axis=False), *_names(names, height)]
    return {"title": _heading("Standing"), "width": WIDTH, "height": height, "layer": layers}


def _stretches(life: Life) -> list[tuple[int, int, int, str]]:
    """First and last month of each stretch in one standing, the standing, and the months in words."""
    standing, months = life.columns["standing"], life.columns["month"]
    edges = [0, *(np.flatnonzero(np.diff(standing)) + 1).tolist(), len(standing)]
    found = []
    for lo, hi in pairwise(edges):
        first, last = int(months[lo]), int(months[hi - 1])
        if standing[lo] >= 0:
            when = month_name(first) if first == last else f"{month_name(first)} to {month_name(last)}"
            found.append((first, last, int(standing[lo]), when))
    return found


def _panel(
    title: str, life: Life, time: TimeAxis, labels: Sequence[Label], columns: Sequence[str], *, from_zero: bool
) -> Spec:
    """Monthly values as lines, broken where the holder changes."""
    values = np.concatenate([life.columns[name] for name in columns])
    values = values[~np.isnan(values)]
    low, high = (float(values.min()), float(values.max())) if len(values) else (0.0, 1.0)
    axis = share_axis(0.0 if from_zero else low, high, PANEL)
    layers: list[Spec] = [_rules(labels, time)]
    names = []
    for name in columns:
        called, colour, whose = LINES[name]
        rows = _rows(life, name, by_person=whose == "followed")
        layers.append(_line(rows, time, axis, called, colour, dashed=whose == "circle"))
        if rows:
            names.append((called, colour, axis.pixel(rows[-1]["value"])))
    return {"title": _heading(title), "width": WIDTH, "height": PANEL, "layer": [*layers, *_names(names, PANEL)]}


def _rows(life: Life, name: str, *, by_person: bool) -> list[Spec]:
    months, values, persons = life.columns["month"], life.columns[name], life.columns["person"]
    return [
        {
            "x": (int(month) + 0.5) / 12,
            "value": float(f"{value:.4g}"),
            "person": int(person) if by_person else 0,
            "when": month_name(int(month)),
        }
        for month, value, person in zip(months, values, persons, strict=True)
        if not np.isnan(value)
    ]


def _line(rows: list[Spec], time: TimeAxis, axis: ValueAxis, name: str, colour: str, *, dashed: bool) -> Spec:
    style: Spec = {"strokeWidth": 1.2, "strokeDash": [4, 3]} if dashed else {"strokeWidth": 2}
    return {
        "data": {"values": rows},
        "mark": {"type": "line", "color": colour, **style},
        "encoding": {
            "x": time.channel("x"),
            "y": axis.channel("value"),
            "detail": {"field": "person", "type": "nominal"},
            "tooltip": [{"field": "when", "title": name}, {"field": "value", "type": "quantitative", "format": ".2f"}],
        },
    }


def _ties(life: Life, time: TimeAxis, labels: Sequence[Label]) -> Spec:
    """A mark for each month in which ties were penalised or fled, larger where there were more of them."""
    height = TIE_ROW * len(TIES)
    y = {"field": "y", "type": "quantitative", "axis": None, "scale": {"domain": [0, height], "reverse": True}}
    between = [
        {
            "mark": {"type": "rule", "color": look.GRID},
            "data": {"values": [{}]},
            "encoding": {"y": {"value": TIE_ROW * row}},
        }
        for row in range(1, len(TIES))
    ]
    layers: list[Spec] = [*between, _rules(labels, time, axis=False)]
    for how, shape in (("penalised", PENALISED), ("fled", FLED)):
        rows = [
            {"x": (int(month) + 0.5) / 12, "y": TIE_ROW * (row + 0.5), "count": int(count), "when": month_name(month)}
            for row, name in enumerate(TIES)
            for month, count in zip(life.columns["month"].tolist(), life.columns[f"{name}_{how}"], strict=True)
            if count
        ]
        size = {
            "field": "count",
            "type": "quantitative",
            "legend": None,
            "scale": {"domain": [1, 4], "range": [36, 144], "clamp": True},
        }
        tooltip = [{"field": "when", "title": how}, {"field": "count", "type": "quantitative"}]
        mark = {"type": "point", "shape": shape, "color": look.INK, "strokeWidth": 1.6, "opacity": 0.9}
        encoding = {"x": _without_axis(time, "x"), "y": y, "size": size, "tooltip": tooltip}
        layers.append({"data": {"values": rows}, "mark": mark, "encoding": encoding})
    names = [(name, look.MUTED, TIE_ROW * (row + 0.5)) for row, name in enumerate(TIES.values())]
    title = _heading("Ties of the post that were penalised (cross) or fled (triangle)")
    return {"title": title, "width": WIDTH, "height": height, "layer": [*layers, *_names(names, height)]}


def _rules(labels: Sequence[Label], time: TimeAxis, *, axis: bool = True) -> Spec:
    """The lines of the labels through a panel, or through a strip, which has no axis."""
    begin, end = time.domain
    rows = [{"x": begin + label.x / WIDTH * (end - begin), "text": label.text} for label in labels]
    mark = {"type": "rule", "color": look.HAIRLINE, "strokeWidth": 0.7}
    x = time.channel("x") if axis else _without_axis(time, "x")
    return {"data": {"values": rows}, "mark": mark, "encoding": {"x": x, "tooltip": {"field": "text"}}}


def _names(names: Sequence[tuple[str, str, float]], height: float) -> list[Spec]:
    """Names in the margin, given as (name, colour, wished pixel from the top)."""
    wished = sorted(names, key=lambda name: name[2])
    places = apart([name[2] for name in wished], NAME_ROW, height)
    mark = {"type": "text", "align": "left", "baseline": "middle", "dx": 8, "fontSize": look.TEXT, "fontWeight": "bold"}
    return [
        {
            "data": {"values": [{"name": name}]},
            "mark": {**mark, "color": colour},
            "encoding": {"x": {"value": WIDTH}, "y": {"value": place}, "text": {"field": "name"}},
        }
        for (name, colour, _), place in zip(wished, places, strict=True)
    ]


def _without_axis(time: TimeAxis, field: str) -> dict[str, Any]:
    return {**time.channel(field), "axis": None}


def _heading(text: str) -> Spec:
    return {"text": text, "frame": "group", "offset": 6}


def _title(life: Life) -> Spec:
    if life.post is not None:
        place = life.places[life.post]
        about = f"{place.organ}, {place.rank} rank, {place.province.replace('_', ' ')}{', abroad' * place.abroad}"
        text, who = f"Post {life.post}: {about}", "The holders are synthetic cadres: no real person is behind them."
    else:
        text = f"Person {life.person}, a synthetic cadre"
        who = "A synthetic cadre: no real person is behind it."
    lines = [
        f"{who} Simulated, not observed: run {life.run} of {life.results.title}.",
        f"{INVENTED} Values at the end of each month. The circle is everyone of the same organ and rank.",
    ]
    return {
        "text": look.fitted(text, look.TITLE * 1.1, ROOM),
        "subtitle": [look.fitted(line, look.HEADING - 1, ROOM) for line in lines],
        "fontSize": look.TITLE,
        "subtitleFontSize": look.HEADING - 1,
        "subtitlePadding": 6,
        "frame": "group",
        "offset": 14,
    }
