"""An exploration as a picture: for each box its limits as bars, its points, and the way on which it was found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from politburo.answer import Drawing
from politburo.ask.explore.sentences import in_sentence, percent
from politburo.show import look
from politburo.show.explore.limits import limits
from politburo.show.explore.peeling import peeling
from politburo.show.explore.scatter import cloud
from politburo.show.frame import STAMP, framed_points, headed
from politburo.show.look import WIDE, Layout
from politburo.show.marks import Spec, note

if TYPE_CHECKING:
    from politburo.ask.explore.answer import Exploration
    from politburo.ask.explore.boxes import Box

PARTS = ("limits", "points", "peeling")
TITLES = ("Limits of the boxes", "Points in and outside the boxes", "How the boxes were found")
ALL = "boxes"

GAP = 70
"""Pixels between the points and the way: the labels of an axis stand there."""


def drawings() -> tuple[Drawing, ...]:
    """The figures of an exploration."""
    return tuple(
        Drawing(name, title, lambda found, dark, name=name: specification(found, name, Layout(dark=dark)))
        for name, title in ((ALL, "Boxes of parameters"), *zip(PARTS, TITLES, strict=True))
    )


def specification(found: Exploration, name: str = ALL, layout: Layout = WIDE) -> Spec:
    """The picture in Vega-Lite, or one part of it, with all its data."""
    refused = found.found.refused
    boxes = found.boxes or ((refused,) if refused is not None else ())
    panels = [panel for box in boxes for panel in _panels(found, box, name)]
    if not panels:
        panels = [note(found.found.why, WIDE.width, 80) | {"width": WIDE.width, "height": 80}]
    return framed_points(found, [found.title], _about(found), panels, layout)


def _about(found: Exploration) -> list[str]:
    classed, runs = found.classed, found.results.runs
    said = (
        f"{headed(in_sentence(found))}: {int(classed.cases.sum())} of {len(classed.cases)} simulated sets of "
        f"parameters ({percent(found.share)}), {runs} run{'s' * (runs != 1)} each"
    )
    if classed.unstable is not None:
        said += f"; two halves of the runs class {percent(classed.unstable)} of them differently"
    lines = [f"{STAMP}. {said}."]
    why, refused = found.found.why, found.found.refused
    if found.boxes and why:
        lines.append(f"After the last box: {why}")
    elif refused is not None:
        lines.append(why)
    if found.boxes or refused is not None:
        lines.append("Bars: declared range, and limits within it; black mark: the baseline.")
    return lines


def _panels(found: Exploration, box: Box, name: str) -> list[Spec]:
    """The parts of one box, one below the other, points and way side by side."""
    title = _title(box, refused=box is found.found.refused)
    beside = []
    if name in (ALL, "points"):
        beside.append(cloud(found, box))
    if name in (ALL, "peeling"):
        beside.append(peeling(found, box))
    panels = [limits(box)] if name in (ALL, "limits") else []
    if beside:
        panels.append({"hconcat": beside, "spacing": GAP})
    panels[0] = {"title": title, **panels[0]}
    return panels


def _title(box: Box, *, refused: bool) -> Spec:
    """What a box is worth, above its panels."""
    held, chance = box.held_out, box.chance
    what = "Not distinguishable from chance" if refused else f"Box {box.number}"
    beside = "" if box.number == 1 else " outside the boxes above"
    held_out = (
        "none found" if held.density is None else f"{percent(held.density)}, coverage {box.held_out_coverage:.2f}"
    )
    by_chance = f"at most {percent(max(chance.densities))}" if chance.densities else "no box"
    return {
        "text": f"{what}: {percent(box.density)} of its {box.points} sets{beside} are cases, "
        f"{percent(box.coverage)} of all cases",
        "subtitle": f"On sets held out {held_out}; of all sets searched {percent(box.share)}; with cases permuted "
        f"{by_chance}",
        "anchor": "start",
        "fontSize": look.HEADING,
        "subtitleFontSize": look.TEXT,
        "subtitlePadding": 4,
        "offset": 12,
    }
