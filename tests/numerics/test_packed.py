"""The reader of compiled code sees a loop that has lost its packed instructions."""

import platform

import numpy as np
import pytest
from numpy.typing import NDArray

from politburo.numerics.arithmetic import logistic
from politburo.numerics.compile import kernel
from tests.numerics.packed import packed_instructions

pytestmark = pytest.mark.skipif(platform.machine() not in ("x86_64", "AMD64"), reason="instructions of x86-64")

ONE = np.float32(1)
Numbers = NDArray[np.float32]


@kernel
def by_rule(x: Numbers, out: Numbers) -> None:
    for i in range(x.size):
        out[i] = logistic(x[i])


@kernel
def by_library(x: Numbers, out: Numbers) -> None:
    for i in range(x.size):
        out[i] = ONE / (ONE + np.exp(-x[i]))


@kernel
def in_order(x: Numbers, out: Numbers) -> None:
    total = np.float32(0)
    for i in range(x.size):
        total += x[i]
        out[i] = total


def test_a_loop_over_our_logistic_is_packed():
    by_rule(np.zeros(4, np.float32), np.zeros(4, np.float32))
    counts = packed_instructions(by_rule)
    assert counts["mulps"] >= 8
    assert counts["divps"] >= 1


def test_a_loop_over_the_librarys_exp_is_not():
    by_library(np.zeros(4, np.float32), np.zeros(4, np.float32))
    assert packed_instructions(by_library)["mulps"] == 0


def test_a_sum_in_a_loop_is_not():
    in_order(np.zeros(4, np.float32), np.zeros(4, np.float32))
    assert packed_instructions(in_order)["addps"] == 0
