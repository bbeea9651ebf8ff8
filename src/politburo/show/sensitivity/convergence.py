"""Convergence as a picture: every index on growing parts of the sample, one below the other within its row."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from politburo.answer.numbers import plain
from politburo.ask.sensitivity import convergence as converged
from politburo.ask.sensitivity.indices import CHANCE
from politburo.ask.sensitivity.screening import PARTS
from politburo.ask.sensitivity.sentences import heading_of, verdict_of
from politburo.show import look
from politburo.show.frame import STAMP, framed_points
from politburo.show.look import Layout
from politburo.show.marks import Spec, field, mark, number, over
from politburo.show.sensitivity.bars import HIGHEST, Row
from politburo.show.sensitivity.rows import ROW, Axis, extent, middle, panel, row_channel, upright

if TYPE_CHECKING:
    from politburo.ask.sensitivity.answer import Sensitivity

STEP = 7
"""Pixels from one part of the sample to the next within a row."""

SHADES = ("#B9C6D2", "#8FB0CF", "#5B91C4", look.REALITY)
"""From the smallest part of the sample to all of it."""


def convergence(answer: Sensitivity, layout: Layout) -> Spec:
    """Four intervals in each row, from a quarter of the sample to all of it."""
    if answer.indices:
        what, rule = "total index", converged.RULE_OF_INDICES
    else:
        what, rule = "mean size of the effect (μ*)", converged.RULE_OF_SCREENING
    about = [
        f"{STAMP}. In each row, from light and above to dark and below: the {what} with its 90 % interval on the "
        "first 25 %, 50 %, 75 % and 100 % of the sample. Where they come to lie below one another, more points change "
        "little.",
        f"{rule[:1].upper()}{rule[1:]}.",
    ]
    found = answer.table("convergence").records()
    by_outcome = {name: [row for row in found if row["outcome"] == name] for name in answer.outcomes}
    panels = [_panel(answer, name, rows, layout) for name, rows in by_outcome.items() if rows]
    return framed_points(answer, ["Convergence", answer.base.title], about, panels, layout)


def _panel(answer: Sensitivity, name: str, found: Sequence[Row], layout: Layout) -> Spec:
    last = {row["parameter"]: row for row in found if row["part"] == PARTS[-1]}
    names = [one for one in (*answer.ranking(name), CHANCE) if one in last]
    low, high = extent([*(row["value"] for row in found), *(row["high"] for row in last.values())], least=1e-9)
    axis = Axis(low, min(high, HIGHEST) if answer.indices else high, layout)
    height = ROW * len(names)
    data = [
        {
            "name": row["parameter"],
            "points": row["points"],
            "part": str(row["part"]),
            "y": middle(names.index(row["parameter"])) + STEP * (PARTS.index(row["part"]) - 1.5),
            "value": row["value"],
            **({"low": max(row["low"], axis.low), "high": row["high"]} if row["high"] == row["high"] else {}),
        }
        for row in found
        if row["value"] == row["value"]
    ]
    scale = {"domain": [*map(str, PARTS)], "range": [*SHADES]}
    colour = {"field": "part", "type": "nominal", "scale": scale, "legend": None}
    tooltip = [field("name"), field("points"), *map(number, ("value", "low", "high"))]
    lines = over(
        data,
        {"y": row_channel(height), "color": colour, "tooltip": tooltip},
        (mark("rule", strokeWidth=2), {"x": axis.channel("low"), "x2": field("high")}),
        (mark("point", filled=True, opacity=1, size=30), {"x": axis.channel("value")}),
    )
    numbers = [f"{plain(row['value'])} ± {plain(row['high'] - row['value'])}" for row in map(last.__getitem__, names)]
    points = ", ".join(str(count) for count in sorted({row["points"] for row in found}))
    said = [f"{'Base points' if answer.indices else 'Trajectories'}: {points}. {verdict_of(answer, name)}"]
    return panel(heading_of(name), said, names, numbers, [upright(0.0, axis), lines], layout, muted=[CHANCE])
