"""Where the labels of dated events stand: in rows above the panels, as a staircase.

A thin line falls from each label, at its left end, through all rows below it and through the panels. So of two labels
that would touch or cross each other's line, the later one stands lower: then neither covers the other, and the line of
the earlier one passes the later one on its left. Which labels are shown is decided by what matters more.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

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

UNMODELLED = "mark"
"""The kind of an event that changes nothing in the simulation, whatever it is called."""

WIDEST_NUMBER = "88"

GAP = 4.0
"""Pixels between a line and its label, and between a label and the next line."""


@dataclass(frozen=True, slots=True)
class Label:
    """A text that begins at `x` pixels in `row`, counted from the top; `right` is where it ends.

    Where there is a `mark`, a number, it stands there in place of the text.
    """

    x: float
    text: str
    kind: str
    right: float
    row: int
    mark: str = ""


def placed(
    events: Iterable[tuple[float, str, str]], *, size: float, room: float, rows: int, most: int | None = None
) -> list[Label]:
    """Labels for events given as (x in pixels, label, kind), from left to right, in at most `rows` rows.

    The most important are chosen first, then each further one that still finds room; none reaches beyond `room`. With
    `most`, no more than so many are chosen, and numbers from left to right stand for the texts.
    """
    chosen: list[Label] = []
    for x, text, kind in sorted(events, key=lambda event: (_importance(event[2]), event[0])):
        seen = WIDEST_NUMBER if most else (text := fitted(text, size, room - x - GAP))
        label = Label(x, text, kind, x + GAP + text_width(seen, size) + GAP, 0)
        tried = _staircase(sorted([*chosen, label], key=lambda entry: entry.x))
        if all(entry.row < rows for entry in tried) and (most is None or len(tried) <= most):
            chosen = tried
    if most:
        return [replace(label, mark=str(number)) for number, label in enumerate(chosen, 1)]
    return chosen


def _staircase(labels: Sequence[Label]) -> list[Label]:
    """The labels, from left to right, each in the highest row that is below all labels reaching over its line."""
    stairs: list[Label] = []
    for label in labels:
        row = max((above.row + 1 for above in stairs if above.right > label.x), default=0)
        stairs.append(replace(label, row=row))
    return stairs


def _importance(kind: str) -> int:
    return IMPORTANCE.index(kind) if kind in IMPORTANCE else len(IMPORTANCE)
