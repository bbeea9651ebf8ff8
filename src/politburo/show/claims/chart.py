"""A claim as a chart for notebooks: each test's effect with its interval, zero, and what was asked for."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from politburo.ask.claims.deciding import Finding
from politburo.show import look
from politburo.show.claims.effects import in_units
from politburo.show.claims.words import spaced

if TYPE_CHECKING:
    import altair

    from politburo.ask.claims.board import Board

WIDTH, HEIGHT = 360, 26


def plot(board: Board, name: str) -> altair.VConcatChart:
    """The tests of one claim, each on an axis of its own. Raises ClaimError for a claim that is not on the board."""
    import altair

    one = board.claim(name)
    measured = [finding for finding in one.findings if not math.isnan(finding.effect)]
    chart = altair.vconcat(*map(_test, measured), spacing=6)
    return chart.properties(title=f"{one.claim.id} {one.claim.says}: {one.verdict}", config=look.config())


def _test(finding: Finding) -> altair.LayerChart | altair.FacetChart:
    import altair

    test = finding.test
    asked = {"up": [finding.asked], "down": [-finding.asked], "within": [-finding.asked, finding.asked]}
    marks = altair.Chart({"values": [{"at": value} for value in asked.get(test.expect, [])]})
    effect = altair.Chart({"values": [{"effect": finding.effect, "low": finding.low, "high": finding.high}]})
    axis = altair.X("low:Q", title=f"{spaced(test.name)}: {in_units(finding)}, {finding.verdict}")
    return altair.layer(
        altair.Chart({"values": [{"at": 0}]}).mark_rule(color=look.HAIRLINE).encode(x="at:Q"),
        marks.mark_rule(color=look.INK, strokeDash=[3, 3]).encode(x="at:Q"),
        effect.mark_rule(color=look.REALITY, strokeWidth=3).encode(x=axis, x2="high:Q"),
        effect.mark_point(color=look.REALITY, filled=True, size=80, opacity=1).encode(x="effect:Q"),
    ).properties(width=WIDTH, height=HEIGHT)
