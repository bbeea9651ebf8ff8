"""A board as pictures: for each test the dot with its interval, zero and what was asked for; and the matrix."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np

from politburo.answer import Drawing
from politburo.ask.claims.effect_words import asked, in_units, is_relative, spaced
from politburo.ask.claims.finding import Finding
from politburo.ask.claims.mechanism_matrix import NEEDED, Matrix
from politburo.show import look
from politburo.show.frame import STAMP, drawing, framed
from politburo.show.marks import Spec, field, mark, over
from politburo.show.rendering import svg_text

if TYPE_CHECKING:
    from politburo.ask.claims.board import Board

WIDTH, HEIGHT, EDGE = 240, 44, 18
"""Pixels of the picture of a test, and from its sides to the least and the greatest value."""

AXIS = 17
"""Row of the dot and its interval, in pixels from the top."""

TONES = {
    "holds": "good",
    "null within margin": "good",
    "too small": "short",
    "fails": "bad",
}
"""The tone of a verdict, for those who see colours; the word stands beside it always."""

COLOURS = {
    "good": look.DISPLAYED,
    "short": look.RECORD,
    "bad": look.FEAR,
    "plain": look.MUTED,
    "ink": look.INK,
    "muted": look.MUTED,
    "hairline": look.HAIRLINE,
    "grid": look.GRID,
}
OF_THE_PAGE = {name: f"var(--{'muted' if name == 'plain' else name})" for name in COLOURS}
"""Colours as the style of a page has them, light and dark."""

LABEL = 11
"""Size of type of the labels."""

CELL = 13
"""Pixels of the side of a cell of the matrix."""

LOSSES = [look.REALITY, "rgba(128, 128, 128, 0)", look.FEAR]
"""More than the effect is gained, nothing changes, all of the effect is lost: safe for the colour-blind.

Where nothing changes the paper shows through, so that the sheet is quiet on white and on dark alike.
"""

EFFECTS, MATRIX = "The test that decides each claim", "What each claim needs"
"""Titles of the two figures."""

ABOUT = (
    "Dots: effects; thick lines: 95 % intervals over pairs of runs (chance only: parameters are held at their "
    "defaults). Thin line: zero; dashed: the least effect or the margin that was asked for beforehand."
)


def drawings() -> tuple[Drawing, ...]:
    """The figures of a board."""
    return (
        drawing("effects", EFFECTS, effects, lambda board: any(one.findings for one in board.decided)),
        drawing("matrix", MATRIX, lambda board: matrix(board.matrix), lambda board: board.matrix is not None),
    )


def effects(board: Board) -> Spec:
    """The test that decides each claim in Vega-Lite, one below the other; of a single claim, all its tests."""
    tested = [(one, one.main) for one in board.claims if one.main is not None]
    if len(board.decided) == 1:
        (one,) = board.decided
        title, shown = f"{one.claim.id} {one.claim.says}: {one.verdict}", one.findings
        panels = [_panel(spaced(finding.test.name), finding) for finding in shown]
    else:
        title, shown = EFFECTS, [main for _, main in tested]
        panels = [_panel(f"{one.claim.id} {one.claim.says}", main, one.verdict) for one, main in tested]
    told = " ".join(f"{spaced(finding.test.name)}: {in_words(finding)}" for finding in shown)
    return {**framed(board, [title], [f"{STAMP}. {ABOUT}"], panels), "description": told}


def svg_of(finding: Finding) -> str:
    """The picture of a test for a page, in the colours of its style; nothing where no effect was measured."""
    if math.isnan(finding.effect):
        return ""
    drawn = {
        "background": None,
        "padding": 0,
        "autosize": "none",
        "config": {"view": {"stroke": None}, "font": look.FONT, "aria": False},
        **effect(finding, OF_THE_PAGE),
    }
    return svg_text(drawn, "effect", in_words(finding))


def in_words(finding: Finding) -> str:
    """What the picture shows."""
    wanted = "" if finding.test.expect == "reported" else f"; asked for was {asked(finding)}"
    return f"Effect with its interval of 95 %: {in_units(finding)}{wanted}. Verdict: {finding.verdict}."


def effect(finding: Finding, colours: Mapping[str, str] = COLOURS) -> Spec:
    """One effect, of which something was measured: its interval and dot over zero and what was asked for."""
    factor = 100 / abs(finding.base) if is_relative(finding) else 1.0
    mean, low, high = (factor * value for value in (finding.effect, finding.low, finding.high))
    bounds = tuple(factor * bound for bound in _bounds(finding))
    least, most = min(low, 0.0, *bounds), max(high, 0.0, *bounds)
    if least == most:
        least, most = least - 1, most + 1
    tone = colours[TONES.get(finding.verdict, "plain")]
    scale = {"domain": [least, most], "range": [EDGE, WIDTH - EDGE], "nice": False, "zero": False}
    x = {"type": "quantitative", "axis": None, "scale": scale}
    upright = {"x": {"field": "at", **x}, "y": {"value": 4}, "y2": {"value": 30}}
    across = {"x": {"field": "low", **x}, "x2": field("high"), "y": {"value": AXIS}}
    line = {"x": {"value": 6}, "x2": {"value": WIDTH - 6}, "y": {"value": AXIS}}
    layers = [over([{}], line, (mark("rule", color=colours["grid"], strokeWidth=1.5), {}))]
    if len(bounds) == 2:
        band = {"x": {"field": "low", **x}, "x2": field("high"), "y": {"value": 6}, "y2": {"value": 28}}
        ends = [{"low": bounds[0], "high": bounds[1]}]
        layers.insert(0, over(ends, band, (mark("rect", color=colours["grid"]), {})))
    dashes = mark("rule", color=colours["ink"], strokeWidth=1.5, strokeDash=[3, 2.5])
    layers += [
        over([{"at": 0.0}], upright, (mark("rule", color=colours["hairline"], strokeWidth=1.5), {})),
        over([{"at": bound} for bound in bounds], upright, (dashes, {})),
        over([{"low": low, "high": high}], across, (mark("rule", color=tone, strokeWidth=3, strokeCap="round"), {})),
        over(
            [{"at": mean}],
            {"x": {"field": "at", **x}, "y": {"value": AXIS}},
            (mark("point", shape="circle", filled=True, color=tone, opacity=1, size=64), {}),
        ),
    ]
    unit = " %" if is_relative(finding) else ""

    def pixel(value: float) -> float:
        return EDGE + (WIDTH - 2 * EDGE) * (value - least) / (most - least)

    labels = [(pixel(bound), f"{bound:+.3g}{unit}".replace("-", "−")) for bound in bounds]
    text = mark("text", baseline="middle", fontSize=LABEL, color=colours["muted"])
    layers += [
        over([{"text": said}], {"x": {"value": at}, "y": {"value": 38}, "text": field("text")}, (text, {}))
        for at, said in _labels([(pixel(0.0), "0"), *labels])
    ]
    return {"width": WIDTH, "height": HEIGHT, "layer": layers}


def matrix(found: Matrix, colours: Mapping[str, str] = COLOURS, paper: str | None = look.PAPER) -> Spec:
    """The heat map in Vega-Lite: mechanisms that some claim needs, over the tests whose effect differs from zero."""
    told = ~np.isnan(found.lost).all(axis=0)
    needed = (np.nan_to_num(found.lost) >= NEEDED).any(axis=1)
    values = [
        {
            "mechanism": spaced(found.mechanisms[row]),
            "test": spaced(" ".join(found.tests[column])),
            "lost": float(np.clip(found.lost[row, column], -1, 1)),
        }
        for row in np.flatnonzero(needed)
        for column in np.flatnonzero(told)
    ]
    axis = {
        "title": None, "labelLimit": 420, "labelFontSize": look.SMALL, "labelColor": colours["muted"], "grid": False,
        "aria": False,
    }  # fmt: skip
    counted = Counter(name for names in found.needed().values() for name, _ in names)
    most = ", ".join(f"{spaced(name)} ({count})" for name, count in counted.most_common(5))
    return {
        "config": look.config() | {"background": paper},
        "description": f"Mechanisms without which most effects are gone, with how many tests need them: "
        f"{most or 'none'}.",
        "data": {"values": values},
        "title": {
            "text": MATRIX,
            "subtitle": "share of the effect that is gone without the mechanism; those that no claim needs left out",
            "color": colours["ink"],
            "subtitleColor": colours["muted"],
        },
        "width": {"step": CELL},
        "height": {"step": CELL},
        "mark": {"type": "rect", "aria": False},
        "encoding": {
            "x": {
                "field": "mechanism",
                "type": "nominal",
                "sort": None,
                "axis": axis | {"labelAngle": -90, "orient": "top"},
            },
            "y": {"field": "test", "type": "nominal", "sort": None, "axis": axis},
            "color": {
                "field": "lost",
                "type": "quantitative",
                "scale": {"domain": [-1, 0, 1], "range": LOSSES},
                "legend": {
                    "aria": False,
                    "title": "effect lost",
                    "titleColor": colours["ink"],
                    "labelColor": colours["muted"],
                    "format": ".0%",
                    "orient": "bottom",
                    "gradientLength": 200,
                },
            },
        },
    }


def _panel(heading: str, finding: Finding, verdict: str | None = None) -> Spec:
    title = {
        "text": look.fitted(heading, look.TEXT * look.BOLD, 800),
        "subtitle": f"{in_units(finding)}: {verdict or finding.verdict}",
        "fontSize": look.TEXT,
        "subtitleFontSize": look.SMALL,
    }
    if math.isnan(finding.effect):
        return {"title": title, "width": WIDTH, "height": 4, "data": {"values": []}, "mark": "point"}
    return {"title": title, **effect(finding)}


def _bounds(finding: Finding) -> tuple[float, ...]:
    """Where the marks of what was asked for stand: one for a minimum, two for a margin, none at zero."""
    match finding.test.expect:
        case "up" if finding.asked > 0:
            return (finding.asked,)
        case "down" if finding.asked > 0:
            return (-finding.asked,)
        case "within":
            return -finding.asked, finding.asked
        case "not up":
            return (finding.asked,)
    return ()


def _labels(wished: list[tuple[float, str]]) -> list[tuple[float, str]]:
    """Labels under their marks, from the last on, leaving out one that would run into another: zero goes first."""
    taken: list[tuple[float, float]] = []
    placed = []
    for pixel, text in reversed(wished):
        half = look.text_width(text, LABEL) / 2
        middle = min(max(pixel, half), WIDTH - half)
        if all(middle + half + 3 < first or last + 3 < middle - half for first, last in taken):
            taken.append((middle - half, middle + half))
            placed.append((round(middle, 1), text))
    return placed
