"""The fates of cadres as a flow over time: who serves and who lies low, who is penalised and how, and who flees."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from politburo.answer import Column, Table
from politburo.answer.numbers import month_in_words
from politburo.ask.run.values import lasting, mean_of_runs, monthly, over_a_year, rounded
from politburo.scenario import month_name
from politburo.show import look
from politburo.show.axes import ValueAxis, round_step
from politburo.show.events import Events, events_of
from politburo.show.frame import NOTHING, STAMP, caveats, framed, means_over
from politburo.show.look import WIDE, Layout
from politburo.show.marks import Spec, amid, field, mark, note, number, over, panel, short
from politburo.show.run.panels import NO_MONTH
from politburo.terms.words import FORMS, FORMS_BY_SEVERITY

if TYPE_CHECKING:
    from politburo.ask.run.results import Results

TITLE = "Fates of cadres"

STANDINGS = {"plot": look.FEAR, "lie low": look.LIES_LOW, "serve": look.SERVES}
"""What cadres in post do, from the bottom of the panel to its top; the few in re-education count as serving."""

LEAVES: dict[str, str] = dict(zip(reversed(FORMS_BY_SEVERITY), reversed(look.FORM_SHADES), strict=True))
LEAVES["flight"] = look.FLED
"""What befalls cadres in a year, from the bottom of the panel to its top."""

HEIGHTS = {False: (150, 240), True: (120, 190)}
"""Pixels of the two panels, by whether the figure is narrow."""

NOBODY = "nobody was penalised, and nobody fled"

Streams = dict[str, NDArray[np.float64]]


@lru_cache(maxsize=2)
def streams_of(results: Results) -> tuple[Streams, Streams]:
    """Means over runs by month: shares of cadres by what they do, and persons in the last twelve months by their fate.

    Means, because those of parts add up to that of the whole, as medians do not.
    """
    low = monthly(results, "lying_low")
    plotting, cadres = monthly(results, "plotting"), monthly(results, "cadres")
    plot = np.divide(plotting, cadres, out=np.full(cadres.shape, np.nan), where=cadres > 0)
    does = {"plot": mean_of_runs(plot), "lie low": mean_of_runs(low), "serve": mean_of_runs(1 - low - plot)}
    by_form = over_a_year(results.array("penalties_by_circle_and_form").sum((2, 3), dtype=np.float64))
    befalls = {form: mean_of_runs(by_form[:, :, FORMS.index(form)]) for form in LEAVES if form in FORMS}
    return does, befalls | {"flight": mean_of_runs(over_a_year(monthly(results, "flights")))}


def specification(results: Results, layout: Layout = WIDE) -> Spec:
    """Two panels of stacked streams, in Vega-Lite: shares of those in post, and persons who were met by a fate."""
    (does, befalls), events = streams_of(results), events_of(results, layout)
    about = [
        "Areas one upon another. Above: what cadres in post do. Below: what befell cadres in the twelve months before.",
        f"{STAMP}. {means_over(results)}; the first year is scaled up from its months.",
        *caveats(results),
    ]
    heights = HEIGHTS[layout.narrow]
    share = ValueAxis(0.0, 1.0, heights[0], layout.axis)
    highest = float(np.nan_to_num(sum(befalls.values(), np.zeros(1))).max())
    step = round_step(max(highest, 6.0) / 6)
    persons = ValueAxis(0.0, step * (int(max(highest, 6.0) / step) + 1), heights[1], layout.axis)
    panels = [
        stacked("Cadres in post (shares)", events, does, STANDINGS, share, layout, NO_MONTH),
        stacked("Penalised or fled (persons a year)", events, befalls, LEAVES, persons, layout, NOBODY),
    ]
    return framed(results, [TITLE, results.scenario.title], about, panels, layout, events)


def words(results: Results) -> str:
    """How many lay low at the begin and at the end, and what befell cadres in the year with most penalties."""
    does, befalls = streams_of(results)
    lived = np.flatnonzero(~np.isnan(does["lie low"]))
    if not len(lived):
        return f"{TITLE}: {NOTHING}"
    start, first, last = results.scenario.start, int(lived[0]), int(lived[-1])
    low = does["lie low"]
    said = f"{TITLE}, means over runs: {100 * low[first]:.0f} of 100 lay low in {month_in_words(start + first)}"
    if last > first:
        said += f", {100 * low[last]:.0f} in {month_in_words(start + last)}"
    penalised = np.nan_to_num(sum((befalls[form] for form in FORMS), np.zeros(len(low))))
    # The first months are scaled up to a year, and would be the peak by chance.
    worst = min(11, last) + int(np.argmax(penalised[min(11, last) : last + 1]))
    if not penalised[worst]:
        return f"{said}. No cadre was penalised."
    forms = ", ".join(f"{befalls[form][worst]:,.0f} {_plural(form)}" for form in FORMS_BY_SEVERITY)
    return (
        f"{said}. Most were penalised in the year to {month_in_words(start + worst)}: {penalised[worst]:,.0f} "
        f"({forms}); {befalls['flight'][worst]:,.0f} fled."
    )


def _plural(form: str) -> str:
    return f"{form.removesuffix('y')}ies" if form.endswith("y") else f"{form}s"


def table(results: Results) -> Table:
    """One row for each month: shares of cadres in post, and persons met by each fate in the last twelve months."""
    does, befalls = (list(reversed(streams.items())) for streams in streams_of(results))
    meanings = [(name, "share", f"share of cadres in post who {name}") for name, _ in does]
    meanings += [(name, "persons a year", f"{name}, in the last twelve months") for name, _ in befalls]
    columns = (
        Column("month", "", "", "month"),
        Column("runs", "", "runs in which the regime lasted", "integer"),
        *(Column(name.replace(" ", "_"), unit, meaning, "number") for name, unit, meaning in meanings),
    )
    values = [rounded(found, 4) for _, found in (*does, *befalls)]
    months = (month_name(results.scenario.start + at) for at in range(len(values[0])))
    rows = list(zip(months, lasting(results), *values, strict=True))
    return Table("fates", TITLE, columns, rows, keys=("month",), bulk=True)


def stacked(
    title: str,
    events: Events,
    streams: Streams,
    colours: dict[str, str],
    axis: ValueAxis,
    layout: Layout,
    nobody: str,
) -> Spec:
    """Streams one upon another, in the order of their colours; `nobody` says that there are none."""
    time, rows, names = events.time, [], []
    base = np.zeros(time.last + 1 - time.first)
    for name, colour in colours.items():
        top = base + streams[name]
        lived = np.flatnonzero(~np.isnan(top))
        # An area without height would leave its outline on the axis.
        drawn = lived if np.nansum(streams[name]) else lived[:0]
        rows += [
            {**amid(time.first + at), "fate": name, "low": short(base[at], 5), "high": short(top[at], 5)}
            for at in drawn.tolist()
        ]
        height = axis.pixel(float(base[lived[-1]] + top[lived[-1]]) / 2) if len(lived) else axis.height
        names.append((name, colour, float(height)))
        base = top
    scale = {"domain": list(colours), "range": list(colours.values())}
    colour = {"field": "fate", "type": "nominal", "legend": None, "scale": scale}
    tooltip = [field("fate"), field("when"), number("value")]
    channels = {"x": time.channel("middle"), "color": colour, "tooltip": tooltip}
    area = mark("area", opacity=1, stroke=look.PAPER, strokeWidth=0.6)
    areas = over(rows, channels, (area, axis.between("low", "high")))
    areas["transform"] = [{"calculate": "datum.high - datum.low", "as": "value"}]
    layers = [areas, events.rules()]
    if not rows:
        nothing = nobody if any((values == 0).any() for values in streams.values()) else NO_MONTH
        layers.append(note(nothing, layout.width, axis.height))
    # Above a narrow panel, names stand as they are read: from the top of the panel.
    return panel(title, axis.height, layers, names[::-1], layout, areas=True)
