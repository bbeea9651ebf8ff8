"""Jobs in threads: all are done, what fails is told by name, and a full disk stops the rest."""

import os
import threading
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

from politburo.run.engines import Pace, Threads, usable_threads
from politburo.terms.errors import StoreError, UsageError
from tests.run.engines.made import Failing, MadeUp, done_in


@pytest.mark.parametrize("threads", [1, 2, 5])
def test_all_jobs_are_done_and_their_months_are_counted(tmp_path: Path, threads: int):
    told = []
    jobs = [MadeUp("a", tmp_path, months=3), MadeUp("b", tmp_path, months=4)]
    assert Threads(threads).do(jobs, lambda *counts: told.append(counts)) == {}
    assert done_in(tmp_path) == {"a", "b"}
    assert told == sorted(told)
    assert told[-1] == (7, 7)


def test_more_jobs_than_are_handed_over_at_once_are_done_once_each(tmp_path: Path):
    assert Threads(2).do([MadeUp(str(number), tmp_path) for number in range(50)]) == {}
    assert done_in(tmp_path) == {str(number) for number in range(50)}
    assert all((tmp_path / str(number)).read_text().count("\n") == 1 for number in range(50))


def test_what_fails_is_returned_by_name_and_the_others_are_finished(tmp_path: Path):
    error = ValueError("no")
    assert Threads(1).do([Failing("bad", tmp_path, error=error), MadeUp("good", tmp_path)]) == {"bad": error}
    assert done_in(tmp_path) == {"good"}


def test_what_cannot_be_written_stops_the_rest_at_once(tmp_path: Path):
    waits = MadeUp("waits", tmp_path, months=10_000, seconds_a_month=0.001)
    with pytest.raises(StoreError, match="full"):
        Threads(2).do([waits, Failing("bad", tmp_path, error=StoreError("full")), MadeUp("next", tmp_path, months=9)])
    assert (tmp_path / "waits.stopped").exists()


def test_an_interrupt_stops_what_is_under_way_and_nothing_else_is_begun(tmp_path: Path):
    def interrupt(*_: int) -> None:
        raise KeyboardInterrupt

    jobs = [MadeUp(str(number), tmp_path, months=10_000, seconds_a_month=0.001) for number in range(9)]
    with pytest.raises(KeyboardInterrupt):
        Threads(2).do(jobs, interrupt)
    assert done_in(tmp_path) == set()
    assert len(list(tmp_path.glob("*.stopped"))) == 2


@dataclass(frozen=True)
class Counting(MadeUp):
    """Notes how many like it are at work."""

    def do(self, pace: Pace) -> None:
        at_work.append(threading.get_ident())
        time.sleep(0.01)
        most.append(len(at_work))
        at_work.pop()


at_work: list[int] = []
most: list[int] = []


@pytest.mark.parametrize(("scale", "at_once"), [(0.03, 1), (0.2, 3)])
def test_small_countries_are_not_done_beside_each_other(tmp_path: Path, scale: float, at_once: int):
    most.clear()
    Threads(3).do([Counting(str(number), tmp_path, scale=scale) for number in range(9)])
    assert max(most) == at_once


def test_large_countries_are_done_beside_the_small_ones(tmp_path: Path):
    waits = Failing("small", tmp_path, scale=0.03, after="large", error=ValueError("large had begun"))
    failures = Threads(2).do([waits, MadeUp("large", tmp_path, scale=0.2)])
    assert set(failures) == {"small"}
    assert done_in(tmp_path) == {"large"}


def test_the_last_large_countries_are_shared_by_all_threads_once_the_small_ones_are_done(tmp_path: Path):
    most.clear()
    small = [MadeUp("small", tmp_path, scale=0.03)]
    Threads(3).do([*small, *(Counting(str(number), tmp_path, scale=0.2) for number in range(9))])
    assert max(most) == 3


def test_no_job_is_no_work():
    assert Threads(1).do([]) == {}


def test_the_number_of_threads_is_what_was_asked_for_or_the_cores_that_may_be_used():
    assert Threads(3).width == usable_threads(3) == 3
    assert 1 <= Threads().width <= (os.cpu_count() or 1)
    with pytest.raises(UsageError, match="it must be at least 1"):
        Threads(0)
