"""A run that there is no room for is refused before anything is built or written."""

from pathlib import Path

import pytest

from politburo.run import limits
from politburo.run.engines import Threads
from politburo.run.limits import check_capacity, free_disk, free_memory
from politburo.run.plan import make_plan
from politburo.run.runner import finish
from politburo.terms.errors import UsageError
from tests.run.fake_month import fake_build, fake_simulate, short_scenario

SCENARIO = short_scenario(runs=1000)


def test_results_that_the_disk_cannot_hold_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(limits, "free_disk", lambda _folder: 3_000_000)
    folder = tmp_path / "results"
    with pytest.raises(UsageError) as caught:
        finish(make_plan(SCENARIO, folder), build=fake_build, simulate=fake_simulate())
    assert str(caught.value) == (
        "1000 runs of 24 months would need about 157 MB for results, pictures and report, but 3 MB are free on the "
        f"disk of {folder}: make room there, ask for fewer runs, or choose another folder with `out`."
    )
    assert caught.value.exit_code == 2
    assert list(tmp_path.iterdir()) == []


def test_runs_that_the_memory_cannot_hold_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(limits, "free_memory", lambda: 2_000_000)
    with pytest.raises(UsageError) as caught:
        finish(make_plan(SCENARIO, tmp_path / "results"), engine=Threads(4), build=fake_build, simulate=fake_simulate())
    assert str(caught.value) == (
        "1000 runs of 24 months, 4 at the same time, would need about 13 MB of memory, but 2 MB are free: ask for "
        "fewer runs or months, fewer threads, fewer households, or a smaller scale."
    )
    assert list(tmp_path.iterdir()) == []


def test_runs_that_are_finished_need_no_room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    plan = make_plan(short_scenario(runs=2), tmp_path / "results")
    finish(plan, build=fake_build, simulate=fake_simulate())
    monkeypatch.setattr(limits, "free_disk", lambda _folder: 0)
    finish(plan, build=fake_build, simulate=fake_simulate())
    with pytest.raises(UsageError, match="1 run of 24 months would need"):
        finish(make_plan(short_scenario(runs=3), tmp_path / "results"), build=fake_build, simulate=fake_simulate())


def test_where_there_is_room_nothing_is_said(tmp_path: Path):
    check_capacity(short_scenario(runs=1), tmp_path / "not" / "there" / "yet", runs=1, engine=Threads(1))


def test_the_disk_of_a_folder_that_is_not_there_yet_is_that_of_the_one_around_it(tmp_path: Path):
    assert free_disk(tmp_path / "not" / "there") == pytest.approx(free_disk(tmp_path), rel=0.05)
    assert free_disk(tmp_path) > 0


@pytest.fixture
def system(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A system with 8 GB of memory free, in no container."""
    (tmp_path / "meminfo").write_text("MemTotal: 9000000 kB\nMemAvailable:   8000000 kB\n")
    monkeypatch.setattr(limits, "MEMORY", tmp_path / "meminfo")
    monkeypatch.setattr(limits, "CONTAINER", tmp_path)
    return tmp_path


def test_free_memory_is_what_the_system_tells(system: Path):
    assert free_memory() == 8_000_000 * 1024
    (system / "meminfo").unlink()
    assert free_memory() is None


def test_a_container_may_leave_less_memory_free(system: Path):
    (system / "memory.current").write_text("400000000\n")
    (system / "memory.max").write_text("max\n")
    assert free_memory() == 8_000_000 * 1024
    (system / "memory.max").write_text("1000000000\n")
    assert free_memory() == 600_000_000
    (system / "memory.max").write_text("300000000\n")
    assert free_memory() == 0
