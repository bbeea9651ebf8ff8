"""A small country and runs of it, to look at."""

from functools import cache

import numpy as np

from politburo.ask.claims.arms import change_month, country_of, simulated, start_month
from politburo.ask.claims.observables import Pair
from politburo.ask.claims.record import Arm
from politburo.country import Country
from politburo.month import Outcome

CALM = Arm(country="example", start="2000-01", settle=6, months=12, scale=1.0)
CHANGE = change_month(CALM)
ROW = CHANGE - start_month(CALM)


def country() -> Country:
    """The country of the arms here."""
    return country_of(CALM)


@cache
def outcome(arm: Arm = CALM, run: int = 0) -> Outcome:
    """One run of an arm."""
    return simulated(arm, 1, run, lambda: None, lambda: False)


def pair(changed: Arm, base: Arm = CALM) -> Pair:
    """Two runs of one number."""
    return Pair(country(), outcome(changed), outcome(base), CHANGE)


def everyone() -> np.ndarray:
    """All posts."""
    return np.ones(country().posts.count, np.bool_)
