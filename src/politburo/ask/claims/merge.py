"""Folders of measured claims put together: a file is named by all that decides what is in it, so none is described."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from politburo.ask.claims.measurement import MEASURED, clean, is_whole
from politburo.run.files import locked, made
from politburo.run.merge import Brought, copy


def merge_measured(folders: Sequence[Path], into: Path) -> Iterator[Brought]:
    """Bring what is measured in some folders into another, which is made if need be.

    Raises StoreError when nothing can be written, or the folder is in use.
    """
    made(into)
    with locked(into, prepare=lambda: clean(into)):
        for path in (path for folder in folders for path in sorted(folder.glob(MEASURED))):
            if not is_whole(path):
                yield Brought(damage=path)
            elif is_whole(into / path.name):
                yield Brought()
            else:
                copy(path, into / path.name)
                yield Brought(new=True)
