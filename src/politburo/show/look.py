"""The one look: a small set of colours by what they stand for, sizes of type, and how wide a text is.

Colours stand for the same thing in every chart. All are dark enough to be read as text on white, and those that share
a panel differ in lightness as well as in hue, so that colour-blind readers and grey prints tell them apart.
"""

from __future__ import annotations

import unicodedata
from itertools import accumulate
from typing import Any

INK = "#1F2933"
MUTED = "#5A6672"
HAIRLINE = "#A9B3BD"
GRID = "#E6E9ED"
PAPER = "#FFFFFF"

FEAR = "#CC4055"
FEAR_OF_THE_TOP = "#7A1230"
DISPLAYED = "#00827A"
PRIVATE = "#6A3096"
REALITY = "#1F6FB4"
RECORD = "#B45F00"
PUBLIC = INK

TOGETHER = ((FEAR, FEAR_OF_THE_TOP), (DISPLAYED, PRIVATE), (REALITY, RECORD, PUBLIC))
"""Colours that meet in one panel."""

BAND = 0.18
"""Opacity of an interval; its median line is opaque."""

FONT = "Arial, Helvetica, Liberation Sans, sans-serif"
"""Fonts of equal widths, so that a picture looks alike on every system."""

TITLE, HEADING, TEXT, SMALL = 21, 14, 12.5, 11.5
"""Sizes of type in pixels: the picture's title, a panel's heading, text and axes, events and the footer."""

_WIDTHS = {
    222: "'ijl",
    270: " !,./:;I[\\]ft|·",
    340: "()-`r{}",
    390: '"*',
    500: "Jckxyzsv^",
    556: "#$0123456789?L_abdeghnopqu–",
    584: "+<=>~",
    611: "FTZ",
    667: "&ABEKPSVXY",
    722: "CDHNRUw",
    778: "GOQ",
    833: "Mm",
    889: "%",
    944: "W",
    1015: "@…—",
}
"""Characters by their width in thousandths of the size of type, as fonts of these proportions have it."""
_WIDTH_OF = {character: width for width, characters in _WIDTHS.items() for character in characters}
_UNKNOWN, _WIDE = 722, 1000


def text_width(text: str, size: float) -> float:
    """Width in pixels of a line of text in the regular font; for characters outside ASCII a generous guess."""
    return sum(_width(character) for character in text) * size / 1000


def fitted(text: str, size: float, room: float) -> str:
    """The text on one line and without control characters, cut with an ellipsis to `room` pixels where it is wider."""
    line = " ".join("".join(character if character.isprintable() else " " for character in text).split())
    if text_width(line, size) <= room:
        return line
    ends = accumulate((text_width(character, size) for character in line), initial=text_width("…", size))
    kept = sum(1 for end in ends if end <= room) - 1
    return line[: max(kept, 0)].rstrip() + "…"


def config() -> dict[str, Any]:
    """What all charts share, as a Vega-Lite configuration."""
    quiet = {"labelColor": MUTED, "labelFontSize": TEXT, "titleColor": MUTED, "titleFontSize": TEXT}
    return {
        "background": PAPER,
        "font": FONT,
        "view": {"stroke": None},
        "axis": {
            **quiet,
            "domain": False,
            "ticks": False,
            "gridColor": GRID,
            "labelPadding": 6,
            "titleFontWeight": "normal",
        },
        "title": {
            "color": INK,
            "fontSize": HEADING,
            "anchor": "start",
            "subtitleColor": MUTED,
            "subtitleFontSize": TEXT,
        },
    }


def _width(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    if unicodedata.east_asian_width(character) in "WF":
        return _WIDE
    return _WIDTH_OF.get(character, _UNKNOWN)
