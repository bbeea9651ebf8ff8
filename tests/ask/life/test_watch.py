"""Watching one post or one person through a run."""

from collections import Counter
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import pytest

from politburo.ask.life.watch import FELT, TIES, Watch
from politburo.country import Country, build
from politburo.month import Outcome, simulate
from politburo.month.now import Now
from politburo.month.state import PLOTTING, SERVING
from politburo.scenario import Scenario, adapt, load
from politburo.scenario.changes import with_levers, with_parameters
from politburo.terms.events import EVENT_NAMES
from politburo.terms.words import KEPT_FORMS
from tests.show.imagined_life import TURNS

pytestmark = pytest.mark.slow

OUT = ("penalty", "flight", "retirement", "death", "moved down", "dismissed")
STIRRED = {"choose.flee_rate": 0.005, "choose.plot_rate": 0.5, "choose.plot_loyalty": 3.0, "conspire.attempt": 0.1}
STIRRED |= {
    "choose.plot_opportunity": 0.3,
    "conspire.attempt_strength": 0.5,
    "conspire.counterbalance": 100.0,
    "fill.death_65": 0.06,
}


class Seen(NamedTuple):
    """A run, every post and some persons of which were watched."""

    country: Country
    scenario: Scenario
    outcome: Outcome
    posts: dict[int, Watch]
    persons: dict[int, Watch]


def stirred() -> Scenario:
    """Thirty months in which purges, flights, plots, failed coups and deaths are common."""
    example = replace(load("example"), logics=("scripted",) * len(load("example").levers))
    levers = {"purge_intensity": 0.3, "type_blindness": 0.0, "surveillance": 0.4, "neighbour_lead": 1.2}
    return with_parameters(with_levers(adapt(example, until="2002-06", scale=0.1), start=None, **levers), STIRRED)


@pytest.fixture(scope="module")
def seen() -> Seen:
    scenario = stirred()
    country = build("example", scenario.scale)
    posts = {post: Watch(country, post=post) for post in range(country.posts.count)}
    persons = {person: Watch(country, person=person) for person in range(0, country.posts.count + 300, 7)}

    def look(now: Now) -> None:
        for watch in (*posts.values(), *persons.values()):
            watch(now)

    outcome = simulate(country, scenario, on_month=look)
    assert outcome.ended_month is None
    return Seen(country, scenario, outcome, posts, persons)


def turns_of_posts(seen: Seen, kind: str) -> list:
    """All turns of a kind, told by the post that the person held before (so that none is told twice)."""
    return [
        turn for post, watch in seen.posts.items() for turn in watch.turns if turn.kind == kind and turn.origin == post
    ]


def logged(seen: Seen, *kinds: str) -> list[int]:
    """Numbers of the events of the kinds."""
    codes = [EVENT_NAMES.index(kind) for kind in kinds]
    return np.flatnonzero(np.isin(seen.outcome.events["kind"], codes)).tolist()


@pytest.mark.slow
def test_everything_that_can_happen_has_happened_in_this_run(seen: Seen):
    found = {turn.kind for watch in seen.posts.values() for turn in watch.turns}
    assert found >= set(TURNS) - {"regime end"}


@pytest.mark.slow
def test_a_post_is_seen_in_every_month_and_as_it_is_at_its_end(seen: Seen):
    cadres = seen.outcome.state.cadres
    for post, watch in seen.posts.items():
        assert [row["month"] for row in watch.rows] == list(range(seen.scenario.start, seen.scenario.end + 1))
        last = watch.rows[-1]
        assert (last["person"], last["standing"]) == (cadres.person[post], cadres.standing[post])
        assert all(last[name] == float(getattr(cadres, name)[post]) for name in FELT)


def test_whenever_a_post_changes_hands_it_is_told_who_left_and_who_came(seen: Seen):
    for post, watch in seen.posts.items():
        holders = [post, *(row["person"] for row in watch.rows)]
        changes = [
            (month, old, new)
            for month, (old, new) in zip((row["month"] for row in watch.rows), pairwise(holders), strict=True)
            if old != new
        ]
        left = [(turn.month, turn.person) for turn in watch.turns if turn.origin == post != turn.goal]
        came = [(turn.month, turn.person) for turn in watch.turns if turn.goal == post != turn.origin]
        assert left == [(month, old) for month, old, _ in changes]
        assert came == [(month, new) for month, _, new in changes]


def test_each_penalty_and_flight_is_told_once_with_the_number_of_its_event(seen: Seen):
    told = turns_of_posts(seen, "penalty") + turns_of_posts(seen, "flight")
    assert sorted(turn.event for turn in told) == logged(seen, "penalty", "flight")
    events = seen.outcome.events
    assert all(events["person"][turn.event] == turn.person for turn in told)
    assert all((turn.goal is None) == (turn.kind == "flight" or turn.form not in KEPT_FORMS) for turn in told)


def test_at_the_top_deaths_and_retirements_are_those_of_the_log(seen: Seen):
    rank = seen.country.posts.rank
    for kind in ("death", "retirement"):
        told = turns_of_posts(seen, kind)
        top = [turn for turn in told if rank[turn.origin] < 2]
        assert sorted(turn.event for turn in top) == logged(seen, kind)
        assert len(told) > len(top) > 0
        assert all(turn.event is None for turn in told if rank[turn.origin] >= 2)


def test_at_the_top_promotions_are_those_of_the_log_and_lead_one_rank_up(seen: Seen):
    rank = seen.country.posts.rank
    told = [
        turn
        for post, watch in seen.posts.items()
        for turn in watch.turns
        if turn.kind == "promotion" and turn.goal == post
    ]
    assert {turn.event for turn in told if rank[turn.goal] < 2} == set(logged(seen, "promotion"))
    assert {int(rank[turn.origin]) - int(rank[turn.goal]) for turn in told if turn.origin is not None} == {1}
    assert any(turn.origin is None for turn in told), "one of those for whom a cadre stands"


def test_who_is_moved_down_goes_one_rank_down_or_among_those_who_are_not_simulated(seen: Seen):
    rank = seen.country.posts.rank
    told = turns_of_posts(seen, "moved down")
    assert sorted(turn.event for turn in told if rank[turn.origin] < 2) == logged(seen, "moved down")
    assert {int(rank[turn.goal]) - int(rank[turn.origin]) for turn in told if turn.goal is not None} == {1}
    assert any(turn.goal is None for turn in told)


def test_rotation_exchanges_two_cadres_of_one_circle(seen: Seen):
    told = turns_of_posts(seen, "rotation")
    moves = {(turn.month, turn.origin, turn.goal) for turn in told}
    # Who is promoted in the month of an exchange goes straight from the old post to the higher one.
    promoted = {(turn.month, turn.origin) for turn in turns_of_posts(seen, "promotion")}
    assert all((month, to, origin) in moves or (month, to) in promoted for month, origin, to in moves)
    circle = seen.country.posts.circle
    assert all(circle[turn.origin] == circle[turn.goal] for turn in told)


def test_a_standing_changes_when_that_is_told_and_not_otherwise(seen: Seen):
    chosen = {"lying low", "return to office", "plot", "plot given up", "returned"}
    for watch in seen.posts.values():
        told = {turn.month: turn.kind for turn in watch.turns if turn.kind in chosen}
        caught = {turn.month for turn in watch.turns if turn.kind in ("plot found", "penalty", "coup attempt")}
        for before, after in pairwise(watch.rows):
            month = after["month"]
            if before["person"] == after["person"] and month not in caught:
                assert (before["standing"] != after["standing"]) == (month in told)
            if told.get(month) == "plot" and before["person"] == after["person"]:
                assert (before["standing"], after["standing"]) == (SERVING, PLOTTING) or month in caught


def test_a_person_is_followed_from_post_to_post(seen: Seen):
    moved = 0
    for person, watch in seen.persons.items():
        for row in watch.rows:
            there = seen.posts[row["post"]].rows[row["month"] - seen.scenario.start]
            if row["standing"] >= 0:
                assert there["person"] == person
                assert all(row[name] == there[name] for name in (*FELT, "standing"))
        moved += len({row["post"] for row in watch.rows}) > 1
        months = [row["month"] for row in watch.rows]
        assert months == list(range(months[0], months[0] + len(months))) if months else True
    assert moved > 10


def test_a_life_ends_with_what_ended_it_and_only_then(seen: Seen):
    ended = Counter()
    for watch in seen.persons.values():
        if watch.rows and watch.rows[-1]["standing"] < 0:
            last = watch.turns[-1]
            assert last.kind in OUT
            assert (last.month, last.goal) == (watch.rows[-1]["month"], None)
            assert np.isnan(watch.rows[-1]["fear"])
            ended[last.kind] += 1
        assert all(row["standing"] >= 0 for row in watch.rows[:-1])
        assert all(turn.goal is not None for turn in watch.turns[:-1])
    assert ended["penalty"] > 5
    assert ended["flight"] + ended["death"] + ended["retirement"] > 5


def test_newcomers_enter_once_and_those_of_the_first_day_never(seen: Seen):
    first = seen.country.posts.count
    for person, watch in seen.persons.items():
        entered = [turn for turn in watch.turns if turn.origin is None]
        assert all(turn.kind in ("recruitment", "promotion") for turn in entered)
        assert len(entered) == (1 if person >= first and watch.rows else 0)
        assert all(turn.month == watch.rows[0]["month"] and turn.origin is None for turn in entered)
    assert any(person >= first and watch.rows for person, watch in seen.persons.items())


def test_ties_that_were_hit_are_those_of_the_post_held_when_it_happened(seen: Seen):
    posts, events = seen.country.posts, seen.outcome.events
    counted = 0
    for post in range(0, posts.count, 11):
        for row in seen.posts[post].rows:
            here = events["month"] == row["month"]
            for kind, how in (("penalty", "penalised"), ("flight", "fled")):
                hit = set(events["agent"][here & (events["kind"] == EVENT_NAMES.index(kind))].tolist())
                assert row[f"close_{how}"] == len(hit & set(posts.close[post].tolist()))
                assert row[f"acquaintances_{how}"] == len(hit & set(posts.acquaintances[post].tolist()))
                assert row[f"patron_{how}"] == (posts.patron[post] in hit)
                assert row[f"clients_{how}"] == len(hit & set(np.flatnonzero(posts.patron == post).tolist()))
                counted += len(hit & set(posts.close[post].tolist()))
    assert counted > 20


def test_a_name_comes_up_where_a_tie_is_penalised_and_is_forgotten_elsewhere(seen: Seen):
    rose = 0
    for watch in seen.posts.values():
        for before, after in pairwise(watch.rows):
            if before["person"] == after["person"]:
                hit = any(after[f"{tie}_penalised"] for tie in TIES)
                assert hit or after["named"] <= before["named"]
                rose += after["named"] > before["named"]
    assert rose > 100


def test_watching_changes_nothing(seen: Seen):
    assert simulate(seen.country, seen.scenario).fingerprint == seen.outcome.fingerprint


def test_the_end_of_the_regime_is_the_end_of_every_life():
    scenario = with_parameters(stirred(), {"conspire.counterbalance": 1.0})
    country = build("example", scenario.scale)
    watches = [Watch(country, post=post) for post in range(country.posts.count)]

    def look(now: Now) -> None:
        for watch in watches:
            watch(now)

    outcome = simulate(country, scenario, on_month=look)
    assert outcome.ended_month is not None
    leaders = []
    for watch in watches:
        (end,) = [turn for turn in watch.turns if turn.kind == "regime end"]
        assert end.month == watch.rows[-1]["month"] == outcome.ended_month
        leaders += [end.person] if end.event is not None else []
    assert len(leaders) == 1
