"""Which outcomes are compared, by what names they are asked for, and which of them may differ at all."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, TypeVar

from politburo.answer import Column
from politburo.run.outcomes import OUTCOMES, Outcome, mean, total
from politburo.scenario.names import by_any_part, meant, same
from politburo.terms.leaders import chosen_by
from politburo.terms.levers import Levers
from politburo.terms.series import ALL_SERIES, Series

if TYPE_CHECKING:
    from politburo.ask.compare.comparison import Comparison
    from politburo.scenario import Scenario

Part = TypeVar("Part")

LEVERS = tuple(series.name for series in ALL_SERIES if series.name in Levers.__slots__)
"""Series that are levers: outcomes where the leader chooses them, and else what the scenario says."""

BY_NAME: dict[str, Series] = {series.name: series for series in ALL_SERIES}

OF_THE_REGIME = ("regime_falls", "months_lived")
"""Outcomes that say how long a run lasts: they are not limited to the months in which both regimes of a pair last."""

COMPARED: tuple[Outcome, ...] = tuple(
    one for one in OUTCOMES.values() if one.summary in (total, mean) and one.name not in OF_THE_REGIME
)
"""The outcomes that are compared unless others are asked for: all but other summaries of the same series."""

MAIN = (
    "fear", "private_loyalty", "displayed_loyalty", "penalties", "flights", "income", "grievance", "departures",
)  # fmt: skip
"""The outcomes that come first where others differ as well."""

MUCH = 0.005
"""Part of its level by which an outcome differs at least if it is to be drawn or told unasked."""

CALLED = {
    "openness_close": "openness toward close friends",
    "openness_acquaintances": "openness toward acquaintances",
    "bribes_visible": "visible bribe-taking",
    "bribes_hidden": "hidden bribe-taking",
    "lying_low": "the share who lie low",
    "plotting": "cadres who plot",
    "flights": "flights of cadres",
    "departures": "departures of ordinary people",
    "plots_found": "plotters found out",
    "coup_attempts": "attempted coups",
    "income_p10": "the income that one in ten stays below",
    "income_median": "median income",
    "income_p90": "the income that one in ten exceeds",
    "regime_falls": "falls of the regime",
}
"""Outcomes whose name does not read well in a sentence."""


MOST_OUTCOMES = 12
"""Outcomes that are shown for each alternative; files have all of them."""

ALTERNATIVE = Column("alternative", meaning="what is compared with the baseline")
OUTCOME = Column("outcome", meaning="what is compared; `politburo outcomes` lists all", format="name")
UNIT = Column("unit", meaning="unit of levels and difference; 1 for a pure number")


def called(outcome: Outcome) -> str:
    """An outcome in the middle of a sentence."""
    return CALLED.get(outcome.name, outcome.name.replace("_", " "))


def outcome_named(short: str) -> Outcome:
    """The outcome that a name means: one that `politburo outcomes` lists, or a word or the beginning of a series.

    Raises UsageError.
    """
    name = meant(
        short, "outcome", ((tuple(OUTCOMES), same), *by_any_part(tuple(BY_NAME))), "`politburo outcomes` lists all."
    )
    return OUTCOMES[name]


def series_named(short: str) -> Series:
    """The series that a name means, which may be one of its words or its beginning. Raises UsageError."""
    return BY_NAME[meant(short, "series", by_any_part(tuple(BY_NAME)))]


def outcomes(*scenarios: Scenario) -> tuple[Outcome, ...]:
    """The outcomes that come out of the simulation: all but levers that not every one of the scenarios lets choose."""
    chosen = set(LEVERS).intersection(*map(chosen_in, scenarios))
    return tuple(one for one in COMPARED if one.name not in LEVERS or one.name in chosen)


def chosen_in(scenario: Scenario) -> set[str]:
    """The levers that the leader of a scenario chooses from some month on, and to the end."""
    able = {name for logic in set(scenario.logics) for name in chosen_by(logic)}
    return able.intersection(scenario.chooses).difference(name for name, _ in scenario.holds)


def alternative_column(comparison: Comparison) -> Column:
    """The column of alternatives, which people see where there are several."""
    several = len(comparison.alternatives) > 1
    return ALTERNATIVE if several else Column("alternative", meaning=ALTERNATIVE.meaning, shown=False)


def in_front(parts: Iterable[tuple[Sequence[Part], int]]) -> tuple[list[Part], int]:
    """The first so many of each part, then what is left of all of them; and how many stand in front."""
    listed = [(tuple(part), most) for part, most in parts]
    first = [one for part, most in listed for one in part[:most]]
    return [*first, *(one for part, most in listed for one in part[most:])], len(first)
