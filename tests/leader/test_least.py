"""Where a slope is zero is found by bisection, which works out only what is not sure."""

import numpy as np
import pytest

from politburo.leader.least import BISECTIONS, zero_of_slope
from politburo.numerics.arithmetic import exp64
from tests.month.setting import called

FOUND = called(zero_of_slope)


def step_by_step(cost, steepness, gain, decay, further, fading, highest):
    low, high = 0.0, highest
    for _ in range(BISECTIONS):
        middle = (low + high) / 2
        slope = cost + steepness * middle - gain * exp64(-decay * middle) - further * exp64(-fading * middle)
        low, high = (middle, high) if slope < 0 else (low, middle)
    return (low + high) / 2


@pytest.mark.parametrize("seed", range(8))
def test_it_is_the_zero_that_plain_bisection_finds_to_the_bit(seed: int):
    draw = np.random.default_rng(seed)
    for cost, steepness, gain, decay, further, fading in draw.uniform(0, 2, (50, 6)) * draw.choice([1, 8], (50, 6)):
        given = (cost, steepness, gain, decay, further, fading, 1.0)
        expected = 0.0 if cost - gain - further >= 0 else step_by_step(*given)
        assert FOUND(*given) == expected


def test_without_a_zero_it_is_the_nearer_end():
    assert FOUND(1.0, 1.0, 0.5, 1.0, 0.4, 1.0, 1.0) == 0.0
    assert FOUND(0.0, 0.1, 5.0, 0.1, 0.0, 0.0, 1.0) == pytest.approx(1.0)
