"""Groups of posts: who belongs to them."""

from dataclasses import replace

import numpy as np
import pytest

from politburo.ask.claims.arms import struck
from politburo.ask.claims.populations import MONTHS_OF_A_WAVE, POPULATIONS, among
from politburo.ask.claims.record import Arm
from politburo.terms.events import EVENT_NAMES
from tests.ask.claims.made import CALM, CHANGE, country, outcome, pair

HARSH = replace(CALM, held=(("purge_intensity", 0.8),))


def test_no_name_is_everyone():
    assert among((), pair(HARSH)).all()


def test_those_who_stay_stayed_in_both_arms():
    who = among(("those who stay",), pair(HARSH))
    assert 0 < who.sum() < len(who)
    for arm in (HARSH, CALM):
        assert (outcome(arm).state.cadres.since[who] < CHANGE).all()


def test_several_names_mean_those_in_all_of_them():
    both = among(("military", "county"), pair(HARSH))
    posts = country().posts
    np.testing.assert_array_equal(both, (posts.organ == 1) & (posts.rank == 3))


def test_friends_of_the_shocked_have_one_among_their_close_friends():
    hit, posts = struck(country()), country().posts
    close, far = (among((f"{kind} of the shocked",), pair(HARSH)) for kind in ("close friends", "acquaintances"))
    assert hit[posts.close[close]].any(axis=1).all()
    assert not hit[posts.close[far]].any()
    assert not (close & hit).any() and not (close & far).any()


def test_strangers_have_no_tie_to_anyone_struck():
    strangers = among(("strangers to the shocked",), pair(HARSH))
    hit, posts = struck(country()), country().posts
    assert not hit[posts.close[strangers]].any()
    assert not hit[posts.acquaintances[strangers]].any()


def test_circles_hit_are_those_in_which_the_change_penalised_more_per_head():
    hit, spared = among(("in circles hit",), pair(HARSH)), among(("in circles spared",), pair(HARSH))
    assert (hit ^ spared).all()

    def more(who: np.ndarray) -> float:
        counts = [_penalised(arm, who) for arm in (HARSH, CALM)]
        return (counts[0] - counts[1]) / np.count_nonzero(who)

    assert more(hit) > more(spared)


def _penalised(arm: Arm, who: np.ndarray) -> int:
    events = outcome(arm).events
    inside = (events["kind"] == EVENT_NAMES.index("penalty")) & (events["month"] >= CHANGE)
    inside &= events["month"] < CHANGE + MONTHS_OF_A_WAVE
    return int(np.count_nonzero(who[events["agent"][inside]]))


@pytest.mark.parametrize("name", POPULATIONS)
def test_every_group_is_a_part_of_the_posts(name: str):
    who = among((name,), pair(HARSH))
    assert who.dtype == np.bool_
    assert who.shape == (country().posts.count,)
