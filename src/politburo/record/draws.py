"""Draws of the record: uniforms keyed by the event they are for, and log-normal delays, as arrays.

Both use the package's own arithmetic, so that reports have the same bits on every processor; what happens with them
afterwards in NumPy is comparison, selection and whole numbers.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from politburo.numerics.arithmetic import exp, normal
from politburo.numerics.chance import Purpose, uniform
from politburo.numerics.compile import kernel


@kernel
def _draw(out, seed, run, agent, month, purpose, channel):
    """Write one uniform in [0, 1) for each case into out, float32[n]; agent, month and channel are uint32[n]."""
    for case in range(out.size):
        out[case] = uniform(seed, run, agent[case], month[case], purpose, channel[case])


@kernel
def _spread(out, chance, median, spread):
    """Write log-normal draws with these medians, float32[n], and spread of the logarithm into out, float32[n]."""
    for case in range(out.size):
        out[case] = median[case] * exp(spread * normal(chance[case]))


def draws(
    key: tuple[int, int], agent: NDArray, month: NDArray, purpose: Purpose, channel: ArrayLike = 0
) -> NDArray[np.float32]:
    """One uniform in [0, 1) for each case, float32[n]: `key` is (seed, run), the rest says what it is for.

    Agents and months are whole numbers ≥ 0 of shape (n,); so is `channel`, or one number for all.
    """
    out = np.empty(len(agent), np.float32)
    channels = np.full(len(agent), channel, np.uint32)
    seed, run = map(np.uint32, key)
    _draw(out, seed, run, agent.astype(np.uint32), month.astype(np.uint32), np.uint32(purpose), channels)
    return out


def delays(chance: NDArray[np.float32], median: ArrayLike, spread: float) -> NDArray[np.timedelta64]:
    """Log-normal delays in whole days, at least one, for uniforms of shape (n,); `median` in days, one or (n,)."""
    out = np.empty(len(chance), np.float32)
    _spread(out, chance, np.full(len(chance), median, np.float32), np.float32(spread))
    return np.maximum(np.rint(out), 1).astype(np.int64).astype("timedelta64[D]")
