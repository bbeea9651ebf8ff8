"""Indices and effects as bars with their intervals, one panel an outcome, the dummy chance at the foot of each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from politburo.answer.numbers import digits, with_sign
from politburo.ask.sensitivity.indices import CHANCE
from politburo.ask.sensitivity.sentences import extremes_of, heading_of, noise_of, rest_of, verdict_of
from politburo.ask.sensitivity.tables import LOGARITHMS, basis_of
from politburo.show import look
from politburo.show.frame import STAMP, framed_points
from politburo.show.look import Layout
from politburo.show.marks import Spec, field, mark, number, over
from politburo.show.sensitivity.rows import ROW, Axis, extent, middle, panel, row_channel, upright

if TYPE_CHECKING:
    from politburo.ask.sensitivity.answer import Sensitivity

TOTAL, FIRST, KEPT, LEFT = look.REALITY, look.RECORD, look.REALITY, look.HAIRLINE

BEYOND = 4
"""Factors that the screening does not keep and the picture shows all the same."""

LOWEST, HIGHEST = -0.25, 1.25
"""Where the axis of indices ends at the latest; an interval that goes on is cut there."""


Row = dict[str, Any]


def rows(answer: Sensitivity, name: str) -> list[Row]:
    """The rows of one outcome in the order of the ranking, that of chance last."""
    found = [row for row in answer.table("ranking").records() if row["outcome"] == name]
    return sorted(found, key=lambda row: (row["rank"] is None, row["rank"]))


def indices(answer: Sensitivity, layout: Layout) -> Spec:
    """Total indices as bars and first-order ones as dots."""
    about = [
        f"{STAMP}. Bar: total index, the share of the variance that stays when all other factors are known. Dot: "
        "first order, the share that the factor explains alone. "
        f"Thin lines: {basis_of(answer)}.",
        "Chance is a dummy: it draws chance anew and changes nothing else. A total index is more than chance where its "
        "interval lies right of the dashed line.",
        rest_of(answer),
    ]
    panels = [_indices(answer, name, layout) for name in answer.indices]
    return framed_points(
        answer,
        ["What decides the outcomes", answer.base.title],
        [*filter(None, about), *_logarithms(answer)],
        panels,
        layout,
    )


def screening(answer: Sensitivity, layout: Layout) -> Spec:
    """Mean sizes of the elementary effects as bars; those of kept factors in colour."""
    kept = f"{len(answer.kept)} of {len(answer.plan.factors)} factors are kept, in colour"
    about = [
        f"{STAMP}. Bar: mean size of the effect of a factor over its whole range (μ*); thin line: {basis_of(answer)}. "
        f"{kept}.",
        "To the right: mean effect with its sign (μ) and its spread (σ): a large spread means that the effect depends "
        "on the other factors or on the place in the range. Chance is a dummy that draws chance anew and nothing else: "
        "an effect is more than chance where its interval lies right of the dashed line.",
    ]
    panels = [_screening(answer, name, layout) for name in answer.screening]
    return framed_points(answer, ["Screening", answer.base.title], [*about, *_logarithms(answer)], panels, layout)


def _logarithms(answer: Sensitivity) -> list[str]:
    """How counts are analysed, where there are any."""
    return [LOGARITHMS] if answer.table("ranking").note else []


def _indices(answer: Sensitivity, name: str, layout: Layout) -> Spec:
    indexed = answer.indices[name]
    if not indexed.varies:
        return panel(
            heading_of(name), ["It is the same at all points, so that nothing decides it."], [], [], [], layout
        )
    found = [row for row in rows(answer, name) if row["kept"] or row["parameter"] == CHANCE]
    data = [
        {
            "name": row["parameter"],
            "y": middle(place),
            "zero": 0.0,
            "first": row["first_order"],
            "first_low": row["first_order_low"],
            "first_high": row["first_order_high"],
            **{end: row[end] for end in ("total", "total_low", "total_high")},
        }
        for place, row in enumerate(found)
    ]
    low, high = extent([row[end] for row in data for end in ("total_high", "first_low", "first_high")], least=0.5)
    axis, height = Axis(max(low, LOWEST), min(high, HIGHEST), layout), ROW * len(found)
    quiet = {"condition": {"test": f"datum.name == '{CHANCE}'", "value": LEFT}, "value": TOTAL}
    measures = ("total", "total_low", "total_high", "first", "first_low", "first_high")
    bars = over(
        data,
        {"y": row_channel(height), "tooltip": [field("name"), *map(number, measures)]},
        (mark("bar", height=14, yOffset=-4), {"x": axis.channel("zero"), "x2": field("total"), "color": quiet}),
        (
            mark("rule", color=look.INK, strokeWidth=1.2, yOffset=-4),
            {"x": axis.channel("total_low"), "x2": field("total_high")},
        ),
        (
            mark("rule", color=FIRST, strokeWidth=1.2, yOffset=10),
            {"x": axis.channel("first_low"), "x2": field("first_high")},
        ),
        (mark("point", filled=True, color=FIRST, opacity=1, size=44, yOffset=10), {"x": axis.channel("first")}),
    )
    numbers = [_index(row) for row in found]
    said = [noise_of(indexed), extremes_of(indexed), verdict_of(answer, name)]
    layers = [upright(indexed.floor, axis, dashed=True), bars, upright(0.0, axis)]
    names = [row["parameter"] for row in found]
    return panel(heading_of(name), said, names, numbers, layers, layout, muted=[CHANCE])


def _screening(answer: Sensitivity, name: str, layout: Layout) -> Spec:
    *factors, chance = rows(answer, name)
    beyond = [row for row in factors if not row["kept"]][:BEYOND]
    found = [*(row for row in factors if row["kept"] or row in beyond), chance]
    data = [
        {
            "name": row["parameter"],
            "y": middle(place),
            "zero": 0.0,
            "size": row["mu_star"],
            "low": row["mu_star_low"],
            "high": row["mu_star_high"],
            "kept": row["kept"],
        }
        for place, row in enumerate(found)
    ]
    axis, height = Axis(*extent([row["high"] for row in data], least=1e-9), layout), ROW * len(found)
    colour = {"condition": {"test": "datum.kept", "value": KEPT}, "value": LEFT}
    bars = over(
        data,
        {"y": row_channel(height), "tooltip": [field("name"), *map(number, ("size", "low", "high"))]},
        (mark("bar", height=16), {"x": axis.channel("zero"), "x2": field("size"), "color": colour}),
        (mark("rule", color=look.INK, strokeWidth=1.2), {"x": axis.channel("low"), "x2": field("high")}),
    )
    layers = [upright(data[-1]["high"], axis, dashed=True), bars, upright(0.0, axis)]
    left = [row["parameter"] for row in found if not row["kept"]]
    names, numbers = [row["parameter"] for row in found], [_effect(row) for row in found]
    said = [noise_of(answer.screening[name])]
    return panel(heading_of(name), said, names, numbers, layers, layout, muted=left)


def _index(row: Row) -> str:
    return f"total {row['total']:.2f} ± {row['total_high'] - row['total']:.2f}, first {row['first_order']:.2f}".replace(
        "-", "−"
    )


def _effect(row: Row) -> str:
    decimals = digits(max(abs(row["mu"]), row["sigma"]))
    return f"μ {with_sign(row['mu'], decimals)}, σ {row['sigma']:.{decimals}f}"
