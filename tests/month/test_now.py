"""Chance in a month: a few agents get the draws that they would get among all."""

import numpy as np

from politburo.month.now import scratch_for
from politburo.numerics.chance import Purpose
from tests.month.setting import COUNTRY, HOUSEHOLDS, POSTS, first_month


def test_draws_for_a_few_are_those_they_would_get_among_all():
    now = first_month({})
    few = np.array([0, 3, 777, 2999], np.int32)
    assert (now.draw_for(few, Purpose.FORM) == now.draw(Purpose.FORM, POSTS.count)[few]).all()
    assert (now.draw_for(few, Purpose.FORM, 1) == now.draw(Purpose.FORM, POSTS.count, 1)[few]).all()


def test_draws_differ_by_month_run_seed_purpose_and_channel():
    now = first_month({})
    draws = [now.draw(Purpose.FORM, 50).tolist(), now.draw(Purpose.FORM, 50, 1).tolist()]
    draws.append(now.draw(Purpose.CHOOSE, 50).tolist())
    others = [first_month({}, month=1), first_month({}, run=99), first_month({}, seed=99)]
    draws += [other.draw(Purpose.FORM, 50).tolist() for other in others]
    assert len({tuple(drawn) for drawn in draws}) == 6


def test_counts_go_back_to_zero():
    now = first_month({})
    counts = now.counts
    arrays = (counts.penalties, counts.flights, counts.turnover, counts.departures, counts.plots_found)
    for array in arrays:
        array.fill(2)
    counts.coup_attempts = 2
    counts.clear()
    assert sum(float(array.sum()) for array in arrays) == 0
    assert counts.coup_attempts == 0


def test_working_memory_has_room_for_posts_and_households():
    scratch = scratch_for(COUNTRY)
    for array in (scratch.vacant, scratch.flags, scratch.guilt, scratch.helpless, scratch.telling_flights):
        assert len(array) == POSTS.count
    assert len(scratch.leavers) == len(scratch.persons) == HOUSEHOLDS.count
    for array in (scratch.uniforms, scratch.chosen):
        assert len(array) == max(POSTS.count, HOUSEHOLDS.count)
