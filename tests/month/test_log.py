"""The log keeps every event in order, however many there are."""

import numpy as np

from politburo.month.log import Log, Told
from politburo.terms.events import EVENT_NAMES, LOGGED_COLUMNS
from politburo.terms.reasons import MOST_TERMS
from tests.month.setting import POSTS, numbers

AGENTS = np.array([4, 9], np.int32)


def test_what_is_not_said_of_an_event_is_marked_as_unsaid():
    log = Log()
    log.add("departure", 24_000, AGENTS, province=np.array([1, 2]), persons=3)
    row = {name: column.tolist() for name, column in log.columns().items()}
    assert row["kind"] == [EVENT_NAMES.index("departure")] * 2
    assert (row["month"], row["agent"], row["province"], row["persons"]) == ([24_000] * 2, [4, 9], [1, 2], [3, 3])
    for name in ("person", "organ", "rank", "form", "charge", "sex"):
        assert row[name] == [-1, -1]
    assert (row["day"], row["abroad"]) == ([0, 0], [0, 0])


def test_an_event_of_posts_says_where_and_who():
    log = Log()
    log.add_posts("penalty", 24_000, POSTS, AGENTS, np.arange(100, 100 + POSTS.count, dtype=np.int32), form=2)
    row = {name: column.tolist() for name, column in log.columns().items()}
    assert row["person"] == [104, 109]
    assert row["form"] == [2, 2]
    for name in ("organ", "rank", "province", "abroad"):
        assert row[name] == getattr(POSTS, name)[AGENTS].tolist()
    assert row["persons"] == [1, 1]


def test_a_log_grows_without_losing_anything():
    log, many = Log(), np.arange(3000, dtype=np.int32)
    for month in range(8):
        log.add("flight", month, many)
    assert len(log) == 24_000
    assert log.columns()["agent"].tolist() == many.tolist() * 8
    assert log.columns()["month"].tolist() == np.repeat(range(8), 3000).tolist()


def test_columns_have_the_types_of_the_event_table():
    assert {name: column.dtype.str[1:] for name, column in Log().columns().items()} == {
        column.name: column.dtype for column in LOGGED_COLUMNS
    }


def test_the_days_of_new_events_can_be_set_in_place():
    log = Log()
    log.add("flight", 1, AGENTS)
    log.add("flight", 2, AGENTS)
    log.column("day", 2)[:] = 17
    assert log.columns()["day"].tolist() == [0, 0, 17, 17]


def test_the_digest_tells_logs_apart_by_their_events_alone():
    def told(*months: int) -> str:
        log = Log()
        for month in months:
            log.add("flight", month, AGENTS)
        return log.digest()

    assert told(1, 2) == told(1, 2)
    assert len({told(), told(1), told(1, 2), told(2, 1)}) == 4


def test_reasons_stand_beside_the_events_they_are_told_of():
    log = Log()
    log.add("departure", 1, AGENTS)
    log.add("flight", 1, AGENTS, Told(numbers(0.1, 0.2), np.array([[1, 2], [3, 4]], np.float32)))
    log.add("retirement", 1, AGENTS)
    log.add("plot", 1, AGENTS[:1], Told(numbers(0.3), np.array([[5, 6, 7]], np.float32)))
    reasons = log.reasons()
    assert reasons.event.tolist() == [2, 3, 6]
    assert reasons.hazard.tolist() == numbers(0.1, 0.2, 0.3).tolist()
    assert reasons.terms.shape == (3, MOST_TERMS)
    assert reasons.terms[:2, :2].tolist() == [[1, 2], [3, 4]]
    assert reasons.terms[2, :3].tolist() == [5, 6, 7]
    assert np.isnan(reasons.terms[:2, 2:]).all()
    assert np.isnan(reasons.terms[2, 3:]).all()


def test_reasons_grow_without_losing_any():
    log, many = Log(), np.arange(700, dtype=np.int32)
    for month in range(8):
        log.add("flight", month, many, Told(np.full(700, month, np.float32), np.full((700, 2), month, np.float32)))
    reasons = log.reasons()
    assert reasons.event.tolist() == list(range(5600))
    assert reasons.hazard.tolist() == reasons.terms[:, 1].tolist() == np.repeat(range(8), 700).tolist()


def test_the_digest_covers_reasons():
    def told(hazard: float, term: float) -> str:
        log = Log()
        log.add("flight", 1, AGENTS[:1], Told(numbers(hazard), np.array([[term]], np.float32)))
        return log.digest()

    assert told(0.5, 1) == told(0.5, 1)
    assert len({told(0.5, 1), told(0.25, 1), told(0.5, 2)}) == 3
