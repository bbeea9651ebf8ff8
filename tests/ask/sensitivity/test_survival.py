"""A question that is killed in the middle, and asked again, is answered as if nothing had happened: real processes."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[3]
MONTH = "0.01"
"""Seconds: the whole takes a few."""


def child(folder: Path, seconds_a_month: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.ask.sensitivity.child", str(folder), seconds_a_month]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n", process.communicate()[1]
    return process


def finished(folder: Path) -> str:
    process = child(folder, "0")
    out, said = process.communicate(timeout=120)
    assert process.returncode == 0, said
    return out.strip()


def test_killed_when_the_screening_is_done_and_the_indices_are_under_way_it_ends_with_the_same_answer(tmp_path: Path):
    folder = tmp_path / "killed"
    process = child(folder, MONTH)
    while not list(folder.glob("indices-*/points/*.jsonl")):
        assert process.poll() is None, process.communicate()[1]
    process.kill()
    process.communicate()
    assert finished(folder) == finished(tmp_path / "whole")
    assert list(folder.rglob("*.partial")) == []
    names = {file.relative_to(folder) for file in folder.rglob("*.jsonl")}
    assert names == {file.relative_to(tmp_path / "whole") for file in (tmp_path / "whole").rglob("*.jsonl")}
