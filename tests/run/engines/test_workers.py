"""Runs on processes of this machine: the same to the bit, ended with the command, and nothing is lost with them."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from politburo.run.engines import Shard, ShardDone, Threads, Workers
from politburo.run.plan import make_plan
from politburo.run.runner import finish
from politburo.run.runs import Runs
from politburo.run.store import Store
from politburo.terms.errors import PolitburoError, UsageError
from tests.run.engines.made import MadeUp
from tests.run.fake_month import FakeSimulation, fake_build, short_scenario

pytest.importorskip("distributed", reason="comes with politburo[cluster]")

pytestmark = pytest.mark.cluster

ROOT = Path(__file__).parents[3]
SCENARIO = short_scenario(runs=4, until="2000-04")


def failing(country: Any, scenario: Any, run: int, **calls: Any) -> Any:
    """A simulation that fails in run 2."""
    if run == 2:
        raise ZeroDivisionError("no market left")
    return FakeSimulation()(country, scenario, run, **calls)


def data(folder: Path) -> dict[str, bytes]:
    files = (file for part in ("series", "events") for file in (folder / part).iterdir())
    return {file.name: file.read_bytes() for file in files}


def children_of(pid: int) -> set[int]:
    """Processes that a process has started, and those that they have."""
    try:
        tasks = [task / "children" for task in Path(f"/proc/{pid}/task").iterdir()]
        found = {int(child) for task in tasks for child in task.read_text().split()}
    except OSError:
        return set()
    return found.union(*(children_of(child) for child in found))


def is_alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def until_gone(pids: set[int], seconds: float = 10.0) -> None:
    end = time.monotonic() + seconds
    while left := [pid for pid in pids if is_alive(pid)]:
        assert time.monotonic() < end, left
        time.sleep(0.05)


def child(folder: Path, *options: str) -> subprocess.Popen[str]:
    """Start a process that does runs in `folder`, in a group of its own, and wait until a month of them is done."""
    command = [sys.executable, "-m", "tests.run.child", str(folder), "--until", "2000-04", *options]
    process = subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    )
    assert process.stdout is not None
    line = process.stdout.readline()
    while line and (line == "ready\n" or line.startswith("0 ")):
        line = process.stdout.readline()
    assert line, process.communicate()[1]
    return process


def test_simulated_runs_have_the_same_bits_wherever_they_are_done(tmp_path: Path):
    for threads in (1, 2):
        finish(make_plan(SCENARIO, tmp_path / f"{threads}"), engine=Threads(threads))
    with pytest.raises(ShardDone, match=r"Shard 1 of 2 is done, and kept in .*shards"):
        finish(make_plan(SCENARIO, tmp_path / "shards"), engine=Shard(1, 2))
    assert Runs.open(tmp_path / "shards").runs == (0, 2)
    finish(make_plan(SCENARIO, tmp_path / "shards"), engine=Shard(2, 2, Workers(1)))
    assert data(tmp_path / "1") == data(tmp_path / "2") == data(tmp_path / "shards")
    prints = {Runs.open(folder).fingerprint for folder in tmp_path.iterdir()}
    assert len(prints) == 1


def test_a_run_that_fails_is_named_with_its_scenario_and_seed_and_the_others_are_finished(tmp_path: Path):
    with pytest.raises(
        PolitburoError, match=r"Run 2 of scenario 'example' \(seed 1\) failed: ZeroDivisionError: no market left"
    ):
        finish(make_plan(SCENARIO, tmp_path), engine=Workers(1), build=fake_build, simulate=failing)
    assert Runs.open(tmp_path).runs == (0, 1, 3)


def test_when_the_command_is_killed_its_workers_end_and_the_same_command_goes_on(tmp_path: Path):
    finish(make_plan(SCENARIO, tmp_path / "undisturbed"), build=fake_build, simulate=FakeSimulation())
    folder = tmp_path / "killed"
    options = ("--runs", "4", "--workers", "2", "--seconds", "0.2")
    process = child(folder, *options)
    started = children_of(process.pid)
    assert len(started) >= 2
    process.kill()
    process.communicate()
    until_gone(started)
    assert Store(folder).missing(range(SCENARIO.runs))  # it was killed in the middle
    process = child(folder, *options)
    out, said = process.communicate(timeout=60)
    assert (process.returncode, said) == (0, "")
    assert out.splitlines()[-1] == Runs.open(tmp_path / "undisturbed").fingerprint
    assert data(folder) == data(tmp_path / "undisturbed")
    assert list(folder.rglob("*.partial")) == []


def test_an_interrupt_ends_the_workers_and_says_how_to_go_on(tmp_path: Path):
    process = child(tmp_path, "--runs", "9", "--workers", "2", "--seconds", "0.3")
    started = children_of(process.pid)
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does: the workers hear it too
    _, said = process.communicate(timeout=20)
    assert process.returncode == 130
    assert said == (
        f"Stopped: {len(Runs.open(tmp_path).runs)} of 9 runs are finished and kept in {tmp_path}. "
        "Give the same command again to go on from there.\n"
    )
    until_gone(started)


def test_workers_that_are_held_do_one_set_of_jobs_after_the_other_and_end_with_the_block(tmp_path: Path):
    engine = Workers(1)
    with engine.held():
        for name in ("first", "second"):
            assert engine.do([MadeUp(name, tmp_path)]) == {}
        assert (tmp_path / "first").read_text() == (tmp_path / "second").read_text()
        worker = int((tmp_path / "first").read_text())
        assert is_alive(worker)
    until_gone({worker})


def test_a_script_that_would_start_workers_in_every_worker_is_told_how_to_be_written(tmp_path: Path):
    script = tmp_path / "script.py"
    script.write_text(f"""
from tests.run.engines.made import MadeUp, Path
from politburo.run.engines import Workers
Workers(1).do([MadeUp("one", Path({str(tmp_path)!r}))])
""")
    run = subprocess.run(
        [sys.executable, str(script)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])},
    )
    assert run.returncode == 1
    assert 'must stand under `if __name__ == "__main__":`' in run.stderr.splitlines()[-1]
    assert not (tmp_path / "one").exists()


def test_less_than_one_worker_is_refused():
    with pytest.raises(UsageError, match="The number of workers is 0; it must be at least 1"):
        Workers(0)


def test_no_job_needs_no_worker():
    begun = time.perf_counter()
    assert Workers(2).do([]) == {}
    assert time.perf_counter() - begun < 0.5
