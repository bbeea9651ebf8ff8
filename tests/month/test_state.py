"""The state of a run starts from its country, and its hash knows every number in it."""

import pytest

from politburo.month.state import MINDS, Cadres, Homes, Regime, founded
from politburo.terms.parameters import Parameters
from politburo.terms.variables import variables_of
from tests.month.setting import COUNTRY, HOUSEHOLDS, MONTH, POSTS, add_cases

TOLD_BY_THE_POST = {"seen", "backing", "approached", "bribes_visible", "bribes_hidden", "standing", "since"}


def test_at_first_every_post_is_held_by_a_person_of_its_number():
    state = founded(COUNTRY, MONTH, Parameters())
    assert state.cadres.person.tolist() == list(range(POSTS.count))
    assert state.regime.next_person[0] == POSTS.count
    assert (state.cadres.since == MONTH - 1).all()
    assert (state.cadres.disposition == COUNTRY.people.disposition).all()
    assert (state.homes.kin_abroad == HOUSEHOLDS.kin_abroad).all()
    assert state.cases.in_use[0] == 0


def test_nothing_of_the_country_is_changed_by_changing_the_state():
    state = founded(COUNTRY, MONTH, Parameters())
    for array in (*state.cadres, *state.homes):
        array[:] = 1
    assert not (COUNTRY.people.age == 1).any()
    assert not (HOUSEHOLDS.kin_abroad == 1).any()


def test_what_does_not_move_with_a_person_is_what_the_month_works_out_anew():
    assert set(Cadres._fields) - {"person", *MINDS} == TOLD_BY_THE_POST


@pytest.mark.parametrize("part", ["cadres", "homes", "regime"])
def test_the_digest_knows_every_number(part):
    before = founded(COUNTRY, MONTH, Parameters()).digest()
    for name in variables_of({"cadres": Cadres, "homes": Homes, "regime": Regime}[part]):
        state = founded(COUNTRY, MONTH, Parameters())
        value = getattr(getattr(state, part), name)
        value.flat[-1] = value.flat[-1] + 1
        assert state.digest() != before, name


def test_the_digest_knows_the_cases_to_be_heard_of_and_not_forgotten_ones():
    state = founded(COUNTRY, MONTH, Parameters())
    before = state.digest()
    add_cases(state, [3])
    with_penalty = state.digest()
    state.cases.in_use[0] = 0
    assert state.digest() == before
    add_cases(state, [3], 1)
    assert len({before, with_penalty, state.digest()}) == 3


def test_cases_keep_what_their_posts_showed():
    state = founded(COUNTRY, MONTH, Parameters())
    state.cadres.displayed_loyalty[[3, 8]] = 0.25, 0.75
    add_cases(state, [3])
    add_cases(state, [8], 1)
    cases = state.cases
    assert (cases.post[:2].tolist(), cases.flight[:2].tolist(), cases.displayed_loyalty[:2].tolist()) == (
        [3, 8],
        [0, 1],
        [0.25, 0.75],
    )
