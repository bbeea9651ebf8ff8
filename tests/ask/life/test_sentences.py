"""A life in sentences."""

import re
from itertools import pairwise

import numpy as np
import pytest

from politburo.ask.life.sentences import in_words, turn_in_words
from politburo.ask.life.watch import Turn
from tests.show.imagined_life import START, TURNS, eventful, imagined_life


def test_a_life_is_told_from_its_begin_to_its_end():
    said = in_words(eventful())
    parts = [
        "Person 17 in run 3 of Imagined is a synthetic cadre",
        "held post 17 (trade, senior/central rank, Capital, abroad) in January 2010",
        "In July 2010 the cadre was rotated to post 18 (Border, at home)",
        "in October 2010 the cadre received a lesser penalty for disloyalty",
        "promoted to post 1 (party, top leadership rank, N Hamgyong)",
        "in August 2011 the cadre was found out as a plotter; in August 2011 the cadre was executed for plotting",
        "Fear was lowest at 0.10 in January 2010 and highest at 0.72 in July 2011",
        "(the mean of that organ and rank was then 0.25), "
        "after three close friends and the patron had been penalised or had fled",
        "Private loyalty went from 0.60 to 0.32, displayed loyalty from 0.65 to 0.89",
        "greatest in July 2011: 0.32 felt, 0.89 shown",
        "lay low for three months of 20: March 2010 to May 2010",
        "plotted for four months of 20: April 2011 to July 2011",
        "close friends were penalised three times and fled once; acquaintances were penalised twice; the patron was "
        "penalised once; clients were penalised twice",
    ]
    places = [said.find(part) for part in parts]
    assert -1 not in places, parts[places.index(-1)]
    assert all(one < other for one, other in pairwise(places))
    assert "was still in post" not in said


def test_a_quiet_life_is_told_as_quiet():
    said = in_words(imagined_life(months=36))
    assert "No close friend, acquaintance, patron or client was penalised or fled in all this time." in said
    assert said.endswith("The cadre was still in post when the run ended in December 2012.")
    assert not re.search("lay low|plotted|executed", said)


def test_a_post_is_told_by_its_holders():
    holders = [*[17] * 10, *[400] * 14]
    turns = [Turn(START + 10, "flight", 17, 17, None, event=9), Turn(START + 10, "recruitment", 400, None, 17)]
    said = in_words(imagined_life(post=17, turns=turns, columns={"person": holders}))
    assert said.startswith(
        "Post 17 (trade, senior/central rank, Capital, abroad) in run 3 of Imagined, January 2010 to"
    )
    assert "had two holders, all synthetic cadres. Person 17 fled from a post abroad in November 2010." in said
    assert "Private loyalty went" not in said, "the loyalty of two persons is no development"


def test_who_comes_from_a_post_that_is_not_simulated_of_itself_is_said_to():
    said = in_words(imagined_life(turns=[Turn(START, "promotion", 17, None, 17, event=3)]))
    assert (
        "who was promoted to post 17 (trade, senior/central rank, Capital, abroad) in January 2010, from a post" in said
    )


def test_many_turns_are_told_by_the_first_and_the_last():
    turns = [Turn(START + month, "rotation", 17, 17 + month % 2, 18 - month % 2) for month in range(20)]
    said = in_words(imagined_life(turns=turns))
    assert "12 more turns" in said
    assert said.count("was rotated") == 8


@pytest.mark.parametrize("kind", TURNS)
def test_every_kind_of_turn_has_words(kind: str):
    turn = Turn(START, kind, 17, None if kind == "recruitment" else 18, 17, "execution", "disloyalty", 1)
    assert re.fullmatch(
        r"(was|entered|retired|died|fled|began|returned|did not return|gave|attempted|led) ?.*",
        turn_in_words(turn, imagined_life()),
    )


def test_fear_that_is_nowhere_known_is_not_told():
    assert "Fear was" not in in_words(
        imagined_life(months=1, columns=dict.fromkeys(("fear", "private_loyalty"), np.nan))
    )


def test_a_life_says_that_it_is_invented_and_where_testimony_is():
    assert imagined_life().sentences[-1] == "This life is invented; it is not testimony."
    said = imagined_life(country="north-korea").sentences[-1]
    assert said.startswith("This life is invented; it is not testimony. Testimony of people who left North Korea is in")
    assert "Commission of Inquiry" in said
