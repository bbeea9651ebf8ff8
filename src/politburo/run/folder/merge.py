"""Folders of one kind put together: nothing is written over, what is damaged is left out and named.

It can be stopped and begun again at any time: what is there already is not copied again, and what is copied counts when
its marker is there, which is copied last.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from politburo.run.folder.files import damaged, mark, matches, whole
from politburo.run.folder.markers import Markers
from politburo.terms.errors import StoreError


@dataclass(frozen=True, slots=True)
class Brought:
    """What became of what one marker vouches for: `new` says whether it was copied or was there already.

    `damage` is the file that is not as it was written, where that is why nothing was copied.
    """

    new: bool = False
    damage: Path | None = None


def merge(kind: type[Markers[Any]], folders: Sequence[Path], into: Path) -> Iterator[Brought]:
    """Bring what is finished in some folders of a kind into another, which is made if need be.

    Raises StoreError when one of them is of another kind or for something else, when a run came out otherwise in two of
    them, and when nothing can be written.
    """
    sources, target = [kind(folder) for folder in folders], kind(into)
    sources[0].check_alike(sources)
    with target.claimed_for_all(sources):
        there: dict[str, object] = {}
        for path in target.marker_files():
            if marker := target.whole(path):
                there |= marker.results
        for source in sources:
            for path in source.marker_files():
                yield _bring(source, path, target, there)
    if kind.within is not None:
        inner: dict[Path, list[Path]] = {}
        for folder in folders:
            for path in filter(kind.within.is_one, sorted(folder.rglob("*/"))):
                inner.setdefault(path.relative_to(folder), []).append(path)
        for place, found in inner.items():
            yield from merge(kind.within, found, into / place)


def _bring(source: Markers[Any], path: Path, target: Markers[Any], there: dict[str, object]) -> Brought:
    """Bring what one marker vouches for, and the marker last, unless all of its results are `there` already."""
    try:
        marker = source.read_marker(path)
    except StoreError:
        return Brought(damage=path)
    for what, result in marker.results.items():
        if there.get(what, result) != result:
            raise StoreError(
                f"{what} came out otherwise in {source.folder} than in {target.folder}; it is left as it is in both."
            )
    if marker.results.keys() <= there.keys():
        return Brought()
    for name, expected in marker.files.items():
        if not matches(source.folder / name, expected):
            return Brought(damage=source.folder / name)
    for file in (*map(source.folder.joinpath, marker.files), path):
        copy(file, target.folder / file.relative_to(source.folder))
    there |= marker.results
    return Brought(new=True)


def copy(source: Path, target: Path) -> None:
    """Copy a file, whole or not at all. Raises StoreError, also when the copy is not the same."""
    with whole(target) as partial:
        shutil.copyfile(source, partial)
        if mark(partial) != mark(source):
            raise damaged(target, f"it is not the same as {source}")
