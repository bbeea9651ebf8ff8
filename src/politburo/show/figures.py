"""Every figure by its name: in words, as a chart, as a table, and as CSV that says where it comes from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from politburo.answer import Drawing, Table
from politburo.answer.files import csv_of
from politburo.show import apparatus, fans, fates, look, overview, provinces, published
from politburo.show.layout import WIDE, Layout
from politburo.show.marks import Spec

if TYPE_CHECKING:
    from politburo.ask.run.results import Results


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure that can be made of any results.

    An `interactive` one has a slider: the parameter `month`, which counts the months from the first one (0) on.
    `choices` are the values of its parameter `measure`, by their titles; empty where it has none.
    """

    name: str
    title: str
    draw: Callable[[Results, Layout], Spec]
    say: Callable[[Results], str]
    tabulate: Callable[[Results], Table]
    interactive: bool = False
    choices: tuple[tuple[str, str], ...] = ()

    def specification(self, results: Results, layout: Layout = WIDE) -> Spec:
        """The figure in Vega-Lite, with all its data, and with what is to be seen as its description."""
        drawn = {**self.draw(results, layout), "description": self.words(results)}
        return look.in_dark(drawn) if layout.dark else drawn

    def words(self, results: Results) -> str:
        """What is to be seen, for who cannot see it: a few sentences with figures."""
        return self.say(results)

    def table(self, results: Results) -> Table:
        """What is drawn, as a table."""
        return self.tabulate(results)

    def csv(self, results: Results) -> str:
        """The table as CSV; its last column says where it comes from."""
        return csv_of(self.table(results), str(results.provenance))


def drawings() -> tuple[Drawing, ...]:
    """The figures as answers have them."""
    return tuple(Drawing(one.name, one.title, partial(_draw, one)) for one in FIGURES.values())


def _draw(figure: Figure, results: Results, dark: bool) -> Spec:
    return figure.specification(results, Layout(dark=dark))


def _all() -> list[Figure]:
    return [
        Figure("overview", overview.TITLE, overview.specification, overview.words, overview.table),
        *(
            Figure(name, fan.title, partial(fans.specification, name=name), fan.words, fan.table)
            for name, fan in fans.FANS.items()
        ),
        Figure("apparatus", apparatus.TITLE, apparatus.specification, apparatus.words, apparatus.table, True),
        Figure("fates", fates.TITLE, fates.specification, fates.words, fates.table),
        Figure(
            "provinces",
            provinces.TITLE,
            provinces.specification,
            provinces.words,
            provinces.table,
            interactive=True,
            choices=provinces.CHOICES,
        ),
        Figure("published", published.TITLE, published.specification, published.words, published.table),
    ]


FIGURES: dict[str, Figure] = {entry.name: entry for entry in _all()}
