"""One look at a scenario: fear, loyalty, penalties, flights and departures over time, with the dated events."""

from __future__ import annotations

from datetime import timedelta
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from politburo.evidence import Figure
from politburo.run.files import write
from politburo.show import look
from politburo.show.axes import WIDTH, TimeAxis, year_of
from politburo.show.labels import Label, placed
from politburo.show.months import ended_months, fear_of_the_top, month_name, monthly
from politburo.show.panels import MARGIN, Account, Line, Spec, event_strip, footer, monthly_panel, yearly_panel
from politburo.show.spread import spread
from politburo.show.years import ABROAD, ORDINARY, PURGED, count_years, public_beside

if TYPE_CHECKING:
    import altair

    from politburo.run import Results

EVENT_ROWS = 8

YEARLY = {
    PURGED: "Cadres purged in a year: removed, expelled or executed",
    "execution": "Cadres executed in a year",
    ABROAD: "Cadres who fled from posts abroad in a year",
    ORDINARY: "Ordinary people who left in a year; the record counts those who arrived",
}
"""Panels of years and their headings."""


def one_look(results: Results) -> altair.VConcatChart:
    """The picture: medians over runs with their 90 % interval, one panel a question, over one axis of time."""
    import altair
    from altair.utils.schemapi import debug_mode

    # Altair would check every part against its schema several times over, which takes seconds.
    with debug_mode(False):
        return altair.VConcatChart.from_dict(specification(results), validate=False)


def save_pictures(results: Results, folder: str | Path) -> tuple[Path, Path]:
    """Write the picture into a folder as `picture.png` and `picture.svg`, each whole or not at all.

    Raises StoreError when they cannot be written.
    """
    import vl_convert

    drawn = vl_convert.vegalite_to_svg(specification(results))
    png, svg = Path(folder) / "picture.png", Path(folder) / "picture.svg"
    write(png, vl_convert.svg_to_png(drawn, scale=2))
    write(svg, drawn.encode())
    return png, svg


def specification(results: Results) -> Spec:
    """The picture in Vega-Lite, with all its data."""
    time = TimeAxis(results.scenario.start, results.scenario.end)
    labels, hidden = _labels(results, time)
    ends = [((month + 0.5) / 12, month_name(month)) for month in ended_months(results)]
    return {
        "config": look.config(),
        "padding": {"left": 20, "right": 20, "top": 20, "bottom": 14},
        "spacing": 14,
        "title": _title(results),
        "vconcat": [
            event_strip(labels, ends, time),
            _fear(results, time, labels),
            _loyalty(results, time, labels),
            *(_counts(results, quantity, time, labels) for quantity in YEARLY),
            footer(_provenance(results, hidden)),
        ],
    }


def _labels(results: Results, time: TimeAxis) -> tuple[list[Label], int]:
    """The labels of events within the time shown, and how many events have none for want of room."""
    dated = [(time.pixel(year_of(event.day)), event.label, event.kind) for event in results.scenario.events]
    inside = [event for event in dated if 0 <= event[0] < WIDTH]
    labels = placed(inside, size=look.SMALL, room=WIDTH + MARGIN, rows=EVENT_ROWS)
    return labels, len(inside) - len(labels)


def _fear(results: Results, time: TimeAxis, events: list[Label]) -> Spec:
    lines = [
        Line("two top ranks", look.FEAR_OF_THE_TOP, spread(fear_of_the_top(results))),
        Line("all cadres", look.FEAR, spread(monthly(results, "fear"))),
    ]
    return monthly_panel("Fear, mean of cadres (0 to 1)", time, lines, events, from_zero=True)


def _loyalty(results: Results, time: TimeAxis, events: list[Label]) -> Spec:
    lines = [
        Line("displayed", look.DISPLAYED, spread(monthly(results, "displayed_loyalty"))),
        Line("private", look.PRIVATE, spread(monthly(results, "private_loyalty"))),
    ]
    return monthly_panel("Loyalty, mean of cadres (0 to 1)", time, lines, events, from_zero=False)


def _counts(results: Results, quantity: str, time: TimeAxis, events: list[Label]) -> Spec:
    """A quantity in reality and in the record, year by year, beside what was said in public of each year."""
    counted = count_years(results)
    beside = (public_beside(results.scenario.country, year, counted.first).get(quantity) for year in counted.years)
    public = [_account(said) for figure in beside if figure for said in figure.sources]
    lines = [
        Line("reality", look.REALITY, spread(counted.reality[quantity])),
        Line("record", look.RECORD, spread(counted.record[quantity])),
    ]
    return yearly_panel(YEARLY[quantity], time, lines, public, events)


def _account(said: Figure) -> Account:
    end = year_of(said.end + timedelta(days=1))
    return Account(year_of(said.start), end, said.value, said.low, said.high, said.source_title)


def _title(results: Results) -> Spec:
    runs, ended = len(results.series["run"]), len(ended_months(results))
    said = "one run, so no interval" if runs == 1 else f"{runs} runs, line: median, band: 90 % interval"
    lines = [
        f"Simulated: {said}. Counts on square-root scales.",
        "Reality is what happened in the simulation, record is what outsiders learn of it.",
    ]
    if ended:
        lines += [
            f"The regime fell in {ended} of {runs} runs; later months and years show the runs in which it lasted."
        ]
    if results.scenario.scale != 1:
        lines += [f"Simulated at scale {results.scenario.scale:g}: counts are smaller than in the whole country."]
    return {
        "text": look.fitted(results.scenario.title, look.TITLE * 1.1, WIDTH + MARGIN),
        "subtitle": lines,
        "fontSize": look.TITLE,
        "subtitleFontSize": look.HEADING - 1,
        "subtitlePadding": 6,
        "frame": "group",
        "offset": 14,
    }


def _provenance(results: Results, hidden: int) -> str:
    scenario = results.scenario
    parts = [
        f"politburo {version('politburo')}",
        f"scenario {scenario.name}",
        f"seed {scenario.seed}",
        f"fingerprint {results.fingerprint[:12]}",
    ]
    if hidden:
        parts.append(f"{hidden} more events are not shown for want of room")
    return " · ".join(parts)
