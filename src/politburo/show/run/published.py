"""Simulated reports beside published estimates: intervals and points, year by year, one panel for each quantity."""

from __future__ import annotations

from typing import TYPE_CHECKING

from politburo.answer import Column, Table
from politburo.answer.numbers import count_range
from politburo.ask.intervals import spread
from politburo.ask.run.tables import published_table
from politburo.ask.run.values import ABROAD, ORDINARY, PURGED_SINCE, count_years, has_published
from politburo.show import look
from politburo.show.axes import TimeAxis, ValueAxis, count_axis
from politburo.show.frame import bands, caveats, framed
from politburo.show.look import WIDE, Layout
from politburo.show.marks import Spec, field, mark, note, number, over, panel, short
from politburo.show.run.fans import COLUMNS, REPORTS, TRUTH, YearlyFan
from politburo.show.run.panels import ENDS, HALF_ENDS, NO_YEAR, PUBLISHED

if TYPE_CHECKING:
    from politburo.ask.run.results import Results
    from politburo.country.figures import Figure as PublicAccount

TITLE = "Simulated reports beside published estimates"

QUANTITIES = {
    "execution": YearlyFan("Executions", "Cadres executed in a year", "execution"),
    PURGED_SINCE: YearlyFan("Purges", "Cadres purged since then, by the end of each year", PURGED_SINCE),
    ABROAD: YearlyFan("Flights", "Cadres who fled from posts abroad in a year", ABROAD),
    ORDINARY: YearlyFan("Arrivals", "Ordinary people who arrived in a year", ORDINARY),
}

HEIGHT = 130
"""Pixels of a panel."""

RECORD_AT, FIRST_AT, LAST_AT = 0.25, 0.45, 0.85
"""Parts of a year at which the record stands, and between which the accounts in public stand beside one another."""


def specification(results: Results, layout: Layout = WIDE) -> Spec:
    """The panels in Vega-Lite: for each year the reports as point and intervals, and every estimate as a diamond."""
    counted, scenario = count_years(results), results.scenario
    shown = counted.shown()
    time = TimeAxis(
        max(counted.years[shown[0]] * 12, scenario.start),
        min(counted.years[shown[-1]] * 12 + 11, scenario.end),
        layout.width,
    )
    runs = bands(results, halves=True).replace("Lines: medians; bands", "Points: medians; thick and thin lines")
    about = [f"{runs} Square-root scales.", _public_said(results), *caveats(results)]
    panels = [_panel(results, fan, time, layout) for fan in QUANTITIES.values()]
    return framed(results, [TITLE, scenario.title], about, panels, layout)


def words(results: Results) -> str:
    """How many published estimates lie within the 90 % interval of the simulated reports of their year."""
    if not has_published(results.scenario):
        return f"{TITLE}: there are no published estimates for this country, so the simulated reports stand alone."
    found = published_table(results).records()
    said = [f"{QUANTITIES[str(row['quantity'])].title.lower()} {row['met']} of {row['estimates']}" for row in found]
    if not said:
        return f"{TITLE}: there are no published estimates for these years."
    return f"{TITLE}: estimates whose range meets the 90 % interval of the reports of their year: {', '.join(said)}."


def table(results: Results) -> Table:
    """The simulated reports of each year and each published estimate; `quantity` says of what."""
    counted = count_years(results)
    first = str(counted.years[counted.shown()[0]])
    rows = [
        (*row, name)
        for name, fan in QUANTITIES.items()
        for row in fan.table(results).rows
        if row[2] != TRUTH and str(row[1]) >= first
    ]
    return Table("published", TITLE, (*COLUMNS, Column("quantity", "", "what is counted")), rows, bulk=True)


def _panel(results: Results, fan: YearlyFan, time: TimeAxis, layout: Layout) -> Spec:
    record, (begin, end) = _record(results, fan), time.domain
    public = [row for row in _accounts(fan.public(results)) if begin <= row["at"] < end]
    highest = max([row["high"] for row in (*record, *public)], default=0.0)
    axis = count_axis(highest, HEIGHT, layout.axis)
    layers = [_points(record, time, axis, look.RECORD, "circle")]
    if not record:
        layers.append(note(NO_YEAR, layout.width, HEIGHT))
    names = [(REPORTS, look.RECORD, axis.pixel(record[-1]["median"]) if record else float(HEIGHT))]
    if public:
        layers.append(_points(public, time, axis, look.PUBLIC, "diamond"))
        names.append((PUBLISHED, look.PUBLIC, axis.pixel(public[-1]["median"])))
    since = f"since the beginning of {count_years(results).first}"
    return panel(fan.heading.replace("since then", since), HEIGHT, layers, names, layout)


def _record(results: Results, fan: YearlyFan) -> list[Spec]:
    """The simulated reports of the years shown in which any run lasted, as rows."""
    counted, scenario = count_years(results), results.scenario
    found, rows = spread(counted.reports[fan.quantity]), []
    for at in counted.shown():
        if found.runs[at]:
            year = counted.years[at]
            begin, end = max(year * 12, scenario.start) / 12, min(year * 12 + 12, scenario.end + 1) / 12
            rows.append({"at": round(begin + RECORD_AT * (end - begin), 4), "when": str(year), "source": REPORTS})
            rows[-1] |= {name: short(getattr(found, name)[at]) for name in (*ENDS, *HALF_ENDS)}
    return rows


def _accounts(public: list[PublicAccount]) -> list[Spec]:
    """Accounts as rows: those of a year beside one another."""
    rows = []
    for year in sorted({account.end.year for account in public}):
        told = [account for account in public if account.end.year == year]
        step = (LAST_AT - FIRST_AT) / max(len(told) - 1, 1)
        for place, one in enumerate(told):
            when = f"{one.start} to {one.end}: {count_range(one.low, one.high)}"
            rows.append({"at": round(year + FIRST_AT + step * place, 4), "when": when, "source": one.source_title})
            rows[-1] |= {"median": one.value, "low": one.low, "high": one.high}
    return rows


def _points(rows: list[Spec], time: TimeAxis, axis: ValueAxis, colour: str, shape: str) -> Spec:
    """A point for each row, over its intervals."""
    tooltip = [*(field(name) for name in ("when", "source")), *map(number, ("median", "low", "high"))]
    marks = [(mark("rule", color=colour, strokeWidth=1.4), axis.between("low", "high"))]
    if shape == "circle":
        marks.append((mark("rule", color=colour, strokeWidth=4.5), axis.between("half_low", "half_high")))
    point = mark("point", filled=True, color=colour, opacity=1, size=40 if shape == "circle" else 34, shape=shape)
    marks.append((point, {"y": axis.channel("median")}))
    return over(rows, {"x": time.channel("at"), "tooltip": tooltip}, *marks)


def _public_said(results: Results) -> str:
    if not has_published(results.scenario):
        return "There are no published estimates for this country: the simulated reports stand alone."
    if not any(fan.public(results) for fan in QUANTITIES.values()):
        return "There are no published estimates for these years."
    return "Diamonds: published estimates, each with its range; not all speak of the whole year."
