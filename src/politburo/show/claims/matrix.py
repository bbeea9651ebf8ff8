"""The mechanism × claim matrix as a heat map: how much of each effect is gone without each mechanism."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import numpy as np

from politburo.ask.claims.matrix import NEEDED, Matrix
from politburo.show import look
from politburo.show.frame import described
from politburo.show.layout import WIDE, Layout
from politburo.show.marks import Spec

CELL = 13
COLOURS = ["#2166AC", "#F7F7F7", "#B2182B"]
"""More than the effect is gained, nothing changes, all of the effect is lost: safe for the colour-blind."""


def needed_by(matrix: Matrix) -> Iterator[tuple[tuple[str, str], list[tuple[str, float]]]]:
    """For each test whose effect can be told from nothing: the mechanisms it needs, with the share lost, most first."""
    for column, test in enumerate(matrix.tests):
        lost = matrix.lost[:, column]
        if not np.isnan(lost).all():
            rows = [row for row in np.argsort(-np.nan_to_num(lost)).tolist() if lost[row] >= NEEDED]
            yield test, [(matrix.mechanisms[row], float(lost[row])) for row in rows]


def specification(matrix: Matrix, layout: Layout = WIDE) -> Spec:
    """The heat map in Vega-Lite: mechanisms that some claim needs, over the tests whose effect differs from zero."""
    told = ~np.isnan(matrix.lost).all(axis=0)
    needed = (np.nan_to_num(matrix.lost) >= NEEDED).any(axis=1)
    values = [
        {
            "mechanism": matrix.mechanisms[row].replace("_", " "),
            "test": " ".join(matrix.tests[column]).replace("_", " "),
            "lost": float(np.clip(matrix.lost[row, column], -1, 1)),
        }
        for row in np.flatnonzero(needed)
        for column in np.flatnonzero(told)
    ]
    axis = {"title": None, "labelLimit": 420, "labelFontSize": look.SMALL, "grid": False, "aria": False}
    drawn = {
        "config": look.config(),
        "data": {"values": values},
        "title": {
            "text": "What each claim needs",
            "subtitle": "share of the effect that is gone without the mechanism; those that no claim needs left out",
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
                "scale": {"domain": [-1, 0, 1], "range": COLOURS},
                "legend": {
                    "aria": False,
                    "title": "effect lost",
                    "format": ".0%",
                    "orient": "bottom",
                    "gradientLength": 200,
                },
            },
        },
    }
    return described(drawn, in_words(matrix), layout)


def in_words(matrix: Matrix) -> str:
    """Which mechanisms the most tests need."""
    counted = Counter(name for _, found in needed_by(matrix) for name, _ in found)
    most = ", ".join(f"{name.replace('_', ' ')} ({count})" for name, count in counted.most_common(5))
    return f"Mechanisms without which most effects are gone, with how many tests need them: {most or 'none'}."
