"""Calibrations as pictures: parameters before and after, pairs that are correlated, and targets beside predictions."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np

from politburo.answer import Drawing
from politburo.answer.numbers import figures, with_sign
from politburo.ask.factors import at, called, place_of
from politburo.show import look
from politburo.show.frame import STAMP, cautions, drawing, framed
from politburo.show.look import WIDE
from politburo.show.marks import Spec, board, down, field, mark, named_above, number, over, short, written_at

if TYPE_CHECKING:
    from politburo.infer.calibrate.answer import Calibration

TITLES = {
    "parameters": "What the record moved",
    "predictive": "What would have been published",
    "pairs": "Parameters that are correlated among the draws",
}
"""The figures by their names."""

ROW, NAMES, ENDS = 26, 250, 120
"""Pixels from one row to the next, of the names before the rows, and of the words behind them."""

PRIOR, LEFT, NETWORKS, ABC, KNOWN = look.GRID, look.HAIRLINE, look.FEAR, look.REALITY, look.INK

LEAST, MOST = 1 / 32, 32.0
"""Ends of the scale of targets, as multiples of what is published; what lies beyond stands at its end."""

PAIR, GAP, MOST_PAIRS, MOST_POINTS = 200, 46, 6, 300
"""Pixels of a picture of a pair and between two, pairs that are drawn, and draws in each."""


def drawings() -> tuple[Drawing, ...]:
    """The figures of a calibration."""
    return (
        drawing("parameters", TITLES["parameters"], parameters, lambda found: found.posterior is not None),
        drawing("predictive", TITLES["predictive"], predictive, lambda found: found.predicted is not None),
        drawing("pairs", TITLES["pairs"], pairs, lambda found: bool(found.correlated)),
    )


def parameters(found: Calibration) -> Spec:
    """Prior, what history matching left, networks and ABC of every active parameter, in Vega-Lite with all its data."""
    width, layers, rows = WIDE.room - ENDS, [], []
    for line, row in enumerate(found.table("parameters").records()):
        y, name = line * ROW + ROW / 2, str(row["parameter"])
        low, high = found.rules.range_of(name)

        def placed(what: str, row: dict[str, Any] = row, low: float = low, high: float = high) -> float:
            return short(min(max(float(place_of(low, high, float(row[what]))), 0.0), 1.0))

        own: dict[str, Any] = {"y": y, "said": name, "zero": 0, "one": 1}
        for what in ("left", "networks", "abc"):
            own |= {what: placed(what), f"{what}_low": placed(f"{what}_low"), f"{what}_high": placed(f"{what}_high")}
        if row["known"] is not None:
            own["known"] = placed("known")
        rows.append(own)
        layers.append(written_at(0, y, look.fitted(name, look.SMALL, NAMES - 10)))
        layers.append(written_at(width + 10, y, look.fitted(str(row["moved"]), look.SMALL, ENDS - 12)))
    height = len(rows) * ROW
    axis = {"values": [0, 0.5, 1], "format": "%", "title": None, "labelFontSize": look.SMALL}
    scale = {"domain": [0, 1], "nice": False, "range": [NAMES, width]}

    def x(low: str, high: str | None = None) -> Spec:
        channel: Spec = {"x": {"field": low, "type": "quantitative", "axis": axis, "scale": scale}}
        return channel | ({"x2": field(high)} if high else {})

    def bar(what: str, colour: str, wide: int) -> list[tuple[Spec, Spec]]:
        tick = mark("tick", color=colour, orient="vertical", size=wide + 6, thickness=2)
        return [(mark("rule", color=colour, strokeWidth=wide), x(f"{what}_low", f"{what}_high")), (tick, x(what))]

    tooltip = [field("said"), *(number(one) for one in ("networks", "abc"))]
    known = [(mark("point", shape="diamond", filled=True, color=KNOWN, size=44, opacity=1), x("known"))]
    drawn = over(
        rows,
        {"y": down("y", height), "tooltip": tooltip},
        (mark("rule", color=PRIOR, strokeWidth=15), x("zero", "one")),
        *bar("left", LEFT, 9), *bar("abc", ABC, 5), *bar("networks", NETWORKS, 2),
        *(known if found.known is not None else []),
    )  # fmt: skip
    names = [("left by history matching", LEFT, 0.0), ("regression ABC", ABC, 0.0), ("networks", NETWORKS, 0.0)]
    names += [("known", KNOWN, 0.0)] if found.known is not None else []
    about = (
        f"{STAMP}. Where 90 % lie, from the lower end of the declared range (0 %) to the upper (100 %), in the "
        "logarithm where it is wide; ticks: medians."
    )
    panel = board(width, height, [drawn, *layers, *named_above(names, WIDE, areas=True)]) | {"title": _room()}
    return framed(found, [TITLES["parameters"], found.title], [_verdict(found), about, *cautions(found)], [panel])


def predictive(found: Calibration) -> Spec:
    """Every target beside what the sets that are given would have had published, in Vega-Lite with all its data."""
    width, layers, rows = WIDE.room - ENDS, [], []
    for line, row in enumerate(found.table("predictive").records()):
        y, unit = line * ROW + ROW / 2, float(row["published"] or 0) or 1.0  # type: ignore[arg-type]
        own: dict[str, Any] = {"y": y, "said": f"{row['target']} {row['period']}", "published_at": 1.0}
        for what in ("predicted", "low", "high", "published_low", "published_high"):
            own[what] = short(min(max(float(row[what]) / unit, LEAST), MOST))  # type: ignore[arg-type]
        rows.append(own)
        account = f", {row['account']}" if row["account"] else ""
        said = f"{str(row['target']).replace('_', ' ')} {row['period']}{account}"
        layers.append(written_at(0, y, look.fitted(said, look.SMALL, NAMES - 10)))
        layers.append(written_at(width + 10, y, "inside" if row["inside"] else "outside"))
    height = len(rows) * ROW
    axis = {"values": [1 / 16, 1 / 4, 1, 4, 16], "format": "~r", "title": None, "labelFontSize": look.SMALL}
    scale = {"type": "log", "domain": [LEAST, MOST], "nice": False, "range": [NAMES, width]}

    def x(low: str, high: str | None = None) -> Spec:
        channel: Spec = {"x": {"field": low, "type": "quantitative", "axis": axis, "scale": scale}}
        return channel | ({"x2": field(high)} if high else {})

    drawn = over(
        rows,
        {"y": down("y", height), "tooltip": [field("said"), *(number(one) for one in ("predicted", "low", "high"))]},
        (mark("rule", color=NETWORKS, strokeWidth=4), x("low", "high")),
        (mark("tick", color=NETWORKS, orient="vertical", size=11, thickness=2), x("predicted")),
        (mark("rule", color=KNOWN, strokeWidth=1.5), x("published_low", "published_high")),
        (mark("point", shape="diamond", filled=True, color=KNOWN, size=40, opacity=1), x("published_at")),
    )
    about = (
        f"{STAMP}. Bars: where 90 % of what would have been published lies, as multiples of what is published; ticks: "
        "medians. Diamonds: published figures, with their error."
    )
    panel = board(width, height, [drawn, *layers])
    return framed(found, [TITLES["predictive"], found.title], [_verdict(found), about, *cautions(found)], [panel])


def pairs(found: Calibration) -> Spec:
    """Draws of the pairs of parameters that are correlated most, in Vega-Lite with all its data."""
    from scipy.special import ndtr

    assert found.posterior is not None
    draws = found.posterior.draws
    draws = draws[np.linspace(0, len(draws) - 1, min(len(draws), MOST_POINTS)).astype(int)]
    columns = max(1, (WIDE.room + GAP) // (PAIR + GAP))
    chosen, rows, layers = found.correlated[:MOST_PAIRS], [], []
    for place, (one, other, r) in enumerate(chosen):
        left, top = (place % columns) * (PAIR + GAP), (place // columns) * (PAIR + GAP + 24) + 40
        across, up = ndtr(draws[:, other]), 1 - ndtr(draws[:, one])
        names = found.active[one], found.active[other]
        for text, above in zip((f"up: {names[0]}", f"right: {names[1]}, {with_sign(r, 2)}"), (-22, -8), strict=True):
            layers.append(written_at(left, top + above, look.fitted(text, look.SMALL, PAIR), color=look.INK))
        for ends, y in (((names[1], 0.0), 10), ((names[1], 1.0), 10)):
            low, high = found.rules.range_of(ends[0])
            align = "right" if ends[1] else "left"
            said = f"{called(ends[0])} {figures(float(at(low, high, ends[1])))}"
            layers.append(
                written_at(
                    left + PAIR * ends[1], top + PAIR + y, look.fitted(said, look.SMALL, PAIR / 2 - 6), align=align
                )
            )
        rows += [
            {"x": round(left + PAIR * float(a), 1), "y": round(top + PAIR * float(b), 1), "said": " and ".join(names)}
            for a, b in zip(across, up, strict=True)
        ]
    height = math.ceil(len(chosen) / columns) * (PAIR + GAP + 24) + 40
    across = {"field": "x", "type": "quantitative", "axis": None, "scale": {"domain": [0, WIDE.room], "nice": False}}
    dots = over(
        rows,
        {"x": across, "y": down("y", height), "tooltip": [field("said")]},
        (mark("point", filled=True, size=12, opacity=0.5, color=NETWORKS), {}),
    )
    about = f"{STAMP}. Each dot is a draw, at its place in the declared ranges; behind the name stands the correlation."
    panel = board(WIDE.room, height, [dots, *layers])
    return framed(found, [TITLES["pairs"], found.title], [_verdict(found), about], [panel])


def _verdict(found: Calibration) -> str:
    """Whether it is calibrated, as a picture says it."""
    if found.passed:
        return "Calibrated: all gates are passed."
    return "Not calibrated: gates are missed."


def _room() -> Spec:
    """Room above the rows, in which the names of the colours stand."""
    return {"text": "", "offset": 22}
