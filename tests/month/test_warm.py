"""Kernels are compiled beside the first run, by a process that does not outlive it."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from politburo.month import warm


@pytest.mark.slow
def test_one_month_backwards_compiles_what_a_run_needs():
    program = """
import gc
from numba.core.dispatcher import Dispatcher
from politburo.country import build
from politburo.month import simulate, warm
from politburo.scenario import adapt, load

def compiled():
    return {one.__name__ for one in gc.get_objects() if isinstance(one, Dispatcher) and one.signatures}

warm.warm()
warmed = compiled()
simulate(build("example", 1.0), adapt(load("example"), until="2001-12"), 0)
assert len(warmed) > 10
print(*sorted(compiled() - warmed))
"""
    finished = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=300)
    assert (finished.stdout, finished.stderr) == ("\n", "")


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
