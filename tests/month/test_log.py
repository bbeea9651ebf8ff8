"""The log keeps every event in order, however many there are."""

import numpy as np
import pytest
from numpy.typing import NDArray

from politburo.month.log import DEPARTURE, FLIGHT, PENALTY, PLOT, Log, add, add_of_post, digest_of, row_of, tell
from politburo.month.now import Now
from politburo.numerics.compile import kernel
from politburo.terms.accounts import MOST_TERMS
from politburo.terms.events import EVENT_NAMES, LOGGED_COLUMNS
from tests.month.setting import POSTS, first_month

pytestmark = pytest.mark.slow


def told(log: Log, event: int, hazard: float, *terms: float) -> None:
    """Say why an event happened."""
    explain(log, event, np.float32(hazard), np.array(terms, np.float32))


@kernel
def explain(log: Log, event: int, hazard: np.float32, terms: NDArray[np.float32]) -> None:
    """Keep the hazard and the terms of an event."""
    at = tell(log, event, hazard)
    log.terms[at, : len(terms)] = terms


@kernel
def penalty(now: Now, post: int) -> None:
    """A penalty of the holder of a post."""
    add_of_post(now.log, PENALTY, now.month, now.posts, post, now.cadres.person[post])


def test_what_is_not_said_of_an_event_is_marked_as_unsaid():
    log = Log()
    events = [add(log, DEPARTURE, 24_000, agent) for agent in (4, 9)]
    row = {name: column.tolist() for name, column in log.columns().items()}
    assert events == [0, 1]
    assert row["kind"] == [EVENT_NAMES.index("departure")] * 2
    assert (row["month"], row["agent"]) == ([24_000] * 2, [4, 9])
    for name in ("person", "organ", "rank", "province", "form", "charge", "sex"):
        assert row[name] == [-1, -1]
    assert (row["day"], row["abroad"], row["persons"]) == ([0, 0], [0, 0], [1, 1])


def test_an_event_of_a_post_says_where_and_who():
    now = first_month({})
    now.state.cadres.person[:] += 100
    posts = [4, 9, int(np.flatnonzero(POSTS.abroad)[0])]
    for post in posts:
        penalty(now, post)
    row = {name: column.tolist() for name, column in now.log.columns().items()}
    assert row["kind"] == [EVENT_NAMES.index("penalty")] * 3
    assert row["person"] == [100 + post for post in posts]
    for name in ("organ", "rank", "province", "abroad"):
        assert row[name] == getattr(POSTS, name)[posts].tolist()
    assert row["persons"] == [1, 1, 1]


def test_a_log_grows_without_losing_anything():
    log = Log()
    for month in range(8):
        for agent in range(3000):
            add(log, FLIGHT, month, agent)
    assert len(log) == 24_000
    assert log.columns()["agent"].tolist() == [*range(3000)] * 8
    assert log.columns()["month"].tolist() == np.repeat(range(8), 3000).tolist()


def test_columns_have_the_types_of_the_event_table():
    assert {name: column.dtype.str[1:] for name, column in Log().columns().items()} == {
        column.name: column.dtype for column in LOGGED_COLUMNS
    }


def test_the_days_of_new_events_can_be_set_in_place():
    log = Log()
    for month in (1, 1, 2, 2):
        add(log, FLIGHT, month, 4)
    log.column("day", 2)[:] = 17
    assert log.columns()["day"].tolist() == [0, 0, 17, 17]


def test_the_digest_tells_logs_apart_by_their_events_alone():
    def digest(*months: int) -> str:
        log = Log()
        for month in months:
            add(log, FLIGHT, month, 4)
        return digest_of(log.columns(), log.reasons())

    assert digest(1, 2) == digest(1, 2)
    assert len({digest(), digest(1), digest(1, 2), digest(2, 1)}) == 4


def test_reasons_stand_beside_the_events_they_are_told_of():
    log = Log()
    add(log, DEPARTURE, 1, 4)
    told(log, add(log, FLIGHT, 1, 4), 0.1, 1, 2)
    told(log, add(log, FLIGHT, 1, 9), 0.2, 3, 4)
    add(log, DEPARTURE, 1, 9)
    told(log, add(log, PLOT, 1, 4), 0.3, 5, 6, 7)
    reasons = log.reasons()
    assert reasons.event.tolist() == [1, 2, 4]
    assert reasons.hazard.tolist() == np.array([0.1, 0.2, 0.3], np.float32).tolist()
    assert reasons.terms.shape == (3, MOST_TERMS)
    assert reasons.terms[:2, :2].tolist() == [[1, 2], [3, 4]]
    assert reasons.terms[2, :3].tolist() == [5, 6, 7]
    assert np.isnan(reasons.terms[:2, 2:]).all()
    assert np.isnan(reasons.terms[2, 3:]).all()


def test_reasons_grow_without_losing_any():
    log = Log()
    for event in range(5600):
        told(log, add(log, FLIGHT, 1, 4), event // 700, event, event // 700)
    reasons = log.reasons()
    assert reasons.event.tolist() == list(range(5600))
    assert reasons.terms[:, 0].tolist() == list(range(5600))
    assert reasons.hazard.tolist() == reasons.terms[:, 1].tolist() == np.repeat(range(8), 700).tolist()
    assert np.isnan(reasons.terms[:, 2:]).all()


def test_the_row_to_be_filled_is_the_logs_own_when_the_log_has_just_grown():
    log = Log()
    for event in range(2100):
        row_of(log, add(log, FLIGHT, 1, 4), np.float32(0.1))[0] = event
    assert log.reasons().terms[:, 0].tolist() == list(range(2100))


def test_the_digest_covers_reasons():
    def digest(hazard: float, term: float) -> str:
        log = Log()
        told(log, add(log, FLIGHT, 1, 4), hazard, term)
        return digest_of(log.columns(), log.reasons())

    assert digest(0.5, 1) == digest(0.5, 1)
    assert len({digest(0.5, 1), digest(0.25, 1), digest(0.5, 2)}) == 3
