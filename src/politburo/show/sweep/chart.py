"""The picture of a sweep: a panel for each outcome, along one factor or over two, and the regions where it has any."""

from __future__ import annotations

from typing import TYPE_CHECKING

from politburo.answer import Drawing, Figure
from politburo.run.outcomes import outcome
from politburo.show.layout import WIDE, Layout
from politburo.show.marks import Spec
from politburo.show.points import called, framed_points, headed, provenance
from politburo.show.sweep.along import panel_along
from politburo.show.sweep.maps import GAP, map_of, width_of_map
from politburo.show.sweep.moving import moving
from politburo.show.sweep.territories import regions_key, regions_map
from politburo.show.sweep.words import in_words

if TYPE_CHECKING:
    from politburo.ask.sweep.swept import Sweep

INDEPENDENT = {"scale": {"color": "independent", "x": "independent", "y": "independent"}}
"""Colours and places mean one thing in each panel, and another in the next one."""


def plot(sweep: Sweep, *outcomes: str, dark: bool = False) -> Figure:
    """The picture as a figure. Raises UsageError for an outcome that there is not."""
    drawn = specification(sweep, *outcomes, layout=Layout(dark=dark))
    return Figure("outcomes", " ".join(drawn["title"]["text"]), drawn["description"], drawn, provenance(sweep.results))


def drawings() -> tuple[Drawing, ...]:
    """The figures of a sweep."""
    return (
        Drawing(
            "outcomes",
            "Outcomes over what is varied",
            lambda sweep, dark: specification(sweep, layout=Layout(dark=dark)),
        ),
    )


def specification(sweep: Sweep, *outcomes: str, layout: Layout = WIDE) -> Spec:
    """The picture in Vega-Lite, with all its data. Raises UsageError for an outcome that there is not."""
    shown = [outcome(name) for name in outcomes or moving(sweep) or sweep.outcomes]
    if len(sweep.factors) == 1:
        panels = [panel_along(sweep, one, layout, last=one is shown[-1]) for one in shown]
    else:
        columns = 1 if layout.narrow or (len(shown) == 1 and not sweep.regions) else 2
        wide = width_of_map(layout, columns)
        maps = [map_of(sweep, one, wide) for one in shown]
        panels = _in_rows(maps, columns)
        if sweep.regions:
            panels += _in_rows([regions_map(sweep, wide), regions_key(sweep, wide)], columns)
    title = sweep.asked.title if sweep.regions else headed(" and ".join(called(one.name) for one in sweep.factors))
    return framed_points(sweep.results, title, _about(sweep, *outcomes), panels, in_words(sweep, *outcomes), layout)


def _in_rows(panels: list[Spec], columns: int) -> list[Spec]:
    """Panels beside one another, so many in a row."""
    return [
        {"hconcat": panels[first : first + columns], "spacing": GAP, "resolve": INDEPENDENT}
        for first in range(0, len(panels), columns)
    ]


def _about(sweep: Sweep, *outcomes: str) -> list[str]:
    runs = sweep.results.runs
    same = "the same seed and run numbers at every point"
    if len(sweep.factors) == 1:
        shown = (
            f"dots: mean of {runs} runs, band: 90 % of the runs" if runs > 1 else "one run at each point, so no band"
        )
        lines = [f"Simulated: {shown}; {same}. Axes need not begin at zero."]
    else:
        shown = f"mean of {runs} runs" if runs > 1 else "one run"
        lines = [f"Simulated: {shown} at each point; {same}."]
    held = [f"{called(one.name)} held from {one.start} on" for one in sweep.factors if one.start]
    if held:
        lines.append(f"{headed('; '.join(held))}.")
    still = [] if outcomes or not moving(sweep) else [name for name in sweep.outcomes if name not in moving(sweep)]
    if still:
        lines.append(f"The same at every point, so not shown: {', '.join(still).replace('_', ' ')}.")
    return lines
