"""In whatever scenario: posts and persons are conserved, and series, events and state tell the same story."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from numpy.typing import NDArray

from politburo.month import Outcome
from politburo.month.now import Now
from politburo.terms.events import EVENT_NAMES
from politburo.terms.words import FORMS, KEPT_FORMS
from tests.properties.any_scenario import STORMY, Choices, any_choices, same_examples_every_time
from tests.properties.run_bits import arrays_of, hashed
from tests.properties.worlds import country, run_of

pytestmark = pytest.mark.slow

CIRCLES = len(country().organs), len(country().ranks)


@dataclass(frozen=True)
class Month:
    """What the holders of the posts were when a month was over."""

    month: int
    person: NDArray[np.int32]
    since: NDArray[np.int32]
    next_person: int
    turnover: NDArray[np.float32]
    ended: bool


def lived(choices: Choices) -> tuple[Outcome, list[Month]]:
    """A run and its months; before them, those who held the posts at first."""
    scenario, posts = choices.scenario(), country().posts.count
    first = np.arange(posts, dtype=np.int32)
    months = [
        Month(
            scenario.start - 1,
            first,
            np.full(posts, scenario.start - 1, np.int32),
            posts,
            np.zeros(24, np.float32),
            False,
        )
    ]

    def keep(now: Now) -> None:
        cadres, regime = now.state.cadres, now.state.regime
        months.append(
            Month(
                now.month, cadres.person.copy(), cadres.since.copy(), int(regime.next_person[0]),
                now.counts.turnover.copy(), bool(regime.ended[0]),
            )
        )  # fmt: skip

    return run_of(scenario, on_month=keep), months


def events_of(outcome: Outcome, kind: str, month: int | None = None) -> dict[str, NDArray]:
    """Columns of the events of a kind, in one month or in all."""
    chosen = outcome.events["kind"] == EVENT_NAMES.index(kind)
    if month is not None:
        chosen &= outcome.events["month"] == month
    return {name: column[chosen] for name, column in outcome.events.items()}


@same_examples_every_time
@given(any_choices)
def test_every_post_is_held_by_one_person_and_nobody_holds_two(choices: Choices):
    _, months = lived(choices)
    for month in months:
        assert len(np.unique(month.person)) == country().posts.count
        assert month.person.min() >= 0
        assert month.person.max() < month.next_person


@same_examples_every_time
@given(any_choices)
def test_as_many_persons_come_as_go_and_serial_numbers_are_never_used_again(choices: Choices):
    _, months = lived(choices)
    for before, after in pairwise(months):
        came = np.setdiff1d(after.person, before.person)
        assert len(came) == len(np.setdiff1d(before.person, after.person))
        assert list(came) == list(range(before.next_person, after.next_person))


@same_examples_every_time
@given(any_choices)
def test_who_fled_or_lost_his_post_is_gone(choices: Choices):
    outcome, months = lived(choices)
    for month in months[1:]:
        penalties = events_of(outcome, "penalty", month.month)
        kept = np.isin(penalties["form"], [FORMS.index(form) for form in KEPT_FORMS])
        dismissed = events_of(outcome, "dismissed", month.month)["person"]
        lost = np.concatenate([penalties["person"][~kept], dismissed])
        gone = np.concatenate([lost, events_of(outcome, "flight", month.month)["person"]])
        assert len(np.unique(gone)) == len(gone)
        if not month.ended:
            assert not np.isin(gone, month.person).any()


@same_examples_every_time
@given(any_choices)
def test_nobody_flees_and_is_penalised_in_the_same_month(choices: Choices):
    outcome, months = lived(choices)
    for month in months[1:]:
        fled, penalised = (events_of(outcome, kind, month.month)["agent"] for kind in ("flight", "penalty"))
        assert not np.isin(fled, penalised).any()


@same_examples_every_time
@given(any_choices)
def test_nobody_is_penalised_twice_in_a_month(choices: Choices):
    outcome, months = lived(choices)
    for month in months[1:]:
        penalised = events_of(outcome, "penalty", month.month)["agent"]
        assert len(np.unique(penalised)) == len(penalised)


@same_examples_every_time
@given(any_choices)
def test_tenure_starts_where_the_holder_changes_and_turnover_counts_it(choices: Choices):
    _, months = lived(choices)
    for before, after in pairwise(months):
        changed = after.person != before.person
        assert np.array_equal(changed, after.since == after.month)
        by_circle = np.bincount(country().posts.circle[changed], minlength=24)
        assert (by_circle <= after.turnover).all(), "who moves on in his first month is counted twice, never less"


@same_examples_every_time
@given(any_choices)
def test_series_of_penalties_and_flights_count_the_events(choices: Choices):
    outcome, months = lived(choices)
    for row, month in enumerate(months[1:]):
        penalties, flights = (events_of(outcome, kind, month.month) for kind in ("penalty", "flight"))
        by_form = np.zeros((*CIRCLES, len(FORMS)))
        np.add.at(by_form, (penalties["organ"], penalties["rank"], penalties["form"]), 1)
        by_circle = np.zeros(CIRCLES)
        np.add.at(by_circle, (flights["organ"], flights["rank"]), 1)
        assert np.array_equal(outcome.series["penalties_by_circle_and_form"][row], by_form)
        assert np.array_equal(outcome.series["flights_by_circle"][row], by_circle)
        assert outcome.series["penalties"][row] == len(penalties["agent"])
        assert outcome.series["flights"][row] == len(flights["agent"])


@same_examples_every_time
@given(any_choices)
def test_series_of_plots_and_coups_count_the_events(choices: Choices):
    outcome, months = lived(choices)
    for row, month in enumerate(months[1:]):
        plots, failures, ends = (
            len(events_of(outcome, kind, month.month)["agent"]) for kind in ("plot found", "coup attempt", "regime end")
        )
        assert outcome.series["plots_found"][row] == plots
        assert outcome.series["coup_attempts"][row] == failures + ends


@same_examples_every_time
@given(any_choices)
def test_those_who_depart_are_whole_persons_and_add_up(choices: Choices):
    outcome, months = lived(choices)
    households = country().households
    for row, month in enumerate(months[1:]):
        departures = events_of(outcome, "departure", month.month)
        assert (departures["persons"] >= 1).all()
        assert (departures["person"] == -1).all()
        assert np.array_equal(departures["province"], households.province[departures["agent"]])
        assert np.array_equal(departures["sex"], households.sex[departures["agent"]])
        by_province = np.bincount(departures["province"], departures["persons"], len(country().provinces))
        assert np.array_equal(outcome.series["departures_by_province"][row], by_province)
        assert outcome.series["departures"][row] == by_province.sum()


@same_examples_every_time
@given(any_choices)
def test_events_say_where_their_post_is(choices: Choices):
    outcome, _ = lived(choices)
    events, posts = outcome.events, country().posts
    of_cadres = events["kind"] != EVENT_NAMES.index("departure")
    for name in ("organ", "rank", "province", "abroad"):
        assert np.array_equal(events[name][of_cadres], getattr(posts, name)[events["agent"][of_cadres]])
    assert ((events["day"] >= 1) & (events["day"] <= 28)).all()


def test_a_run_leaves_the_country_as_it_was():
    before = hashed(arrays_of(country()))
    lived(STORMY)
    assert hashed(arrays_of(country())) == before
    assert not country().households.weight.flags.writeable


def test_in_the_stormy_example_there_is_much_to_conserve():
    outcome, _ = lived(STORMY)
    for kind in ("penalty", "flight", "plot found", "coup attempt", "departure", "promotion", "rotation", "moved down"):
        assert len(events_of(outcome, kind)["agent"]) > 0, kind
