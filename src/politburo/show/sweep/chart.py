"""The picture of a sweep: a panel for each outcome, along one factor or over two, and the regions where it has any."""

from __future__ import annotations

from typing import TYPE_CHECKING

from politburo.answer import Drawing
from politburo.answer.numbers import capitalised, percent
from politburo.ask.factors import called
from politburo.run.outcomes import outcome
from politburo.show.frame import STAMP, framed_points
from politburo.show.look import WIDE, Layout
from politburo.show.marks import Spec
from politburo.show.sweep.lines import panel_along
from politburo.show.sweep.maps import map_of, regions_key, regions_map

if TYPE_CHECKING:
    from politburo.ask.sweep.answer import Sweep

GAP, AXIS = 90, 60
"""Pixels between two maps beside one another, and of these those for the axis of the second one."""

INDEPENDENT = {"scale": {"color": "independent", "x": "independent", "y": "independent"}}
"""Colours and places mean one thing in each panel, and another in the next one."""


def drawings() -> tuple[Drawing, ...]:
    """The figures of a sweep."""
    return (Drawing("outcomes", "Outcomes over what is varied", specification),)


def specification(sweep: Sweep, dark: bool = False) -> Spec:
    """The picture in Vega-Lite, with all its data."""
    shown = [outcome(name) for name in sweep.moving or sweep.outcomes]
    if len(sweep.factors) == 1:
        panels = [panel_along(sweep, one, last=one is shown[-1]) for one in shown]
    else:
        beside = 1 if len(shown) == 1 and not sweep.regions else 2
        wide = (WIDE.room - GAP * (beside - 1)) // beside
        panels = _in_rows([map_of(sweep, one, wide) for one in shown], beside)
        if sweep.regions:
            panels += _in_rows([regions_map(sweep, wide), regions_key(sweep, wide)], beside)
    return framed_points(sweep, [sweep.title], _about(sweep), panels, Layout(dark=dark))


def _in_rows(panels: list[Spec], beside: int) -> list[Spec]:
    """Panels beside one another, so many in a row."""
    return [
        {"hconcat": panels[first : first + beside], "spacing": GAP - AXIS, "resolve": INDEPENDENT}
        for first in range(0, len(panels), beside)
    ]


def _about(sweep: Sweep) -> list[str]:
    runs = sweep.results.runs
    same = "the same chance at every point"
    if len(sweep.factors) == 1:
        basis = sweep.table("outcomes").basis
        shown = (
            f"Dots: means; band: the middle {percent(basis.level)} of {basis.over} ({basis.leaves_out})"
            if basis
            else "One run at each point, so no band"
        )
        lines = [f"{STAMP}. {shown}; {same}. Axes need not begin at zero."]
    else:
        shown = f"Means of {runs} runs" if runs > 1 else "One run"
        lines = [f"{STAMP}. {shown} at each point; {same}."]
    held = [f"{called(one.name)} held from {one.start} on" for one in sweep.factors if one.start]
    if held:
        lines.append(f"{capitalised('; '.join(held))}.")
    if sweep.moving and sweep.still:
        lines.append(f"The same at every point, so not shown: {', '.join(sweep.still).replace('_', ' ')}.")
    return lines
