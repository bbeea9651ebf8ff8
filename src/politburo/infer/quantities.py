"""What is forecast: figures that are published again and again, what of each was known as of a day, and what was not.

Each is a rate behind what is counted or shared out in a period: persons in a year, or the hazard with which posts get
other holders. Forecasts are made of its logarithm.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from politburo.country.figures import Evidence, Figure
from politburo.infer.forecasts import Asked, years_between

Values = NDArray[np.float64]

HORIZONS = 3
"""Years ahead, at most, unless more are asked for."""

LEAST_RATE, MOST_SHARE = 0.5, 0.999
"""Of a count of none, what it stands for; and of a share of all."""

DRAWS = 1_000
"""Draws of a forecast."""

SEED = 20151231


@dataclass(frozen=True, slots=True)
class Quantity:
    """A series that is forecast, and the targets from whose counterparts in a run its own is worked out.

    `of` says how. A running figure begins on one day for all periods, others have a calendar year or a part of it.
    """

    series: str
    unit: str
    measures: tuple[str, ...]
    of: Callable[..., Values]
    running: bool = False

    @property
    def is_count(self) -> bool:
        """Whether persons are counted, and not a share of them told."""
        return self.unit == "persons"

    def rate(self, values: Values, years: Values | float) -> Values:
        """The rate in a year that goes with values over periods of so many years."""
        if self.is_count:
            return np.maximum(values, LEAST_RATE) / years
        return -np.log1p(-np.clip(values, 1 - MOST_SHARE, MOST_SHARE)) / years

    def drawn(self, rates: Values, years: float, chance: np.random.Generator, dispersion: float = 0.0) -> Values:
        """What is counted or told of a period, given rates (d,).

        Counts are negative binomial, of variance m + dispersion · m², Poisson where there is none.
        """
        if not self.is_count:
            return -np.expm1(-rates * years)
        means = np.minimum(rates * years, 1e9)
        if dispersion > 0:
            means = means * chance.gamma(1 / dispersion, dispersion, len(means))
        return chance.poisson(means).astype(np.float64)


def _men(arrivals: Values, share: Values) -> Values:
    return arrivals * share


def _women(arrivals: Values, share: Values) -> Values:
    return arrivals * (1 - share)


def _as_it_is(values: Values) -> Values:
    return values


BY_SEX = ("arrivals_per_year", "male_share_of_arrivals")

QUANTITIES = (
    Quantity("arrivals_male", "persons", BY_SEX, _men),
    Quantity("arrivals_female", "persons", BY_SEX, _women),
    Quantity("arrivals_total", "persons", BY_SEX[:1], _as_it_is),
    Quantity("elite_arrivals_per_year", "persons", ("elite_arrivals_per_year",), _as_it_is),
    Quantity("cadre_executions_per_year", "persons", ("cadre_executions_per_year",), _as_it_is),
    Quantity("top_list_replaced", "share of persons", ("top_list_replaced",), _as_it_is, running=True),
)
"""Series of figures.csv and targets.csv that are forecast where a country has them."""

SUM, PARTS = "arrivals_total", ("arrivals_male", "arrivals_female")
"""A sum is forecast only where its parts are not published: no fact counts twice."""


@dataclass(frozen=True)
class History:
    """What was known of a quantity as of a day, in the order of time, (n,) each.

    `times` are the middles of the periods, in years; `rates` logarithms of rates; `years` the lengths of the periods.
    """

    quantity: Quantity
    figures: tuple[Figure, ...]

    @property
    def times(self) -> Values:
        """The middle of each period, as a calendar year and the part of it that has passed."""
        return np.array([middle(one.start, one.end) for one in self.figures])

    @property
    def years(self) -> Values:
        """Length of each period in years."""
        return np.array([years_between(one.start, one.end) for one in self.figures])

    @property
    def rates(self) -> Values:
        """Logarithms of the rates."""
        return np.log(self.quantity.rate(np.array([one.value for one in self.figures]), self.years))

    def __len__(self) -> int:
        """How many periods were known."""
        return len(self.figures)


def figures_in(evidence: Evidence) -> list[Figure]:
    """All figures of a country, those of targets under their own series."""
    return [*evidence.figures, *(target.figure for target in evidence.targets)]


def quantities_of(evidence: Evidence) -> list[Quantity]:
    """The quantities that a country publishes, at whatever time."""
    there = {figure.series for figure in figures_in(evidence)}
    found = [one for one in QUANTITIES if one.series in there]
    return [one for one in found if one.series != SUM or not set(PARTS) <= there]


def history(evidence: Evidence, quantity: Quantity, as_of: date) -> History:
    """What was known of a quantity as of a day; of several accounts of a period that which was published first."""
    first: dict[tuple[date, date], Figure] = {}
    for figure in sorted(figures_in(evidence.as_of(as_of)), key=lambda one: one.known_from):
        if figure.series == quantity.series and figure.end <= as_of:
            first.setdefault((figure.start, figure.end), figure)
    return History(quantity, tuple(sorted(first.values(), key=lambda one: (one.start, one.end))))


def asked_of(evidence: Evidence, quantity: Quantity, as_of: date, until: date, horizons: int = HORIZONS) -> list[Asked]:
    """The periods of a quantity to forecast as of a day: those that end after it, up to a day and so many years ahead.

    Where figures have periods other than calendar years, such as from a succession to the day of a briefing, theirs are
    asked for: which periods will be told cannot be known beforehand. Their values do not enter.
    """
    published = {(one.start, one.end) for one in figures_in(evidence) if one.series == quantity.series}
    last = min(until, date(as_of.year + horizons, 12, 31))
    calendar = {(date(year, 1, 1), date(year, 12, 31)) for year in range(as_of.year, last.year + 1)}
    taken = {(start.year, end.year) for start, end in published}
    periods = (
        published
        if quantity.running
        else published | {(start, end) for start, end in calendar if (start.year, end.year) not in taken}
    )
    found = sorted((end, start) for start, end in periods if as_of < end <= last)
    known = {(one.start, one.end) for one in history(evidence, quantity, as_of).figures}
    return [Asked(quantity.series, start, end, quantity.unit) for end, start in found if (start, end) not in known]


def middle(start: date, end: date) -> float:
    """The middle of a period, as a calendar year and the part of it that has passed."""
    return start.year + (start.timetuple().tm_yday - 1) / 365.25 + years_between(start, end) / 2


def chance_of(*parts: object) -> np.random.Generator:
    """Chance of one's own for a forecast, by what it is of: whatever else is forecast leaves it as it is."""
    said = "\0".join(map(str, parts)).encode()
    return np.random.default_rng([SEED, *hashlib.blake2b(said, digest_size=16).digest()])


def students(chance: np.random.Generator, freedom: float, count: int) -> Values:
    """Draws (count,) of Student's distribution, one from each of so many parts of equal chance, shuffled."""
    from scipy.special import stdtrit

    places = (np.arange(count) + chance.random(count)) / count
    return stdtrit(freedom, chance.permutation(places))
