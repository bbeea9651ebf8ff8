"""Code is compiled for the processor of this machine, or for the lowest level, as `make test-core` asks for."""

import os
import re
from typing import Any

import llvmlite.binding
import numba
import numpy as np
import pytest

from politburo.numerics.compile import OPTIONS
from tests.processors import IS_X86, LOWEST, numpy_extensions


@pytest.mark.skipif(not IS_X86, reason="levels of x86-64")
def test_the_instructions_are_those_of_the_level_that_is_asked_for():
    lowest = os.environ.get("NUMBA_CPU_NAME") == LOWEST

    def double(x: np.ndarray) -> None:
        for i in range(x.size):
            x[i] *= np.float32(2)

    compiled: Any = numba.njit(**OPTIONS)(double)
    compiled.compile("void(float32[::1])")
    (code,) = compiled.inspect_asm().values()
    assert re.search("%xmm", code)
    wide = bool(re.search("%[yz]mm", code))
    assert wide == (llvmlite.binding.get_host_cpu_features()["avx"] and not lowest)
    assert not lowest or numpy_extensions() == []
