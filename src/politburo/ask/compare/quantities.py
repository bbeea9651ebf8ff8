"""What is compared: every monthly series, either added up over a period or taken as its mean over the months."""

from __future__ import annotations

from typing import TYPE_CHECKING

from politburo.scenario.names import by_any_part, meant
from politburo.terms.leaders import chosen_by
from politburo.terms.levers import Levers
from politburo.terms.series import ALL_SERIES, CADRE_EVENT_SERIES, HOUSEHOLD_EVENT_SERIES, HOUSEHOLD_SERIES, Series

if TYPE_CHECKING:
    from politburo.scenario import Scenario

COUNTED = (*(series.name for series in CADRE_EVENT_SERIES + HOUSEHOLD_EVENT_SERIES), "plots_found", "coup_attempts")
"""Series of what happens in a month: over a period they are added up. All others are levels, whose mean is taken."""

OF_HOUSEHOLDS = tuple(series.name for series in HOUSEHOLD_SERIES)
"""Means over households, each of which stands for a number of people."""

PERSONS = ("plotting", "cadres")
"""Levels that are numbers of persons: those of groups add up. Levels of cadres besides are means over them."""

LEVERS = tuple(series.name for series in ALL_SERIES if series.name in Levers.__slots__)
"""Series that are levers: outcomes where the leader chooses them, and else what the scenario says."""

BY_NAME: dict[str, Series] = {series.name: series for series in ALL_SERIES}


def is_counted(name: str) -> bool:
    """Whether a series is added up over a period."""
    return name in COUNTED


def series_named(short: str) -> Series:
    """The series that a name means, which may be one of its words or its beginning. Raises UsageError."""
    return BY_NAME[meant(short, "series", by_any_part(tuple(BY_NAME)))]


def outcomes(*scenarios: Scenario) -> tuple[Series, ...]:
    """The series that come out of the simulation: all but levers that not every one of the scenarios lets choose."""
    chosen = set(LEVERS).intersection(*map(chosen_in, scenarios))
    return tuple(series for series in ALL_SERIES if series.name not in LEVERS or series.name in chosen)


def chosen_in(scenario: Scenario) -> set[str]:
    """The levers that the leader of a scenario chooses from some month on, and to the end."""
    able = {name for logic in set(scenario.logics) for name in chosen_by(logic)}
    return able.intersection(scenario.chooses).difference(name for name, _ in scenario.holds)
