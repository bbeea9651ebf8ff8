"""A small picture for each test: the effect as a dot with its interval, zero, and what was asked for as marks.

Built as SVG by hand: a page holds a hundred of them, and they take their colours from its style.
"""

from __future__ import annotations

import math
from html import escape

from politburo.ask.claims.deciding import Finding
from politburo.show.claims.effects import asked, in_units, is_relative

WIDTH, HEIGHT, EDGE = 240, 44, 6
AXIS = 17
"""Row of the dot and its interval, in pixels from the top."""

TONES = {
    "holds": "good",
    "null within margin": "good",
    "too small": "short",
    "fails": "bad",
    "not decided": "bad",
}
"""The tone of a verdict, for those who see colours; the word stands beside it always."""

LETTER = 5.6
"""Width of a letter of the labels, at most."""


def picture(finding: Finding) -> str:
    """The picture as SVG; nothing where no effect was measured."""
    if math.isnan(finding.effect):
        return ""
    factor = 100 / abs(finding.base) if is_relative(finding) else 1.0
    effect, low, high = (factor * value for value in (finding.effect, finding.low, finding.high))
    bounds = tuple(factor * bound for bound in _bounds(finding))
    place = _places(low, high, 0.0, *bounds)
    tone = TONES.get(finding.verdict, "plain")
    parts = [_band(*map(place, bounds))] if len(bounds) == 2 else []
    parts.append(f'<line class="axis" x1="{EDGE}" y1="{AXIS}" x2="{WIDTH - EDGE}" y2="{AXIS}"/>')
    parts.append(_upright("zero", place(0.0)))
    parts += [_upright("asked", place(bound)) for bound in bounds]
    parts.append(f'<line class="reach {tone}" x1="{place(low):.1f}" y1="{AXIS}" x2="{place(high):.1f}" y2="{AXIS}"/>')
    parts.append(f'<circle class="{tone}" cx="{place(effect):.1f}" cy="{AXIS}" r="4.5"/>')
    unit = " %" if is_relative(finding) else ""
    parts += _labels([(place(0.0), "0"), *((place(bound), f"{_signed(bound)}{unit}") for bound in bounds)])
    about = f'role="img" aria-label="{escape(in_words(finding))}"'
    return f'<svg class="effect" viewBox="0 0 {WIDTH} {HEIGHT}" {about}>{"".join(parts)}</svg>'


def in_words(finding: Finding) -> str:
    """What the picture shows."""
    wanted = "" if finding.test.expect == "reported" else f"; asked for was {asked(finding)}"
    return f"Effect with its interval of 95 %: {in_units(finding)}{wanted}. Verdict: {finding.verdict}."


def _bounds(finding: Finding) -> tuple[float, ...]:
    """Where the marks of what was asked for stand: one for a minimum, two for a margin, none at zero."""
    match finding.test.expect:
        case "up" if finding.asked > 0:
            return (finding.asked,)
        case "down" if finding.asked > 0:
            return (-finding.asked,)
        case "within":
            return -finding.asked, finding.asked
    return ()


def _places(*values: float):
    """From a value to its pixel, such that all of these are in the picture."""
    least, most = min(values), max(values)
    span = most - least or 1.0

    def place(value: float) -> float:
        return EDGE + 12 + (WIDTH - 2 * EDGE - 24) * (value - least) / span

    return place


def _upright(kind: str, pixel: float) -> str:
    return f'<line class="{kind}" x1="{pixel:.1f}" y1="4" x2="{pixel:.1f}" y2="30"/>'


def _band(first: float, last: float) -> str:
    return f'<rect class="margin" x="{first:.1f}" y="6" width="{max(last - first, 1):.1f}" height="22"/>'


def _labels(wished: list[tuple[float, str]]) -> list[str]:
    """Labels under their marks, from the last on, leaving out one that would run into another: zero goes first."""
    taken: list[tuple[float, float]] = []
    drawn = []
    for pixel, text in reversed(wished):
        half = LETTER * len(text) / 2
        middle = min(max(pixel, half), WIDTH - half)
        if all(middle + half + 3 < first or last + 3 < middle - half for first, last in taken):
            taken.append((middle - half, middle + half))
            drawn.append(f'<text x="{middle:.1f}" y="41">{escape(text)}</text>')
    return drawn


def _signed(value: float) -> str:
    return f"{value:+.3g}".replace("-", "−")
