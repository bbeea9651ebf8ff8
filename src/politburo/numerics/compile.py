"""How loops over agents are compiled: one set of Numba options, and the folder where compiled code is kept.

`error_model="numpy"` because the default test for division by zero stops the vectoriser; no fast-math, so that results
keep their bits on every x86-64 processor; `nogil`, so that runs in threads do not wait for each other.

Numba's disk cache looks only at the file of the function it compiled. It does not notice an edited rule that a cached
kernel uses, and would go on giving the old results. So the folder's name is a hash of the sources of this package, but
for rooms of which no kernel can know, of the sources of other packages' mechanisms, and of the processor: on a home
directory shared by unlike machines, each has its own.
"""

import functools
import hashlib
import os
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any, TypeVar, cast

import llvmlite.binding
import numba
import numba.core.codegen
import numba.core.config
import numpy as np

from politburo.numerics.cache_folder import private_folder, temporary_parent, writable_parent
from politburo.terms.errors import StoreError
from politburo.terms.plugins import source_digest

OPTIONS = {"error_model": "numpy", "nogil": True, "fastmath": False, "no_cfunc_wrapper": True}
"""The options of everything compiled here. One set, because Numba's disk cache does not tell option sets apart."""

NO_KERNELS = ("scenario", "run", "answer", "ask", "infer", "show", "lab", "cli")
"""Rooms that hold no kernel, and from which no file that holds one imports: an edit there compiles nothing anew."""

KEPT_FOLDERS = 3
"""Folders kept for other versions of the sources; older ones are removed."""

SECONDS_IN_USE = 3600.0
"""A folder used more recently than this is never removed: a process may still be writing there."""

_config: Any = numba.core.config
_njit: Any = numba.njit


def _pack_widely() -> None:
    """Have loops packed in the widest registers that the processor has, unless the user has chosen what it may do.

    By itself the compiler leaves half of them empty on Intel's processors, the first of which slowed down otherwise.
    To be called before anything is compiled; what other packages compile in the same process is packed likewise.
    """
    features = numba.core.codegen.get_host_cpu_features()
    if _config.CPU_NAME is None and _config.CPU_FEATURES is None and "+avx512f" in features:
        _config.CPU_FEATURES = f"{features},-prefer-256-bit"


_pack_widely()

Function = TypeVar("Function", bound=Callable)

Whole = int | np.integer
"""A whole number: constants of compiled code are NumPy's, so that every call of a function has the same types."""


def kernel(function: Function) -> Function:
    """Compile a loop over agents that Python calls: arrays and numbers in, arrays changed in place.

    Give a kernel the same argument types at every call: each new set of types is compiled anew.
    """
    with _numba_cache_in(cache_folder()):
        return cast(Function, _njit(**OPTIONS, cache=True)(function))


def part(function: Function) -> Function:
    """Compile a loop that kernels alone call, without what Python would need to call it: an eighth of the work.

    Python that calls it gets a TypeError.
    """
    with _numba_cache_in(cache_folder()):
        return cast(Function, _Part(_njit(**OPTIONS, cache=True, no_cpython_wrapper=True)(function)))


class _Part:
    """What Python sees of a compiled function that it cannot call: by its type, compiled functions find it."""

    def __init__(self, compiled: Any) -> None:
        self.compiled = compiled  # its type alone does not keep it
        self._numba_type_ = numba.typeof(compiled)
        functools.update_wrapper(self, compiled.py_func)

    def __call__(self, *_: Any) -> None:
        raise TypeError(f"{self.__module__}.{self.compiled.py_func.__name__} is called by compiled functions alone")


def rule(function: Function) -> Function:
    """Compile a small function of numbers that kernels call; it is inlined, so that their loops stay vectorised."""
    with _numba_cache_in(cache_folder()):
        return cast(Function, _njit(**OPTIONS, cache=True, forceinline=True)(function))


def inlined(function: Function) -> Function:
    """A rule of kernels alone, not kept on disk by itself: Numba would look at its own file, and it may use others."""
    return cast(Function, _njit(**OPTIONS, forceinline=True, no_cpython_wrapper=True)(function))


@cache
def cache_folder() -> Path:
    """Folder of the compiled code of these sources on this processor, owned by the user; made if need be.

    It lies in `$POLITBURO_CACHE`, else `$XDG_CACHE_HOME/politburo`, else `~/.cache/politburo`, else, where that cannot
    be written, in the folder for temporary files. Raises StoreError where there is no such folder.
    """
    parent, name = writable_parent(), f"kernels-{_fingerprint()}"
    # What is found there will be executed.
    folder = private_folder(parent / name) or private_folder(temporary_parent() / name)
    if folder is None:
        raise StoreError(f"{temporary_parent() / name} is in the way of compiled code: remove it.")
    os.utime(folder)
    _prune(folder.parent, folder)
    return folder


def is_cold() -> bool:
    """Whether nothing has been compiled yet for these sources: the first run will take longer."""
    return not any(cache_folder().glob("*/*.nbi"))


def _fingerprint() -> str:
    """Hash of all sources that a kernel may know, the compiler's version and the processor it compiles for."""
    package = Path(__file__).parents[1]
    digest = hashlib.blake2b(digest_size=8)
    processor = _config.CPU_NAME or llvmlite.binding.get_host_cpu_name()
    digest.update(f"{numba.__version__} {llvmlite.__version__} {processor} {_config.CPU_FEATURES}".encode())
    for source in sorted(package.rglob("*.py")):
        if source.relative_to(package).parts[0] in NO_KERNELS:
            continue
        digest.update(f"\0{source.relative_to(package)}\0".encode())
        digest.update(source.read_bytes())
    digest.update(source_digest().encode())
    return digest.hexdigest()


def _prune(parent: Path, current: Path) -> None:
    """Remove the folders of older sources, but the most recent few and any that may be in use."""
    others = [(folder.stat().st_mtime, folder) for folder in parent.glob("kernels-*") if folder != current]
    for used, folder in sorted(others, reverse=True)[KEPT_FOLDERS:]:
        if time.time() - used > SECONDS_IN_USE:
            shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _numba_cache_in(folder: Path) -> Iterator[None]:
    """Numba reads its folder when a function is decorated; other code's kernels keep their own."""
    before = _config.CACHE_DIR
    _config.CACHE_DIR = str(folder)
    try:
        yield
    finally:
        _config.CACHE_DIR = before
