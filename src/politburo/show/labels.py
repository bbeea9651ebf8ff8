"""Where the labels of dated events stand: in rows above the panels, as a staircase.

A thin line falls from each label, at its left end, through all rows below it and through the panels. So of two labels
that would touch or cross each other's line, the later one stands lower: then neither covers the other, and the line of
the earlier one passes the later one on its left. Which labels are shown is decided by what matters more.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from politburo.show.look import fitted, text_width

IMPORTANCE = (
    "succession",
    "guarantee given",
    "summit held",
    "guarantee withdrawn",
    "summit cancelled",
    "summit announced",
    "congress",
    "recall home",
    "mark",
    "campaign",
    "harvest",
    "border closed",
    "border tightened",
    "sanctions",
)
"""Kinds of public events from the one whose label is dropped last."""

GAP = 4.0
"""Pixels between a line and its label, and between a label and the next line."""


@dataclass(frozen=True, slots=True)
class Label:
    """A text that begins at `x` pixels in `row`, counted from the top; `right` is where it ends."""

    x: float
    text: str
    kind: str
    right: float
    row: int


def placed(events: Iterable[tuple[float, str, str]], *, size: float, room: float, rows: int) -> list[Label]:
    """Labels for events given as (x in pixels, label, kind), from left to right, in at most `rows` rows.

    The most important are chosen first, then each further one that still finds room; none reaches beyond `room`.
    """
    chosen: list[Label] = []
    for x, text, kind in sorted(events, key=lambda event: (_importance(event[2]), event[0])):
        text = fitted(text, size, room - x - GAP)
        label = Label(x, text, kind, x + GAP + text_width(text, size) + GAP, 0)
        tried = _staircase(sorted([*chosen, label], key=lambda entry: entry.x))
        if all(entry.row < rows for entry in tried):
            chosen = tried
    return chosen


def _staircase(labels: Sequence[Label]) -> list[Label]:
    """The labels, from left to right, each in the highest row that is below all labels reaching over its line."""
    stairs: list[Label] = []
    for label in labels:
        row = max((above.row + 1 for above in stairs if above.right > label.x), default=0)
        stairs.append(Label(label.x, label.text, label.kind, label.right, row))
    return stairs


def _importance(kind: str) -> int:
    return IMPORTANCE.index(kind) if kind in IMPORTANCE else len(IMPORTANCE)
