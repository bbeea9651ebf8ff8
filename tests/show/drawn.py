"""What is drawn: the pixels of a PNG, and the texts of an SVG with the place they take."""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import StringIO
from itertools import combinations
from xml.etree import ElementTree

import numpy as np
from numpy.typing import NDArray
from rich.console import Console

from politburo.show.look import text_width

CHANNELS = 4
BOLD = 1.08
"""How much wider bold letters are, at most."""


@dataclass(frozen=True)
class Text:
    """A text and the box it takes, in pixels."""

    text: str
    left: float
    top: float
    right: float
    bottom: float

    def covers(self, other: Text) -> bool:
        """Whether the two boxes have more than a hair in common."""
        wide = min(self.right, other.right) - max(self.left, other.left)
        high = min(self.bottom, other.bottom) - max(self.top, other.top)
        return wide > 0.5 and high > 0.5


def size(png: bytes) -> tuple[int, int]:
    """Width and height of a PNG that is whole: every part with its checksum, and as many bytes as it has pixels."""
    width, height, lines = _parts(png)
    assert len(lines) == height * (1 + width * CHANNELS)
    return width, height


def pixels(png: bytes) -> NDArray[np.uint8]:
    """The pixels of a small PNG, (height, width, 4): red, green, blue and opacity."""
    width, height, content = _parts(png)
    lines = np.frombuffer(content, np.uint8).reshape(height, 1 + width * CHANNELS)
    above, rows = np.zeros(width * CHANNELS, int), []
    for line in lines:
        above = _unfiltered(int(line[0]), line[1:].astype(int), above)
        rows.append(above)
    return np.array(rows, np.uint8).reshape(height, width, CHANNELS)


def _parts(png: bytes) -> tuple[int, int, bytes]:
    """Width, height and filtered lines of a PNG with eight bits of red, green, blue and opacity."""
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    width, height, depth, kind = 0, 0, 0, 0
    data, name, at = b"", b"", 8
    while at < len(png):
        (length,), name = struct.unpack(">I", png[at : at + 4]), png[at + 4 : at + 8]
        content = png[at + 8 : at + 8 + length]
        assert struct.unpack(">I", png[at + 8 + length : at + 12 + length])[0] == zlib.crc32(name + content)
        if name == b"IHDR":
            width, height, depth, kind = struct.unpack(">IIBB", content[:10])
        data += content if name == b"IDAT" else b""
        at += 12 + length
    assert (depth, kind, name) == (8, 6, b"IEND")
    return width, height, zlib.decompress(data)


def _unfiltered(kind: int, line: NDArray, above: NDArray) -> NDArray:
    """A line of bytes, undone the filter that PNG has put on it."""
    if kind in (0, 2):
        return (line + above * (kind == 2)) % 256
    found = np.zeros(len(line) + CHANNELS, int)
    over = np.concatenate((np.zeros(CHANNELS, int), above))
    for at, value in enumerate(line):
        left, up, corner = found[at], over[at + CHANNELS], over[at]
        if kind == 1:
            guess = left
        elif kind == 3:
            guess = (left + up) // 2
        else:
            near = [abs(up - corner), abs(left - corner), abs(left + up - 2 * corner)]
            guess = (left, up, corner)[near.index(min(near))]
        found[at + CHANNELS] = (value + guess) % 256
    return found[CHANNELS:]


def texts(svg: str) -> list[Text]:
    """The texts of an SVG, each line one, with the boxes they take."""
    return list(_texts(ElementTree.fromstring(svg), 0.0, 0.0))


def overlaps(found: list[Text]) -> list[tuple[str, str]]:
    """Pairs of texts that cover one another."""
    return [(one.text, other.text) for one, other in combinations(found, 2) if one.covers(other)]


def _texts(element: ElementTree.Element, x: float, y: float) -> Iterator[Text]:
    upright = False  # such as the title of a vertical axis, read from below
    for kind, numbers in re.findall(r"(\w+)\(([^)]*)\)", element.get("transform", "")):
        if kind == "translate":
            across, down = (float(number) for number in numbers.split(","))
            x, y = (x + down, y - across) if upright else (x + across, y + down)
        upright = upright or (kind, numbers) == ("rotate", "-90")
    if element.tag.endswith("}text") and float(element.get("opacity", 1)) > 0:
        size = float(element.get("font-size", "0px").removesuffix("px"))
        bold = BOLD if element.get("font-weight") == "bold" else 1.0
        for row, line in enumerate(
            [element.text, *(part.text for part in element)] if len(element) else [element.text]
        ):
            if line:
                wide = text_width(line, size) * bold
                left = x - {"start": 0.0, "middle": wide / 2, "end": wide}[element.get("text-anchor", "start")]
                low = y + max(row - 1, 0) * (size + 2)
                if upright:
                    yield Text(
                        line, low - y + x - 0.72 * size, y + x - left - wide, low - y + x + 0.2 * size, y + x - left
                    )
                else:
                    yield Text(line, left, low - 0.72 * size, left + wide, low + 0.2 * size)
    for child in element:
        yield from _texts(child, x, y)


def printed(table: object) -> list[str]:
    """The lines of a table as a terminal shows it."""
    console = Console(width=110, record=True, file=StringIO())
    console.print(table)
    return console.export_text().splitlines()
