"""What came out of one run as named numbers: what experiments keep of every run, and what is asked about them.

A count is the total over the months that the run lived; a level is its mean over them. The month in which the regime
falls belongs to the run; later months do not exist and count nowhere. So a regime that falls early has fewer months to
count in: `months_lived` says how many, and what ends in `_a_year` is made relative to them.

Sums are exact before they are rounded, so that a number has the same bits on every machine. Every outcome is a number
in every run: none is NaN.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from politburo.run.scale import too_few
from politburo.terms.checks import nearest, printable
from politburo.terms.errors import UsageError
from politburo.terms.series import ALL_SERIES, OF_HOUSEHOLDS, Series, of
from politburo.terms.words import FORMS, PURGE_FORMS

OF_CADRES = (*(one.name for one in of("count") if one.by != OF_HOUSEHOLDS), "plotting", "away", "executions", "purges")
"""Outcomes that count cadres, of whom the lower ranks are thinned."""

OF_THE_REGIME = ("coup_attempts", "attempt_hazard", "fall_hazard", "regime_falls", "months_lived")
"""Outcomes that no weight makes those of the whole country: a coup needs plotters side by side, who are thinned."""

YEAR = 12

COUNTED = (*(one.name for one in of("count")), "coup_attempts", "plot_hazard", "attempt_hazard", "fall_hazard")
"""Series of what happens in a month or is to be expected, which add up; all others say how things stand."""

WATCHED_AT_THE_END = (
    "fear", "private_loyalty", "displayed_loyalty", "lying_low", "belief", "grievance", "income_median",
    "consolidation", "purge_intensity", "market_tolerance",
)  # fmt: skip
"""Levels that are also asked for as they are at the end of a run."""


class Run(Protocol):
    """What outcomes are taken of: all series of a run, or of some of its months, and when its regime fell in them."""

    @property
    def series(self) -> Mapping[str, NDArray]:
        """The series by name, (months, …)."""
        ...

    @property
    def ended_month(self) -> int | None:
        """The month in which the regime fell; None where it lasted."""
        ...

    @property
    def top_ranks(self) -> int:
        """How many ranks, from the top, make up the national leadership."""
        ...


@dataclass(frozen=True, slots=True)
class Outcome:
    """A number that says one thing about a run: its name, meaning, unit, and how it is found.

    `monthly` takes a run and gives a value for each month, (months,), NaN after the regime's end;
    `summary` makes one finite number of those of the months lived, of which there is at least one.
    """

    name: str
    meaning: str
    unit: str
    monthly: Callable[[Run], NDArray]
    summary: Callable[[NDArray], float]

    def of(self, run: Run) -> float:
        """The outcome of a run."""
        return self.summary(self.monthly(run))

    @property
    def is_counted(self) -> bool:
        """Whether months are added up."""
        return self.summary is total


def total(values: NDArray) -> float:
    """Sum over the months lived of a series (months,), NaN after them."""
    return math.fsum(_lived(values))


def mean(values: NDArray) -> float:
    """Mean over the months lived of a series (months,), NaN after them."""
    lived = _lived(values)
    return math.fsum(lived) / len(lived)


def at_the_end(values: NDArray) -> float:
    """Mean over the last twelve months lived, or over all of a shorter run, of a series (months,)."""
    lived = _lived(values)[-YEAR:]
    return math.fsum(lived) / len(lived)


def highest(values: NDArray) -> float:
    """Highest value in any month lived of a series (months,)."""
    return max(_lived(values))


def in_a_year(values: NDArray) -> float:
    """Sum over the months lived of a series (months,), relative to a year."""
    return total(values) * YEAR / len(_lived(values))


def caution(name: str, value: float, scale: float) -> str:
    """Why an outcome, `value` in the mean of the runs, is no estimate for the whole country; nothing where it is one.

    Cadres are taken to be of the lower ranks, which are thinned, unless the outcome is of the top ranks alone.
    """
    if scale == 1 or name.startswith("senior_"):
        return ""
    if name in OF_THE_REGIME:
        return f"not estimated at scale {scale:g}: a coup needs plotters side by side, who are thinned"
    return too_few(value, value * scale, scale) if name.removesuffix("_a_year") in OF_CADRES else ""


def outcome(name: str) -> Outcome:
    """The outcome of that name. Raises UsageError, with the nearest names, for one that there is not."""
    if name not in OUTCOMES:
        near = nearest(name, tuple(OUTCOMES))
        raise UsageError(
            f"There is no outcome {printable(name)!r}; {near}{'' if near.endswith('?') else '.'} "
            "`politburo outcomes` lists all with their meanings."
        )
    return OUTCOMES[name]


def values_of(run: Run) -> dict[str, float]:
    """All outcomes of a run, by name."""
    return {name: one.of(run) for name, one in OUTCOMES.items()}


@cache
def definitions() -> str:
    """Hash (hex) of this file: numbers that were found by other definitions are not the same outcomes."""
    return hashlib.blake2b(Path(__file__).read_bytes(), digest_size=8).hexdigest()


def _lived(values: NDArray) -> list[float]:
    """The months lived as numbers of double precision."""
    return np.asarray(values, np.float64)[~np.isnan(values)].tolist()


@cache
def _in_months(name: str) -> Callable[[Run], NDArray]:
    """A series of a run."""
    return lambda run: run.series[name]


def _of_series(series: Series) -> Outcome:
    summary, how = (total, "in all") if series.name in COUNTED else (mean, "averaged over the months")
    unit = series.unit.removesuffix(" per month") if summary is total else series.unit
    return Outcome(series.name, f"{series.meaning}, {how}", unit, _in_months(series.name), summary)


def _at_the_end(series: Series) -> Outcome:
    said = f"{series.meaning}, in the last twelve months"
    return Outcome(f"{series.name}_at_end", said, series.unit, _in_months(series.name), at_the_end)


def _a_year(one: Outcome) -> Outcome:
    said = f"{one.meaning.removesuffix(', in all')}, in a year"
    return Outcome(f"{one.name}_a_year", said, f"{one.unit} per year", one.monthly, in_a_year)


def _lasts(run: Run) -> NDArray:
    """1 in every month lived."""
    fear = np.asarray(run.series["fear"], np.float64)
    return np.where(np.isnan(fear), np.nan, 1.0)


def _falls(run: Run) -> NDArray:
    """1 in the month in which the regime falls, the last one lived, 0 in those before."""
    months = _lasts(run) - 1
    if run.ended_month is not None:
        months[np.flatnonzero(~np.isnan(months))[-1]] = 1.0
    return months


def _summed(values: NDArray) -> NDArray:
    """Sums over all groups of a grouped series, (months, …) to (months,); exact before they are rounded."""
    return np.array([math.fsum(month) for month in values.reshape(len(values), -1).tolist()])


def _top_of(run: Run, name: str) -> NDArray:
    """A series by organ and rank in the top ranks, (months, organ, rank, …)."""
    return np.asarray(run.series[name], np.float64)[:, :, : run.top_ranks]


def _of_the_top(name: str) -> Callable[[Run], NDArray]:
    """What is counted in the top ranks."""
    return lambda run: _summed(_top_of(run, name))


def _penalties(forms: Iterable[str], *, top: bool = False) -> Callable[[Run], NDArray]:
    """Penalties of some forms, in all ranks or the top ones."""
    places = [FORMS.index(form) for form in forms]

    def found(run: Run) -> NDArray:
        ranks = slice(run.top_ranks if top else None)
        return _summed(run.series["penalties_by_circle_and_form"][:, :, ranks][..., places])

    return found


def _mean_at_the_top(name: str) -> Callable[[Run], NDArray]:
    """Mean over the cadres of the top ranks."""

    def found(run: Run) -> NDArray:
        cadres = _top_of(run, "cadres_by_circle")
        return _summed(_top_of(run, f"{name}_by_circle") * cadres) / np.maximum(_summed(cadres), 1.0)

    return found


def _falsified(run: Run) -> NDArray:
    return np.asarray(run.series["displayed_loyalty"], np.float64) - run.series["private_loyalty"]


def _spread_of_incomes(run: Run) -> NDArray:
    return np.asarray(run.series["income_p90"], np.float64) / run.series["income_p10"]


def _all() -> Iterable[Outcome]:
    yield Outcome("regime_falls", "whether the regime falls (1) or lasts (0)", "1", _falls, total)
    yield Outcome("months_lived", "months until the regime falls or the scenario ends", "months", _lasts, total)
    yield from map(_of_series, ALL_SERIES)
    yield Outcome(
        "senior_flights", "cadres of the top ranks who fled, in all", "persons",
        _of_the_top("flights_by_circle"), total,
    )  # fmt: skip
    yield Outcome(
        "senior_turnover", "posts of the top ranks that changed hands, in all", "posts",
        _of_the_top("turnover_by_circle"), total,
    )  # fmt: skip
    yield Outcome("executions", "cadres executed, in all", "persons", _penalties(("execution",)), total)
    yield Outcome(
        "purges", "cadres removed, expelled, imprisoned or executed, in all", "persons", _penalties(PURGE_FORMS), total
    )
    yield Outcome(
        "senior_purges", "cadres of the top ranks removed, expelled, imprisoned or executed, in all", "persons",
        _penalties(PURGE_FORMS, top=True), total,
    )  # fmt: skip
    yield Outcome(
        "senior_fear", "mean fear of the top ranks, averaged over the months", "share",
        _mean_at_the_top("fear"), mean,
    )  # fmt: skip
    yield Outcome(
        "senior_private_loyalty", "mean private loyalty of the top ranks, averaged over the months", "share",
        _mean_at_the_top("private_loyalty"), mean,
    )  # fmt: skip
    yield Outcome("falsification", "displayed loyalty of cadres less their private loyalty", "share", _falsified, mean)
    yield Outcome(
        "income_spread", "90th percentile of the income of households, relative to the 10th", "ratio",
        _spread_of_incomes, mean,
    )  # fmt: skip
    yield Outcome("highest_fear", "fear of cadres in its highest month", "share", _in_months("fear"), highest)
    yield Outcome("highest_grievance", "grievance in its highest month", "share", _in_months("grievance"), highest)


def _table() -> dict[str, Outcome]:
    found = {one.name: one for one in _all()}
    yearly = (
        "penalties", "purges", "senior_purges", "executions", "flights", "senior_flights", "departures",
        "attempt_hazard", "fall_hazard",
    )  # fmt: skip
    ends = [_at_the_end(series) for series in ALL_SERIES if series.name in WATCHED_AT_THE_END]
    return found | {one.name: one for one in [*(_a_year(found[name]) for name in yearly), *ends]}


OUTCOMES: dict[str, Outcome] = _table()
"""Every outcome by its name."""
