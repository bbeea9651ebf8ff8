"""Forecasts as pictures: a panel for each series, with what was known, each forecast, and what was published since."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from politburo.answer import Drawing
from politburo.infer.forecasts import Forecast
from politburo.infer.quantities import figures_in, middle
from politburo.show import look
from politburo.show.axes import TimeAxis, ValueAxis, count_axis, share_axis
from politburo.show.frame import STAMP, cautions, drawing, framed
from politburo.show.look import WIDE
from politburo.show.marks import Spec, field, heading, mark, number, over, panel, short

if TYPE_CHECKING:
    from politburo.infer.outlook import Outlook

HEIGHT = 150
"""Pixels of a panel."""

COLOURS = (look.REALITY, look.RECORD, look.DISPLAYED, look.PRIVATE)
"""Of forecasters, in their order; more of them than these are in the tables alone."""

BESIDE = ("random walk", "mean of past years")
"""Baselines that are drawn beside the simulation."""

YEARS_BEFORE = 6
"""Years of what was known that are drawn before the first day."""

SPREAD = 0.7
"""Part of a year over which forecasts of one period stand beside each other."""


def drawings() -> tuple[Drawing, ...]:
    """The figures of forecasts."""
    return (drawing("forecasts", "Forecasts and what was published", specification),)


def specification(found: Outlook) -> Spec:
    """The picture in Vega-Lite, with all its data."""
    drawn = _drawn(found)
    names = list(dict.fromkeys(one.name for one in drawn))
    colours: dict[str, str] = dict(zip(names, COLOURS, strict=False))
    last = max(one.asked.end.year for one in drawn)
    time = TimeAxis((found.days[0].year - YEARS_BEFORE) * 12, last * 12 + 11)
    series = dict.fromkeys(one.asked.series for one in drawn)
    panels = [_panel(found, name, [one for one in drawn if one.asked.series == name], time, colours) for name in series]
    stamp = f"{STAMP}. " if found.simulated else ""
    many = len(found.days) > 1
    about = (
        f"{stamp}Thin and thick lines: where 90 % and 50 % of the draws lie; one that reaches the upper edge goes on "
        f"beyond it. Ticks: medians. Dots: what was known on {'the first' if many else 'that'} day; diamonds: what was "
        f"published since. Counts on square-root scales."
        + many
        * " Forecasts of one period stand in the order of their days."
    )
    said = [one for one in found.sentences if one.startswith("Not a forecast")]
    return framed(found, [found.title], [*said, about, *cautions(found)], panels)


def _drawn(found: Outlook) -> list[Forecast]:
    """The forecasts of the simulation and, of one day, of two baselines; without it, of the baselines."""
    wanted = {one.forecaster for one in found.forecasts if found.simulated and one.forecaster not in BESIDE}
    chosen = [one for one in found.forecasts if one.forecaster == "simulation"] if found.simulated else []
    if len(found.days) == 1 or not wanted:
        chosen += [one for one in found.forecasts if one.forecaster in BESIDE]
    return chosen


def _panel(found: Outlook, name: str, drawn: list[Forecast], time: TimeAxis, colours: dict[str, str]) -> Spec:
    cases = list(dict.fromkeys((one.name, one.as_of) for one in sorted(drawn, key=lambda one: (one.as_of, one.name))))
    step = SPREAD / max(len(cases), 1)
    rows = [_row(one, (cases.index((one.name, one.as_of)) - (len(cases) - 1) / 2) * step) for one in drawn]
    known, since = _figures(found, name, time)
    everything = [row["high"] for row in rows] + [one["value"] for one in (*known, *since)]
    axis = _axis(drawn[0], everything)
    for row in rows:
        for end in ("low", "half_low", "median", "half_high", "high"):  # what lies beyond the axis ends with it
            row[end] = min(row[end], short(axis.high))
    x = {"x": time.channel("at")}
    tooltip = [field("who"), *(number(one) for one in ("median", "low", "high"))]
    # The colours stand in the scale, not in the data, which stay what they are on dark paper.
    scale = {"domain": list(colours), "range": list(colours.values())}
    colour = {"color": {"field": "who", "type": "nominal", "scale": scale, "legend": None}}
    layers = [
        over(
            rows,
            {**x, **colour, "tooltip": tooltip},
            (mark("rule", strokeWidth=1.5, opacity=0.8), axis.between("low", "high")),
            (mark("rule", strokeWidth=5, opacity=0.45), axis.between("half_low", "half_high")),
            (mark("tick", orient="horizontal", size=9, thickness=2), {"y": axis.channel("median")}),
        ),
        _dots(known, "circle", x, axis),
        _dots(since, "diamond", x, axis),
    ]
    there = [
        (one, colours[one], HEIGHT * 0.2 * place)
        for place, one in enumerate(colours)
        if any(r["who"] == one for r in rows)
    ]
    title = heading(name.replace("_", " "), drawn[0].asked.unit)
    return panel(title, HEIGHT, layers, [(_short(one), colour, y) for one, colour, y in there])


def _axis(one: Forecast, values: list[float]) -> ValueAxis:
    """An axis that does not grow with the last tail: half as high again as the highest figure and upper quarter."""
    if one.asked.is_count:
        return count_axis(sorted(values)[int(0.9 * (len(values) - 1))], HEIGHT)
    return share_axis(0.0, max(values), HEIGHT)


def _row(one: Forecast, shift: float) -> dict[str, Any]:
    shares = {"median": 0.5, "low": 0.05, "high": 0.95, "half_low": 0.25, "half_high": 0.75}
    values = {name: short(one.quantile(share)) for name, share in shares.items()}
    at = _place(one.asked.start, one.asked.end) + shift
    return {"at": round(at, 4), "who": one.name, **values}


def _place(start: date, end: date) -> float:
    """Where a period stands: in its middle, or in that of its last year where it is longer."""
    return middle(max(start, date(end.year, 1, 1)), end)


def _figures(found: Outlook, name: str, time: TimeAxis) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """What was known of a series on the first day, and what was published since and is at hand."""
    known, since = list[dict[str, Any]](), list[dict[str, Any]]()
    begin, end = time.domain
    for one in figures_in(found.evidence):
        at = _place(one.start, one.end)
        if one.series == name and begin <= at <= end:
            row = {"at": round(at, 4), "value": short(one.value), "who": one.source_title}
            (known if one.known_from <= found.days[0] else since).append(row)
    return known, since


def _dots(rows: list[dict[str, Any]], shape: str, x: Spec, axis: ValueAxis) -> Spec:
    point = mark("point", shape=shape, filled=True, opacity=1, size=44, color=look.PUBLIC, clip=True)
    return over(rows, {**x, "tooltip": [field("who"), number("value")]}, (point, {"y": axis.channel("value")}))


def _short(name: str) -> str:
    return look.fitted(name.removeprefix("simulation, "), look.TEXT * look.BOLD, WIDE.margin - 12)
