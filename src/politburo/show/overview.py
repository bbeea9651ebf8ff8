"""One look at a scenario: fear, loyalty, penalties, flights and departures over time, with the dated events."""

from __future__ import annotations

from typing import TYPE_CHECKING

from politburo.answer import Column, Table
from politburo.ask.run.months import month_name
from politburo.show.fans import ACCOUNTS, COLUMNS, FANS
from politburo.show.frame import bands, caveats, events_of, framed
from politburo.show.layout import WIDE, Layout
from politburo.show.marks import Spec

if TYPE_CHECKING:
    from politburo.ask.run.results import Results

TITLE = "One look at the scenario"


def words(results: Results) -> str:
    """What is to be seen: how each line began and ended, and in which year most were counted, medians over runs."""
    said = [brief for fan in FANS.values() if (brief := fan.brief(results))]
    if not said:
        return f"{TITLE}: no regime lasted through its first month, so there is nothing to show."
    scenario = results.scenario
    span = f"{month_name(scenario.start)} to {month_name(scenario.end)}"
    return f"{span}, simulated, not observed (medians over runs): {'; '.join(said)}."


def specification(results: Results, layout: Layout = WIDE) -> Spec:
    """The picture in Vega-Lite, with all its data: one panel a question, over one axis of time."""
    events = events_of(results, layout)
    about = [
        f"{bands(results, halves=False)} Counts on square-root scales.",
        ACCOUNTS,
        *caveats(results),
    ]
    panels = [fan.panel(results, events, layout, halves=False) for fan in FANS.values()]
    return framed(results, None, about, panels, layout, events)


def table(results: Results) -> Table:
    """The rows of all panels, one below the other: `panel` says which one."""
    rows = [(*row, name) for name, fan in FANS.items() for row in fan.table(results).rows]
    return Table("overview", TITLE, (*COLUMNS, Column("panel", "", "what the row is about")), rows, bulk=True)
