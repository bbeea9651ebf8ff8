"""A small country and runs of it, to look at."""

from functools import cache

from politburo.ask.claims.arms import change_month, country_of, prefix_of, start_month
from politburo.ask.claims.followed import Request
from politburo.ask.claims.observables import Begun, Seen, begun, seen_of
from politburo.ask.claims.record import Arm
from politburo.country import Country

CALM = Arm(country="example", start="2000-01", settle=6, months=12, scale=1.0)
CHANGE = change_month(CALM)
ROW = CHANGE - start_month(CALM)


def country() -> Country:
    """The country of the arms here."""
    return country_of(CALM)


@cache
def common(arm: Arm = CALM, run: int = 0) -> Begun:
    """What comes before the change of an arm."""
    return begun(prefix_of(arm), 1, run, lambda: None, lambda: False)


@cache
def seen(arm: Arm = CALM, *requests: Request, run: int = 0) -> Seen:
    """One run of an arm, as it is seen where this is asked for."""
    return seen_of(arm, common(prefix_of(arm), run), requests, lambda: None, lambda: False)
