"""What a phase gets to work with, in Python and in compiled code; a few agents draw what they would among all."""

import numpy as np
import pytest

from politburo.month.now import Now, draw_all, scratch_for
from politburo.month.state import HELD
from politburo.numerics.chance import Purpose
from politburo.numerics.compile import kernel
from politburo.terms.parameters import Conspire
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


def test_a_new_month_starts_with_nothing_counted_and_every_post_held():
    now = first_month({})
    for array in (*now.counts, now.scratch.vacant):
        array.fill(2)
    now.turn_to(now.month + 1, now.levers, now.seed, now.run)
    assert sum(float(array.sum()) for array in now.counts) == 0
    assert (now.scratch.vacant == HELD).all()


def test_a_month_draws_by_its_own_number_seed_and_run():
    now = first_month({}, month=5, seed=1, run=2)
    now.turn_to(6, now.levers, 3, 4)
    assert (now.month, now.seed, now.run) == (6, 3, 4)
    expected = first_month({}, month=6, seed=3, run=4).draw(Purpose.FORM, 50)
    assert now.draw(Purpose.FORM, 50).tolist() == expected.tolist()
    assert draw_all(now, np.int64(Purpose.FORM), 50).tolist() == expected.tolist()


@pytest.mark.parametrize("chance", [(-1, 0, 0), (0, 2**32, 0), (0, 0, 2**32)])
def test_what_does_not_fit_in_a_word_is_refused(chance: tuple[int, int, int]):
    month, seed, run = chance
    now = first_month({})
    with pytest.raises(OverflowError, match="not all from 0"):
        now.turn_to(month, now.levers, seed, run)


def test_python_and_compiled_code_see_the_same_month():
    now = first_month({})
    grow_old(now)
    assert (now.state.cadres.age == COUNTRY.people.age + 1).all()
    assert now.regime.alarm[0] == now.month


@kernel
def grow_old(now: Now) -> None:
    """Change an array and a single number of the month."""
    now.cadres.age[:] += np.float32(1)
    now.regime.alarm[0] = now.month


def test_working_memory_has_room_for_posts_and_households():
    scratch = scratch_for(COUNTRY, Conspire())
    for array in (scratch.vacant, scratch.flags, scratch.guilt, scratch.helpless, scratch.telling, scratch.chosen):
        assert len(array) == POSTS.count
    assert len(scratch.leavers) == HOUSEHOLDS.count
    assert len(scratch.uniforms) == max(POSTS.count, HOUSEHOLDS.count)
