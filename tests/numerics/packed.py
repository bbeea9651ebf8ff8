"""Reads what a kernel was compiled to: whether its loops still work on many numbers at once."""

import re
from collections import Counter
from collections.abc import Callable
from typing import Any, cast

import numba

from politburo.numerics.compile import OPTIONS

PACKED = re.compile(r"^\s+v?(\w+ps|p\w+)\s.*%[xyz]mm", re.MULTILINE)


def packed_instructions(kernel: Callable, signature_index: int = 0) -> Counter[str]:
    """Count the packed instructions of a compiled kernel, named as in SSE: "mulps" for mulps and vmulps.

    Single-precision arithmetic (…ps) and whole-number arithmetic (p…) on vector registers count. The kernel must have
    been called, or compiled for a signature; it is compiled anew here, as Numba shows no assembly of cached code.
    """
    dispatcher = cast(Any, kernel)
    signature = dispatcher.signatures[signature_index]
    fresh = cast(Any, numba.njit(**OPTIONS)(dispatcher.py_func))
    fresh.compile(signature)
    return Counter(PACKED.findall(fresh.inspect_asm(signature)))
