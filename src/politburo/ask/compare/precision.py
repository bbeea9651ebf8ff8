"""How precisely a difference is to be known, whether it is, and how many runs that may take."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from politburo.ask.compare.quantities import outcome_named
from politburo.ask.compare.totals import Total
from politburo.run.outcomes import Outcome
from politburo.scenario.checks import shown
from politburo.terms.errors import UsageError

FEWEST = 8
"""Pairs below which no precision counts as reached: the width of an interval of fewer says little."""

MOST = 400
"""Pairs at which adding them ends, unless another number is asked for."""

MARGIN = 1.1
"""How many more runs are made than seem to be needed: what is measured on few runs is measured roughly."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """The half-width that the interval of a total difference is to have at most.

    It is in the unit of the outcome or, where it is `relative`, a part of the baseline's level.
    """

    outcome: Outcome
    bound: float
    relative: bool

    def bound_of(self, total: Total) -> float:
        """The bound in the unit of the outcome."""
        return self.bound * abs(total.base) if self.relative else self.bound


@dataclass(frozen=True, slots=True)
class Precise:
    """Whether the total difference of an outcome is known as precisely as was asked.

    `asked` and `half` are half-widths of the interval in the unit of the outcome, `pairs` the pairs it took, and
    `unpaired` the runs of each arm that independent seeds would have taken for the same half-width (None: unknown).
    """

    outcome: Outcome
    alternative: str
    asked: float
    half: float
    pairs: int
    unpaired: int | None

    @property
    def reached(self) -> bool:
        """Whether it is."""
        return self.pairs >= FEWEST and self.half <= self.asked

    @property
    def needed(self) -> int:
        """How many pairs it seems to need."""
        if self.pairs < FEWEST or math.isnan(self.half):
            return FEWEST
        if self.reached:
            return self.pairs
        return math.ceil(MARGIN * self.pairs * (self.half / self.asked) ** 2) if self.asked > 0 else 2 * self.pairs


def wanted(asked: Mapping[str, float | str]) -> tuple[Wanted, ...]:
    """What is wanted by names of outcomes: a number in its unit, or a text such as `5%` of the baseline's level.

    Raises UsageError for an outcome that there is not and for what is no such number.
    """
    found = []
    for name, value in asked.items():
        outcome = outcome_named(name)
        text = str(value).strip()
        relative = text.endswith("%")
        try:
            bound = float(text.removesuffix("%")) / (100 if relative else 1)
        except ValueError:
            bound = math.nan
        if not (bound > 0 and math.isfinite(bound)):
            raise UsageError(
                f"{shown(text)} is no precision for {outcome.name}; give the half-width of its interval, above 0, in "
                f"{outcome.unit} like '5', or as a part of the baseline's level like '5%'."
            )
        found.append(Wanted(outcome, bound, relative))
    return tuple(found)


def parse_precision(text: str) -> tuple[str, str]:
    """The name of the outcome and the half-width that `flights=5` or `flights=5%` says. Raises UsageError."""
    name, equals, value = text.partition("=")
    if not equals:
        raise UsageError(f"{shown(text)} asks for no precision; write an outcome and a half-width like 'flights=5'.")
    return outcome_named(name).name, value


def precise(want: Wanted, total: Total) -> Precise:
    """How precisely a difference is known for which a precision was asked."""
    return Precise(want.outcome, total.alternative, want.bound_of(total), total.half, total.pairs, total.unpaired)


def next_runs(found: Sequence[Precise], runs: int, most: int) -> int:
    """How many runs to make next: as many as seem to be needed, twice as many at most, and `most` in all."""
    needed = max((one.needed for one in found if not one.reached), default=runs)
    return min(max(needed, runs + max(runs // 4, 1)), max(2 * runs, FEWEST), most)
