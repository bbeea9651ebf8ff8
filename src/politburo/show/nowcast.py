"""A nowcast as a picture: a panel for each series, given the reports up to each month and without them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from politburo.answer import Drawing
from politburo.scenario.months import month_number
from politburo.show import look
from politburo.show.axes import TimeAxis, ValueAxis, round_step
from politburo.show.frame import STAMP, cautions, drawing, framed
from politburo.show.marks import Spec, amid, heading, mark, number, over, panel, short

if TYPE_CHECKING:
    from politburo.infer.elite_state import Nowcast

HEIGHT = 120
"""Pixels of a panel."""

GIVEN, WITHOUT = look.REALITY, look.MUTED


def drawings() -> tuple[Drawing, ...]:
    """The figures of a nowcast."""
    return (drawing("months", "The state of the elite month by month", specification),)


def specification(found: Nowcast) -> Spec:
    """The picture in Vega-Lite, with all its data."""
    rows = found.table("months").records()
    base = found.asked.base
    time = TimeAxis(base.start, base.end)
    panels = [_panel(found, name, [row for row in rows if row["series"] == name], time) for name in found.asked.series]
    about = (
        f"{STAMP}. Lines: medians, each month by the reports up to then; bands: {found.basis}. Grey: the same runs "
        "without reports."
    )
    return framed(found, [found.title], [about, *cautions(found)], panels)


def _panel(found: Nowcast, name: str, rows: list[dict[str, Any]], time: TimeAxis) -> Spec:
    from politburo.infer.elite_state import DECLARED

    ends = [row[end] for row in rows for end in ("low", "high", "without_low", "without_high") if row[end] is not None]
    axis = _axis(np.array(ends))
    layers, names = [], []
    for said, prefix, middle, colour in (("without", "without_", "without", WITHOUT), ("given", "", "given", GIVEN)):
        drawn = [
            amid(month_number(row["month"]))
            | {"mid": short(row[middle]), "low": short(row[f"{prefix}low"]), "high": short(row[f"{prefix}high"])}
            for row in rows
            if row[middle] is not None
        ]
        band = mark("area", color=colour, opacity=look.BAND), axis.between("low", "high")
        line = mark("line", color=colour, strokeWidth=2), {"y": axis.channel("mid")}
        tooltip = [{"field": "when", "title": "month"}, number("mid", said)]
        layers.append(over(drawn, {"x": time.channel("middle"), "tooltip": tooltip}, band, line))
        label = "without reports" if said == "without" else "given reports"
        names.append((label, colour, axis.pixel(drawn[-1]["mid"])))
    return panel(heading(DECLARED[name].meaning, DECLARED[name].unit), HEIGHT, layers, names)


def _axis(values: np.ndarray) -> ValueAxis:
    """An axis that holds some values, widened to round numbers."""
    low, high = float(values.min()), float(values.max())
    step = round_step(max((high - low) / 4, 1e-6))
    low, high = np.floor(low / step) * step, np.ceil(high / step + 1e-9) * step
    return ValueAxis(float(low), float(max(high, low + step)), HEIGHT)
