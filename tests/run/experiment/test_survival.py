"""An experiment that is killed or stopped, and started again, ends as if nothing had happened: with real processes."""

import random
import signal
import subprocess
from pathlib import Path

import pytest

from politburo.run.experiment import open_experiment
from tests.processes import started
from tests.run.experiment.child import answered
from tests.run.experiment.made_up import kept

pytestmark = pytest.mark.survival

CHILD = "tests.run.experiment.child"
KILLS = 3
MONTH = "0.003"
"""Seconds: the whole takes about two."""


def test_killed_at_random_moments_it_ends_with_the_same_files(tmp_path: Path):
    fingerprint = answered(tmp_path / "whole", 0)
    moments, came_in_time = random.Random(1), 0
    folder = tmp_path / "killed"
    for _ in range(KILLS):
        process = started(CHILD, folder, MONTH)
        try:
            process.communicate(timeout=moments.uniform(0, 0.8))
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()
            came_in_time += 1
    assert came_in_time >= KILLS - 1  # the others would show nothing
    assert answered(folder, 0) == fingerprint
    assert kept(folder) == kept(tmp_path / "whole")
    assert (folder / "points.csv").read_bytes() == (tmp_path / "whole" / "points.csv").read_bytes()
    assert list(folder.rglob("*.partial")) == []


def test_an_interrupt_keeps_what_is_finished_and_says_how_to_go_on(tmp_path: Path):
    process = started(CHILD, tmp_path, 0.01)
    while not list((tmp_path / "points").glob("*.json")):
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
