"""Bounds of the numbers that can be asked for: how many runs, points or threads, at least and at most.

They stand here, where nothing heavy is imported, so that the command line refuses a number before it does anything.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

from politburo.terms.errors import UsageError

Number = TypeVar("Number", int, float)

MOST_DIGITS = 40
"""Digits of a number that is repeated in an error."""


@dataclass(frozen=True, slots=True)
class Bounds(Generic[Number]):
    """The lowest and the highest value of a number, and what it is; it is a whole one where its bounds are."""

    what: str
    low: Number
    high: Number

    def checked(self, number: Number) -> Number:
        """The number. Raises UsageError, with what is allowed, where it lies outside or is none."""
        if not self.low <= number <= self.high:
            raise UsageError(
                f"The {self.what} is {_said(number)}; it must be at least {_said(self.low)} "
                f"and at most {_said(self.high)}."
            )
        return number

    @property
    def is_whole(self) -> bool:
        """Whether it is a whole number."""
        return isinstance(self.low, int)

    @property
    def span(self) -> tuple[Number, Number]:
        """The lowest and the highest value."""
        return self.low, self.high


def _said(number: float) -> str:
    if isinstance(number, float):
        return f"{number:g}"
    return f"{number:,}" if abs(number) < 10**MOST_DIGITS else f"a number of more than {MOST_DIGITS} digits"


SEED = Bounds("seed", 0, 2**32 - 1)
SCALE = Bounds("scale", 0.001, 1.0)
HOUSEHOLDS = Bounds("number of households", 100, 25_000_000)
FEWEST_PEOPLE = 0.95
"""For how many people a household stands at least: for about one."""


def more_than_one_each(households: int, people: int, country: str) -> str:
    """Why a country of so many people cannot have so many households, as a clause; nothing where it can."""
    if households * FEWEST_PEOPLE <= people:
        return ""
    return (
        f"{households:,} are more than one for each of the {people:,} people of {country!r}; "
        f"at most {int(people / FEWEST_PEOPLE):,} stand for {FEWEST_PEOPLE:g} people each, which is about one to one"
    )


RUNS = Bounds("number of runs", 1, 1_000_000)
POINTS = Bounds("number of points", 1, 1_000_000)
SETS = Bounds("number of parameter sets", 1, 10_000)

THREADS = Bounds("number of threads", 1, 1000)
WORKERS = Bounds("number of workers", 1, 1000)
"""More would only wait for each other."""

DENSITY = Bounds("density", 0.0, 1.0)
BOXES = Bounds("number of boxes", 1, 10)

TRAJECTORIES = Bounds("number of trajectories", 4, 2**16)
REPEATED_RUNS = Bounds("number of runs at each point", 2, 2**16)
KEPT_FACTORS = Bounds("number of factors to keep", 1, 2**16)
BASE_POINTS = Bounds("number of base points", 8, 2**16)
"""Of a sensitivity analysis."""

RUN = Bounds("number of the run", 0, 999_999)
EVENT = Bounds("number of the event", 0, 99_999_999)
POST = Bounds("number of the post", 0, 99_999_999)
PERSON = Bounds("number of the person", 0, 99_999_999)
"""Numbers by which one thing is named; which of them there are, the folder says."""
