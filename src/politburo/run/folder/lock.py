"""One writer in a folder: the right to write there, which the system lifts when the process dies."""

from __future__ import annotations

import fcntl
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from politburo.run.folder.files import unwritable
from politburo.terms.errors import StoreError

LOCK = ".lock"
SECONDS_TO_PREPARE = 30.0


@contextmanager
def locked(folder: Path, *, shared: bool = False, prepare: Callable[[], object] = lambda: None) -> Iterator[None]:
    """Hold the right to write in `folder` for the length of the block; the system lifts it when the process dies.

    `prepare` is called while nobody else holds it: what it describes is not written by two, and what it removes is in
    nobody's use. With `shared`, others that share are let in after that; where some are in already, the folder is
    prepared, and `prepare` is not called. Raises StoreError when another process holds it.
    """
    try:
        handle = (folder / LOCK).open("a+b")  # for reading too: only then a network's file system lets it be shared
    except OSError as error:
        raise unwritable(folder / LOCK, error) from error
    with handle:
        alone = _taken(handle, fcntl.LOCK_EX, folder)
        if alone:
            prepare()
        elif not shared:
            raise _held(folder)
        until = time.monotonic() + SECONDS_TO_PREPARE
        while shared and not _taken(handle, fcntl.LOCK_SH, folder):  # whoever prepares the folder is not done
            if time.monotonic() > until:
                raise _held(folder)
            time.sleep(0.05)
        yield


def _taken(handle: IO[bytes], how: int, folder: Path) -> bool:
    try:
        fcntl.flock(handle, how | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError as error:
        raise unwritable(folder / LOCK, error) from error
    return True


def _held(folder: Path) -> StoreError:
    return StoreError(
        f"{folder} is being written by another process: wait until it ends, or choose another folder with `out`."
    )
