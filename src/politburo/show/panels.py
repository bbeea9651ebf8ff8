"""Panels over one axis of time: monthly lines with bands, yearly counts beside public figures, dated events above.

A panel is plain Vega-Lite, as a dictionary: built as Altair objects, which check and copy all data at each step, a
picture would take as long as a run.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass

import numpy as np

from politburo.ask.intervals import Spread
from politburo.ask.run.months import month_name
from politburo.show import look
from politburo.show.axes import TimeAxis, ValueAxis, count_axis, share_axis
from politburo.show.labels import GAP, UNMODELLED, Label
from politburo.show.layout import WIDE, Layout
from politburo.show.marks import Spec, field, mark, named_above, named_beside, note, number, over

TALL, LOW = 120, 100
"""Heights in pixels of panels of months and of panels of years, where several stand together."""

LABEL_ROW = 16
"""Pixels from one row of event labels to the next."""

CROSS = "M-1,-1L1,1M-1,1L1,-1"
ENDS = ("median", "low", "high")
HALF_ENDS = ("half_low", "half_high")

NO_MONTH, NO_YEAR = "no regime lasted through the first month", "no regime lasted through the first year"
"""What a panel says that has nothing to show."""


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
    title: str,
    time: TimeAxis,
    lines: Sequence[Line],
    events: Sequence[Label],
    *,
    from_zero: bool,
    layout: Layout = WIDE,
    height: int = TALL,
    halves: bool = False,
) -> Spec:
    """Median lines over their 90 % bands, and with `halves` over 50 % bands: one value a month, all of them shares."""
    lowest, highest = _extent(lines)
    axis = share_axis(0.0 if from_zero else lowest, highest, height)
    middles = [((month + 0.5) / 12, month_name(month)) for month in range(time.first, time.last + 1)]
    places = [{"middle": round(middle, 4), "when": when} for middle, when in middles]
    layers = [rules(events, time)]
    for line in lines:
        bands = [
            (
                mark("area", color=line.colour, opacity=look.BAND),
                {"y": axis.channel(low, layout.axis), "y2": field(high)},
            )
            for low, high in _bands(halves)
        ]
        # A line of one month alone would not be seen.
        alone = {"point": {"color": line.colour}} if np.count_nonzero(line.spread.runs) == 1 else {}
        median = mark("line", color=line.colour, strokeWidth=2, **alone), {"y": axis.channel("median", layout.axis)}
        channels = {"x": time.channel("middle"), "tooltip": _tooltip(line, halves)}
        layers.append(over(_rows(line, places, halves), channels, *bands, median))
    if not any(line.spread.runs.any() for line in lines):
        layers.append(note(NO_MONTH, layout.width, height))
    names = [(line.name, line.colour, _last(line, axis)) for line in lines]
    return panel(title, axis, layers, names, layout)


def yearly_panel(
    title: str,
    time: TimeAxis,
    lines: Sequence[Line],
    public: Sequence[Account],
    events: Sequence[Label],
    *,
    layout: Layout = WIDE,
    height: int = LOW,
    halves: bool = False,
) -> Spec:
    """Counts as one step a year over their bands; each public figure as a point amid the time it speaks of."""
    axis = count_axis(max(_extent(lines)[1], *(said.high for said in public), 0.0), height)
    begin, end = time.domain
    years = range(time.first // 12, time.last // 12 + 1)
    places = [{"begin": max(year, begin), "end": min(year + 1, end), "when": str(year)} for year in years]
    along = {"x": time.channel("begin"), "x2": field("end")}
    layers = [rules(events, time)]
    for line in lines:
        bands = [
            (
                mark("rect", color=line.colour, opacity=look.BAND),
                {"y": axis.channel(low, layout.axis), "y2": field(high)},
            )
            for low, high in _bands(halves)
        ]
        median = mark("rule", color=line.colour, strokeWidth=2.5), {"y": axis.channel("median", layout.axis)}
        channels = {**along, "tooltip": _tooltip(line, halves)}
        layers.append(over(_rows(line, places, halves), channels, *bands, median))
    if not any(line.spread.runs.any() for line in lines):
        layers.append(note(NO_YEAR, layout.width, height))
    names = [(line.name, line.colour, _last(line, axis)) for line in lines]
    if public:
        layers.append(_public(public, time, axis, layout))
        names.append(("published estimates", look.PUBLIC, axis.pixel(public[-1].value)))
    return panel(title, axis, layers, names, layout)


def event_strip(
    labels: Sequence[Label], ends: Iterable[tuple[float, str]], time: TimeAxis, layout: Layout = WIDE
) -> Spec:
    """Labels of dated events in their rows, each with the begin of the line that falls from it.

    Below them a cross for each (year, month in words) in which a regime ended.
    """
    fallen = [{"x": round(time.pixel(year), 2), "when": when} for year, when in ends]
    rows = 1 + max((label.row for label in labels), default=-1)
    height = max(LABEL_ROW * (rows + bool(fallen)), 1)
    x = {"field": "x", "type": "quantitative", "axis": None, "scale": {"domain": [0, time.width], "nice": False}}
    y = {"field": "y", "type": "quantitative", "axis": None, "scale": {"domain": [height, 0], "nice": False}}
    text = mark("text", align="left", baseline="middle", dx=GAP, fontSize=look.SMALL)
    written = [
        {"x": round(label.x, 2), "y": LABEL_ROW * (label.row + 0.5), "kind": label.kind, "said": label.text}
        | {"text": label.mark or label.text}
        for label in labels
    ]
    layers = [
        over(
            written,
            {"x": x, "y": y, "tooltip": field("said")},
            (mark("rule"), {"y2": {"datum": height}, **_weight()}),
            (text, {"text": field("text"), "color": _if_succession(look.INK, look.MUTED)}),
        )
    ]
    if fallen:
        cross = mark("point", shape=CROSS, size=36, strokeWidth=1.6, color=look.INK, opacity=0.8)
        middle = {"value": height - LABEL_ROW / 2}
        layers.append(over(fallen, {"x": x, "tooltip": field("when")}, (cross, {"y": middle})))
        if not layout.narrow:
            names = [("the regime falls", look.INK, height - LABEL_ROW / 2)]
            layers += named_beside(names, height, layout)
    return {"width": time.width, "height": height, "layer": layers}


def _bands(halves: bool) -> tuple[tuple[str, str], ...]:
    """Lower and upper ends of the bands, the wider one first."""
    return (("low", "high"), HALF_ENDS) if halves else (("low", "high"),)


def rules(events: Sequence[Label], time: TimeAxis) -> Spec:
    """The lines of labelled events through a panel."""
    begin, end = time.domain
    rows = [
        {"x": round(begin + event.x / time.width * (end - begin), 4), "kind": event.kind, "said": event.text}
        for event in events
    ]
    return over(rows, {"x": time.channel("x"), "tooltip": field("said")}, (mark("rule"), _weight()))


def _public(public: Sequence[Account], time: TimeAxis, axis: ValueAxis, layout: Layout) -> Spec:
    """Each account as a point in the middle of the time it speaks of, with its range where it has one."""
    rows = [{**asdict(said), "middle": (said.begin + said.end) / 2} for said in public]
    amid, value = {"x": time.channel("middle")}, {"y": axis.channel("value", layout.axis)}
    return over(
        rows,
        {"tooltip": [field("source"), *map(number, ("value", "low", "high"))]},
        (
            mark("rule", color=look.PUBLIC, strokeWidth=1, strokeDash=[2, 2]),
            {"x": time.channel("begin"), "x2": field("end"), **value},
        ),
        (
            mark("rule", color=look.PUBLIC, strokeWidth=1.3),
            {**amid, "y": axis.channel("low", layout.axis), "y2": field("high")},
        ),
        (mark("point", filled=True, color=look.PUBLIC, opacity=1, size=32, shape="diamond"), {**amid, **value}),
    )


def panel(
    title: str,
    axis: ValueAxis,
    layers: Sequence[Spec],
    names: Sequence[tuple[str, str, float]],
    layout: Layout,
    *,
    areas: bool = False,
) -> Spec:
    """The layers under their heading, and the names of lines or areas beside them or, where it is narrow, above."""
    if layout.narrow:
        written = named_above(names, layout, areas=areas)
    else:
        written = named_beside(names, axis.height, layout, areas=areas)
    heading = {"text": look.wrapped(title, look.HEADING * look.BOLD, layout.room), "frame": "group", "offset": 8}
    return {
        **({"title": heading} if title else {}),
        "width": layout.width,
        "height": axis.height,
        "layer": [*layers, *written],
    }


def _rows(line: Line, places: Sequence[Spec], halves: bool) -> list[Spec]:
    """The spread of a line as rows of data, without the places where no run is."""
    ends = (*ENDS, *HALF_ENDS) if halves else ENDS
    return [
        place | {name: float(f"{getattr(line.spread, name)[at]:.4g}") for name in ends}
        for at, place in enumerate(places)
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


def _tooltip(line: Line, halves: bool) -> list[Spec]:
    return [{**field("when"), "title": line.name}, *map(number, (*ENDS, *HALF_ENDS) if halves else ENDS)]


def _weight() -> Spec:
    """How the line of an event is drawn: that of a succession stands out, one without effect is dashed."""
    dash = {"condition": {"test": f"datum.kind == '{UNMODELLED}'", "value": [2, 3]}, "value": [1, 0]}
    return {
        "color": _if_succession(look.MUTED, look.HAIRLINE),
        "strokeWidth": _if_succession(1.4, 0.7),
        "strokeDash": dash,
    }


def _if_succession(then: str | float, otherwise: str | float) -> Spec:
    return {"condition": {"test": "datum.kind == 'succession'", "value": then}, "value": otherwise}
