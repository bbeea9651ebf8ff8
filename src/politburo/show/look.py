"""The one look: colours by what they stand for, sizes of type, how wide a text is, and layouts for page and phone.

Colours stand for the same thing in every chart. All are dark enough to be read as text on white, and those that share
a panel differ in lightness as well as in hue, so that colour-blind readers and grey prints tell them apart.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from typing import Any

from politburo.terms.errors import UsageError

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

SERVES, LIES_LOW = "#8796A5", "#46525E"
LYING_LOW = "#7D6516"
"""The name of a standing, beside a strip that shows it."""
FORM_SHADES = ("#DA7D2D", "#C95846", "#B63409", "#942630", "#740500", "#560325", "#27020E")
"""The forms of a penalty from the mildest; a line of paper parts the areas, so that steps of lightness are enough."""
FLED = REALITY

SHADE = ("#FCF1EC", "#FDD0C0", "#F8AF99", "#EE8D78", "#DE6B5D", "#C84B48", "#AD2C3A", "#8E0E2E", "#6D0024")
"""A scale from little to much in steps that look equal, for tiles."""
TURN = 5 / 8
"""Where on that scale, from 0 to 1, text on a tile changes its colour: there both are equally easy to read."""
ON_LITTLE, ON_MUCH = "#000000", "#FEFEFE"
"""Text on tiles. The second is all but the white of paper, which turns dark where this does not."""

DARK = {
    INK: "#E8ECF0",
    MUTED: "#A7B1BB",
    HAIRLINE: "#5B6671",
    GRID: "#2A3138",
    PAPER: "#14181D",
    FEAR: "#E8637A",
    FEAR_OF_THE_TOP: "#FFC0CB",
    DISPLAYED: "#22A399",
    PRIVATE: "#D9BDF7",
    REALITY: "#5AA7E8",
    RECORD: "#D9822B",
    SERVES: "#5F6C79",
    LIES_LOW: "#A7B5C3",
    LYING_LOW: "#C7A544",
    **dict(
        zip(
            FORM_SHADES,
            ("#8C5835", "#AE6A08", "#D66F62", "#EB8E82", "#FCB299", "#FFCCD6", "#FFF3FA"),
            strict=True,
        )
    ),
    **dict(
        zip(
            SHADE,
            ("#400016", "#5C001F", "#7A0028", "#961631", "#B1303B", "#C94C49", "#DC675A", "#EB8470", "#F5A28C"),
            strict=True,
        )
    ),
    ON_LITTLE: "#FFFFFF",
    ON_MUCH: "#000000",
}
"""The colour that takes the place of each on dark paper."""

WORDS_OF_OTHERS = frozenset({"data", "datasets", "text", "subtitle", "usermeta", "description"})
"""Keys of a chart under which there are texts and data, never colours."""

FONT = "Arial, Helvetica, Liberation Sans, sans-serif"
"""Fonts of equal widths, so that a picture looks alike on every system."""

TITLE, HEADING, TEXT, SMALL = 21, 14, 12.5, 11.5
"""Sizes of type in pixels: the picture's title, a panel's heading, text and axes, events and the footer."""

BOLD = 1.08
"""How much wider bold letters are, at most."""

LAYOUTS = ("wide", "narrow")


@dataclass(frozen=True, slots=True)
class Layout:
    """How wide a figure is, `wide` for a page or `narrow` for a phone, and whether its paper is dark.

    Raises UsageError for another name.
    """

    name: str = "wide"
    dark: bool = False

    def __post_init__(self) -> None:
        if self.name not in LAYOUTS:
            raise UsageError(f"There is no layout {self.name!r}; a figure is {' or '.join(LAYOUTS)}.")

    @property
    def narrow(self) -> bool:
        """Whether it is made for a phone: events are numbered, and lines are named above their panel."""
        return self.name == "narrow"

    @property
    def width(self) -> int:
        """Pixels of every panel from its first to its last day."""
        return 282 if self.narrow else 860

    @property
    def margin(self) -> int:
        """Pixels to the right of the panels, where lines are named."""
        return 0 if self.narrow else 130

    @property
    def axis(self) -> int:
        """Pixels to the left of the panels for the labels of their axes."""
        return 42 if self.narrow else 36

    @property
    def room(self) -> int:
        """Pixels for a line of text that begins at the left of the panels."""
        return self.width + self.margin

    @property
    def padding(self) -> dict[str, int]:
        """Pixels around everything."""
        side, end = (6, 6) if self.narrow else (20, 20)
        return {"left": side, "right": end, "top": side, "bottom": 14}


WIDE = Layout()


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


PARTS = re.compile(r"\s*(?:\S*?[^\W\d_]-(?=[^\W\d_])|\S+)")
"""Parts of a text between which a line may end."""


def wrapped(text: str, size: float, room: float, lines: int = 3) -> list[str]:
    """The text broken between words, or after a hyphen between letters, into lines of `room` pixels.

    There are at most so many lines; what is too much is cut.
    """
    parts, broken = PARTS.findall(fitted(text, size, float("inf"))), [""]
    for place, part in enumerate(parts):
        longer = broken[-1] + part
        if not broken[-1] or text_width(longer, size) <= room:
            broken[-1] = longer
        elif len(broken) < lines:
            broken.append(part.lstrip())
        else:
            broken[-1] += "".join(parts[place:])
            break
    return [fitted(line, size, room) for line in broken]


def in_dark(part: Any) -> Any:
    """The same chart, or part of one, on dark paper; data and texts stay what they are, whatever they say."""
    if isinstance(part, dict):
        return {key: said if key in WORDS_OF_OTHERS else in_dark(said) for key, said in part.items()}
    if isinstance(part, list | tuple):
        return [in_dark(entry) for entry in part]
    return DARK.get(part, part) if isinstance(part, str) else part


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


@cache
def _width(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    if unicodedata.east_asian_width(character) in "WF":
        return _WIDE
    return _WIDTH_OF.get(character, _UNKNOWN)
