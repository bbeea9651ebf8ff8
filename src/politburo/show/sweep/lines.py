"""Along one factor: the mean of an outcome at every point, and the band in which nine of ten runs lie."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from politburo.ask.factors import Factor, called, unit_of
from politburo.ask.intervals import spread
from politburo.run.outcomes import Outcome
from politburo.show import look
from politburo.show.axes import ValueAxis, round_step
from politburo.show.frame import headed
from politburo.show.look import Layout
from politburo.show.marks import Spec, field, mark, note, number, over, panel

if TYPE_CHECKING:
    from politburo.ask.sweep.answer import Sweep

HEIGHT = 110
"""Pixels of a panel."""

LINES = 5
"""Lines across a panel, at least."""

YES_OR_NO = ("regime_falls",)
"""Outcomes that are 0 or 1 in a run: their mean is a share of runs, and there is no band."""


def panel_along(sweep: Sweep, one: Outcome, layout: Layout, *, last: bool) -> Spec:
    """The panel of an outcome; the `last` one names the factor below."""
    values = sweep.results.values(one.name)
    found, mean = spread(values.T), _mean(values)
    low, high = np.atleast_1d(found.low), np.atleast_1d(found.high)
    banded = one.name not in YES_OR_NO and sweep.results.runs > 1
    ends = [low, high, mean] if banded else [mean]
    axis = value_axis(np.concatenate(ends))
    points = sweep.results.experiment.points[:, 0].tolist()
    rows = [
        {"at": at, "mean": _short(middle)} | ({"low": _short(least), "high": _short(most)} if banded else {})
        for at, middle, least, most in sorted(zip(points, mean.tolist(), low.tolist(), high.tolist(), strict=True))
        if not math.isnan(middle)
    ]
    along = {"x": _x(sweep.factors[0], layout, titled=last), "tooltip": [number("at"), *map(number, _columns(banded))]}
    band = (
        mark("area", color=look.REALITY, opacity=look.BAND),
        {"y": axis.channel("low", layout.axis), "y2": field("high")},
    )
    y = {"y": axis.channel("mean", layout.axis)}
    line = mark("line", color=look.REALITY, strokeWidth=2), y
    dots = mark("point", color=look.REALITY, filled=True, opacity=1, size=36), y
    layers = [over(rows, along, *([band] if banded else []), line, dots)]
    if not rows:
        layers.append(note("no run is finished", layout.width, HEIGHT))
    unit = "share of runs" if one.name in YES_OR_NO else one.unit
    return panel(f"{headed(one.meaning)}" + (f" ({unit})" if unit != "1" else ""), axis.height, layers, [], layout)


def value_axis(values: NDArray[np.float64], height: int = HEIGHT) -> ValueAxis:
    """An axis for all these values, widened to round numbers; it begins at zero unless that hides how they differ."""
    values = values[~np.isnan(values)]
    low, high = (float(values.min()), float(values.max())) if len(values) else (0.0, 1.0)
    if low == high == 0:
        return ValueAxis(0.0, 1.0, height)
    if 0 <= low < high / 2:
        low = 0.0
    step = round_step(max((high - low) / LINES, abs(high) * 1e-6, 1e-9))
    low, high = math.floor(low / step + 1e-9) * step, math.ceil(high / step - 1e-9) * step
    return ValueAxis(round(low, 12), round(high if high > low else low + step, 12), height)


def _x(factor: Factor, layout: Layout, *, titled: bool) -> Spec:
    kind = "log" if factor.is_logarithmic else "linear"
    scale = {"domain": [factor.low, factor.high], "nice": False, "zero": False, "type": kind}
    unit = unit_of(factor.name)
    title = headed(called(factor.name)) + (f" ({unit})" if unit else "")
    axis = {
        "title": title if titled else None,
        "labelFlush": False,
        "format": ",~r",
        "tickCount": 6 if layout.narrow else 11,
    }
    return {"field": "at", "type": "quantitative", "scale": scale, "axis": axis | {"titleFontSize": look.TEXT}}


def _columns(banded: bool) -> tuple[str, ...]:
    return ("mean", "low", "high") if banded else ("mean",)


def _mean(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Means over the runs of each point, NaN where there are none."""
    there = np.count_nonzero(~np.isnan(values), axis=1)
    return np.where(there > 0, np.nansum(values, axis=1) / np.maximum(there, 1), np.nan)


def _short(value: float) -> float:
    return float(f"{value:.4g}")
