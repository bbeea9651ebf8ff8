"""The tornado as a picture: the difference that each kept factor makes at both ends of its range, one at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from politburo.answer.numbers import plain
from politburo.ask.sensitivity.sentences import heading_of
from politburo.ask.sensitivity.tornado import End, Swing
from politburo.show import look
from politburo.show.frame import STAMP, framed_points
from politburo.show.look import Layout
from politburo.show.marks import Spec, field, mark, number, over
from politburo.show.sensitivity.rows import ROW, Axis, extent, middle, panel, row_channel, upright

if TYPE_CHECKING:
    from politburo.ask.sensitivity.answer import Sensitivity

LOW, HIGH = look.REALITY, look.FEAR
"""Colours of the low and the high end of a range."""

APART = 7
"""Pixels from the middle of a row to that of each of its two bars."""


def tornado(answer: Sensitivity, layout: Layout) -> Spec:
    """Two bars in each row, that of the low end above that of the high end."""
    about = [
        f"{STAMP}. Each kept factor alone at the low end (blue, above) and at the high end (red, below) of its range, "
        f"all else as in the baseline: mean difference over {answer.plan.tornado_runs} pairs of runs with the same "
        "chances; thin line: 90 % interval over these pairs. To the right: both ends of the range, and the value in "
        "the baseline.",
    ]
    panels = [_panel(answer, name, layout) for name in answer.outcomes]
    return framed_points(answer, ["One at a time", answer.base.title], about, panels, layout)


def _panel(answer: Sensitivity, name: str, layout: Layout) -> Spec:
    order = answer.ranking(name)
    swings = sorted(answer.swings[name], key=lambda swing: order.index(swing.factor))
    ends = [end for swing in swings for end in (swing.at_low, swing.at_high)]
    low, high = extent([value for end in ends for value in (end.low, end.high, end.difference)], least=1e-9)
    axis, height = Axis(low, high, layout), ROW * len(swings)
    data = [
        _row(swing, which, end, middle(place) + shift)
        for place, swing in enumerate(swings)
        for which, end, shift in (("low", swing.at_low, -APART), ("high", swing.at_high, APART))
        if end.pairs > 1
    ]
    colour = {"condition": {"test": "datum.end == 'low'", "value": LOW}, "value": HIGH}
    bars = over(
        data,
        {
            "y": row_channel(height),
            "tooltip": [field("name"), field("end"), *map(number, ("at", "difference", "low", "high"))],
        },
        (mark("bar", height=11), {"x": axis.channel("zero"), "x2": field("difference"), "color": colour}),
        (mark("rule", color=look.INK, strokeWidth=1.2), {"x": axis.channel("low"), "x2": field("high")}),
    )
    names = [swing.factor for swing in swings]
    said = [f"From {plain(swings[0].base)} in the baseline."] if swings else []
    return panel(heading_of(name), said, names, [*map(_range, swings)], [bars, upright(0.0, axis)], layout)


def _range(swing: Swing) -> str:
    """Both ends of a factor, and the value that it has in the scenario."""
    said = f"{swing.at_low.value:g} to {swing.at_high.value:g}"
    return said if swing.own is None else f"{said}, here {swing.own:g}"


def _row(swing: Swing, which: str, end: End, y: float) -> Spec:
    return {
        "name": swing.factor,
        "end": which,
        "at": end.value,
        "y": y,
        "zero": 0.0,
        "difference": end.difference,
        "low": end.difference if end.low != end.low else end.low,
        "high": end.difference if end.high != end.high else end.high,
    }
