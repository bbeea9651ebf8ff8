"""The loops over cadres and households are compiled to instructions that work on several of them at once."""

import platform

import pytest

from politburo.country import draws
from politburo.month import believe, choose, fear, fill, hear, judge, live, penalise, simulate
from politburo.scenario import adapt, load
from tests.month.setting import COUNTRY
from tests.numerics.packed import packed_instructions

pytestmark = [
    pytest.mark.skipif(platform.machine() not in ("x86_64", "AMD64"), reason="instructions of x86-64"),
    pytest.mark.slow,
]

ARITHMETIC = {"addps", "subps", "mulps", "divps", "minps", "maxps"}

LOOPS = {
    "earn": (live.earn, {"mulps", "addps", "divps", "maxps"}),
    "feel": (live.feel, {"mulps", "addps", "divps"}),
    "trust": (live.trust, {"mulps", "addps", "maxps"}),
    "leave": (live.leave, {"mulps", "addps", "divps"}),
    "forget_kin": (live.forget_kin, {"mulps"}),
    "talk": (hear.talk, {"mulps"}),
    "voice": (hear.voice, {"mulps", "subps"}),
    "forgive": (hear.forgive, {"mulps"}),
    "perceive": (fear.perceive, {"mulps", "addps"}),
    "dread": (fear.dread, {"mulps", "subps"}),
    "drift": (believe.drift, {"mulps", "addps", "divps"}),
    "show": (believe.show, {"mulps", "addps", "divps"}),
    "bribe": (believe.bribe, {"mulps", "addps"}),
    "compare": (choose.compare, {"mulps", "addps", "divps"}),
    "tempt": (choose.tempt, {"mulps", "addps", "minps"}),
    "incite": (choose.incite, {"mulps", "addps", "minps"}),
    "decide": (choose.decide, {"addps", "subps"}),
    "suspect": (judge.suspect, {"mulps", "addps"}),
    "stand_out": (judge.stand_out, {"mulps"}),
    "find_guilt": (judge.find_guilt, {"mulps", "addps", "divps"}),
    "age_and_leave": (fill.age_and_leave, {"mulps", "addps"}),
    "choose_forms": (penalise.choose_forms, {"mulps", "addps", "divps"}),
    "to_normal": (draws._to_normal, {"mulps", "addps", "divps"}),
    "to_lognormal": (draws._to_lognormal, {"mulps", "addps"}),
}


@pytest.fixture(scope="module", autouse=True)
def _a_year_is_run():
    """So that every loop has been compiled for the arrays it is used on."""
    draws.lognormals(4, 0.5, draws.Purpose.POST)
    simulate(COUNTRY, adapt(load("example"), until="2000-12"))


@pytest.mark.parametrize("name", LOOPS)
def test_the_loop_is_packed(name):
    kernel, expected = LOOPS[name]
    found = packed_instructions(kernel)
    assert expected <= set(found) & ARITHMETIC, dict(found)
