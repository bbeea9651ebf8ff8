"""Draws for building a country: the same chance and arithmetic as in the month, under a seed of their own.

A country is the same for every seed of a scenario, so that runs differ by what happens in them alone.
"""

from __future__ import annotations

import numpy as np

from politburo.country.country import F32, I32
from politburo.numerics.arithmetic import exp, normal
from politburo.numerics.chance import Purpose, fill_uniforms
from politburo.numerics.compile import kernel

BUILDING_SEED = 2008


def uniforms(count: int, purpose: Purpose, channel: int = 0) -> F32:
    """Uniform draws in [0, 1) for agents 0 … count − 1."""
    out = np.empty(count, np.float32)
    fill_uniforms(out, BUILDING_SEED, 0, 0, int(purpose), channel)
    return out


def normals(count: int, purpose: Purpose, channel: int = 0) -> F32:
    """Standard normal draws for agents 0 … count − 1."""
    out = uniforms(count, purpose, channel)
    _to_normal(out)
    return out


def lognormals(count: int, spread: float, purpose: Purpose, channel: int = 0) -> F32:
    """Log-normal draws with median 1 and the given standard deviation of the logarithm."""
    out = normals(count, purpose, channel)
    _to_lognormal(out, np.float32(spread))
    return out


def integers(count: int, limits: I32, purpose: Purpose, channel: int = 0) -> I32:
    """Whole numbers from 0 up to but not including `limits`, one for each agent."""
    drawn = (uniforms(count, purpose, channel) * limits).astype(np.int32)
    return np.minimum(drawn, limits - 1)


@kernel
def _to_normal(values):
    for i in range(len(values)):
        values[i] = normal(values[i])


@kernel
def _to_lognormal(values, spread):
    for i in range(len(values)):
        values[i] = exp(spread * values[i])
