"""Panels over one axis of time: monthly lines with bands, yearly counts beside public figures, dated events above.

A panel is plain Vega-Lite, as a dictionary: built as Altair objects, which check and copy all data at each step, a
picture would take as long as a run.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from politburo.show import look
from politburo.show.axes import WIDTH, TimeAxis, ValueAxis, count_axis, share_axis
from politburo.show.labels import GAP, Label
from politburo.show.months import month_name
from politburo.show.spread import Spread

Spec = dict[str, Any]
"""A part of a Vega-Lite specification."""

MARGIN = 130
"""Pixels to the right of the panels, where lines are named."""

TALL, LOW = 120, 100
"""Heights in pixels of panels of months and of panels of years."""

LABEL_ROW, NAME_ROW = 16, 16
"""Pixels from one row of event labels to the next, and the least distance between two names in the margin."""

CROSS = "M-1,-1L1,1M-1,1L1,-1"
ENDS = ("median", "low", "high")


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that a panel shows: its name in the margin, its colour, and its spread over the months or years."""

    name: str
    colour: str
    spread: Spread


@dataclass(frozen=True, slots=True)
class Account:
    """A public figure: the time it speaks of, in years, its value and range, and who said it."""

    begin: float
    end: float
    value: float
    low: float
    high: float
    source: str


def monthly_panel(
    title: str, time: TimeAxis, lines: Sequence[Line], events: Sequence[Label], *, from_zero: bool
) -> Spec:
    """Median lines over their bands, one value a month, all of them shares."""
    lowest, highest = _extent(lines)
    axis = share_axis(0.0 if from_zero else lowest, highest, TALL)
    places = [(month / 12, (month + 1) / 12, month_name(month)) for month in range(time.first, time.last + 1)]
    layers = [_rules(events, time)]
    for line in lines:
        band = _mark("area", color=line.colour, opacity=look.BAND), {"y": axis.channel("low"), "y2": _field("high")}
        median = _mark("line", color=line.colour, strokeWidth=2), {"y": axis.channel("median")}
        layers.append(
            _over(_rows(line, places), {"x": time.channel("middle"), "tooltip": _tooltip(line)}, band, median)
        )
    names = [(line.name, line.colour, _last(line, axis)) for line in lines]
    return _panel(title, axis, [*layers, *_names(names, axis)])


def yearly_panel(
    title: str, time: TimeAxis, lines: Sequence[Line], public: Sequence[Account], events: Sequence[Label]
) -> Spec:
    """Counts as one step a year over their bands; each public figure as a point amid the time it speaks of."""
    axis = count_axis(max(_extent(lines)[1], *(said.high for said in public), 0.0), LOW)
    begin, end = time.domain
    years = range(time.first // 12, time.last // 12 + 1)
    places = [(max(year, begin), min(year + 1, end), str(year)) for year in years]
    along = {"x": time.channel("begin"), "x2": _field("end")}
    layers = [_rules(events, time)]
    for line in lines:
        band = _mark("rect", color=line.colour, opacity=look.BAND), {"y": axis.channel("low"), "y2": _field("high")}
        median = _mark("rule", color=line.colour, strokeWidth=2.5), {"y": axis.channel("median")}
        layers.append(_over(_rows(line, places), {**along, "tooltip": _tooltip(line)}, band, median))
    names = [(line.name, line.colour, _last(line, axis)) for line in lines]
    if public:
        layers.append(_public(public, time, axis))
        names.append(("said in public", look.PUBLIC, axis.pixel(public[-1].value)))
    return _panel(title, axis, [*layers, *_names(names, axis)])


def event_strip(labels: Sequence[Label], ends: Iterable[tuple[float, str]], time: TimeAxis) -> Spec:
    """Labels of dated events in their rows, each with the begin of the line that falls from it.

    Below them a cross for each (year, month in words) in which a regime ended.
    """
    fallen = [{"x": time.pixel(year), "when": when} for year, when in ends]
    rows = 1 + max((label.row for label in labels), default=-1)
    height = max(LABEL_ROW * (rows + bool(fallen)), 1)
    x = {"field": "x", "type": "quantitative", "axis": None, "scale": {"domain": [0, WIDTH], "nice": False}}
    y = {"field": "y", "type": "quantitative", "axis": None, "scale": {"domain": [height, 0], "nice": False}}
    text = _mark("text", align="left", baseline="middle", dx=GAP, fontSize=look.SMALL)
    written = [{"x": label.x, "y": LABEL_ROW * (label.row + 0.5), **_said(label)} for label in labels]
    layers = [
        _over(
            written,
            {"x": x, "y": y},
            (_mark("rule"), {"y2": {"datum": height}, **_weight()}),
            (text, {"text": _field("text"), "color": _if_succession(look.INK, look.MUTED)}),
        )
    ]
    if fallen:
        cross = _mark("point", shape=CROSS, size=36, strokeWidth=1.6, color=look.INK, opacity=0.8)
        middle = {"value": height - LABEL_ROW / 2}
        layers.append(_over(fallen, {"x": x, "tooltip": _field("when")}, (cross, {"y": middle})))
        layers += _names([("the regime falls", look.INK, height - LABEL_ROW / 2)], ValueAxis(0, 1, height))
    return {"width": WIDTH, "height": height, "layer": layers}


def footer(text: str) -> Spec:
    """A line of small print."""
    said = look.fitted(text, look.SMALL, WIDTH + MARGIN)
    mark = _mark("text", align="left", baseline="middle", fontSize=look.SMALL, color=look.MUTED)
    at = {"x": {"value": 0}, "y": {"value": 8}, "text": _field("text")}
    return {"width": WIDTH, "height": 16, "layer": [_over([{"text": said}], {}, (mark, at))]}


def apart(wished: Sequence[float], distance: float, height: float) -> list[float]:
    """Places near the wished ones, which are in order: `distance` apart at least, and the last one within `height`."""
    places: list[float] = []
    for place in wished:
        places.append(max(place, places[-1] + distance) if places else place)
    lowest = height
    for at in reversed(range(len(places))):
        places[at] = min(places[at], lowest)
        lowest = places[at] - distance
    return places


def _rules(events: Sequence[Label], time: TimeAxis) -> Spec:
    """The lines of labelled events through a panel."""
    begin, end = time.domain
    rows = [{"x": begin + event.x / WIDTH * (end - begin), **_said(event)} for event in events]
    return _over(rows, {"x": time.channel("x"), "tooltip": _field("text")}, (_mark("rule"), _weight()))


def _public(public: Sequence[Account], time: TimeAxis, axis: ValueAxis) -> Spec:
    """Each account as a point in the middle of the time it speaks of, with its range where it has one."""
    rows = [{**asdict(said), "middle": (said.begin + said.end) / 2} for said in public]
    amid, value = {"x": time.channel("middle")}, {"y": axis.channel("value")}
    return _over(
        rows,
        {"tooltip": [_field("source"), *map(_number, ("value", "low", "high"))]},
        (
            _mark("rule", color=look.PUBLIC, strokeWidth=1, strokeDash=[2, 2]),
            {"x": time.channel("begin"), "x2": _field("end"), **value},
        ),
        (_mark("rule", color=look.PUBLIC, strokeWidth=1.3), {**amid, "y": axis.channel("low"), "y2": _field("high")}),
        (_mark("point", filled=True, color=look.PUBLIC, opacity=1, size=32, shape="diamond"), {**amid, **value}),
    )


def _names(names: Sequence[tuple[str, str, float]], axis: ValueAxis) -> list[Spec]:
    """Names in the margin, given as (name, colour, wished pixel from the top), apart from one another."""
    wished = sorted(names, key=lambda name: name[2])
    places = apart([name[2] for name in wished], NAME_ROW, axis.height)
    mark = _mark("text", align="left", baseline="middle", dx=8, fontSize=look.TEXT, fontWeight="bold")
    return [
        _over(
            [{"name": name}],
            {"x": {"value": WIDTH}, "y": {"value": place}, "text": _field("name")},
            ({**mark, "color": colour}, {}),
        )
        for (name, colour, _), place in zip(wished, places, strict=True)
    ]


def _panel(title: str, axis: ValueAxis, layers: Sequence[Spec]) -> Spec:
    heading = {"text": title, "frame": "group", "offset": 8}
    return {"title": heading, "width": WIDTH, "height": axis.height, "layer": list(layers)}


def _rows(line: Line, places: Sequence[tuple[float, float, str]]) -> list[Spec]:
    """The spread of a line as rows of data, without the places where no run is."""
    return [
        {"begin": begin, "end": end, "middle": (begin + end) / 2, "when": when}
        | {name: float(f"{getattr(line.spread, name)[at]:.4g}") for name in ENDS}
        for at, (begin, end, when) in enumerate(places)
        if line.spread.runs[at]
    ]


def _extent(lines: Sequence[Line]) -> tuple[float, float]:
    """Lowest and highest value of all bands; 0 and 0 where no line has one."""
    values = np.concatenate([[line.spread.low, line.spread.high] for line in lines], axis=None)
    values = values[~np.isnan(values)]
    return (float(values.min()), float(values.max())) if len(values) else (0.0, 0.0)


def _last(line: Line, axis: ValueAxis) -> float:
    """Where the name of a line belongs: at the height of its last value, or at the bottom where it has none."""
    values = line.spread.median[line.spread.runs > 0]
    return axis.pixel(float(values[-1])) if len(values) else float(axis.height)


def _over(rows: Sequence[Spec], encoding: Spec, *marks: tuple[Spec, Spec]) -> Spec:
    """Marks over the same data, each with what it encodes besides."""
    layers = [{"mark": mark, "encoding": own} for mark, own in marks]
    return {"data": {"values": list(rows)}, "encoding": encoding, "layer": layers}


def _mark(kind: str, **properties: Any) -> Spec:
    return {"type": kind, **properties}


def _field(name: str) -> Spec:
    return {"field": name}


def _number(name: str) -> Spec:
    return {"field": name, "type": "quantitative", "format": ",.3~g"}


def _tooltip(line: Line) -> list[Spec]:
    return [{**_field("when"), "title": line.name}, *map(_number, ENDS)]


def _said(event: Label) -> Spec:
    return {"text": event.text, "kind": event.kind}


def _weight() -> Spec:
    """How the line of an event is drawn: that of a succession stands out."""
    return {"color": _if_succession(look.MUTED, look.HAIRLINE), "strokeWidth": _if_succession(1.4, 0.7)}


def _if_succession(then: str | float, otherwise: str | float) -> Spec:
    return {"condition": {"test": "datum.kind == 'succession'", "value": then}, "value": otherwise}
