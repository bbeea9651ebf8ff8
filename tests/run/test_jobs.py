"""Jobs beside each other: all are done, what fails is told by name, and a full disk stops the rest."""

import os

import pytest

from politburo.run.jobs import Jobs, Pace, usable_threads
from politburo.terms.errors import StoreError, UsageError


def counting(months: int, done: list[str], name: str):
    def job(pace: Pace) -> None:
        for _ in range(months):
            pace.month()
        done.append(name)

    return job


def failing(error: Exception):
    def job(pace: Pace) -> None:
        raise error

    return job


@pytest.mark.parametrize("threads", [1, 2, 5])
def test_all_jobs_are_done_and_their_months_are_counted(threads: int):
    done, told = [], []
    jobs = {name: counting(months, done, name) for name, months in (("a", 2), ("b", 4))}  # a ends a month early
    assert Jobs(jobs, {"a": 3, "b": 4}, lambda *counts: told.append(counts)).do(threads) == {}
    assert sorted(done) == ["a", "b"]
    assert told[-1] == (7, 7)


def test_what_fails_is_returned_by_name_and_the_others_are_finished():
    done, error = [], ValueError("no")
    jobs = {"bad": failing(error), "good": counting(1, done, "good")}
    assert Jobs(jobs, dict.fromkeys(jobs, 1)).do(1) == {"bad": error}
    assert done == ["good"]


def test_what_cannot_be_written_stops_the_rest_at_once():
    stopped = []

    def waits(pace: Pace) -> None:
        while not pace.stop():
            pace.month()
        stopped.append(True)

    with pytest.raises(StoreError, match="full"):
        Jobs({"waits": waits, "bad": failing(StoreError("full"))}, {"waits": 1, "bad": 1}).do(2)
    assert stopped == [True]


def test_no_job_is_no_work():
    assert Jobs({}, {}).do(1) == {}


def test_the_number_of_threads_is_what_was_asked_for_or_the_cores_that_may_be_used():
    assert usable_threads(3) == 3
    assert 1 <= usable_threads() <= (os.cpu_count() or 1)
    with pytest.raises(UsageError, match="it must be at least 1"):
        usable_threads(0)
