"""A country as pictures: how many posts each rank has, organs by rank, provinces, and arms and exposure of organs."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from politburo.answer import Drawing
from politburo.answer.numbers import figures, percent
from politburo.ask.countries import assumed_in_words, posts_by_circle
from politburo.show import look
from politburo.show.frame import drawing, framed
from politburo.show.look import WIDE, Layout
from politburo.show.marks import Spec, board, down, field, lettering, mark, over, pixels, written_at
from politburo.show.tiles import GAP, on_tiles, played, scale_strip, shaded, tile, tile_width

if TYPE_CHECKING:
    from politburo.ask.countries import CountryOverview
    from politburo.country.plan import CountryPlan

TITLES = {
    "country": "Country",
    "ranks": "Posts of the ranks",
    "organs": "Organs by rank",
    "provinces": "Provinces",
    "means": "Arms and exposure of the organs",
}
"""The figures by their names; the first one holds all of the others."""

BAR, ROW = 22, 30
"""Height of a bar, and pixels from one to the next."""

CELL, WIDEST = 46, 150
"""Height of a tile, and the most pixels that one is wide."""

NARROW_TILE = 84
"""Pixels below which a tile of a province has no room for words beside its numbers."""

TINY = 24
"""Pixels below which a tile is too narrow for any text."""

NAMES = {False: 190, True: 96}
"""Pixels of the names before bars and tiles, on a page and on a phone."""


PLAIN, BOLD = lettering(color=look.INK), lettering(fontWeight="bold", color=look.INK)


def drawings() -> tuple[Drawing, ...]:
    """The figures of a country."""
    return tuple(drawing(name, title, partial(specification, name=name)) for name, title in TITLES.items())


def specification(found: CountryOverview, layout: Layout = WIDE, name: str = "country") -> Spec:
    """The picture in Vega-Lite, or one part of it, with all its data."""
    parts: dict[str, Callable[[CountryPlan, Layout], Spec]] = {
        "ranks": _ranks, "organs": _organs, "provinces": _provinces, "means": _means,
    }  # fmt: skip
    chosen = [part for part in parts if name in ("country", part)]
    panels = [_titled(TITLES[part], parts[part](found.plan, layout), layout) for part in chosen]
    about = [
        f"What the country is built from at scale 1, {sum(found.plan.cadres):,} posts in all; "
        f"{assumed_in_words(found.plan)}."
    ]
    title = [TITLES[name], found.title] if name != "country" else [found.title]
    return framed(found, title, about, panels, layout)


def _titled(title: str, panel: Spec, layout: Layout) -> Spec:
    heading = {"text": look.wrapped(title, look.HEADING * look.BOLD, layout.room), "frame": "group", "offset": 8}
    return {"title": {**heading, "anchor": "start", "fontSize": look.HEADING}, **panel}


def _ranks(plan: CountryPlan, layout: Layout) -> Spec:
    """A pyramid: a bar for each rank, centred, its width by the square root of its posts."""
    width, names = tile_width(layout), NAMES[layout.narrow]
    room, most = width - names - 70, math.sqrt(max(plan.cadres))
    middle = names + room / 2
    rows = []
    for at, (rank, posts) in enumerate(zip(plan.ranks, plan.cadres, strict=True)):
        half = max(math.sqrt(posts) / most * room / 2, 1)
        rows.append({
            "name": look.fitted(rank.name, look.TEXT, names - 8),
            "rank": rank.name, "posts": posts, "said": f"{posts:,}", "top": rank.top,
            "x": round(middle - half, 1), "x2": round(middle + half, 1),
            "y": at * ROW, "y2": at * ROW + BAR, "middle": at * ROW + BAR / 2, "end": round(middle + half + 6, 1),
        })  # fmt: skip
    height = ROW * len(rows) + 16
    colour = {"condition": {"test": "datum.top", "value": look.FEAR_OF_THE_TOP}, "value": look.FEAR}
    across = {"y": down("middle", height), "text": field("name")}
    return board(width, height, [
        over(rows, {}, (mark("rect"), {**_corners(width, height), "color": colour, "tooltip": _tips("rank", "posts")})),
        over(rows, across, (PLAIN, {"x": {"value": 0}})),
        over(rows, {**across, "text": field("said")}, (BOLD, {"x": pixels("end", width)})),
        written_at(0, height - 6, "Widths by square roots."),
        written_at(130, height - 6, "national leadership", color=look.FEAR_OF_THE_TOP, fontWeight="bold"),
    ])  # fmt: skip


def _organs(plan: CountryPlan, layout: Layout) -> Spec:
    """A tile for each organ and rank: its posts, and by its shade what share of the rank they are."""
    width, names = tile_width(layout), NAMES[layout.narrow]
    cell = min((width - names) // len(plan.ranks), WIDEST)
    circles = posts_by_circle(plan)
    of_rank = [sum(row[rank] for row in circles) for rank in range(len(plan.ranks))]
    largest = max(row[rank] / of_rank[rank] for row in circles for rank in range(len(plan.ranks)))
    rows, top = [], 34
    for at, (organ, counts) in enumerate(zip(plan.organs, circles, strict=True)):
        for rank, count in enumerate(counts):
            share = count / of_rank[rank]
            rows.append(
                tile(names + rank * cell, top + at * CELL, (cell, CELL), line=13)
                | {"organ": organ.name, "rank": plan.ranks[rank].name, "posts": round(count),
                   "shade": round(share / largest, 4) if count else None,
                   "said": _fitted(f"{count:,.0f}", look.TEXT, cell), "part": _fitted(percent(share), look.SMALL, cell)}
            )  # fmt: skip
    size = (names + cell * len(plan.ranks), top + CELL * len(plan.organs))
    heads = [
        {"name": look.wrapped(one.name, look.SMALL, cell - GAP, lines=2), "x": names + at * cell, "y": 0}
        for at, one in enumerate(plan.ranks)
    ]
    sides = [
        {"name": look.wrapped(one.name, look.TEXT, names - 8, lines=2), "y": top + at * CELL + (CELL - GAP) / 2}
        for at, one in enumerate(plan.organs)
    ]
    tiles = played(
        rows, [], shaded(size, _tips("organ", "rank", "posts", "part")),
        on_tiles(size, lettering(fontWeight="bold"), field("said")),
        on_tiles(size, lettering(look.SMALL), field("part"), y="low_y"),
    )  # fmt: skip
    above = {"x": pixels("x", size[0]), "y": down("y", size[1]), "text": field("name")}
    beside = {"x": {"value": 0}, "y": down("y", size[1]), "text": field("name")}
    grid = board(*size, [
        tiles,
        over(heads, above, (lettering(look.SMALL, baseline="top", color=look.MUTED), {})),
        over(sides, beside, (PLAIN, {})),
    ])  # fmt: skip
    key = scale_strip("share of the posts of the rank", "0 %", percent(largest), size[0])
    return {"vconcat": [grid, key], "spacing": 6}


def _provinces(plan: CountryPlan, layout: Layout) -> Spec:
    """A tile for each province, where it roughly lies: its people, shaded, and its access to an open border."""
    known = {one.name: one.tile for one in plan.provinces if one.tile is not None}
    if len(known) < len(plan.provinces):
        side = math.ceil(math.sqrt(len(plan.provinces)))
        known = {one.name: (at % side, at // side) for at, one in enumerate(plan.provinces)}
    left, up = (min(place) for place in zip(*known.values(), strict=True))
    known = {name: (column - left, row - up) for name, (column, row) in known.items()}
    columns, deep = (1 + max(place) for place in zip(*known.values(), strict=True))
    wide, high = min(tile_width(layout) // columns, WIDEST), 62
    most, border = max(one.women + one.men for one in plan.provinces), "" if wide < NARROW_TILE else "border "
    rows = []
    for at, one in enumerate(plan.provinces):
        people, (column, row) = one.women + one.men, known[one.name]
        size_of_name = look.SMALL * (look.BOLD if at == plan.capital else 1)
        name = _fitted(one.name.replace("_", " "), size_of_name, wide)
        rows.append(
            tile(column * wide, row * high, (wide, high), line=12)
            | {"province": one.name.replace("_", " "), "people": people, "access": one.border_access,
               "markets": one.markets, "shade": round(people / most, 4) if people else None,
               "name": "" if at == plan.capital else name, "capital": name if at == plan.capital else "",
               "mid_y": row * high + (high - GAP) / 2,
               "said": _fitted(_people(people, short=wide < NARROW_TILE), look.TEXT, wide),
               "border": _fitted(border + figures(one.border_access), look.SMALL, wide)}
        )  # fmt: skip
    size = (wide * columns, high * deep)
    map_of_tiles = board(*size, [played(
        rows, [], shaded(size, _tips("province", "people", "access", "markets")),
        on_tiles(size, lettering(look.SMALL), field("name")),
        on_tiles(size, lettering(look.SMALL, fontWeight="bold"), field("capital")),
        on_tiles(size, lettering(), field("said"), y="mid_y"),
        on_tiles(size, lettering(look.SMALL), field("border"), y="low_y"),
    )])  # fmt: skip
    key = scale_strip("people; below: access to an open border; bold: capital", "0", _people(most), max(size[0], 260))
    return {"vconcat": [map_of_tiles, key], "spacing": 6}


def _means(plan: CountryPlan, layout: Layout) -> Spec:
    """Two bars for each organ: its arms and its exposure."""
    width, names = tile_width(layout), NAMES[layout.narrow]
    most = max(1.0, *(max(one.arms, one.exposure) for one in plan.organs))
    room, thick = width - names - 44, 11
    rows, top = [], 20
    for at, one in enumerate(plan.organs):
        for place, (what, value) in enumerate((("arms", one.arms), ("exposure", one.exposure))):
            y = top + at * ROW + place * (thick + 1)
            end = names + value / most * room
            rows.append({
                "organ": one.name, "what": what, "value": value, "said": figures(value),
                "x": names, "x2": round(end, 1), "y": y, "y2": y + thick, "middle": y + thick / 2,
                "end": round(end + 5, 1),
            })  # fmt: skip
    sides = [
        {"name": look.wrapped(one.name, look.TEXT, names - 8, lines=2), "y": top + at * ROW + thick}
        for at, one in enumerate(plan.organs)
    ]
    height = top + ROW * len(plan.organs)
    colour = {"condition": {"test": "datum.what == 'arms'", "value": look.FEAR}, "value": look.REALITY}
    text = {"x": pixels("end", width), "y": down("middle", height), "text": field("said")}
    return board(width, height, [
        over(rows, {}, (mark("rect"), {**_corners(width, height), "color": colour,
                                       "tooltip": _tips("organ", "what", "value")})),
        over(rows, text, (lettering(look.SMALL - 1, color=look.INK), {})),
        over(sides, {"x": {"value": 0}, "y": down("y", height), "text": field("name")}, (PLAIN, {})),
        written_at(names, 6, "arms", color=look.FEAR, fontWeight="bold"),
        written_at(names + 44, 6, "exposure", color=look.REALITY, fontWeight="bold"),
    ])  # fmt: skip


def _corners(width: int, height: int) -> Spec:
    return {"x": pixels("x", width), "x2": field("x2"), "y": down("y", height), "y2": field("y2")}


def _tips(*names: str) -> Sequence[Spec]:
    return [field(name) for name in names]


def _fitted(text: str, size: float, wide: int) -> str:
    """The text as far as there is room on a tile; nothing where there is hardly any."""
    return look.fitted(text, size, wide - GAP - 6) if wide > TINY else ""


def _people(number: int, *, short: bool = False) -> str:
    """A number of people in few signs: `3.3 million`, `120,000`; `short`: `3.3m`, `120k`."""
    if short:
        return f"{number / 1e6:.{int(number < 1e7)}f}m" if number >= 1_000_000 else f"{number / 1e3:.0f}k"
    return f"{number / 1e6:.1f} million" if number >= 1_000_000 else f"{number:,}"
