"""Levels of x86-64 processors, for which compiled code can be made on any of them that is newer.

As a program, it runs another one, with its arguments, as on the lowest level: `python -m tests.processors python …`.
"""

from __future__ import annotations

import os
import platform
import sys
from typing import cast

import numpy as np

LOWEST = "x86-64"
IS_X86 = platform.machine() in ("x86_64", "AMD64")


def numpy_extensions() -> list[str]:
    """Instructions above its lowest level of which NumPy makes use in this process."""
    return cast(dict, np.show_config(mode="dicts"))["SIMD Extensions"].get("found", [])


def environment_for(processor: str) -> dict[str, str]:
    """Variables with which Numba compiles for a level of processor, and NumPy is on its lowest level for the lowest."""
    return {
        "NUMBA_CPU_NAME": processor,
        "NUMBA_CPU_FEATURES": "",
        "NPY_DISABLE_CPU_FEATURES": " ".join(numpy_extensions()) if processor == LOWEST else "",
    }


if __name__ == "__main__":
    command = sys.argv[1:]
    os.execvpe(command[0], command, os.environ | (environment_for(LOWEST) if IS_X86 else {}))
