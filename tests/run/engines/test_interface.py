"""How far a question is: never taken back within some jobs, and its parts told as one."""

from pathlib import Path

from politburo.run.engines import part_of
from politburo.run.engines.interface import Progress
from tests.run.engines.made import MadeUp


def test_a_job_that_ends_counts_whole_and_what_was_told_is_never_taken_back():
    told: list[tuple[int, int]] = []
    jobs = [MadeUp("a", Path("/nowhere"), months=10), MadeUp("b", Path("/nowhere"), months=5)]
    so_far = Progress(jobs, lambda *counts: told.append(counts))
    so_far.report(4)
    so_far.report(2)
    so_far.finished(jobs[0])
    so_far.report(0)
    assert told == [(4, 15), (4, 15), (10, 15)]


def test_a_part_is_told_as_part_of_the_whole_and_what_it_finds_there_is_done():
    told: list[tuple[int, int]] = []
    tell = part_of(lambda *counts: told.append(counts), 100, 50, 200)
    assert tell is not None
    tell(0, 20)  # 30 of the 50 months were there already
    tell(20, 20)
    assert told == [(130, 200), (150, 200)]
    assert part_of(None, 0, 1, 1) is None
