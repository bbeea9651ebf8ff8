"""An experiment that is killed or stopped, and started again, ends as if nothing had happened: with real processes."""

import random
import signal
import subprocess
import sys
from pathlib import Path

from politburo.run.experiment import open_experiment
from tests.run.experiment.made_up import kept

ROOT = Path(__file__).parents[3]
KILLS = 3
MONTH = "0.003"
"""Seconds: the whole takes about two."""


def child(folder: Path, seconds_a_month: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.run.experiment.child", str(folder), seconds_a_month]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n", process.communicate()[1]
    return process


def finished(folder: Path) -> str:
    process = child(folder, "0")
    out, said = process.communicate(timeout=120)
    assert process.returncode == 0, said
    return out.splitlines()[-1]


def test_killed_at_random_moments_it_ends_with_the_same_files(tmp_path: Path):
    fingerprint = finished(tmp_path / "whole")
    moments, came_in_time = random.Random(1), 0
    folder = tmp_path / "killed"
    for _ in range(KILLS):
        process = child(folder, MONTH)
        try:
            process.communicate(timeout=moments.uniform(0, 0.8))
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()
            came_in_time += 1
    assert came_in_time >= KILLS - 1  # the others would show nothing
    assert finished(folder) == fingerprint
    assert kept(folder) == kept(tmp_path / "whole")
    assert (folder / "points.csv").read_bytes() == (tmp_path / "whole" / "points.csv").read_bytes()
    assert list(folder.rglob("*.partial")) == []


def test_an_interrupt_keeps_what_is_finished_and_says_how_to_go_on(tmp_path: Path):
    process = child(tmp_path, "0.01")
    while not list((tmp_path / "points").glob("*.jsonl")):
        assert process.poll() is None
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=20)
    assert process.returncode == 130
    results = open_experiment(tmp_path)
    done = 90 - results.missing
    assert 0 < done < 90
    assert said == (
        f"Stopped: {done} of 90 runs are finished and kept in {tmp_path}. "
        "Give the same command again to go on from there.\n"
    )
