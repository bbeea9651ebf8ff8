"""The loops over cadres and households are compiled to instructions that work on several of them at once."""

from typing import Any

import numba
import pytest

from politburo.country import draws
from politburo.month import believe, choose, fear, fill, hazards, hear, judge, live
from politburo.numerics import arithmetic
from tests.month.setting import first_month
from tests.numerics.packed import packed_instructions, type_loops
from tests.processors import IS_X86

pytestmark = [
    pytest.mark.skipif(not IS_X86, reason="instructions of x86-64"),
    pytest.mark.long,
]

ARITHMETIC = {"addps", "subps", "mulps", "divps", "minps", "maxps"}

LOOPS = {
    "earn": (live.earn, {"mulps", "addps", "divps", "maxps"}),
    "feel": (live.feel, {"mulps", "addps", "divps"}),
    "trust": (live.trust, {"mulps", "addps", "maxps"}),
    "dread_of_households": (live.dread, {"mulps", "subps", "divps"}),
    "could_leave": (live.could_leave, {"mulps", "addps"}),
    "talk": (hear.talk, {"mulps", "subps"}),
    "listen": (hear.listen, {"addps"}),
    "fade": (arithmetic.fade, {"mulps"}),
    "look_up_among_equals": (fear.look_up_among_equals, {"mulps", "addps", "divps", "maxps"}),
    "perceive": (fear.perceive, {"mulps", "addps"}),
    "dread": (fear.dread, {"mulps", "subps"}),
    "find_departure": (hazards.find_departure, {"mulps", "addps", "maxps"}),
    "find_loyalty": (hazards.find_loyalty, {"mulps", "addps"}),
    "drift": (believe.drift, {"mulps", "addps", "divps"}),
    "try_out": (believe.try_out, {"mulps", "addps", "divps"}),
    "go_toward_the_peak": (believe.go_toward_the_peak, {"mulps", "addps", "divps", "minps", "maxps"}),
    "fall_silent": (believe.fall_silent, {"mulps", "addps"}),
    "bribe": (believe.bribe, {"mulps", "addps"}),
    "find_lying_low": (hazards.find_lying_low, {"mulps", "addps", "divps"}),
    "find_flight": (hazards.find_flight, {"mulps", "addps", "minps"}),
    "find_plot": (hazards.find_plot, {"mulps", "addps", "minps"}),
    "decide": (choose.decide, {"addps", "subps"}),
    "find_visibility": (hazards.find_visibility, {"mulps"}),
    "find_guilt": (hazards.find_guilt, {"mulps", "addps", "divps"}),
    "find_hazards_among_equals": (judge.find_hazards_among_equals, {"mulps", "addps", "minps"}),
    "each_merit": (hazards.each_merit, {"mulps", "addps", "divps"}),
    "each_departure": (hazards.each_departure, {"mulps", "addps", "maxps"}),
    "remember": (hear.remember, {"mulps", "addps", "minps"}),
    "age_and_leave": (fill.age_and_leave, {"mulps", "addps"}),
    "to_normal": (draws._to_normal, {"mulps", "addps", "divps"}),
    "to_lognormal": (draws._to_lognormal, {"mulps", "addps"}),
}

PHASES: tuple[Any, ...] = (live.live, hear.hear, fear.fear, believe.believe, choose.choose, judge.judge, fill.fill)


@pytest.fixture(scope="module", autouse=True)
def _every_loop_knows_its_types():
    draws.lognormals(4, 0.5, draws.Purpose.POST)
    now = numba.typeof(first_month({}))
    for phase in PHASES:
        type_loops(phase, now)


@pytest.mark.parametrize("name", LOOPS)
def test_the_loop_is_packed(name):
    loop, expected = LOOPS[name]
    found = packed_instructions(getattr(loop, "compiled", loop))
    assert expected <= set(found) & ARITHMETIC, dict(found)
