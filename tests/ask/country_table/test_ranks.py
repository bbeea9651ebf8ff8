"""Ranks are put in order by their names, their numbers, or as the user says."""

import pytest

from politburo.ask.country_table.ranks import rank_of


@pytest.mark.parametrize(
    ("names", "rank"),
    [
        (("Prime Minister", "President", "Chief of State", "Deputy Prime Minister", "Vice President", "1", "1.0"), 0),
        (("Minister (Full Rank)", "Member, Ruling Group", "Member, Royal Family", "High", "full member", "2"), 1),
        (("Director of Government Agency", "Government Spokesperson", "Governor (Region)", "Medium", "3"), 2),
        (("Minister (Junior)", "Advisor", "Governor (Central Bank)", "Candidate member", "Low", "4", "17"), 3),
    ],
)
def test_the_names_of_published_tables_have_their_rank(names: tuple[str, ...], rank: int):
    assert [rank_of(name, ()) for name in names] == [(rank, False)] * len(names)


def test_a_name_that_is_not_known_is_the_lowest_and_said_to_be_a_guess():
    assert rank_of("Grand Vlok", ()) == (3, True)


def test_the_order_that_the_user_gives_comes_first():
    order = ("candidate", " Member ")
    assert [rank_of(name, order) for name in ("Candidate", "MEMBER", "president")] == [
        (0, False),
        (1, False),
        (2, True),
    ]
