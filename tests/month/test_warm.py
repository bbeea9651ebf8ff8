"""Kernels are compiled beside the first run, by a process that does not outlive it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from politburo.month import warm


def test_one_month_backwards_compiles_what_a_run_needs(tmp_path: Path):
    environment = os.environ | {"POLITBURO_CACHE": str(tmp_path)}
    subprocess.run([sys.executable, "-m", "politburo.month.warm"], env=environment, check=True)
    compiled = {file.name.split("-")[0] for file in tmp_path.rglob("*.nbi")}
    assert {"live.earn", "hear.remember", "judge.suspect", "fill.recruit", "tally.count_standing"} <= compiled


def test_the_process_beside_ends_with_the_block(monkeypatch: pytest.MonkeyPatch):
    begun = []

    class Process(subprocess.Popen):
        def __init__(self, *args, **options):
            super().__init__(*args, **options)
            begun.append(self)

    monkeypatch.setattr(warm, "is_cold", lambda: True)
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 1})
    monkeypatch.setattr(subprocess, "Popen", Process)
    with pytest.raises(KeyboardInterrupt), warm.beside():
        raise KeyboardInterrupt
    (process,) = begun
    assert process.poll() is not None


def test_nothing_is_begun_where_kernels_are_compiled_already(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(warm, "is_cold", lambda: False)
    monkeypatch.setattr(subprocess, "Popen", lambda *_, **__: pytest.fail("a process was begun"))
    with warm.beside():
        pass
