"""Sums in a fixed order, so that they have the same bits on every processor and in every version of a library."""

import numpy as np
from numpy.typing import NDArray

from politburo.numerics.compile import kernel, rule
from politburo.numerics.packed import eight_sums, eight_sums_of_products

F32 = NDArray[np.float32]
F64 = NDArray[np.float64]


@rule
def total(values):
    """Sum of a float32 array in C order, as float64: eight running sums, then the rest, then their sum.

    One running sum waits for itself at each step; eight go on side by side, and their order is written here.
    """
    a, b, c, d, e, f, g, h = eight_sums(values)
    for i in range(len(values) // 8 * 8, len(values)):
        a += values[i]
    return ((a + b) + (c + d)) + ((e + f) + (g + h))


@rule
def total_weighted(values, weights):
    """Sum of the products of two float32 arrays as float64, in the same fixed order."""
    a, b, c, d, e, f, g, h = eight_sums_of_products(values, weights)
    for i in range(len(values) // 8 * 8, len(values)):
        a += values[i] * weights[i]
    return ((a + b) + (c + d)) + ((e + f) + (g + h))


@rule
def pairwise(values):
    """Sum of up to 128 numbers of one type, in it: eight running sums over whole eights, their sum, then the rest."""
    whole = len(values) // 8 * 8
    together = values.dtype.type(0)
    if whole:
        a, b, c, d = values[0], values[1], values[2], values[3]
        e, f, g, h = values[4], values[5], values[6], values[7]
        for i in range(8, whole, 8):
            a += values[i]
            b += values[i + 1]
            c += values[i + 2]
            d += values[i + 3]
            e += values[i + 4]
            f += values[i + 5]
            g += values[i + 6]
            h += values[i + 7]
        together = ((a + b) + (c + d)) + ((e + f) + (g + h))
    for i in range(whole, len(values)):
        together += values[i]
    return together


@kernel
def sum_groups(sums: F64, blocks: NDArray[np.int32], group: NDArray[np.uint8], column: F32) -> None:
    """Add up a column (n,) by group, block by block, into `sums` (groups,)."""
    for b in range(len(blocks) - 1):
        sums[group[blocks[b]]] += total(column[blocks[b] : blocks[b + 1]])


@kernel
def sum_weighted_groups(
    sums: F64, blocks: NDArray[np.int32], group: NDArray[np.uint8], column: F32, weight: F32
) -> None:
    """The same for a column of households, each as often as its weight says."""
    for b in range(len(blocks) - 1):
        lo, hi = blocks[b], blocks[b + 1]
        sums[group[lo]] += total_weighted(column[lo:hi], weight[lo:hi])


def in_order(values: NDArray) -> float:
    """Sum of an array (k,) as float64, one after the other: Python's own `sum` rounds otherwise from 3.12 on."""
    return float(np.cumsum(values, dtype=np.float64)[-1]) if len(values) else 0.0
