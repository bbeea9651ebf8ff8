"""What a scale below 1 means for a count: an estimate for the whole country, and from how many simulated persons.

Below scale 1 each provincial and county cadre stands for 1 / scale of the whole country, and counts are weighted
accordingly: they mean the same at every scale, but vary more. The top ranks are simulated one to one at every
scale, and the people of a household who leave are counted as persons of the whole country.
"""

from __future__ import annotations

from typing import Protocol

from politburo.scenario.scenario import people_in_words

FEWEST = 20.0
"""Simulated persons in a run from which its count is taken for an estimate: chance alone then moves it by 22 %."""


UNITS_OF_COUNTS = ("persons", "posts", "attempts")


def is_count(unit: str) -> bool:
    """Whether a unit is that of a count, such as `persons`, or of a count in some time, such as `persons per year`."""
    return unit.partition(" ")[0] in UNITS_OF_COUNTS


class Sized(Protocol):
    """What says how much of a country is simulated: a scenario, or where an answer comes from."""

    @property
    def scale(self) -> float | None:
        """Share of the lower ranks, and of the households unless their number is said."""
        ...

    @property
    def households(self) -> int | None:
        """Number of households, where it is said."""
        ...

    @property
    def people_each(self) -> float | None:
        """For how many people each of them stands, where their number is said."""
        ...


def sample(of: Sized) -> str:
    """What must be said beside numbers from a part of the country, and of its households where their number is said."""
    said = []
    if of.scale is not None and of.scale != 1:
        whose = "lower ranks and households" if of.households is None else "lower ranks"
        said += [
            f"Estimates for the whole country from a sample of {100 * of.scale:g} % of the {whose} "
            f"(scale {of.scale:g})."
        ]
    if of.households is not None and of.people_each is not None:
        said += [f"Each of {of.households:,} households stands for {people_in_words(of.people_each)}."]
    return " ".join(said)


def too_few(count: float, simulated: float, scale: float) -> str:
    """Why a count of cadres (mean of a run) is no estimate for the whole country; nothing where it is one.

    Below scale 1 it takes FEWEST simulated cadres behind it, unless all of them are simulated one to one.
    """
    if scale == 1 or simulated >= FEWEST or 0 < count <= simulated:
        return ""
    return f"too few simulated persons at scale {scale:g}: {simulated:.2g} simulated"
