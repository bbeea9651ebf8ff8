"""Which published estimates a simulation rests on: those of its country, its dates, and what it is compared with."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from politburo.evidence import TABLES, Figure, figures
from politburo.show.cite.works import Use, values_in_force

if TYPE_CHECKING:
    from politburo.scenario import Scenario

LEVER_SERIES = {"broker_price": ("border", "broker_cost_"), "markets": ("livelihoods", "official_markets_count")}
"""Levers whose course in a country with evidence follows a table: the table, and how the names of its series begin."""

PARAMETER_SERIES = {"border": ("transit_",), "defectors": ("arrivals_female", "arrivals_male")}
"""How the series of a table begin that values of parameters are taken from; of other tables it is all."""

DATED = (("timeline", ""), ("border", "tightening_"))
"""Tables, and beginnings of series, whose days are days of events."""


@dataclass(frozen=True, slots=True, order=True)
class Source:
    """Where figures were published: what it is called, by whom, where and when (a date or a part of one)."""

    key: str
    title: str
    publisher: str
    url: str
    date: str

    def fields(self) -> dict[str, str]:
        """The fields of a BibTeX entry of type misc; those that are not known are empty."""
        note = f"Dated {self.date}" if self.date else "Undated"
        stated = {"title": "{" + self.title + "}", "howpublished": self.publisher, "year": self.date[:4]}
        return stated | {"url": self.url, "note": note}


@cache
def all_sources() -> dict[str, Source]:
    """Every source of the tables by its address, with keys that are the same whatever is cited."""
    found: dict[str, Source] = {}
    keys: dict[str, int] = {}
    for entry in (entry for table in TABLES for entry in figures(table)):
        if entry.source_url in found:
            continue
        title, slash, publisher = entry.source_title.rpartition(" / ")
        base = _key(publisher, entry.source_date or entry.known_from.isoformat())
        keys[base] = keys.get(base, 0) + 1
        key = base if keys[base] == 1 else f"{base}-{keys[base]}"
        said = (title, publisher) if slash else (publisher, "")
        found[entry.source_url] = Source(key, *said, entry.source_url, entry.source_date)
    return found


def sources_used(scenario: Scenario) -> dict[str, list[Use]]:
    """Each source, by its address, with what it was used for; none for a country that is made up."""
    from politburo.country import plan_of

    plan = plan_of(scenario.country)
    if not plan.evidence:
        return {}
    found: dict[str, list[Use]] = {}
    country = ((entry, ("country", plan.name)) for entry in plan.evidence)
    for uses in (country, _of_events(scenario), _of_levers(scenario), _of_parameters(scenario), _compared(scenario)):
        for entry, use in uses:
            found.setdefault(entry.source_url, []).append(use)
    return found


def _of_events(scenario: Scenario) -> Iterator[tuple[Figure, Use]]:
    days = {event.day for event in scenario.events}
    for table, prefix in DATED:
        for entry in figures(table):
            if entry.start in days and entry.series.startswith(prefix):
                yield entry, ("dates of events", "")


def _of_levers(scenario: Scenario) -> Iterator[tuple[Figure, Use]]:
    first, last = _day(scenario.start), _day(scenario.end + 1)
    for lever, (table, prefix) in LEVER_SERIES.items():
        if len({getattr(levers, lever) for levers in scenario.levers}) == 1:
            continue  # it has no course that could follow a table
        for entry in figures(table):
            if entry.series.startswith(prefix) and entry.start < last and entry.end >= first:
                yield entry, ("lever", lever)


def _of_parameters(scenario: Scenario) -> Iterator[tuple[Figure, Use]]:
    for path, declaration in values_in_force(scenario.parameters, scenario.logics):
        for table in re.findall(r"evidence table (\w+)", declaration.source):
            for entry in figures(table):
                if entry.series.startswith(PARAMETER_SERIES.get(table, "")):
                    yield entry, ("parameter", path)


def _compared(scenario: Scenario) -> Iterator[tuple[Figure, Use]]:
    from politburo.ask.run.years import first_year, published_beside

    first = first_year(scenario.start, scenario.end, scenario.successions)
    for year in range(first, scenario.end // 12 + 1):
        for quantity, said in published_beside(scenario.country, year, first).items():
            yield from ((entry, ("comparison", quantity)) for entry in said.sources)


def _day(month: int) -> date:
    return date(month // 12, month % 12 + 1, 1)


def _key(publisher: str, day: str) -> str:
    """A key that BibTeX can read: the words of the publisher without parentheses, and the year."""
    words = re.sub(r"\(.*?\)", "", publisher)
    return "evidence-" + re.sub(r"[^a-z0-9]+", "-", words.lower()).strip("-") + "-" + day[:4]
