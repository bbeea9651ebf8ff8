"""Compiled code is kept, never outlives the sources it came from, and stays within the user's own folder."""

import os
import re
import shutil
import stat
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import numba
import numba.core.config
import numpy as np
import pytest
from numpy.typing import NDArray

import politburo
from politburo.numerics.cache_folder import temporary_parent
from politburo.numerics.compile import NO_KERNELS, cache_folder, is_cold, kernel, part
from politburo.terms.errors import StoreError
from tests.numerics.packed import assembly_of

PACKAGE = Path(politburo.__file__).parent
NUMBA = cast(Any, numba.core.config)

HELPER = """
from politburo.numerics.compile import rule

@rule
def change(x):
    return x + {added}
"""
LOOP = """
import numpy as np
from politburo.helper import change
from politburo.numerics.compile import is_cold, kernel

@kernel
def change_all(x):
    for i in range(x.size):
        x[i] = change(x[i])

cold = is_cold()
x = np.zeros(5, np.float32)
change_all(x)
print("cold" if cold else "warm", x[4], is_cold(), sum(change_all.stats.cache_hits.values()))
"""


@pytest.fixture
def caches(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder for caches, empty, that `cache_folder` will use."""
    folder = tmp_path / "caches"
    monkeypatch.setenv("POLITBURO_CACHE", str(folder))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    for kept in (cache_folder, temporary_parent):
        kept.cache_clear()
    yield folder
    for kept in (cache_folder, temporary_parent):
        kept.cache_clear()


@pytest.fixture
def small_package(tmp_path: Path) -> Path:
    """A package of the same name with one rule, and one kernel in another file."""
    package = tmp_path / "politburo"
    (package / "numerics").mkdir(parents=True)
    shutil.copytree(PACKAGE / "terms", package / "terms", ignore=shutil.ignore_patterns("__pycache__"))
    for module in ("numerics/compile.py", "numerics/cache_folder.py"):
        shutil.copy(PACKAGE / module, package / module)
    for folder in (package, package / "numerics"):
        (folder / "__init__.py").touch()
    (package / "helper.py").write_text(HELPER.format(added=1))
    (package / "loop.py").write_text(LOOP)
    return package


def test_no_file_that_holds_a_kernel_is_in_or_imports_from_a_room_whose_edits_compile_nothing():
    holders = [file for file in PACKAGE.rglob("*.py") if re.search(r"^@(kernel|rule)\b", file.read_text(), re.M)]
    assert len(holders) > 15
    for file in holders:
        assert file.relative_to(PACKAGE).parts[0] not in NO_KERNELS
        rooms = re.findall(r"^from politburo\.(\w+)", file.read_text(), re.M)
        assert not set(rooms) & set(NO_KERNELS), file


def start(package: Path) -> subprocess.Popen:
    environment = {**os.environ, "PYTHONPATH": str(package.parent), "POLITBURO_CACHE": str(package.parent / "caches")}
    command = [sys.executable, "-m", "politburo.loop"]
    return subprocess.Popen(
        command, cwd=package.parent, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def finish(process: subprocess.Popen) -> list[str]:
    out, errors = process.communicate(timeout=120)
    assert process.returncode == 0, errors
    return out.split()


@pytest.mark.long
def test_an_edited_rule_reaches_kernels_compiled_before(small_package: Path):
    assert finish(start(small_package)) == ["cold", "1.0", "False", "0"]
    assert finish(start(small_package)) == ["warm", "1.0", "False", "1"]
    (small_package / "helper.py").write_text(HELPER.format(added=2))
    assert finish(start(small_package)) == ["cold", "2.0", "False", "0"]


@pytest.mark.long
def test_processes_may_compile_the_same_kernel_at_once(small_package: Path):
    together = [start(small_package) for _ in range(2)]
    assert [finish(process)[1] for process in together] == ["1.0"] * 2
    assert finish(start(small_package)) == ["warm", "1.0", "False", "1"]


def test_the_folder_is_named_by_sources_and_processor(caches: Path, monkeypatch: pytest.MonkeyPatch):
    first = cache_folder()
    assert first.parent == caches
    assert first.is_dir()
    cache_folder.cache_clear()
    assert cache_folder() == first
    cache_folder.cache_clear()
    monkeypatch.setattr(NUMBA, "CPU_NAME", "another")
    assert cache_folder() != first


@kernel
def add_up(x, y):
    for i in range(x.size):
        x[i] += y[i]


@pytest.mark.skipif("+avx512f" not in (NUMBA.CPU_FEATURES or ""), reason="instructions of AVX-512")
def test_loops_are_packed_in_the_widest_registers():
    numbers = np.zeros(3, np.float32)
    add_up(numbers, numbers)
    assert re.search(r"vaddps\s.*%zmm", assembly_of(add_up))


def test_a_new_folder_is_cold(caches: Path):
    assert is_cold()


def test_other_code_keeps_its_own_cache(caches: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(NUMBA, "CACHE_DIR", "elsewhere")

    @kernel
    def nothing(x: int) -> int:
        return x

    assert NUMBA.CACHE_DIR == "elsewhere"
    assert Path(cast(Any, nothing)._cache.cache_path).is_relative_to(cache_folder())


def test_without_a_choice_the_cache_lies_where_the_system_keeps_caches(
    caches: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.delenv("POLITBURO_CACHE")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "xdg"))
    assert cache_folder().parent == tmp_path / "xdg" / "politburo"
    cache_folder.cache_clear()
    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    assert cache_folder().parent == tmp_path / "home" / ".cache" / "politburo"


def test_where_nothing_can_be_written_a_private_temporary_folder_serves(caches: Path, tmp_path: Path):
    caches.write_text("a file in the way")
    folder = cache_folder()
    assert folder.parent.parent == tmp_path
    assert stat.S_IMODE(folder.parent.stat().st_mode) == 0o700
    cache_folder.cache_clear()
    assert cache_folder() == folder


@pytest.mark.parametrize("planted", ["open folder", "link", "dangling link", "file"])
def test_what_others_put_in_the_place_of_the_temporary_folder_is_not_used(caches: Path, tmp_path: Path, planted: str):
    caches.write_text("a file in the way")
    place, elsewhere = tmp_path / f"politburo-{os.getuid()}", tmp_path / "elsewhere"
    if planted == "open folder":
        place.mkdir()
        place.chmod(0o777)
    elif planted == "file":
        place.write_text("no folder")
    else:
        place.symlink_to(elsewhere)
        if planted == "link":
            elsewhere.mkdir()
    folder = cache_folder()
    assert folder.parent.parent == tmp_path
    assert folder.parent not in (place, elsewhere)
    assert stat.S_IMODE(folder.parent.stat().st_mode) == 0o700
    assert not elsewhere.exists() or list(elsewhere.iterdir()) == []
    cache_folder.cache_clear()
    assert cache_folder() == folder  # all of a process uses one folder


@pytest.mark.parametrize("planted", ["open folder", "link", "file"])
def test_a_folder_of_compiled_code_that_others_can_write_is_not_used(caches: Path, tmp_path: Path, planted: str):
    place = cache_folder()
    place.rmdir()
    if planted == "open folder":
        place.mkdir()
        place.chmod(0o777)
    elif planted == "link":
        place.symlink_to(tmp_path)
    else:
        place.write_text("no folder")
    cache_folder.cache_clear()
    assert cache_folder().parent == tmp_path / f"politburo-{os.getuid()}"


def test_where_no_folder_can_be_written_at_all_the_remedy_is_said(caches: Path, monkeypatch: pytest.MonkeyPatch):
    caches.write_text("a file in the way")
    monkeypatch.setattr(tempfile, "tempdir", str(caches))
    with pytest.raises(StoreError, match="name one that can be written in the variable POLITBURO_CACHE"):
        cache_folder()


@pytest.mark.parametrize(
    ("hours", "kept"),
    [((0.5, 3, 4, 5, 6), {0.5, 3, 4}), ((0.1, 0.2, 0.3, 0.4, 5), {0.1, 0.2, 0.3, 0.4})],
)
def test_old_folders_go_but_the_latest_three_and_any_in_use_stay(caches: Path, hours: tuple, kept: set):
    for age in hours:
        folder = caches / f"kernels-{age}"
        folder.mkdir(parents=True)
        (folder / "some.nbc").touch()
        os.utime(folder, times=(time.time() - 3600 * age,) * 2)
    (caches / "letters").mkdir()
    expected = {"letters", cache_folder().name, *(f"kernels-{age}" for age in kept)}
    assert {folder.name for folder in caches.iterdir()} == expected


def test_kernels_divide_by_zero_without_an_error():
    @kernel
    def divide(x: NDArray[np.float32], y: NDArray[np.float32]) -> None:
        for i in range(x.size):
            x[i] /= y[i]

    x = np.array([1, -1], np.float32)
    divide(x, np.zeros(2, np.float32))
    assert list(x) == [np.inf, -np.inf]


def test_threads_go_on_while_a_kernel_runs():
    turns = 2**32

    @kernel
    def wait_for(flags: NDArray[np.int64], mine: int, stop: int) -> None:
        while flags[mine] < turns and flags[stop] == 0:
            flags[mine] += 1

    wait_for(np.zeros(2, np.int64), 0, 0)
    flags = np.zeros(2, np.int64)
    thread = threading.Thread(target=wait_for, args=(flags, 0, 1))
    thread.start()
    while flags[0] == 0:
        time.sleep(0.001)
    flags[1] = 1
    thread.join()
    assert 0 < flags[0] < turns


def test_a_part_is_called_by_kernels_and_refused_to_python():
    @part
    def doubled(number):
        return 2 * number

    assert numba.njit(lambda number: doubled(number))(4) == 8
    with pytest.raises(TypeError, match="doubled is called by compiled functions alone"):
        doubled(4)
