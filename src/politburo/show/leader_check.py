"""The picture of a check of leaders: for either lever the world's hazards, and below them what is believed of them."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from politburo.answer import Drawing
from politburo.answer.numbers import capitalised
from politburo.ask.leader_check import ATTEMPTS, FALLS, FINE, HELD, MARKETS, PURGES
from politburo.show import look
from politburo.show.axes import range_channel
from politburo.show.frame import STAMP, cautions, drawing, framed
from politburo.show.look import WIDE
from politburo.show.marks import Spec, heading, mark, note, number, over, panel, short
from politburo.show.sweep import PANEL, value_axis

if TYPE_CHECKING:
    from politburo.ask.leader_check import LeaderCheck

UNITS = {PURGES: "per year", MARKETS: "share"}


def drawings() -> tuple[Drawing, ...]:
    """The figures of a check of leaders."""
    return (drawing("hazards", "Hazards of losing power, in the simulation and as leaders believe", specification),)


def specification(check: LeaderCheck) -> Spec:
    """The picture in Vega-Lite, with all its data."""
    basis = check.table("hazards").basis
    shown = f"Dots: means of runs; bands: {basis}" if basis else "One run at each point, so no band"
    about = [
        f"{STAMP}. {shown}. Where the other goes over its values, purge intensity is {HELD[PURGES]:g} a year and "
        f"market tolerance {HELD[MARKETS]:g}. What the strategic leader believes has no unit: only "
        "its shape, and where it is least, can be compared."
    ]
    panels = [one for lever in (PURGES, MARKETS) for one in (_world(check, lever), _belief(check, lever))]
    return framed(check, [check.title], [*about, *cautions(check)], panels)


def _world(check: LeaderCheck, lever: str) -> Spec:
    """Falls and attempts to be expected over a lever."""
    column = 0 if lever == PURGES else 1
    at = check.results.experiment.points[check.places(lever), column]
    lines = [("falls", FALLS, look.REALITY), ("attempts", ATTEMPTS, look.FEAR)]
    found = {name: check.world(outcome, lever) for name, outcome, _ in lines}
    ends = np.concatenate([np.concatenate([one.mean, one.low, one.high]) for one in found.values()])
    axis = value_axis(np.maximum(ends[~np.isnan(ends)], 0.0))
    x = range_channel("at", 0.0, 1.0, None, tickCount=11)
    layers, names = [], []
    for name, _, colour in lines:
        one = found[name]
        rows = [
            {"at": float(value), "mean": short(mean)}
            | ({} if math.isnan(low) else {"low": short(max(low, 0.0)), "high": short(max(high, 0.0))})
            for value, mean, low, high in zip(at, one.mean, one.low, one.high, strict=True)
            if not math.isnan(mean)
        ]
        banded = bool(rows) and all("low" in row for row in rows)
        band = (mark("area", color=colour, opacity=look.BAND), axis.between("low", "high")) if banded else None
        y = {"y": axis.channel("mean")}
        line = mark("line", color=colour, strokeWidth=2), y
        dots = mark("point", color=colour, filled=True, opacity=1, size=36), y
        tooltip = [number("at", lever.replace("_", " ")), number("mean", f"{name} a year")]
        layers.append(over(rows, {"x": x, "tooltip": tooltip}, *([band] if band else []), line, dots))
        if rows:
            names.append((name, colour, axis.pixel(rows[-1]["mean"])))
    if not names:
        layers.append(note("no run is finished", WIDE.width, PANEL))
    title = f"In the simulation, over {lever.replace('_', ' ')}: falls and attempts to be expected"
    return panel(heading(title, "per year"), PANEL, layers, names)


def _belief(check: LeaderCheck, lever: str) -> Spec:
    """What the strategic leader believes over a lever, with its least."""
    fine = np.linspace(0.0, 1.0, FINE)
    values = np.array([check.believed(lever, float(value)) for value in fine])
    axis, least = value_axis(values), int(np.argmin(values))
    title = heading(capitalised(lever.replace("_", " ")), UNITS[lever])
    x = range_channel("at", 0.0, 1.0, title, tickCount=11, labelFlush=False, titleFontSize=look.TEXT)
    y = {"y": axis.channel("mean")}
    rows = [{"at": short(at), "mean": short(value)} for at, value in zip(fine, values, strict=True)]
    tooltip = [number("at", lever.replace("_", " ")), number("mean", "believed hazard")]
    curve = over(rows, {"x": x, "tooltip": tooltip}, (mark("line", color=look.PRIVATE, strokeWidth=2), y))
    dot = mark("point", color=look.PRIVATE, filled=True, opacity=1, size=60), y
    spot = over([rows[least]], {"x": x, "tooltip": tooltip}, dot)
    return panel("As the strategic leader believes; the dot is where he would be safest", PANEL, [curve, spot], [])
