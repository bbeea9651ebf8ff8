"""One look at a scenario: fear, loyalty, penalties, flights and departures over time, with the dated events."""

from __future__ import annotations

from typing import TYPE_CHECKING

from politburo.show.fans import FANS
from politburo.show.frame import bands, caveats, events_of, framed
from politburo.show.layout import WIDE, Layout
from politburo.show.marks import Spec
from politburo.show.months import month_name

if TYPE_CHECKING:
    import pandas as pd

    from politburo.run import Results

TITLE = "One look at the scenario"


def words(results: Results) -> str:
    """What is to be seen: how each line began and ended, and in which year most were counted, medians over runs."""
    said = [brief for fan in FANS.values() if (brief := fan.brief(results))]
    if not said:
        return f"{TITLE}: no regime lasted through its first month, so there is nothing to show."
    scenario = results.scenario
    return f"{month_name(scenario.start)} to {month_name(scenario.end)}, simulated: {'; '.join(said)}."


def specification(results: Results, layout: Layout = WIDE) -> Spec:
    """The picture in Vega-Lite, with all its data: one panel a question, over one axis of time."""
    events = events_of(results, layout)
    about = [
        f"Simulated: {bands(results, halves=False)}. Counts on square-root scales.",
        "Reality is what happened in the simulation, record is what outsiders learn of it.",
        *caveats(results),
    ]
    panels = [fan.panel(results, events, layout, halves=False) for fan in FANS.values()]
    return framed(results, None, about, panels, layout, events)


def table(results: Results) -> pd.DataFrame:
    """The rows of all panels, one below the other: `panel` says which one."""
    import pandas as pd

    parts = [fan.table(results).assign(panel=name) for name, fan in FANS.items()]
    return pd.concat([part.astype(object) for part in parts], ignore_index=True)
