"""Dated events: labels in rows above the panels of a figure, as a staircase, and the lines that fall from them.

A thin line falls from each label, at its left end, through all rows below it and through the panels. So of two labels
that would touch or cross each other's line, the later one stands lower: then neither covers the other, and the line of
the earlier one passes the later one on its left. Which labels are shown is decided by what matters more.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from politburo.answer.numbers import month_in_words, numbered
from politburo.ask.run.values import ended_months
from politburo.scenario.events import NOT_MODELLED
from politburo.show import look
from politburo.show.axes import TimeAxis, year_of
from politburo.show.look import WIDE, Layout
from politburo.show.marks import Spec, board, down, field, lettering, mark, named_beside, over, pixels, where

if TYPE_CHECKING:
    from politburo.ask.run.results import Results
    from politburo.scenario import PublicEvent

IMPORTANCE = (
    "succession",
    "guarantee given",
    "summit held",
    "guarantee withdrawn",
    "summit cancelled",
    "summit announced",
    "power lost",
    "power gained",
    "purge ordered",
    "ally lost",
    "war alarm",
    "congress",
    "recall home",
    "posts abroad withdrawn",
    "posts abroad opened",
    "news from outside",
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

SUCCESSION = "datum.kind == 'succession'"
"""The test of an event that stands out."""

REFERENCE = "○"
"""Stands before the label of such an event."""

ROWS = {False: 8, True: 3}
"""Rows above the panels for labels of events, and for their numbers where it is narrow."""

NUMBERED = 12
"""How many events are numbered on a phone, at most: each takes a line below the figure."""

WIDEST_NUMBER = "88"

GAP = 4.0
"""Pixels between a line and its label, and between a label and the next line."""

LABEL_ROW = 16
"""Pixels from one row of labels to the next."""

CROSS = "M-1,-1L1,1M-1,1L1,-1"


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


@dataclass(frozen=True, slots=True)
class Events:
    """Events as far as they are shown, how many are not, and when regimes fell, as (year, month in words)."""

    time: TimeAxis
    labels: list[Label]
    hidden: int = 0
    ends: Sequence[tuple[float, str]] = ()

    def strip(self, layout: Layout = WIDE) -> Spec:
        """Labels, or numbers, above the panels, each with the begin of its line; a cross where a regime fell."""
        fallen = [{"x": round(self.time.pixel(year), 2), "when": when} for year, when in self.ends]
        rows = 1 + max((label.row for label in self.labels), default=-1)
        height = max(LABEL_ROW * (rows + bool(fallen)), 1)
        x = pixels("x", self.time.width)
        text = lettering(look.SMALL, dx=GAP)
        written = [
            {"x": round(label.x, 2), "y": LABEL_ROW * (label.row + 0.5), "kind": label.kind, "said": label.text}
            | {"text": label.mark or label.text}
            for label in self.labels
        ]
        layers = [
            over(
                written,
                {"x": x, "y": down("y", height), "tooltip": field("said")},
                (mark("rule"), {"y2": {"datum": height}, **_weight()}),
                (text, {"text": field("text"), "color": where(SUCCESSION, look.INK, look.MUTED)}),
            )
        ]
        if fallen:
            cross = mark("point", shape=CROSS, size=36, strokeWidth=1.6, color=look.INK, opacity=0.8)
            middle = height - LABEL_ROW / 2
            at = {"x": x, "tooltip": field("when")}
            layers.append(over(fallen, at, (cross, {"y": {"value": middle}})))
            if not layout.narrow:
                layers += named_beside([("the regime falls", look.INK, middle)], height, layout)
        return board(self.time.width, height, layers)

    def rules(self, *, axis: bool = True) -> Spec:
        """The lines of labelled events through a panel, or through a strip, which has no axis."""
        begin, end = self.time.domain
        rows = [
            {"x": round(begin + label.x / self.time.width * (end - begin), 4), "kind": label.kind, "said": label.text}
            for label in self.labels
        ]
        channels = {"x": self.time.channel("x", axis=axis), "tooltip": field("said")}
        return over(rows, channels, (mark("rule"), _weight()))

    def key(self) -> list[str]:
        """What the numbers stand for, and the crosses, in lines."""
        said = [f"{label.mark} · {label.text}" for label in self.labels if label.mark]
        return [*said, "× · the regime falls in a run"] if self.ends else said

    def foot(self) -> list[str]:
        """What the sign before an event that changes nothing means, and how many events are not shown."""
        references = any(label.kind == UNMODELLED for label in self.labels)
        sign = [f"{REFERENCE} {NOT_MODELLED}"] if references else []
        return [*sign, f"{numbered(self.hidden, 'more event')} omitted for space"] if self.hidden else sign


@lru_cache(maxsize=4)
def events_of(results: Results, layout: Layout) -> Events:
    """The events that are shown within the time of the scenario."""
    scenario = results.scenario
    dated = [(year_of(event.day), label_of(event, event.label, layout), kind_of(event)) for event in scenario.events]
    ends = [((month + 0.5) / 12, month_in_words(month)) for month in ended_months(results)]
    return shown_events(dated, TimeAxis(scenario.start, scenario.end, layout.width), ends, layout)


def shown_events(
    dated: Iterable[tuple[float, str, str]],
    time: TimeAxis,
    ends: Sequence[tuple[float, str]] = (),
    layout: Layout = WIDE,
) -> Events:
    """Of events given as (year, label, kind) those within the time of a figure that find room above its panels."""
    places = ((time.pixel(year), text, kind) for year, text, kind in dated)
    inside = [event for event in places if 0 <= event[0] < time.width]
    rows, most = ROWS[layout.narrow], NUMBERED if layout.narrow else None
    labels = placed(inside, size=look.SMALL, room=layout.room, rows=rows, most=most)
    return Events(time, labels, len(inside) - len(labels), ends)


def kind_of(event: PublicEvent) -> str:
    """The kind of an event as it is drawn."""
    return event.kind if event.is_modelled else UNMODELLED


def label_of(event: PublicEvent, text: str, layout: Layout = WIDE) -> str:
    """The `text` of an event as it is drawn: on a phone, where only a number stands at its place, with its day."""
    text = text if event.is_modelled else f"{REFERENCE} {text}"
    return f"{event.day.day} {event.day:%b %Y}: {text}" if layout.narrow else text


def placed(
    events: Iterable[tuple[float, str, str]], *, size: float, room: float, rows: int, most: int | None = None
) -> list[Label]:
    """Labels for events given as (x in pixels, label, kind), from left to right, in at most `rows` rows.

    The most important are chosen first, then each further one that still finds room; none reaches beyond `room`. With
    `most`, no more than so many are chosen, and numbers from left to right stand for the texts.
    """
    chosen: list[Label] = []
    for x, text, kind in sorted(events, key=lambda event: (_importance(event[2]), event[0])):
        seen = WIDEST_NUMBER if most else (text := look.fitted(text, size, room - x - GAP))
        label = Label(x, text, kind, x + GAP + look.text_width(seen, size) + GAP, 0)
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


def _weight() -> Spec:
    """How the line of an event is drawn: that of a succession stands out, one without effect is dashed."""
    return {
        "color": where(SUCCESSION, look.MUTED, look.HAIRLINE),
        "strokeWidth": where(SUCCESSION, 1.4, 0.7),
        "strokeDash": where(f"datum.kind == '{UNMODELLED}'", [2, 3], [1, 0]),
    }
