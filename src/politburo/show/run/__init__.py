"""The figures of a run by their names: in words, as a chart, as a table, and as CSV that says where it comes from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from politburo.answer import Column, Drawing, Table
from politburo.answer.files import csv_of
from politburo.answer.numbers import month_in_words
from politburo.show import look
from politburo.show.events import events_of
from politburo.show.frame import NOTHING, bands, caveats, drawing, framed
from politburo.show.look import WIDE, Layout
from politburo.show.marks import Spec
from politburo.show.run import apparatus, fans, fates, provinces, published
from politburo.show.run.fans import ACCOUNTS, COLUMNS, FANS

if TYPE_CHECKING:
    from politburo.ask.run.results import Results

OVERVIEW = "One look at the scenario"


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure that can be made of any results.

    One that is played over the months has a slider: the parameter `month`, which counts them from the first one (0) on.
    """

    name: str
    title: str
    draw: Callable[[Results, Layout], Spec]
    words: Callable[[Results], str]
    """What is to be seen, for who cannot see it: a few sentences with figures."""
    table: Callable[[Results], Table]
    """What is drawn, as a table."""

    def specification(self, results: Results, layout: Layout = WIDE) -> Spec:
        """The figure in Vega-Lite, with all its data, and with what is to be seen as its description."""
        drawn = {**self.draw(results, layout), "description": self.words(results)}
        return look.in_dark(drawn) if layout.dark else drawn

    def csv(self, results: Results) -> str:
        """The table as CSV; its last column says where it comes from."""
        return csv_of(self.table(results), str(results.provenance))


def drawings() -> tuple[Drawing, ...]:
    """The figures as answers have them."""
    return tuple(drawing(one.name, one.title, one.specification) for one in FIGURES.values())


def _overview(results: Results, layout: Layout) -> Spec:
    """All fans below one another, over one axis of time."""
    events = events_of(results, layout)
    about = [f"{bands(results, halves=False)} Counts on square-root scales.", ACCOUNTS, *caveats(results)]
    panels = [fan.panel(results, events, layout, alone=False) for fan in FANS.values()]
    return framed(results, [results.scenario.title], about, panels, layout, events)


def _overview_words(results: Results) -> str:
    """How each line began and ended, and in which year most were counted, medians over runs."""
    said = [brief for fan in FANS.values() if (brief := fan.brief(results))]
    if not said:
        return f"{OVERVIEW}: {NOTHING}"
    span = f"{month_in_words(results.scenario.start)} to {month_in_words(results.scenario.end)}"
    return f"{span}, simulated, not observed (medians over runs): {'; '.join(said)}."


def _overview_table(results: Results) -> Table:
    """The rows of all panels, one below the other: `panel` says which one."""
    rows = [(*row, name) for name, fan in FANS.items() for row in fan.table(results).rows]
    return Table("overview", OVERVIEW, (*COLUMNS, Column("panel", "", "what the row is about")), rows, bulk=True)


def _all() -> list[Figure]:
    found = [Figure("overview", OVERVIEW, _overview, _overview_words, _overview_table)]
    for name, fan in FANS.items():
        found.append(Figure(name, fan.title, partial(fans.specification, name=name), fan.words, fan.table))
    for name, chart in (("apparatus", apparatus), ("fates", fates), ("provinces", provinces), ("published", published)):
        found.append(Figure(name, chart.TITLE, chart.specification, chart.words, chart.table))
    return found


FIGURES: dict[str, Figure] = {entry.name: entry for entry in _all()}
