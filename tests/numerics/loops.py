"""Loops over each rule of arithmetic, for the tests: float32[n] in, float32[n] out."""

import numpy as np
from numpy.typing import NDArray

from politburo.numerics import arithmetic
from politburo.numerics.compile import kernel

Numbers = NDArray[np.float32]


@kernel
def exp(x: Numbers, out: Numbers) -> None:
    for i in range(x.size):
        out[i] = arithmetic.exp(x[i])


@kernel
def logistic(x: Numbers, out: Numbers) -> None:
    for i in range(x.size):
        out[i] = arithmetic.logistic(x[i])


@kernel
def log(x: Numbers, out: Numbers) -> None:
    for i in range(x.size):
        out[i] = arithmetic.log(x[i])


@kernel
def normal(x: Numbers, out: Numbers) -> None:
    for i in range(x.size):
        out[i] = arithmetic.normal(x[i])


LOOPS = {"exp": exp, "logistic": logistic, "log": log, "normal": normal}


def through(name: str, x: Numbers) -> Numbers:
    """What the rule makes of each number."""
    out = np.empty_like(x)
    LOOPS[name](x, out)
    return out
