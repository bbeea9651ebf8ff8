"""Along one factor: the mean of an outcome at every point, and the band in which nine of ten runs lie."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from politburo.answer.numbers import capitalised
from politburo.ask.factors import Factor, called, unit_of
from politburo.ask.intervals import spread
from politburo.run.outcomes import Outcome
from politburo.show import look
from politburo.show.axes import ValueAxis, range_channel, round_step
from politburo.show.look import WIDE
from politburo.show.marks import Spec, field, mark, note, number, over, panel

if TYPE_CHECKING:
    from politburo.ask.sweep.answer import Sweep

HEIGHT = 110
"""Pixels of a panel."""

LINES = 5
"""Lines across a panel, at least."""

YES_OR_NO = ("regime_falls",)
"""Outcomes that are 0 or 1 in a run: their mean is a share of runs, and there is no band."""


def panel_along(sweep: Sweep, one: Outcome, *, last: bool) -> Spec:
    """The panel of an outcome; the `last` one names the factor below."""
    found, mean = spread(sweep.results.values(one.name).T), sweep.results.mean(one.name).to_numpy()
    banded = one.name not in YES_OR_NO and sweep.results.runs > 1
    columns = {"mean": mean, "low": found.low, "high": found.high} if banded else {"mean": mean}
    axis = value_axis(np.concatenate(list(columns.values())))
    points = sweep.results.experiment.points[:, 0]
    rows = [
        {"at": float(points[place])} | {name: float(f"{values[place]:.4g}") for name, values in columns.items()}
        for place in np.argsort(points)
        if not math.isnan(mean[place])
    ]
    factor = sweep.factors[0]
    title, size = titled(factor) if last else None, {"labelFlush": False, "titleFontSize": look.TEXT}
    x = range_channel("at", factor.low, factor.high, title, logarithmic=factor.is_logarithmic, tickCount=11, **size)
    band = (
        mark("area", color=look.REALITY, opacity=look.BAND),
        {"y": axis.channel("low", WIDE.axis), "y2": field("high")},
    )
    y = {"y": axis.channel("mean", WIDE.axis)}
    line = mark("line", color=look.REALITY, strokeWidth=2), y
    dots = mark("point", color=look.REALITY, filled=True, opacity=1, size=36), y
    tooltip = [number("at"), *map(number, columns)]
    layers = [over(rows, {"x": x, "tooltip": tooltip}, *([band] if banded else []), line, dots)]
    if not rows:
        layers.append(note("no run is finished", WIDE.width, HEIGHT))
    unit = "share of runs" if one.name in YES_OR_NO else one.unit
    return panel(f"{capitalised(one.meaning)}" + (f" ({unit})" if unit != "1" else ""), axis.height, layers, [], WIDE)


def value_axis(values: NDArray[np.float64]) -> ValueAxis:
    """An axis for all these values, widened to round numbers; it begins at zero unless that hides how they differ."""
    values = values[~np.isnan(values)]
    low, high = (float(values.min()), float(values.max())) if len(values) else (0.0, 1.0)
    if low == high == 0:
        return ValueAxis(0.0, 1.0, HEIGHT)
    if 0 <= low < high / 2:
        low = 0.0
    step = round_step(max((high - low) / LINES, abs(high) * 1e-6, 1e-9))
    low, high = math.floor(low / step + 1e-9) * step, math.ceil(high / step - 1e-9) * step
    return ValueAxis(round(low, 12), round(high if high > low else low + step, 12), HEIGHT)


def titled(factor: Factor) -> str:
    """A factor as it is named beside an axis, with its unit."""
    unit = unit_of(factor.name)
    return capitalised(called(factor.name)) + (f" ({unit})" if unit else "")
