"""Whatever a table holds, nothing is told of fewer than five persons, also by subtracting what is told."""

from collections import Counter
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from politburo.ask.country_table.careers import Careers, Post
from politburo.ask.country_table.counts import (
    Counts,
    counts_of,
    few,
    held_by_year,
    in_fives,
    merged_neighbours,
    merged_posts,
)
from politburo.ask.country_table.exits import NAMES
from politburo.terms.errors import UsageError

pytestmark = pytest.mark.slow

FIRST, LAST = 1950, 1960


def careers_of(posts: list[Post], organs: int = 6, successions: tuple[int, ...] = ()) -> Careers:
    return Careers(
        posts=tuple(posts),
        organs=tuple(f"organ {letter}" for letter in "abcdefghijklmnopqrstuvwxyz"[:organs]),
        country=None,
        first=min(post.start for post in posts),
        last=max(max(post.start, post.end or 0) for post in posts),
        yearly=False,
        successions=successions,
        rank_names=(),
        columns={},
        doubts={},
        remarks=(),
    )


@st.composite
def tables(draw: st.DrawFn) -> Careers:
    """Few persons in many posts, which is the hard case; some with several posts, some in office to the end."""
    persons = draw(st.integers(5, 60))
    posts = []
    for person in range(persons):
        for _ in range(draw(st.integers(1, 3)) if draw(st.booleans()) else 1):
            start = draw(st.integers(FIRST, LAST))
            end = draw(st.one_of(st.none(), st.integers(start, LAST)))
            organ = draw(st.sampled_from((0, 0, 0, 1, 1, 2, 3, 4, 5)))
            posts.append(Post(person, organ, draw(st.integers(0, 3)), start, end, draw(st.sampled_from(NAMES))))
    return careers_of(posts, successions=tuple(sorted(draw(st.sets(st.integers(FIRST, LAST), max_size=3)))))


def told(counts: Counts) -> list[int]:
    """Every count of persons that is told."""
    return [
        counts.persons,
        *(count for *_, count in counts.posts),
        *(number for one in counts.turnover for number in (one.holders, one.left)),
        *counts.exits.values(),
        *counts.tenure.values(),
        *(count for *_, count in counts.generations),
    ]


@settings(max_examples=40)
@given(tables())
def test_no_count_and_no_difference_of_counts_is_of_one_to_four_persons(careers: Careers):
    try:
        counts = counts_of(careers)
    except UsageError as error:
        assert "too few to tell anything" in str(error)
        return
    numbers = told(counts)
    sums = [
        *numbers,
        sum(count for *_, count in counts.posts),
        sum(counts.exits.values()),
        sum(counts.tenure.values()),
        sum(count for *_, count in counts.generations),
    ]
    assert all(number == 0 or number >= 5 for number in numbers)
    assert all(first == second or abs(first - second) >= 5 for first, second in combinations(sums, 2))


@settings(max_examples=40)
@given(tables())
def test_what_is_behind_each_count_are_at_least_five_persons_too(careers: Careers):
    try:
        counts = counts_of(careers)
    except UsageError:
        return
    held = held_by_year(careers)
    for one in counts.turnover:
        before = set(held[one.first - 1])
        stayed = {who for who in before if all(who in held[year] for year in range(one.first, one.last + 1))}
        assert len(before) >= 5
        assert len(stayed) >= 5
        assert len(before - stayed) == 0 or len(before - stayed) >= 5
        assert abs(one.left - len(before - stayed)) < 5
        assert abs(one.holders - len(before)) < 5
        assert one.low <= one.hazard() <= one.high
    for low, high, count in counts.generations:
        entered = Counter[int]()
        for person in {post.person for post in careers.posts}:
            entered[min(post.start for post in careers.posts if post.person == person)] += 1
        low = FIRST if low == counts.first else low
        high = LAST if high == counts.last else high
        assert abs(sum(entered[year] for year in range(low, high + 1)) - count) < 5
    for _, _, held_now in counts.posts:
        assert held_now >= 5
    assert abs(sum(count for *_, count in counts.posts) - len(held[counts.year])) < 5


@given(
    st.dictionaries(st.tuples(st.integers(0, 30), st.integers(0, 8)), st.integers(1, 12), min_size=1).filter(
        lambda cells: sum(cells.values()) >= 5
    ),
    st.sets(st.integers(0, 30), max_size=3),
)
def test_merged_posts_lose_nobody_and_have_no_small_cell(cells: dict[tuple[int, int], int], others: set[int]):
    merged, together = merged_posts(cells, others)
    assert sum(merged.values()) == sum(cells.values())
    assert min(merged.values()) >= 5
    assert len({organ for organ, _ in merged}) <= 16
    assert len(together) <= 5
    assert sorted(rank for ranks in together for rank in ranks) == sorted({rank for _, rank in cells})
    assert not {organ for organ, _ in merged} & others


def test_a_small_cell_joins_the_other_organs_in_its_rank():
    merged, together = merged_posts({(0, 0): 6, (1, 0): 3, (2, 0): 4, (0, 1): 20, (1, 1): 9})
    assert merged == {(0, 0): 6, (-1, 0): 7, (0, 1): 20, (1, 1): 9}
    assert together == [(0,), (1,)]


def test_a_small_rank_joins_the_next():
    merged, together = merged_posts({(0, 0): 2, (0, 1): 6, (0, 2): 9})
    assert merged == {(0, 0): 8, (0, 1): 9}
    assert together == [(0, 1), (2,)]


@given(st.dictionaries(st.integers(), st.integers(5, 99), min_size=1, max_size=20))
def test_fives_are_near_and_add_up(cells: dict[int, int]):
    fives = in_fives(cells)
    assert all(count >= 5 and count % 5 == 0 and abs(count - cells[key]) < 5 for key, count in fives.items())
    assert abs(sum(fives.values()) - sum(cells.values())) <= 2


@given(st.lists(st.integers(0, 12), max_size=12))
def test_neighbours_are_put_together_until_none_is_small(counts: list[int]):
    cells: list[tuple[tuple[int, ...], int]] = [((place,), count) for place, count in enumerate(counts)]
    merged = merged_neighbours(cells, lambda a, b: (*a, *b))
    assert all(count >= 5 for _, count in merged)
    assert sum(count for _, count in merged) in (sum(counts), 0)
    assert [place for key, _ in merged for place in key] == sorted(place for key, _ in merged for place in key)


@pytest.mark.parametrize(
    ("count", "words"), [(1, "fewer than five"), (4, "fewer than five"), (7, "about 5"), (8, "about 10")]
)
def test_rows_are_counted_in_fives(count: int, words: str):
    assert few(count) == words


def test_an_organ_whose_holders_go_on_elsewhere_is_taken_for_one_under_another_name():
    posts = [Post(person, 0, 0, 1950, 1954) for person in range(10)]
    posts += [Post(person, 1, 0, 1954, None) for person in range(2, 12)]
    posts += [Post(person, 2, 0, 1950, 1954) for person in range(20, 30)]
    posts += [Post(person, 3, 0, 1954, None) for person in range(40, 50)]
    counts = counts_of(careers_of(posts), 1951)
    assert counts.organs == ("organ b", "organ c")
    assert any("organ a as organ b" in doubt for doubt in counts.doubts)


def test_a_person_with_several_posts_counts_once_in_the_highest():
    posts = [Post(person, 0, 1, 1950, None) for person in range(20)]
    posts += [Post(person, 1, 0, 1950, None) for person in range(7)]
    counts = counts_of(careers_of(posts))
    assert [(counts.organs[organ], rank, count) for organ, rank, count in counts.posts] == [
        ("organ a", 1, 15),
        ("organ b", 0, 5),
    ]
    assert any("several posts at once" in doubt and "about 5" in doubt for doubt in counts.doubts)


def test_posts_are_those_of_a_usual_year():
    posts = [Post(person, 0, 0, 1950, None) for person in range(10)]
    posts += [Post(person, 0, 0, 1952, 1953) for person in range(10, 40)]
    posts += [Post(person, 0, 0, 1956, None) for person in range(40, 46)]
    counts = counts_of(careers_of([*posts, *(Post(person, 0, 0, 1958, None) for person in range(46, 50))]))
    assert counts.year == 1955
    assert counts.posts == ((0, 0, 10),)


def test_years_in_which_few_left_are_put_together():
    posts = [Post(person, 0, 0, 1950, 1951 + person // 3) for person in range(24)]
    counts = counts_of(careers_of(posts))
    assert next((one.first, one.last, one.left) for one in counts.turnover) == (1951, 1952, 5)
    assert any("Years in which one to four persons left" in doubt for doubt in counts.doubts)


def test_a_year_without_five_holders_is_refused():
    with pytest.raises(UsageError, match="Fewer than five persons held a post at the end of 1970"):
        counts_of(careers_of([Post(person, 0, 0, 1950, None) for person in range(9)]), 1970)
