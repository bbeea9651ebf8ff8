"""Claim C11: news that colleagues were purged can be the final catalyst. Set down before the runs were made."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from politburo.month import Outcome
from tests.claims.ensemble import (
    CHANGE_MONTH,
    CHANGE_ROW,
    Arm,
    Effect,
    country_of,
    effect,
    mediated,
    of_pairs,
    paired,
    simulated,
    total_of,
)

pytestmark = pytest.mark.claim

RUNS, SCALE, MONTHS = 24, 0.5, 15
WAVE = (("purge_intensity", 0.6, 0, 3),)
"""Three months in which the top is penalised at twelve times the usual rate."""
MINIMUM_RISE, MINIMUM_SHARE = 0.2, 0.6


def wave(off: tuple[str, ...] = (), changes: tuple[tuple[str, float], ...] = ()) -> Arm:
    """The arm with the wave."""
    return Arm(changes, WAVE, off, scale=SCALE, runs=RUNS, months=MONTHS)


def calm(off: tuple[str, ...] = (), changes: tuple[tuple[str, float], ...] = ()) -> Arm:
    """The arm without it."""
    return Arm(changes, off=off, scale=SCALE, runs=RUNS, months=MONTHS)


def flights_of(outcome: Outcome, who: NDArray) -> float:
    """Flights in the months watched from posts flagged in `who` (n,)."""
    months = outcome.events["month"]
    inside = (months >= CHANGE_MONTH) & (months < CHANGE_MONTH + MONTHS) & (outcome.events["kind"] == 1)
    return float(np.count_nonzero(who[outcome.events["agent"][inside]]))


def wished_before() -> NDArray:
    """Posts whose holders' wish to leave is in the upper half of those who can, by contact with the outside (n,).

    The wish before the wave is made of what the wave does not touch: the outside option of the post.
    """
    posts = country_of(calm()).posts
    chance = (posts.abroad > 0) | (posts.access > 0.5)
    return chance & (posts.exposure >= np.median(posts.exposure[chance]))


def hit_circles(a: Outcome, b: Outcome) -> NDArray:
    """Circles where the wave brought most additional penalties per head (24,): the upper half."""
    sizes = country_of(calm()).circle_sizes

    def rate(outcome: Outcome) -> NDArray:
        counts = outcome.series["penalties_by_circle_and_form"][CHANGE_ROW : CHANGE_ROW + 4].sum(axis=(0, 3))
        return counts.reshape(-1) / sizes

    more = rate(a) - rate(b)
    return more >= np.median(more)


def test_flights_rise_after_a_wave_of_penalties():
    found = effect(wave(), calm(), total_of("flights", last=MONTHS))
    before = np.mean([total_of("flights", last=MONTHS)(one) for one in simulated(calm())])
    assert found.low > 0 and found.mean / before >= MINIMUM_RISE, (found, before)


def test_a_wave_sets_off_more_flights_where_the_wish_to_leave_is_strong():
    """The wave crossed with a wish of another origin: the neighbour's lead, 1.8 instead of 1.2, throughout."""
    tempted = (("neighbour_lead", 1.8),)
    strong = effect(wave(changes=tempted), calm(changes=tempted), total_of("flights", last=MONTHS))
    usual = effect(wave(), calm(), total_of("flights", last=MONTHS))
    found = of_pairs(strong.pairs - usual.pairs)
    assert found.low > 0, found


@pytest.mark.xfail(reason="C11 falls short here: 9.1 [7.6, 10.7] of 18.0 flights, 60 % asked for")
def test_most_of_the_rise_is_among_those_who_wished_to_leave_before():
    wished = wished_before()
    whole = effect(wave(), calm(), total_of("flights", last=MONTHS))
    theirs = paired(simulated(wave()), simulated(calm()), lambda a, b: flights_of(a, wished) - flights_of(b, wished))
    assert theirs.low > 0 and theirs.mean / whole.mean >= MINIMUM_SHARE, (theirs, whole)


def more_where_it_was_heard() -> Effect:
    """Additional flights per head in the circles hit most, less those in the others."""
    country = country_of(calm())

    def more(a: Outcome, b: Outcome) -> float:
        heard = hit_circles(a, b)[country.posts.circle]
        rises = [(flights_of(a, who) - flights_of(b, who)) / np.count_nonzero(who) for who in (heard, ~heard)]
        return float(rises[0] - rises[1])

    return paired(simulated(wave()), simulated(calm()), more)


@pytest.mark.xfail(reason="C11 falls short here: +0.15 [-0.03, +0.32] flights per 1,000 cadres, above 0 asked for")
def test_flights_rise_more_per_head_in_the_circles_that_heard():
    found = more_where_it_was_heard()
    assert found.low > 0, found


def test_the_rise_flows_through_fear():
    off = ("flight_from_fear",)
    whole = effect(wave(), calm(), total_of("flights", last=MONTHS))
    without = effect(wave(off), calm(off), total_of("flights", last=MONTHS))
    assert mediated(whole, without) > 0.5, (whole, without)
