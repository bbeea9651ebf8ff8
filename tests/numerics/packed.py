"""Reads what a kernel was compiled to: whether its loops still work on many numbers at once."""

import re
from collections import Counter
from collections.abc import Callable
from typing import Any, cast

import numba
from numba.core import types
from numba.core.compiler import run_frontend
from numba.core.registry import cpu_target
from numba.core.typed_passes import type_inference_stage

from politburo.numerics.compile import OPTIONS

PACKED = re.compile(r"^\s+v?(\w+ps|p\w+)\s.*%[xyz]mm", re.MULTILINE)


def packed_instructions(kernel: Callable, signature_index: int = 0) -> Counter[str]:
    """Count the packed instructions of a compiled kernel, named as in SSE: "mulps" for mulps and vmulps.

    Single-precision arithmetic (…ps) and whole-number arithmetic (p…) on vector registers count. The kernel must have
    been called, or compiled for a signature; it is compiled anew here, as Numba shows no assembly of cached code, and
    without what Python would need to call it.
    """
    return Counter(PACKED.findall(assembly_of(kernel, signature_index)))


def assembly_of(kernel: Callable, signature_index: int = 0) -> str:
    """What a kernel that has been called, or compiled for a signature, is compiled to anew."""
    dispatcher = cast(Any, kernel)
    signature = dispatcher.signatures[signature_index]
    fresh = cast(Any, numba.njit)(**OPTIONS, no_cpython_wrapper=True)(dispatcher.py_func)
    fresh.compile(signature)
    return fresh.inspect_asm(signature)


def type_loops(kernel: Callable, *arguments: Any) -> None:
    """Let all loops that a kernel calls know the types that they are given, as if it were compiled anew.

    A kernel that is read from the cache does not ask its loops for them. Nothing is compiled here that is in the cache.
    """
    _type(cast(Any, kernel), arguments, set())


def _type(dispatcher: Any, arguments: tuple[Any, ...], seen: set[Any]) -> None:
    if (dispatcher, arguments) in seen:
        return
    seen.add((dispatcher, arguments))
    found = type_inference_stage(
        cpu_target.typing_context, cpu_target.target_context, run_frontend(dispatcher.py_func), arguments, None
    )
    for called in {kind.dispatcher for kind in found.typemap.values() if isinstance(kind, types.Dispatcher)}:
        # A rule has no loops; the functions of a hazard, which are written, call nothing but rules.
        if not called.targetoptions.get("forceinline") and called.py_func.__module__.startswith("politburo."):
            for signature in called.signatures:
                _type(called, signature, seen)
