"""The picture of an emulator: for each outcome, emulated beside simulated differences at the points held out.

Where the emulator is right a dot lies on the line; the band around it is the measured error.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from politburo.answer import Drawing
from politburo.answer.numbers import capitalised, percent
from politburo.ask.emulate.measured import REPORTS
from politburo.show import look
from politburo.show.frame import STAMP, cautions, drawing, framed
from politburo.show.marks import Spec, field, mark, number, over, short

if TYPE_CHECKING:
    from politburo.ask.emulate.answer import Emulation

BESIDE, GAP, SIDE = 3, 78, 190
"""Panels in a row, pixels between them, and the side of one."""


def drawings() -> tuple[Drawing, ...]:
    """The figures of an emulator."""
    return (drawing("held_out", "Emulated and simulated at points held out", specification),)


def specification(found: Emulation) -> Spec:
    """The picture in Vega-Lite, with all its data."""
    basis = found.basis_of_error
    about = (
        f"{STAMP}. Each dot is a point that nothing was fitted to: its difference from the reference over the whole "
        f"period, across as emulated, up as simulated. Band: the error, which {percent(basis.level)} of further points "
        f"keep within ({basis.over})."
    )
    panels = [_panel(found, name) for name in found.emulators]
    rows = [
        {"hconcat": panels[at : at + BESIDE], "spacing": GAP, "resolve": {"scale": {"x": "independent"}}}
        for at in range(0, len(panels), BESIDE)
    ]
    return framed(found, [found.title], [about, *cautions(found)], rows)


def _panel(found: Emulation, name: str) -> Spec:
    one = found.emulators[name]
    points = found.held_out.experiment.points
    emulated = one.differences(found.inputs.scaled(points))[:, -1]
    runs = found.courses[name].held_out[..., -1]
    there = ~np.isnan(runs).all(axis=1)
    simulated = np.nanmean(runs[there], axis=1) - one.reference[-1]
    emulated, error = emulated[there], float(one.error[-1])
    values = np.concatenate([emulated, simulated, [0.0]])
    low, high = float(values.min()), float(values.max())
    room = 0.06 * (high - low or 1.0)
    domain = [short(low - room), short(high + room)]
    dots = [{"emulated": short(x), "simulated": short(y)} for x, y in zip(emulated, simulated, strict=True)]
    line = [{"x": at, "low": at - error, "high": at + error} for at in domain]
    scale = {"domain": domain, "nice": False, "zero": False}
    axis = {"tickCount": 4, "grid": True}
    x = {"type": "quantitative", "scale": scale, "axis": axis | {"title": "emulated"}}
    y = {"type": "quantitative", "scale": scale, "axis": axis | {"title": "simulated"}}
    title = [
        *look.wrapped(_called(name), look.HEADING * look.BOLD, SIDE),
        look.fitted(_unit(found, name), look.SMALL, SIDE),
    ]
    clipped = {"clip": True}
    layers = [
        over(
            line,
            {"x": x | field("x")},
            (mark("area", color=look.INK, opacity=look.BAND, **clipped), {"y": y | field("low"), "y2": field("high")}),
            (mark("line", color=look.MUTED, strokeWidth=1, **clipped), {"y": y | field("x")}),
        ),
        over(
            dots,
            {"x": x | field("emulated"), "tooltip": [number("emulated"), number("simulated")]},
            (mark("point", filled=True, size=34, opacity=0.9, color=look.REALITY), {"y": y | field("simulated")}),
        ),
    ]
    return {"width": SIDE, "height": SIDE, "title": {"text": title, "frame": "group", "offset": 6}, "layer": layers}


def _called(name: str) -> str:
    said = capitalised(name.removeprefix(REPORTS).replace("_", " "))
    return f"{said}, as reported" if name.startswith(REPORTS) else said


def _unit(found: Emulation, name: str) -> str:
    unit = found.unit(name)
    return "" if unit in ("1", "") else unit
