"""The apparatus: organs and ranks as a grid, coloured by fear and marked by how often cadres are penalised."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from politburo.answer import Column, Table
from politburo.answer.numbers import month_in_words
from politburo.ask.intervals import spread
from politburo.ask.run.values import lasting, mean_of_runs, monthly, over_a_year, rounded
from politburo.scenario import month_name
from politburo.show import look
from politburo.show.frame import NOTHING, STAMP, caveats, framed, means_over
from politburo.show.look import WIDE, Layout
from politburo.show.marks import Spec, board, down, field, lettering, mark, number, over, pixels, written_at
from politburo.show.tiles import GAP, month_line, on_tiles, played, scale_strip, shaded, slider, tile, tile_width

if TYPE_CHECKING:
    from politburo.ask.run.results import Results

TITLE = "The apparatus"

MOST_BESIDE = 8
"""Organs that have room side by side on a page."""

LINE = 13
"""Pixels from one line of a name to the next."""

RING = mark("point", shape="circle", filled=True, fill=look.PAPER, stroke=look.INK, strokeWidth=1.2, opacity=1)
"""Its colours can be seen on every step of the scale."""


@dataclass(frozen=True, eq=False, slots=True)
class Circles:
    """Means over runs by month, organ and rank: number of cadres, fear, and penalties over the last twelve months."""

    cadres: NDArray[np.float64]
    fear: NDArray[np.float64]
    penalties: NDArray[np.float64]

    @property
    def rate(self) -> NDArray[np.float64]:
        """Penalties a year for each hundred cadres; NaN where there is no cadre."""
        rate = np.full(self.cadres.shape, np.nan)
        return np.divide(100 * self.penalties, self.cadres, out=rate, where=self.cadres > 0)


@dataclass(frozen=True, slots=True)
class Grid:
    """Where the tiles stand, in pixels: on a page ranks below one another, on a phone organs, for lack of width.

    Organs stand below one another (`turned`) on a page too where they are too many to stand side by side.
    """

    narrow: bool
    turned: bool
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    left: int
    top: int
    cell: tuple[int, int]
    """Width and height of a tile with the gap after it."""
    radius: int
    """That of the largest circle."""

    @property
    def size(self) -> tuple[int, int]:
        """Width and height of all."""
        return self.left + len(self.columns) * self.cell[0], self.top + len(self.rows) * self.cell[1]

    def place(self, organ: int, rank: int) -> dict[str, float]:
        """The corners of a tile, the places of its texts and that of its circle."""
        column, row = (rank, organ) if self.turned else (organ, rank)
        x, y = self.left + column * self.cell[0], self.top + row * self.cell[1]
        found = tile(x, y, self.cell, line=11)
        found["ring_x"] = found["x2"] - self.radius - 6
        found["ring_y"] = found["y2"] - self.radius - (4 if self.turned else 12)
        return found


def grid_of(results: Results, layout: Layout) -> Grid:
    """The grid for a page or a phone."""
    organs, ranks, _ = results.names
    turned = layout.narrow or len(organs) > MOST_BESIDE
    left, top, high, radius = (
        (68, 30, 50, 15) if layout.narrow else (104, 20, 50 if turned else 84, 15 if turned else 28)
    )
    rows, columns = (organs, ranks) if turned else (ranks, organs)
    wide = (tile_width(layout) - left) // len(columns)
    deepest = max(len(_heading(name, wide, narrow=layout.narrow)) for name in columns)
    top = max(top, 7 + LINE * deepest)
    return Grid(layout.narrow, turned, rows, columns, left, top, (wide, high), min(radius, wide // 4))


@lru_cache(maxsize=2)
def circles(results: Results) -> Circles:
    """The apparatus over time. It is kept: chart, table and words share it."""
    found = results.arrays("cadres_by_circle", "fear_by_circle", "penalties_by_circle_and_form")
    cadres, fear, penalties = (values.astype(np.float64) for values in found)
    yearly = over_a_year(penalties.sum(axis=4))
    # A circle without cadres has no mean fear.
    return Circles(*(mean_of_runs(values) for values in (cadres, np.where(cadres > 0, fear, np.nan), yearly)))


def specification(results: Results, layout: Layout = WIDE) -> Spec:
    """The grid in Vega-Lite, with a slider for the month; it begins with the month of the greatest fear."""
    found, grid = circles(results), grid_of(results, layout)
    highest = _fear_ceiling(found.fear)
    most = _rate_ceiling(found.rate)
    rows = [
        {**grid.place(organ, rank), "organ": organ_name, "rank": rank_name}
        | {"fear": rounded(found.fear[:, organ, rank]), "rate": rounded(found.rate[:, organ, rank])}
        | {"cadres": rounded(found.cadres[:, organ, rank], 4), "penalties": rounded(found.penalties[:, organ, rank])}
        for organ, organ_name in enumerate(results.names.organ)
        for rank, rank_name in enumerate(results.names.rank)
    ]
    seen = ("fear", "rate", "cadres", "penalties")
    reading = [{"calculate": f"datum.{name}[month]", "as": f"{name}_now"} for name in seen]
    reading += [
        {"calculate": "isValid(datum.rate_now) ? format(datum.rate_now, '.1f') + ' of 100' : ''", "as": "said"},
        {"calculate": f"isValid(datum.fear_now) ? datum.fear_now / {highest} : null", "as": "shade"},
    ]
    about = [
        "Colour and number: mean fear of cadres (0 to 1). Circle: cadres penalised, of 100 in a year.",
        f"{STAMP}. {means_over(results)}; penalties over twelve months, in the first year scaled up to them.",
        *caveats(results),
    ]
    shown = _shown(rows, reading, grid, most)
    panels = [month_line(results, grid.size[0]), shown, _key(highest, most, grid)]
    params = slider(results, first_shown(results))
    return framed(results, [TITLE, results.scenario.title], about, panels, layout, params=params)


def words(results: Results) -> str:
    """In which circle cadres were most afraid, and in which they were penalised most, in the month first shown."""
    found = circles(results)
    if np.isnan(found.fear).all():
        return f"{TITLE}: {NOTHING}"
    month = first_shown(results)
    fear, rate = found.fear[month], found.rate[month]
    afraid, calm = _circle(results, np.nanargmax(fear)), _circle(results, np.nanargmin(fear))
    said = (
        f"{TITLE} in {month_in_words(results.scenario.start + month)}, when the median of fear over runs was highest: "
        f"most afraid were {afraid} (mean over runs {np.nanmax(fear):.2f}), least {calm} ({np.nanmin(fear):.2f})."
    )
    if not np.nanmax(rate):
        return f"{said} Nobody had been penalised in the twelve months before."
    return (
        f"{said} Penalised most, {np.nanmax(rate):.1f} of 100 in a year, were {_circle(results, np.nanargmax(rate))}."
    )


COLUMNS = (
    Column("month", "", "", "month"),
    Column("organ"),
    Column("rank"),
    Column("runs", "", "runs in which the regime lasted", "integer"),
    Column("cadres", "persons", "cadres in post", "count"),
    Column("fear", "share", "mean fear of cadres", "number"),
    Column("penalties_a_year", "persons", "cadres penalised in the last twelve months", "number"),
    Column("penalties_a_year_of_100", "persons", "the same of each hundred cadres", "number"),
)


def table(results: Results) -> Table:
    """One row for each month, organ and rank: means over the runs that lasted."""
    found, start = circles(results), results.scenario.start
    circle = tuple(product(results.names.organ, results.names.rank))
    values = [iter(rounded(array.ravel(), 4)) for array in (found.cadres, found.fear, found.penalties, found.rate)]
    rows = [
        (month_name(start + at), organ, rank, runs, *map(next, values))
        for at, runs in enumerate(lasting(results))
        for organ, rank in circle
    ]
    return Table("apparatus", TITLE, COLUMNS, rows, keys=("month", "organ", "rank"), bulk=True)


def _shown(rows: list[Spec], reading: list[Spec], grid: Grid, most: float) -> Spec:
    """Tiles, their numbers, and circles whose area grows with the penalties; names of rows and columns around them."""
    tooltip = [
        *(field(name) for name in ("organ", "rank")),
        number("fear_now", "mean fear", ".2f"),
        number("rate_now", "penalised of 100 a year", ".2~f"),
        number("penalties_now", "penalties a year"),
        number("cadres_now", "cadres", ",.0f"),
    ]
    texts = [on_tiles(grid.size, lettering(fontWeight="bold"), number("fear_now", form=".2f"))]
    if not grid.turned:
        texts.append(on_tiles(grid.size, lettering(look.SMALL), field("said"), y="low_y"))
    place = {"x": pixels("ring_x", grid.size[0]), "y": down("ring_y", grid.size[1]), "tooltip": tooltip}
    rings = {
        "transform": [{"filter": "datum.rate_now > 0"}],
        "mark": RING,
        "encoding": {**place, "size": _area(most, grid)},
    }
    tiles = played(rows, reading, shaded(grid.size, tooltip), *texts, rings)
    return board(*grid.size, [tiles, *_names(grid)])


def _names(grid: Grid) -> list[Spec]:
    """Names of organs and ranks, on as many lines as they need and have room for."""
    wide, high = grid.cell
    ink, names = {"color": look.INK}, []
    for at, name in enumerate(grid.rows):
        lines, middle = look.wrapped(name, look.SMALL, grid.left - GAP), grid.top + high * at + (high - GAP) / 2
        for line, words in enumerate(lines):
            names.append(written_at(0, middle + LINE * (line - (len(lines) - 1) / 2), words, **ink))
    for at, name in enumerate(grid.columns):
        middle = grid.left + wide * at + (wide - GAP) / 2
        for line, words in enumerate(reversed(_heading(name, wide, narrow=grid.narrow))):
            names.append(written_at(middle, grid.top - 8 - LINE * line, words, align="center", **ink))
    return names


def _heading(name: str, wide: int, *, narrow: bool) -> list[str]:
    """The lines of the name of a column; on a phone it may be broken at a stroke."""
    return look.wrapped(name.replace("/", "/ ") if narrow else name, look.SMALL, wide - GAP)


def _key(highest: float, most: float, grid: Grid) -> Spec:
    """The scales of colour and of circles, side by side or one below the other."""
    left, top = (0, 40) if grid.narrow else (420, 0)
    places = {most: left + grid.radius, most / 4: left + 2 * grid.radius + 90}
    rings = [{"rate_now": rate, "ring_x": x, "ring_y": top + 14 + grid.radius} for rate, x in places.items()]
    height = top + 16 + 2 * grid.radius
    place = {"x": pixels("ring_x", grid.size[0]), "y": down("ring_y", height), "size": _area(most, grid)}
    layers = [over(rings, place, (RING, {}))]
    for row in rings:
        beside = row["ring_x"] + grid.radius * (row["rate_now"] / most) ** 0.5 + 5
        layers.append(written_at(beside, row["ring_y"], f"{row['rate_now']:g} of 100"))
    layers.append(written_at(left, top + 6, "penalised in a year"))
    return scale_strip("mean fear", "0", f"{highest:g}", grid.size[0], layers, height)


def _area(most: float, grid: Grid) -> Spec:
    """The channel of the area of circles: a share of penalties twice as large takes twice the area."""
    scale = {"domain": [0, most], "range": [0, (2 * grid.radius) ** 2], "type": "linear"}
    return {"field": "rate_now", "type": "quantitative", "scale": scale, "legend": None}


def _fear_ceiling(fear: NDArray[np.float64]) -> float:
    """The next tenth above all values."""
    return 0.1 if np.isnan(fear).all() else max(math.ceil(np.nanmax(fear) * 10 - 1e-9), 1) / 10


def _rate_ceiling(rate: NDArray[np.float64]) -> float:
    """A round number of penalties, of 100 in a year, that is at least all values, and at least one."""
    highest = 1.0 if np.isnan(rate).all() else max(float(np.nanmax(rate)), 1.0)
    power = 10.0 ** math.floor(math.log10(highest))
    return next(factor * power for factor in (1, 1.5, 2, 3, 4, 6, 8, 10) if factor * power >= highest - 1e-9)


def first_shown(results: Results) -> int:
    """The month in which fear, as a median over runs, was highest; the first where there is none."""
    return int(np.argmax(np.nan_to_num(spread(monthly(results, "fear")).median)))


def _circle(results: Results, place: np.intp) -> str:
    organs, ranks, _ = results.names
    organ, rank = divmod(int(place), len(ranks))
    return f"{organs[organ]}, {ranks[rank]}"
