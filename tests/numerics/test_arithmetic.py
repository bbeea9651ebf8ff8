"""Arithmetic of our own: accurate, the same to the bit on every processor, and packed."""

import math
import os
import subprocess
import sys
from decimal import Decimal
from pathlib import Path
from statistics import NormalDist

import llvmlite.binding
import numpy as np
import pytest
from numpy.typing import NDArray

from politburo.numerics.arithmetic import exp64, half_life_factor
from tests.numerics.loops import LOOPS, through
from tests.numerics.packed import packed_instructions
from tests.processors import IS_X86, LOWEST, environment_for

ROOT = Path(__file__).parents[2]
PROCESSORS = {LOWEST: "sse2", "x86-64-v2": "sse4.2", "x86-64-v3": "avx2", "x86-64-v4": "avx512vl"}
"""What LLVM calls each level of processor, and a feature by which to know that this machine has it."""

on_x86 = pytest.mark.skipif(not IS_X86, reason="bits are promised on x86-64")


def numbers(*values: float) -> NDArray[np.float32]:
    return np.array(values, dtype=np.float32)


def largest_relative_error(found: NDArray, true: NDArray) -> float:
    return float(np.max(np.abs(found - true) / np.abs(true)))


def test_exp_is_accurate_from_end_to_end():
    x = np.linspace(-87, 87, 1_000_003, dtype=np.float32)
    assert largest_relative_error(through("exp", x), np.exp(x.astype(np.float64))) < 2e-7


def test_exp_clamps_its_argument_and_passes_on_what_is_no_number():
    ends = through("exp", numbers(-87, 87))
    assert list(through("exp", numbers(-math.inf, math.inf))) == list(ends)
    assert list(through("exp", numbers(-1e30, 88))) == list(ends)
    assert np.isfinite(ends).all()
    assert np.isnan(through("exp", numbers(math.nan))).all()


def test_logistic_is_accurate_from_end_to_end():
    x = np.linspace(-87, 87, 1_000_003, dtype=np.float32)
    assert largest_relative_error(through("logistic", x), 1 / (1 + np.exp(-x.astype(np.float64)))) < 3e-7


def test_logistic_is_a_probability_whatever_it_is_given():
    result = through("logistic", numbers(-math.inf, -1e9, -50, 0, 50, 1e9, math.inf))
    assert (result > 0).all()
    assert (result <= 1).all()
    assert result[3] == 0.5
    assert (np.diff(result) >= 0).all()


@pytest.mark.parametrize(("low", "high"), [(2.0**-126, 3.4e38), (0.5, 2.0), (0.999, 1.001)])
def test_log_is_accurate_over_all_sizes_and_close_to_one(low: float, high: float):
    x = np.geomspace(low, high, 1_000_003).astype(np.float32)
    x = x[x != 1]
    assert largest_relative_error(through("log", x), np.log(x.astype(np.float64))) < 3e-7


def test_log_of_one_is_zero_and_log_clamps_what_has_no_logarithm():
    assert through("log", numbers(1)) == 0
    assert np.allclose(through("log", numbers(0, -1, 1e-40)), math.log(2.0**-126))
    assert np.allclose(through("log", numbers(math.inf)), math.log(3.4028235e38))


def test_normal_is_the_quantile_of_every_uniform_that_can_be_drawn():
    ends = np.arange(1, 3000) / 2**24
    u = np.concatenate([ends, np.arange(1, 2**24, 331) / 2**24, 1 - ends]).astype(np.float32)
    true = np.array([NormalDist().inv_cdf(float(value)) for value in u])
    assert np.max(np.abs(through("normal", u) - true)) < 1e-5


def test_normal_of_zero_lies_just_below_that_of_the_smallest_uniform():
    lowest, next_lowest = through("normal", numbers(0, 2.0**-24))
    assert next_lowest - 0.2 < lowest < next_lowest
    assert abs(lowest - NormalDist().inv_cdf(2.0**-25)) < 1e-5


def test_normal_has_its_median_at_zero_and_mirrors_its_halves():
    u = np.arange(1, 2**23, 997, dtype=np.float32) * np.float32(2.0**-24)
    assert through("normal", numbers(0.5)) == 0
    assert np.array_equal(through("normal", u), -through("normal", np.float32(1) - u))


def test_exp64_is_accurate_to_the_last_digits():
    for i in range(-2000, 2001):
        x = i * 0.34567
        true = Decimal(x).exp()
        assert abs(Decimal(exp64(x)) - true) / true < Decimal("1e-15")


def test_exp64_clamps_its_argument():
    assert exp64(1e9) == exp64(700)
    assert exp64(-math.inf) == exp64(-700) > 0


@pytest.mark.parametrize("months", [0.5, 1, 6, 120])
def test_half_is_left_after_a_half_life(months: float):
    assert half_life_factor(months) ** months == pytest.approx(0.5, rel=1e-13)


@pytest.mark.parametrize("months", [0, -1, math.nan])
def test_a_half_life_is_above_zero(months: float):
    with pytest.raises(ValueError, match="above 0 months"):
        half_life_factor(months)


@on_x86
@pytest.mark.parametrize("name", LOOPS)
def test_loops_over_a_rule_stay_packed(name: str):
    through(name, numbers(1, 2, 3))
    counts = packed_instructions(LOOPS[name])
    assert counts["mulps"] >= 8
    assert counts["addps"] >= 8


def printed(processor: str, cache: Path, *command: str | Path) -> str:
    """What a program prints that compiles for a level of processor, with NumPy on its lowest level for the lowest."""
    environment = os.environ | environment_for(processor) | {"POLITBURO_CACHE": str(cache)}
    return subprocess.run(
        [sys.executable, *command], cwd=ROOT, env=environment, capture_output=True, text=True, check=True, timeout=300
    ).stdout


@pytest.mark.long
@on_x86
def test_results_have_the_same_bits_with_and_without_avx(tmp_path: Path):
    features = llvmlite.binding.get_host_cpu_features()
    levels = [level for level, feature in PROCESSORS.items() if features[feature]]
    outputs = {level: printed(level, tmp_path, "-m", "tests.numerics.bits") for level in levels}
    assert outputs[LOWEST].count("\n") == 7
    assert set(outputs.values()) == {outputs[LOWEST]}


@pytest.mark.long
@on_x86
@pytest.mark.parametrize("level", ["x86-64-v3", "x86-64-v4"])
def test_no_level_of_processor_is_given_fused_multiplications(level: str, tmp_path: Path):
    """A fused multiply-add rounds once instead of twice. Compiled only, so that this needs no such processor."""
    program = """
from tests.numerics.loops import LOOPS
from tests.numerics.packed import packed_instructions
from tests.processors import IS_X86, LOWEST, environment_for
for loop in LOOPS.values():
    loop.compile("void(float32[::1], float32[::1])")
    print(*packed_instructions(loop))
"""
    instructions = printed(level, tmp_path, "-c", program).split()
    assert instructions.count("mulps") == len(LOOPS)
    assert not [name for name in instructions if name.startswith(("fmadd", "fmsub", "fnmadd", "fnmsub"))]
