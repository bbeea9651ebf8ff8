"""Flags become the numbers of those who bear them, and codes are counted."""

import numpy as np
import pytest

from politburo.numerics.flags import count_codes, marked
from tests.month.setting import called

COUNTED = called(count_codes)


@pytest.mark.parametrize("count", [0, 7, 64, 300, 5000])
def test_who_bears_a_flag_is_listed_in_order(count: int):
    flags = (np.random.default_rng(count).random(count) < 0.02).astype(np.uint8)
    chosen = np.empty(count, np.int32)
    assert chosen[: marked(chosen, flags)].tolist() == np.flatnonzero(flags).tolist()


@pytest.mark.parametrize("count", [0, 1, 254, 255, 256, 2000])
def test_every_code_is_counted_as_often_as_it_stands(count: int):
    codes = np.random.default_rng(count).integers(0, 8, count).astype(np.uint8)
    counts = np.full(8, 99)
    COUNTED(counts, codes)
    assert counts.tolist() == np.bincount(codes, minlength=8).tolist()


def test_a_code_that_alone_stands_is_counted_to_the_last():
    counts = np.zeros(8, np.int64)
    COUNTED(counts, np.full(1000, 5, np.uint8))
    assert counts.tolist() == [0, 0, 0, 0, 0, 1000, 0, 0]
