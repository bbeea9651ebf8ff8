"""Indices and effects as bars with their intervals, one panel an outcome, the dummy chance at the foot of each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from politburo.ask.sensitivity.indices import CHANCE
from politburo.show import look
from politburo.show.layout import Layout
from politburo.show.marks import Spec, field, mark, number, over
from politburo.show.numbers import digits, with_sign
from politburo.show.sensitivity.headings import framed, heading_of, noise_of, verdict_of
from politburo.show.sensitivity.rows import ROW, Axis, extent, middle, panel, row_channel, upright

if TYPE_CHECKING:
    import pandas as pd

    from politburo.ask.sensitivity.result import Sensitivity

TOTAL, FIRST, KEPT, LEFT = look.REALITY, look.RECORD, look.REALITY, look.HAIRLINE

BEYOND = 4
"""Factors that the screening does not keep and the picture shows all the same."""

HIGHEST = 1.25
"""Where the axis of indices ends at the latest; an interval that goes on is cut there."""


def indices(answer: Sensitivity, layout: Layout, description: str) -> Spec:
    """Total indices as bars and first-order ones as dots."""
    about = [
        "Simulated. Bar: total index, the share of the variance that stays when all other factors are known. Dot: first "
        "order, the share that the factor explains alone. Thin lines: 95 %.",
        "Chance is a dummy: it draws chance anew and changes nothing else. Right of the dashed line, a total index is "
        "more than chance.",
    ]
    rows = answer.table().set_index("outcome")
    panels = [_indices(answer, name, rows.loc[name], layout) for name in answer.indices]
    return framed(answer, "What decides the outcomes", about, panels, description, layout)


def screening(answer: Sensitivity, layout: Layout, description: str) -> Spec:
    """Mean sizes of the elementary effects as bars; those of kept factors in colour."""
    kept = f"{len(answer.kept)} of {len(answer.question.factors)} factors are kept, in colour"
    about = [
        f"Simulated. Bar: mean size of the effect of a factor over its whole range (μ*), thin line 95 %. {kept}.",
        "To the right: mean effect with its sign (μ) and its spread (σ): a large spread means that the effect depends on "
        "the other factors or on the place in the range. Chance is a dummy that draws chance anew and nothing else.",
    ]
    rows = answer.table().set_index("outcome")
    panels = [_screening(answer, name, rows.loc[name], layout) for name in answer.screening]
    return framed(answer, "Screening", about, panels, description, layout)


def _indices(answer: Sensitivity, name: str, found: pd.DataFrame, layout: Layout) -> Spec:
    rows = found[found["kept"] | (found["parameter"] == CHANCE)]
    names = rows["parameter"].tolist()
    if rows["ST"].isna().all():
        return panel(heading_of(name), "It is the same at all points, so that nothing decides it.", [], [], [], layout)
    values = [*rows["ST"] + rows["ST_reach"], *rows["S1"] - rows["S1_reach"], *rows["S1"] + rows["S1_reach"]]
    low, high = extent(values, least=0.5)
    axis = Axis(max(low, -0.25), min(high, HIGHEST), layout)
    height = ROW * len(names)
    data = [
        {
            "name": parameter,
            "y": middle(place),
            "zero": 0.0,
            "total": total,
            "total_low": total - total_reach,
            "total_high": total + total_reach,
            "first": first,
            "first_low": first - first_reach,
            "first_high": first + first_reach,
        }
        for place, (parameter, first, first_reach, total, total_reach) in enumerate(
            zip(names, *(rows[column] for column in ("S1", "S1_reach", "ST", "ST_reach")), strict=True)
        )
    ]
    floor = answer.indices[name].floor
    tooltip = [field("name"), *map(number, ("total", "total_low", "total_high", "first", "first_low", "first_high"))]
    quiet = {"condition": {"test": f"datum.name == '{CHANCE}'", "value": LEFT}, "value": TOTAL}
    bars = over(
        data,
        {"y": row_channel(height), "tooltip": tooltip},
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
    said = f"{noise_of(answer, name)} {verdict_of(answer, name)}"
    numbers = [
        f"total {row['total']:.2f} ± {row['total_high'] - row['total']:.2f}, first {row['first']:.2f}".replace("-", "−")
        for row in data
    ]
    layers = [upright(floor, axis, dashed=True), bars, upright(0.0, axis)]
    return panel(heading_of(name), said, names, numbers, layers, layout, muted=[CHANCE])


def _screening(answer: Sensitivity, name: str, found: pd.DataFrame, layout: Layout) -> Spec:
    factors = found[found["parameter"] != CHANCE].sort_values("mu_star", ascending=False, kind="stable")
    wanted = factors["kept"] | factors["parameter"].isin(factors.loc[~factors["kept"], "parameter"].head(BEYOND))
    rows = [*factors[wanted].to_dict("records"), *found[found["parameter"] == CHANCE].to_dict("records")]
    ends = [row["mu_star"] + row["mu_star_reach"] for row in rows]
    low, high = extent(ends, least=1e-9)
    axis, height = Axis(low, high, layout), ROW * len(rows)
    data = [
        {
            "name": row["parameter"],
            "y": middle(place),
            "zero": 0.0,
            "size": row["mu_star"],
            "low": max(row["mu_star"] - row["mu_star_reach"], 0.0),
            "high": row["mu_star"] + row["mu_star_reach"],
            "kept": row["kept"],
        }
        for place, row in enumerate(rows)
    ]
    colour = {"condition": {"test": "datum.kept", "value": KEPT}, "value": LEFT}
    bars = over(
        data,
        {"y": row_channel(height), "tooltip": [field("name"), *map(number, ("size", "low", "high"))]},
        (mark("bar", height=16), {"x": axis.channel("zero"), "x2": field("size"), "color": colour}),
        (mark("rule", color=look.INK, strokeWidth=1.2), {"x": axis.channel("low"), "x2": field("high")}),
    )
    floor = rows[-1]["mu_star"] + rows[-1]["mu_star_reach"]
    layers = [upright(floor, axis, dashed=True), bars, upright(0.0, axis)]
    left = [row["parameter"] for row in rows if not row["kept"]]
    names, numbers = [row["parameter"] for row in rows], [_effect(row) for row in rows]
    said = f"{noise_of(answer, name)} Right of the dashed line, an effect is more than chance."
    return panel(heading_of(name), said, names, numbers, layers, layout, muted=left)


def _effect(row: Spec) -> str:
    decimals = digits(max(abs(row["mu"]), row["sigma"]))
    return f"μ {with_sign(row['mu'], decimals)}, σ {row['sigma']:,.{decimals}f}"


def spread_of(values: Sequence[float]) -> tuple[float, float]:
    """The lowest and the highest of some values."""
    return min(values), max(values)
