"""A question that is asked many times, killed in the middle, ends as if nothing had happened."""

import json
import subprocess
import sys
import time
from pathlib import Path

import pytest

pytestmark = pytest.mark.survival

MINE = """
[[claims]]
id = "X1"
says = "Campaigns frighten"
source = "own"
provenance = "H"
runs = 3
changed = { country = "example", start = "2000-01", settle = 6, months = 12, scale = 1.0, held = { campaign = 0.9 } }
base = { country = "example", start = "2000-01", settle = 6, months = 12, scale = 1.0 }

[[claims.tests]]
name = "fear"
observe = "fear"
window = [0, 12]
expect = "up"
"""
SHARE, DRAWS = 0.4, 4
JOBS = "*-run-*.json"


def started(folder: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "politburo", "claims", str(folder.parent / "mine.toml"), "--out", str(folder)]
    command += ["--across-priors", str(DRAWS), "--json", "--quiet"]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def finished(folder: Path) -> list[dict]:
    """The tables of the answer: all that does not say where it was measured."""
    process = started(folder)
    out, said = process.communicate(timeout=300)
    assert process.returncode == 0, said
    return json.loads(out)["tables"]


def measured(folder: Path) -> dict[str, bytes]:
    """What each job found, without the time it took."""
    return {path.name: path.read_bytes().split(b'"seconds"')[0] for path in folder.glob(JOBS)}


def test_across_priors_killed_in_the_middle_ends_with_the_same_shares(tmp_path: Path):
    (tmp_path / "mine.toml").write_text(MINE)
    told = finished(tmp_path / "whole")
    whole, folder = measured(tmp_path / "whole"), tmp_path / "killed"
    process = started(folder)
    while len(list(folder.glob(JOBS))) < SHARE * len(whole):
        assert process.poll() is None, "it ended before it was killed"
        time.sleep(0.01)
    process.kill()
    process.communicate()
    assert len(measured(folder)) < len(whole)
    assert finished(folder) == told
    assert measured(folder) == whole
    assert list(folder.glob("*.partial")) == []
