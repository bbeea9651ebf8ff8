"""A run has the same bits whatever runs beside it, in whichever process, on whichever x86-64 processor.

`make test-core` has the bits of the packaged example on the lowest level of processor and
tests/numerics/test_arithmetic.py those of all rules on every level.
"""

from __future__ import annotations

import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path

import pytest

from politburo.month import simulate
from politburo.scenario import Scenario
from tests.processors import IS_X86
from tests.properties.renew_golden import GOLDEN
from tests.properties.run_bits import bits, bits_of
from tests.properties.worlds import country, first_months, stirred

ROOT = Path(__file__).parents[2]


@cache
def here() -> dict[str, str]:
    """The bits of the packaged example in this process."""
    return bits()


def alone(scenario: Scenario, run: int) -> dict[str, str]:
    return bits_of(simulate(country(), scenario, run))


@pytest.mark.skipif(not IS_X86, reason="bits are promised on x86-64")
def test_the_packaged_example_gives_the_results_it_always_gave():
    renew = "If results are meant to change, run `python -m tests.properties.renew_golden` and say in the change why."
    assert here() == json.loads(GOLDEN.read_text(encoding="utf-8")), renew


def test_a_run_repeated_has_the_same_bits():
    assert bits() == here()


@pytest.mark.slow
def test_a_run_in_another_process_has_the_same_bits():
    command = [sys.executable, "-m", "tests.properties.run_bits"]
    printed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True, timeout=600).stdout
    assert dict(line.split() for line in printed.splitlines()) == here()


@pytest.mark.slow
@pytest.mark.parametrize("scenario", [first_months(18), stirred(18)], ids=["calm", "stirred"])
@pytest.mark.parametrize("threads", [1, 2, 4])
def test_a_run_has_the_same_bits_alone_and_among_others(scenario: Scenario, threads: int):
    """In threads that share the country, and in another order."""
    with ThreadPoolExecutor(threads) as pool:
        among_others = list(pool.map(lambda run: alone(scenario, run), [3, 0, 4, 1, 2]))
    assert among_others[1] == alone(scenario, 0)
    assert among_others[2] == alone(scenario, 4)
    assert len({str(found) for found in among_others}) == 5
