"""The provinces as a map of equal tiles, coloured by a measure that the reader chooses, month by month."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from politburo.answer import Column, Table
from politburo.answer.numbers import month_in_words
from politburo.ask.run.values import lasting, mean_of_runs, over_a_year, rounded
from politburo.country.plan import Province
from politburo.scenario import month_name
from politburo.show import look
from politburo.show.frame import NOTHING, STAMP, caveats, framed, means_over
from politburo.show.look import WIDE, Layout
from politburo.show.marks import Spec, board, field, lettering
from politburo.show.tiles import GAP, month_line, on_tiles, played, scale_strip, shaded, slider, tile, tile_width

if TYPE_CHECKING:
    from politburo.ask.run.results import Results

TITLE = "The provinces"

WIDEST = {False: 200, True: 86}
"""Width in pixels of a tile, at most, by whether the figure is narrow."""
HEIGHT = {False: 78, True: 62}

PEOPLE = 100_000
"""Departures are counted for so many people: those who live in the province at the start."""


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure of provinces: its title, how its numbers are written, and whether its scale begins with nothing.

    `root` spaces the colours by square roots, for counts of which a few provinces have almost all.
    """

    name: str
    title: str
    form: str
    from_zero: bool
    root: bool = False


MEASURES = (
    Measure("departures", f"people who left in a year, of {PEOPLE:,}", ",.1f", from_zero=True, root=True),
    Measure("income", "mean income of households (subsistence: 1)", ".2f", from_zero=False),
    Measure("hardship", "mean hardship of households (0 to 1)", ".2f", from_zero=False),
    Measure("grievance", "mean grievance (0 to 1)", ".2f", from_zero=False),
    Measure("belief", "mean belief in the system (0 to 1)", ".2f", from_zero=False),
    Measure("confidence", "mean confidence in stability (0 to 1)", ".2f", from_zero=False),
    Measure("kin_abroad", "mean share of kin abroad (0 to 1)", ".3f", from_zero=True),
)
CHOICES = tuple((measure.name, measure.title) for measure in MEASURES)

Values = dict[str, NDArray[np.float64]]


@lru_cache(maxsize=2)
def values_of(results: Results) -> Values:
    """Means over runs by month and province, by the name of the measure. They are kept: chart and table share them."""
    return {name: mean_of_runs(values) for name, values in values_by_run(results, MEASURES).items()}


def values_by_run(results: Results, measures: Sequence[Measure]) -> Values:
    """Measures by run, month and province, by their names."""
    found: Values = {}
    series = results.arrays(*(f"{measure.name}_by_province" for measure in measures))
    for measure, kept in zip(measures, series, strict=True):
        values = kept.astype(np.float64)
        if measure.name == "departures":
            people = {province.name: province.women + province.men for province in _declared(results)}
            values = over_a_year(values) * PEOPLE / [people.get(name, np.nan) for name in results.names.province]
        found[measure.name] = values
    return found


def tiles_of(results: Results) -> dict[str, tuple[int, int]]:
    """Column and row of each province; side by side, as many rows as columns, where the country has no map."""
    names = results.names.province
    declared = {province.name: province.tile for province in _declared(results)}
    found = {name: tile for name in names if (tile := declared.get(name))}
    if len(found) == len(names):
        return found
    columns = math.ceil(math.sqrt(len(names)))
    return {name: (at % columns, at // columns) for at, name in enumerate(names)}


def specification(results: Results, layout: Layout = WIDE) -> Spec:
    """The map in Vega-Lite, with a slider for the month and a choice of the measure."""
    found, tiles = values_of(results), tiles_of(results)
    columns, deep = (1 + max(place) for place in zip(*tiles.values(), strict=True))
    wide, high = min(tile_width(layout) // columns, WIDEST[layout.narrow]), HEIGHT[layout.narrow]
    size = wide * columns, high * deep
    rows = [
        tile(tiles[name][0] * wide, tiles[name][1] * high, (wide, high), line=13)
        | {"province": name, "name": look.wrapped(_read(name), look.SMALL, wide - GAP - 8, lines=2)}
        | {measure: rounded(values[:, at]) for measure, values in found.items()}
        for at, name in enumerate(results.names.province)
    ]
    ends = {measure.name: ends_of(measure, found[measure.name]) for measure in MEASURES}
    scales = {
        measure.name: {"title": measure.title, "form": measure.form, "power": 0.5 if measure.root else 1}
        | dict(zip(("low", "high"), ends[measure.name], strict=True))
        for measure in MEASURES
    }
    about = [
        f"{STAMP}. {means_over(results)}; departures over the twelve months before, scaled up in the first year.",
        "The tiles stand roughly where the provinces lie.",
        *caveats(results),
    ]
    panels = [month_line(results, size[0]), _shown(rows, size), _key(size[0])]
    options = {"options": [name for name, _ in CHOICES], "labels": [title for _, title in CHOICES]}
    params = [
        *slider(results, _telling(found)),
        {"name": "measure", "value": MEASURES[0].name, "bind": {"input": "select", "name": "measure", **options}},
        {"name": "scales", "value": scales},
    ]
    return framed(results, [TITLE, results.scenario.title], about, panels, layout, params=params)


def words(results: Results) -> str:
    """Where most people left and where fewest, in the month first shown, and what the other measures were then."""
    found, names = values_of(results), results.names.province
    month = _telling(found)
    left = found["departures"][month]
    if np.isnan(left).all():
        return f"{TITLE}: {NOTHING}"
    when = month_in_words(results.scenario.start + month)
    if not np.nanmax(left):
        return f"{TITLE} in {when}: nobody had left in the twelve months before."
    most, least = int(np.nanargmax(left)), int(np.nanargmin(left))
    said = (
        f"{TITLE}, means over runs: in the twelve months to {when}, of {PEOPLE:,} people {left[most]:,.0f} left "
        f"{_read(names[most])}, the most, and {left[least]:,.1f} {_read(names[least])}, the fewest."
    )
    hard = found["hardship"][month]
    return f"{said} Mean hardship lay between {np.nanmin(hard):.2f} and {np.nanmax(hard):.2f}."


def table(results: Results) -> Table:
    """One row for each month and province: means over the runs that lasted."""
    found, names, start = values_of(results), results.names.province, results.scenario.start
    values = [iter(rounded(found[measure.name].ravel(), 4)) for measure in MEASURES]
    rows = [
        (month_name(start + at), name, runs, *map(next, values))
        for at, runs in enumerate(lasting(results))
        for name in names
    ]
    return Table("provinces", TITLE, COLUMNS, rows, keys=("month", "province"), bulk=True)


COLUMNS = (
    Column("month", "", "", "month"),
    Column("province"),
    Column("runs", "", "runs in which the regime lasted", "integer"),
    Column(f"departures_a_year_of_{PEOPLE}", "", MEASURES[0].title, "number"),
    *(Column(measure.name, "", measure.title, "number") for measure in MEASURES[1:]),
)


def _shown(rows: Sequence[Spec], size: tuple[int, int]) -> Spec:
    """Tiles with the name of the province and its number."""
    reading = [
        {"calculate": "datum[measure][month]", "as": "now"},
        {
            "calculate": "isValid(datum.now) ? pow(clamp((datum.now - scales[measure].low)"
            " / (scales[measure].high - scales[measure].low), 0, 1), scales[measure].power) : null",
            "as": "shade",
        },
        {"calculate": f"isValid(datum.now) ? {_written('datum.now')} : '–'", "as": "said"},
        {"calculate": "scales[measure].title", "as": "measured"},
    ]
    tooltip = [field("province"), {**field("measured"), "title": "measure"}, {**field("said"), "title": "value"}]
    name = on_tiles(size, lettering(look.SMALL), field("name"))
    value = on_tiles(size, lettering(fontWeight="bold"), field("said"), y="low_y")
    return board(*size, [played(rows, reading, shaded(size, tooltip), name, value)])


def _key(width: int) -> Spec:
    """The scale of the chosen measure."""
    low, high = ({"expr": _written(f"scales[measure].{end}")} for end in ("low", "high"))
    return scale_strip(
        {"expr": "scales[measure].title + (scales[measure].power < 1 ? ', colours by square roots' : '')"},
        low,
        high,
        width,
    )


def _written(value: str) -> str:
    """The expression that writes a value of the chosen measure: counts with decimals only where they are small."""
    return f"format({value}, {value} >= 10 ? ',.0f' : scales[measure].form)"


def ends_of(measure: Measure, values: NDArray[np.float64]) -> tuple[float, float]:
    """Lower and upper end of the scale of a measure, over all months: round, and never the same."""
    if np.isnan(values).all():
        return 0.0, 1.0
    low, high = (0.0 if measure.from_zero else float(np.nanmin(values))), float(np.nanmax(values))
    step = 10.0 ** math.floor(math.log10(high - low)) if high > low else 0.1
    low, high = math.floor(low / step + 1e-9) * step, math.ceil(high / step - 1e-9) * step
    return round(low, 9), round(max(high, low + step), 9)


def _telling(found: Values) -> int:
    """The month before which most people had left, once a year is over; the last one lived where none is."""
    lived = np.flatnonzero(~np.isnan(found["departures"]).all(axis=1))
    if not len(lived) or lived[-1] < 11:
        return int(lived[-1]) if len(lived) else 0
    left = np.nan_to_num(found["departures"]).sum(axis=1)
    return 11 + int(np.argmax(left[11:]))


def _declared(results: Results) -> tuple[Province, ...]:
    return results.scenario.plan.provinces


def _read(name: str) -> str:
    return name.replace("_", " ")
