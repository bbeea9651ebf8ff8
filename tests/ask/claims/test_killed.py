"""A question that is asked many times, killed again and again, ends as if nothing had happened."""

import random
import subprocess
import sys
import time
from pathlib import Path

MINE = """
[[claims]]
id = "X1"
says = "Campaigns frighten"
source = "own"
provenance = "H"
runs = 3
changed = { country = "example", start = "2000-01", settle = 6, months = 24, scale = 1.0, held = { campaign = 0.9 } }
base = { country = "example", start = "2000-01", settle = 6, months = 24, scale = 1.0 }

[[claims.tests]]
name = "fear"
observe = "fear"
window = [0, 12]
expect = "up"
"""
KILLS, DRAWS = 4, 12


def started(folder: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "politburo", "claims", str(folder.parent / "mine.toml"), "--out", str(folder)]
    command += ["--across-priors", str(DRAWS), "--json", "--quiet"]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def finished(folder: Path) -> bytes:
    process = started(folder)
    out, said = process.communicate(timeout=300)
    assert process.returncode == 0, said
    return out


def measured(folder: Path) -> dict[str, bytes]:
    """What each job found, without the time it took."""
    return {path.name: path.read_bytes().split(b'"seconds"')[0] for path in folder.glob("*-run-*.json")}


def test_across_priors_killed_at_random_moments_ends_with_the_same_shares(tmp_path: Path):
    (tmp_path / "mine.toml").write_text(MINE)
    finished(tmp_path / "first")  # compiles, if need be
    begun = time.perf_counter()
    told = finished(tmp_path / "whole")
    seconds = time.perf_counter() - begun
    folder, moments = tmp_path / "killed", random.Random(1)
    interrupted = 0
    for _ in range(KILLS):
        process = started(folder)
        try:
            process.communicate(timeout=moments.uniform(0.5, 0.95) * seconds)
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()
            interrupted += len(measured(folder)) < len(measured(tmp_path / "whole"))
    assert interrupted  # otherwise nothing was shown
    assert finished(folder) == told
    assert measured(folder) == measured(tmp_path / "whole")
    assert list(folder.glob("*.partial")) == []
