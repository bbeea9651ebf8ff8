"""Parts that all charts share: marks over data, channels, panels with the names beside them, lines of text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, SupportsFloat

from politburo.answer import Spec
from politburo.answer.numbers import capitalised, month_in_words
from politburo.show import look
from politburo.show.axes import ValueAxis
from politburo.show.look import WIDE, Layout

NAME_ROW = 16
"""Least distance in pixels between two names of lines, one above the other."""

SQUARE = 15
"""Pixels that the square before the name of an area takes."""

TEXT_ROW = 15
"""Pixels from one line of small print to the next."""

Text = str | dict[str, str]
"""A text, or the expression that gives it."""


def over(rows: Sequence[Spec], encoding: Spec, *marks: tuple[Spec, Spec]) -> Spec:
    """Marks over the same data, each with what it encodes besides."""
    layers = [{"mark": shape, "encoding": own} for shape, own in marks]
    return {"data": {"values": list(rows)}, "encoding": encoding, "layer": layers}


def mark(kind: str, **properties: Any) -> Spec:
    """A kind of mark with its properties."""
    return {"type": kind, **properties}


def lettering(size: float = look.TEXT, **properties: Any) -> Spec:
    """A mark of text that begins at its place, in the middle of its line."""
    return {"type": "text", "align": "left", "baseline": "middle", "fontSize": size, **properties}


def where(test: str, then: Any, otherwise: Any) -> Spec:
    """The channel of one value where a test holds, and of another elsewhere."""
    return {"condition": {"test": test, "value": then}, "value": otherwise}


def field(name: str) -> Spec:
    """The channel of a field as it is."""
    return {"field": name}


def number(name: str, title: str = "", form: str = ",.3~g") -> Spec:
    """The channel of a number as it is read: with few digits, unless another form is asked for."""
    return {"field": name, "type": "quantitative", "format": form} | ({"title": title} if title else {})


def amid(month: int) -> Spec:
    """Where in a month its value stands, as `middle`, and the month in words, as `when`."""
    return {"middle": round((month + 0.5) / 12, 4), "when": month_in_words(month)}


def short(value: SupportsFloat, digits: int = 4) -> float:
    """A number with as few digits as a picture needs."""
    return float(f"{float(value):.{digits}g}")


def pixels(name: str, extent: int) -> Spec:
    """The channel of a field that holds pixels from the left, for a panel of `extent` of them."""
    return {"field": name, "type": "quantitative", "axis": None, "scale": {"domain": [0, extent], "nice": False}}


def down(name: str, extent: int) -> Spec:
    """The same from the top down."""
    return {"field": name, "type": "quantitative", "axis": None, "scale": {"domain": [extent, 0], "nice": False}}


def board(width: int, height: int, layers: Sequence[Spec]) -> Spec:
    """A panel in which places are pixels from the left and from the top."""
    return {"width": width, "height": height, "layer": list(layers)}


def heading(meaning: str, unit: str) -> str:
    """What a panel or an axis shows, with its unit where that is not a plain number."""
    return capitalised(meaning) + ("" if unit in ("", "1") else f" ({unit})")


def level(value: float, axis: ValueAxis, colour: str = look.MUTED, *, dashed: bool = False) -> Spec:
    """A line across a panel at a value."""
    dash = {"strokeDash": [4, 3]} if dashed else {}
    shape = mark("rule", color=colour, strokeWidth=1, **dash), {"y": axis.channel("level")}
    return over([{"level": value}], {}, shape)


def panel(
    title: str,
    height: int,
    layers: Sequence[Spec],
    names: Sequence[tuple[str, str, float]],
    layout: Layout = WIDE,
    *,
    areas: bool = False,
) -> Spec:
    """The layers under their heading, and the names of lines or areas beside them or, where it is narrow, above."""
    if layout.narrow:
        written = named_above(names, layout, areas=areas)
    else:
        written = named_beside(names, height, layout, areas=areas)
    heading = {"text": look.wrapped(title, look.HEADING * look.BOLD, layout.room), "frame": "group", "offset": 8}
    drawn = board(layout.width, height, [*layers, *written])
    return {"title": heading, **drawn} if title else drawn


def named_beside(
    names: Sequence[tuple[str, str, float]], height: int, layout: Layout, *, areas: bool = False
) -> list[Spec]:
    """Names to the right of a panel, given as (name, colour, wished pixel from the top), apart from one another.

    Names of `areas` are in ink, behind a square of their colour: that of an area may be too light to be read.
    """
    wished = sorted(names, key=lambda name: name[2])
    places = apart([name[2] for name in wished], NAME_ROW, height)
    return [
        _name(name, colour, layout.width + 8, place, areas)
        for (name, colour, _), place in zip(wished, places, strict=True)
    ]


def named_above(names: Sequence[tuple[str, str, float]], layout: Layout, *, areas: bool = False) -> list[Spec]:
    """Names in rows above a panel, in their order, as many in a row as find room."""
    rows: list[list[tuple[str, str, float]]] = [[]]
    right = 0.0
    for name, colour, _ in names:
        wide = look.text_width(name, look.TEXT) * look.BOLD + SQUARE * areas
        if rows[-1] and right + wide > layout.width:
            rows.append([])
            right = 0.0
        rows[-1].append((name, colour, right))
        right += wide + NAME_ROW
    return [
        _name(name, colour, at, NAME_ROW * (place - len(rows)) + 4, areas)
        for place, row in enumerate(rows)
        for name, colour, at in row
    ]


def apart(wished: Sequence[float], distance: float, height: float) -> list[float]:
    """Places near the wished ones, which are in order: `distance` apart at least, and the last one within `height`."""
    places: list[float] = []
    for place in wished:
        places.append(max(place, places[-1] + distance) if places else place)
    lowest = height
    for at in reversed(range(len(places))):
        places[at] = min(places[at], lowest)
        lowest = places[at] - distance
    return places


def lines_of_text(lines: Sequence[str], layout: Layout, colour: str = look.MUTED) -> Spec:
    """Lines of small print, one below the other, each cut to the room there is."""
    written = [
        {"y": TEXT_ROW * (place + 0.5), "text": look.fitted(line, look.SMALL, layout.room)}
        for place, line in enumerate(lines)
    ]
    height = TEXT_ROW * len(lines)
    place = {"x": {"value": 0}, "y": down("y", height), "text": field("text")}
    return board(layout.width, height, [over(written, place, (lettering(look.SMALL, color=colour), {}))])


def written_at(x: float, y: float, text: Text, **properties: str | float) -> Spec:
    """A line of small print at a place in pixels."""
    shown = lettering(look.SMALL, **{"color": look.MUTED, **properties})
    at = {"x": {"value": x}, "y": {"value": y}}
    if isinstance(text, str):
        # As data: a text is never read as anything else.
        return over([{"text": text}], {**at, "text": field("text")}, (shown, {}))
    return over([{}], at, ({**shown, "text": text}, {}))


def note(text: str, width: int, height: int) -> Spec:
    """A text amid a panel that would be empty without it."""
    quiet = lettering(align="center", color=look.MUTED)
    half = look.text_width(text, look.TEXT) / 2 + 4
    box = {"x": width / 2 - half, "x2": width / 2 + half, "y": height / 2 - 9, "y2": height / 2 + 9}
    paper = mark("rect", color=look.PAPER), {side: {"value": at} for side, at in box.items()}
    at = {"x": {"value": width / 2}, "y": {"value": height / 2}, "text": field("text")}
    return over([{"text": text}], {}, paper, (quiet, at))


def _name(name: str, colour: str, x: float, y: float, area: bool) -> Spec:
    """A name in the colour of its line, or behind a square of that of its area, at a place in pixels."""
    bold = lettering(fontWeight="bold")
    at = {"x": {"value": round(x, 2)}, "y": {"value": round(y, 2)}}
    if not area:
        return over([{"name": name}], at, ({**bold, "color": colour}, {"text": field("name")}))
    square = mark("point", shape="square", filled=True, color=colour, opacity=1, size=100, xOffset=5)
    text = {**bold, "color": look.INK, "dx": SQUARE}
    return over([{"name": name}], at, (square, {}), (text, {"text": field("name")}))
